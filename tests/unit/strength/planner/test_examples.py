"""The worked examples of the coaching design (design 10, section 7): what the rules determine, not what the seed picks."""

from collections.abc import Callable
from typing import Any

HOME_RACK = ("barbell", "rack", "bench", "pull_up_bar")


def test_example_2_gives_an_advanced_powerlifter_six_days_around_the_three_lifts(planned: Callable[..., Any]) -> None:
    program = planned(
        goal="powerlifting",
        frequency=6,
        experience="advanced",
        session_minutes=60,
        one_rep_maxes={"squat": 220.0, "bench": 150.0, "deadlift": 260.0},
        units="kg",
    )
    assert [day.name for day in program.days] == [
        "Heavy Squat",
        "Heavy Bench",
        "Heavy Deadlift",
        "Technique Bench & Back",
        "Volume Squat",
        "Volume Bench",
    ]
    assert [day.weekday for day in program.days] == [1, 2, 3, 4, 5, 6]
    assert [program.rows(day)[0] for day in range(3)] == ["back_squat", "bench_press", "deadlift"]
    assert program.rows(3)[0] in {"bench_press", "pause_bench"}
    assert [program.sets(day, program.rows(day)[0]) for day in range(6)] == [5, 5, 4, 4, 4, 5]
    assert [len(program.rows(day)) for day in range(6)] == [4, 4, 3, 4, 4, 4]
    assert program.blueprint.taper
    assert [item.kind for item in program.blueprint.mesocycles] == ["acc", "int", "peak"]


def test_example_3_gives_a_beginner_with_dumbbells_three_short_full_body_days(planned: Callable[..., Any]) -> None:
    program = planned(
        goal="hypertrophy", frequency=3, experience="beginner", equipment=("dumbbell",), session_minutes=45
    )
    assert [day.weekday for day in program.days] == [1, 3, 5]
    assert program.rows(0)[:3] == ["goblet_squat", "db_floor_press", "db_row"]
    assert [program.sets(0, slug) for slug in program.rows(0)[:3]] == [3, 3, 3]
    assert {"db_pullover", "db_romanian_deadlift", "db_press"} <= set(program.rows(1))
    assert program.sets(1, "db_pullover") == 3
    assert {"push_up", "db_row", "goblet_squat"} <= set(program.rows(2))
    assert all(len(day.slots) <= 5 for day in program.days)


def test_example_5_gives_a_home_rack_the_four_lifts_over_sixteen_weeks(planned: Callable[..., Any]) -> None:
    program = planned(
        equipment=HOME_RACK,
        weeks=16,
        one_rep_maxes={"squat": 140.0, "bench": 100.0, "deadlift": 180.0, "press": 60.0},
        units="kg",
    )
    mesocycles = [(item.kind, item.weeks, item.ending) for item in program.blueprint.mesocycles]
    assert mesocycles == [("base", 4, "deload"), ("acc", 4, "deload"), ("int", 4, "deload"), ("peak", 4, "test")]
    assert [program.rows(day)[0] for day in range(4)] == ["back_squat", "bench_press", "deadlift", "overhead_press"]
    assert [program.sets(day, program.rows(day)[0]) for day in range(4)] == [4, 4, 3, 4]
    assert {"romanian_deadlift", "barbell_lunge", "bb_calf_raise"} <= set(program.rows(0))
    assert {"landmine_press", "skullcrusher"} <= set(program.rows(1))
    assert {"sliding_leg_curl"} <= set(program.rows(2))
    assert {"plate_lateral_raise", "barbell_curl"} <= set(program.rows(3))
    main = program.blueprint.scheme("M")
    assert [(row.kind, row.sets, row.reps, row.percent) for row in main.rows] == [
        ("base", 4, 7, 70.0),
        ("acc", 4, 6, 74.0),
        ("int", 4, 4, 79.0),
        ("peak", 4, 3, 84.0),
    ]


def test_example_5_replaces_rear_delt_work_by_a_second_row_where_the_kit_has_none(planned: Callable[..., Any]) -> None:
    program = planned(equipment=HOME_RACK)
    rows = [slug for slug in program.rows(1) if slug.endswith("_row")]
    assert len(rows) == 2


def test_example_6_sharpens_a_powerlifter_in_four_weeks(planned: Callable[..., Any]) -> None:
    program = planned(
        goal="powerlifting",
        frequency=3,
        equipment=HOME_RACK,
        weeks=4,
        one_rep_maxes={"squat": 160.0, "bench": 110.0, "deadlift": 190.0},
        units="kg",
    )
    assert [(item.kind, item.weeks) for item in program.blueprint.mesocycles] == [("int", 2), ("peak", 2)]
    assert program.rows(0)[:2] == ["back_squat", "bench_press"]
    assert program.rows(1)[0] == "bench_press"
    assert program.rows(2)[0] == "deadlift"
    assert (program.sets(0, "back_squat"), program.sets(0, "bench_press")) == (4, 3)
    assert (program.sets(1, "bench_press"), program.sets(2, "deadlift")) == (4, 3)
    row = program.blueprint.scheme("M").row_for("int")
    assert (row.reps, row.percent, row.percent_step) == (4, 79.0, 3.0)


def test_example_8_keeps_a_beginner_on_machines_and_deloads_nothing_in_six_weeks(planned: Callable[..., Any]) -> None:
    program = planned(frequency=2, experience="beginner", equipment=("machine", "cable"), session_minutes=60, weeks=6)
    assert [(item.kind, item.weeks, item.ending) for item in program.blueprint.mesocycles] == [("base", 6, "test")]
    assert program.rows(0)[1] == "machine_chest_press"
    assert program.rows(0)[2] in {"cable_row", "machine_row"}
    assert program.rows(1)[:2] == ["cable_pull_through", "machine_shoulder_press"]
    assert program.rows(1)[2] in {"lat_pulldown", "neutral_grip_pulldown"}
    assert [program.sets(day, program.rows(day)[0]) for day in range(2)] == [3, 3]
    schemes = {program.blueprint.scheme(slot.scheme).type for day in program.days for slot in day.slots}
    assert not schemes & {"pct", "lp", "top"}
