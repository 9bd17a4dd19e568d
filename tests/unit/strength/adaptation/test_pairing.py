"""Which exercises may be done in turns."""

import pytest

from strength.adaptation.pairing import may_alternate
from strength.catalog import load_catalog


def together(one: str, other: str, minutes: int = 40) -> bool:
    by_slug = load_catalog().by_slug
    answer = may_alternate(by_slug[one], by_slug[other], minutes)
    assert answer == may_alternate(by_slug[other], by_slug[one], minutes)
    return answer


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("db_bench", "cable_row"),
        ("seated_db_press", "lat_pulldown"),
        ("db_curl", "triceps_pushdown"),
        ("lateral_raise", "rear_delt_fly"),
        ("leg_extension", "leg_curl"),
        ("standing_calf", "db_bench"),
        ("standing_calf", "leg_press"),
        ("plank", "cable_row"),
        ("lateral_raise", "leg_press"),
    ],
)
def test_opposing_and_small_exercises_alternate(one: str, other: str) -> None:
    assert together(one, other)


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        ("hanging_leg_raise", "pull_up", "both tire the hands"),
        ("lateral_raise", "side_plank", "control"),
        ("overhead_press", "barbell_row", "both load the spine from above"),
        ("back_squat", "cable_row", "a squat is enough by itself"),
        ("romanian_deadlift", "db_bench", "so is a hinge"),
        ("db_bench", "machine_chest_press", "the same muscles"),
        ("cable_row", "lat_pulldown", "the same muscles"),
        ("plank", "leg_press", "trunk work beside heavy legs"),
        ("plank", "dead_bug", "the same muscles"),
        ("db_curl", "hammer_curl", "the same muscles"),
        ("leg_extension", "standing_calf", "both legs"),
    ],
)
def test_what_spoils_each_other_does_not_alternate(one: str, other: str, why: str) -> None:
    assert together(one, other) is (why == "control"), why


def test_two_crowded_stations_are_held_only_when_time_is_very_short() -> None:
    assert together("barbell_curl", "triceps_pushdown", 40)
    assert not together("barbell_curl", "triceps_pushdown", 45)
