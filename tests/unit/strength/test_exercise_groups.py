"""Groups of exercises, stations and similarity: what the planner may and may not put side by side."""

import pytest

from strength.catalog import load_catalog
from strength.exercise import Exercise, Pattern
from strength.exercise_groups import (
    AXIAL,
    FREE_BAR,
    GRIP,
    HEAVY_HINGE,
    LAST_RESORT,
    LIGHT_HINGE,
    OVERHEAD,
    SPINE,
    TWINS,
    Station,
    stations,
    twins_of,
)
from strength.limitation import Area
from strength.similarity import ACCEPT, REFUSE, similarity

CATALOG = load_catalog()


def exercise(slug: str) -> Exercise:
    return CATALOG.by_slug[slug]


def test_similarity_is_symmetric_and_ranks_like_a_coach() -> None:
    squat = exercise("back_squat")
    assert similarity(squat, squat) == pytest.approx(1.0)
    assert similarity(squat, exercise("leg_press")) == similarity(exercise("leg_press"), squat)
    for a, b in (
        ("bulgarian_split_squat", "db_step_up"),
        ("incline_bench", "close_grip_bench"),
        ("pull_up", "lat_pulldown"),
    ):
        assert similarity(exercise(a), exercise(b)) >= ACCEPT
    for a, b in (("back_squat", "db_curl"), ("lat_pulldown", "leg_curl"), ("bench_press", "plank")):
        assert similarity(exercise(a), exercise(b)) < REFUSE
    near = similarity(exercise("back_squat"), exercise("db_split_squat"))
    assert similarity(squat, exercise("goblet_squat")) > near > similarity(squat, exercise("deadlift"))


def test_similarity_adds_up_as_designed() -> None:
    # Sister patterns, {glutes} v {hamstrings, glutes}: 1/2; with secondaries {1, .5} v {1, 1, .5, .5}: 1.5/3.
    expected = 0.35 * 0.6 + 0.25 * 0.5 + 0.10 * 0.5 + 0.10 + 0.10 + 0.10
    assert similarity(exercise("hip_thrust"), exercise("romanian_deadlift")) == pytest.approx(expected)
    # Nothing in common but laterality and level; load potentials 1.0 and 0.2.
    assert similarity(exercise("bench_press"), exercise("plank")) == pytest.approx(0.10 + 0.10 * 0.2 + 0.10)


def test_groups_hold_what_the_design_names() -> None:
    hinges = {row.slug for row in CATALOG.exercises if row.pattern is Pattern.HINGE}
    assert hinges == LIGHT_HINGE | HEAVY_HINGE
    assert not LIGHT_HINGE & HEAVY_HINGE
    named = "romanian_deadlift barbell_row pendlay_row overhead_press push_press smith_squat back_squat barbell_lunge"
    assert set(named.split()) | HEAVY_HINGE <= AXIAL
    assert not AXIAL & {"leg_press", "goblet_squat", "bench_press", "hip_thrust", "belt_squat"}
    assert all(Area.LOWER_BACK in exercise(slug).avoid_when for slug in SPINE)
    assert {"smith_row", "back_extension"} <= SPINE
    assert "inverted_row" not in SPINE
    assert {"pull_up", "shrug", "deadlift"} <= GRIP
    assert "lat_pulldown" not in GRIP
    assert {"pike_push_up", "seated_db_press"} <= OVERHEAD
    assert not OVERHEAD & {"landmine_press", "wall_slide", "half_kneeling_db_scrape", "band_incline_press"}
    assert all(Area.SHOULDER in exercise(slug).avoid_when for slug in OVERHEAD)
    assert "bench_press" in FREE_BAR
    assert "smith_bench" not in FREE_BAR
    assert {"wall_sit", "wall_slide", "prone_lat_slide"} <= LAST_RESORT
    assert "plank" not in LAST_RESORT


def test_twins_are_disjoint_and_mutual() -> None:
    everyone = [slug for group in TWINS for slug in group]
    assert len(everyone) == len(set(everyone))
    assert twins_of("back_squat") == {"high_bar_squat"}
    assert {"incline_push_up", "close_grip_push_up"} <= twins_of("push_up")
    assert "cable_lateral_raise" in twins_of("lateral_raise")
    assert "upright_row" not in twins_of("lateral_raise")
    assert twins_of("leg_press") == frozenset()


@pytest.mark.parametrize(
    ("slug", "where"),
    [
        ("bench_press", {Station.RACK}),
        ("db_bench", {Station.BENCH}),
        ("db_curl", {Station.DUMBBELL}),
        ("lat_pulldown", {Station.CABLE, Station.MACHINE}),
        ("smith_bench", {Station.MACHINE}),
        ("push_up", {Station.FLOOR}),
    ],
)
def test_stations(slug: str, where: set[Station]) -> None:
    assert stations(exercise(slug)) == where
