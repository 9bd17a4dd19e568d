"""Which exercise fills a place, and what the seed may change (design 10, 2)."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from strength.catalog import load_catalog
from strength.exercise import Exercise, Pattern
from strength.planner import plan
from strength.planner.function import Function
from strength.planner.tiers import HYPERTROPHY, STRENGTH, parse_tiers, tier_text
from strength.pool import catalog_pool
from strength.request import Experience, ProgramRequest


def test_every_slug_of_the_tier_lists_is_in_the_catalog() -> None:
    for function in Function:
        for column in (STRENGTH, HYPERTROPHY):
            for experience in Experience:
                for tier in parse_tiers(tier_text(function, column), experience):
                    assert all(load_catalog().get(slug) for slug in tier), (function, tier)


def test_the_same_request_gives_the_same_blueprint(planned: Callable[..., Any]) -> None:
    first, second = planned(goal="hypertrophy", seed=7), planned(goal="hypertrophy", seed=7)
    assert first.blueprint.model_dump_json() == second.blueprint.model_dump_json()


def test_seeds_change_exercises_but_not_the_main_lifts_or_the_sets(planned: Callable[..., Any]) -> None:
    programs = [planned(seed=seed) for seed in range(8)]
    assert len({frozenset(program.all_rows()) for program in programs}) > 1
    assert len({tuple(program.rows(day)[0] for day in range(4)) for program in programs}) == 1
    totals = {program.weekly_sets(lambda _: True) for program in programs}
    assert max(totals) - min(totals) <= 4


def test_seeds_choose_inside_a_tier_only(planned: Callable[..., Any]) -> None:
    equals = {"pull_up", "chin_up", "neutral_grip_pull_up", "lat_pulldown"}
    chosen = {slug for seed in range(10) for slug in planned(seed=seed).rows(3)}
    vertical = {slug for slug in chosen if load_catalog().by_slug[slug].pattern.value == "v_pull"}
    assert vertical <= equals
    assert len(vertical) > 1


def test_a_beginner_is_not_asked_for_pull_ups(planned: Callable[..., Any]) -> None:
    program = planned(experience="beginner", equipment=("barbell", "rack", "bench", "pull_up_bar"))
    assert not program.all_rows() & {"pull_up", "chin_up", "dip", "nordic_curl", "pistol_squat"}
    assert "negative_pull_up" in program.all_rows()


def test_an_own_exercise_is_taken_only_where_nothing_else_is_left() -> None:
    request = ProgramRequest(goal="hypertrophy", frequency=3, experience="beginner", equipment=("dumbbell",))
    own = replace(load_catalog().by_slug["db_row"], slug="own_chin_supported_row", name="My Row")
    catalog = load_catalog().exercises

    def used(exercises: Iterable[Exercise]) -> bool:
        blueprint = plan(request, catalog_pool(request, exercises))
        return any(own.slug in slot.exercises for day in blueprint.days for slot in day.slots)

    assert not used((*catalog, own))
    assert used((*(row for row in catalog if row.pattern is not Pattern.H_PULL), own))


def test_no_exercise_occurs_twice_in_a_workout_in_any_mesocycle(planned: Callable[..., Any]) -> None:
    for goal in ("strength", "hypertrophy", "powerlifting"):
        for frequency in (2, 4, 6):
            program = planned(goal=goal, frequency=frequency, weeks=16)
            for day in program.days:
                for index in range(len(program.blueprint.mesocycles)):
                    rows = [slot.exercise_in(index) for slot in day.slots]
                    assert len(set(rows)) == len(rows)


def test_short_programs_keep_their_exercises_and_main_lifts_never_rotate(planned: Callable[..., Any]) -> None:
    short = planned(weeks=7)
    assert all(len(slot.exercises) == 1 for day in short.days for slot in day.slots)
    long = planned(weeks=16)
    assert any(len(slot.exercises) > 1 for day in long.days for slot in day.slots)
    for day in long.days:
        for slot in day.slots:
            if long.blueprint.scheme(slot.scheme).slot_role == "main":
                assert len(slot.exercises) == 1


def test_trained_legs_lead_one_at_a_time_where_loads_are_light(planned: Callable[..., Any]) -> None:
    program = planned(goal="hypertrophy", experience="advanced", equipment=("dumbbell", "bench"))
    assert program.rows(1)[0] == "bulgarian_split_squat"
    beginner = planned(goal="hypertrophy", experience="beginner", equipment=("dumbbell", "bench"))
    assert beginner.rows(1)[0] != "bulgarian_split_squat"


def test_drills_that_only_hold_a_pattern_get_two_sets_and_a_warning(planned: Callable[..., Any]) -> None:
    program = planned(equipment=("bodyweight",))
    drills = [
        (index, slug)
        for index in range(4)
        for slug in program.rows(index)
        if slug in {"prone_lat_slide", "kneeling_lat_iso", "towel_pulldown"}
    ]
    assert drills
    assert all(program.sets(index, slug) == 2 for index, slug in drills)
    assert any("pulldown" in sentence for sentence in program.blueprint.warnings)
