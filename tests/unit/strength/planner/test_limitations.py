"""Limited areas: what goes, what takes its place, what is said (design 10, 2.5)."""

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest

from strength.catalog import load_catalog
from strength.exercise import Pattern
from strength.exercise_groups import OVERHEAD, SPINE
from strength.expansion import expand
from strength.limitation import Area
from strength.pool import catalog_pool

PUSH = {Pattern.H_PUSH, Pattern.V_PUSH}
PULL = {Pattern.H_PULL, Pattern.V_PULL}


def limited(*areas: str, severity: str = "caution") -> tuple[dict[str, str], ...]:
    return tuple({"area": area, "severity": severity} for area in areas)


@pytest.mark.parametrize("area", list(Area))
@pytest.mark.parametrize("severity", ["caution", "avoid_loading"])
def test_nothing_contraindicated_is_planned(planned: Callable[..., Any], area: Area, severity: str) -> None:
    program = planned(goal="hypertrophy", limitations=limited(area.value, severity=severity))
    assert not [slug for slug in program.all_rows() if area in load_catalog().by_slug[slug].avoid_when]
    assert any("RPE 7" in sentence for sentence in program.blueprint.warnings)


@pytest.mark.parametrize("pair", list(combinations(("shoulder", "lower_back", "knee", "hip", "ankle"), 2)))
def test_two_limitations_still_leave_push_pull_and_legs(planned: Callable[..., Any], pair: tuple[str, str]) -> None:
    program = planned(limitations=limited(*pair, severity="avoid_loading"))
    patterns = {load_catalog().by_slug[slug].pattern for slug in program.all_rows()}
    assert patterns & PUSH
    assert patterns & PULL
    assert patterns & {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.BRIDGE}


def test_a_bad_shoulder_pulls_more_than_it_pushes_and_never_presses_overhead(planned: Callable[..., Any]) -> None:
    program = planned(goal="hypertrophy", frequency=5, limitations=limited("shoulder"))
    push = program.weekly_sets(lambda row: row.pattern in PUSH)
    pull = program.weekly_sets(lambda row: row.pattern in PULL)
    assert pull >= 1.2 * push
    assert not program.all_rows() & OVERHEAD


def test_a_bad_lower_back_braces_every_day_and_never_loads_the_spine(planned: Callable[..., Any]) -> None:
    program = planned(limitations=limited("lower_back"))
    assert not program.all_rows() & SPINE
    for index in range(4):
        assert any(load_catalog().by_slug[slug].pattern is Pattern.CORE for slug in program.rows(index))


def test_a_bad_elbow_gets_one_slot_for_each_arm_muscle(planned: Callable[..., Any]) -> None:
    program = planned(goal="hypertrophy", frequency=6, limitations=limited("elbow"))
    for pattern in (Pattern.CURL, Pattern.TRI):
        rows = [slug for day in range(6) for slug in program.rows(day)]
        assert sum(load_catalog().by_slug[slug].pattern is pattern for slug in rows) <= 1


def test_a_bad_knee_trains_the_hip_more_than_the_knee(planned: Callable[..., Any]) -> None:
    sound, sore = planned(goal="hypertrophy"), planned(goal="hypertrophy", limitations=limited("knee"))
    knee = {Pattern.SQUAT, Pattern.LUNGE, Pattern.KNEE_EXT}
    assert sore.weekly_sets(lambda row: row.pattern in knee) < sound.weekly_sets(lambda row: row.pattern in knee)


def test_caution_rows_stay_at_rpe_7_and_eight_repetitions(planned: Callable[..., Any]) -> None:
    program = planned(limitations=limited("wrist", "hip"))
    areas = {Area.WRIST, Area.HIP}
    found = 0
    for day in program.days:
        for slot in day.slots:
            if not load_catalog().by_slug[slot.exercises[0]].caution_when & areas:
                continue
            found += 1
            scheme = program.blueprint.scheme(slot.scheme)
            assert scheme.type in {"dp", "time"}
            assert all((row.rpe or 0) <= 7.0 and (scheme.type == "time" or row.reps >= 8) for row in scheme.rows)
    assert found
    written = expand(program.blueprint, program.request, catalog_pool(program.request, load_catalog().exercises))
    for item in (item for week in written.weeks for workout in week.workouts for item in workout.exercises):
        if load_catalog().by_slug[item.slug or ""].caution_when & areas:
            assert all((entry.rpe or 0) <= 7.0 for entry in item.sets)


def test_recovered_rules_nothing_out(planned: Callable[..., Any]) -> None:
    sound = planned()
    healed = planned(limitations=limited("knee", severity="recovered"))
    assert healed.all_rows() == sound.all_rows()


def test_the_reasons_name_what_was_replaced(planned: Callable[..., Any]) -> None:
    program = planned(limitations=limited("knee"))
    assert "replaces Back Squat" in program.blueprint.rationale


def test_a_powerlifter_with_a_bad_shoulder_neither_peaks_nor_tapers(planned: Callable[..., Any]) -> None:
    program = planned(goal="powerlifting", limitations=limited("shoulder"))
    assert not program.blueprint.taper
    assert any("bench press" in sentence for sentence in program.blueprint.warnings)


def test_a_clean_competition_lift_stays_with_a_powerlifter(planned: Callable[..., Any]) -> None:
    program = planned(goal="powerlifting", limitations=limited("neck", severity="avoid_loading"))
    assert "bench_press" in program.all_rows()


@pytest.mark.parametrize(
    ("kit", "area", "drills"),
    [
        (("machine", "cable"), "elbow", {"prone_ytw", "elbow_row_floor"}),
        (("barbell", "rack", "bench", "pull_up_bar"), "shoulder", {"wall_push_up", "wall_slide"}),
    ],
)
def test_a_drill_is_no_option_where_something_can_be_loaded_with_care(
    planned: Callable[..., Any], kit: tuple[str, ...], area: str, drills: set[str]
) -> None:
    program = planned(equipment=kit, limitations=({"area": area, "severity": "avoid_loading"},))
    assert not program.all_rows() & drills
    assert all(Area(area) not in load_catalog().by_slug[slug].avoid_when for slug in program.all_rows())
