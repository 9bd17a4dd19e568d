"""The last two weeks before a meet."""

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.pool import catalog_pool
from strength.program import Prescription, Program, Week
from strength.request import ProgramRequest

MAXIMA = {"squat": 160.0, "bench": 110.0, "deadlift": 190.0}
SHEETS: dict[str, list[tuple[int, str]]] = {
    "PL2": [
        (1, "back_squat:M bench_press:M cable_row:S plank:T"),
        (4, "deadlift:M close_grip_bench:V lat_pulldown:S pause_squat:V dead_bug:C"),
    ],
    "PL3": [
        (1, "back_squat:M bench_press:V cable_row:S leg_curl:A plank:T"),
        (3, "bench_press:M lat_pulldown:S romanian_deadlift:S triceps_pushdown:I"),
        (5, "deadlift:M pause_squat:V close_grip_bench:V machine_row:A dead_bug:C"),
    ],
    "PL4": [
        (1, "back_squat:M bench_press:V cable_row:S leg_curl:A plank:T"),
        (3, "bench_press:M lat_pulldown:S triceps_pushdown:I face_pull:I"),
        (5, "deadlift:M pause_squat:V leg_press:A dead_bug:C"),
        (6, "close_grip_bench:V machine_row:A face_pull:I db_curl:I"),
    ],
    "PL5": [
        (1, "bench_press:M cable_row:S triceps_pushdown:I"),
        (2, "back_squat:M romanian_deadlift:S plank:T"),
        (3, "bench_press:L lat_pulldown:S face_pull:I db_curl:I"),
        (5, "deadlift:M pause_squat:V leg_curl:A dead_bug:C"),
        (6, "close_grip_bench:V machine_row:A triceps_pushdown:I"),
    ],
    "PL6": [
        (1, "back_squat:M leg_press:A plank:T"),
        (2, "bench_press:M cable_row:S triceps_pushdown:I"),
        (3, "deadlift:M leg_curl:A dead_bug:C"),
        (4, "bench_press:L lat_pulldown:S face_pull:I db_curl:I"),
        (5, "pause_squat:V romanian_deadlift:S plank:T"),
        (6, "close_grip_bench:V machine_row:A triceps_pushdown:I"),
    ],
}
SHEETS["example 6"] = [(day, slots.replace("deadlift:M", "deadlift:D")) for day, slots in SHEETS["PL3"]]
SHEETS["dumbbells"] = [
    (1, "goblet_squat:M db_bench:M db_row:S db_curl:I"),
    (4, "db_romanian_deadlift:M db_bench:V db_row:S dead_bug:C"),
]
FREE_BAR_SHEETS = ("PL2", "PL3", "PL4", "PL5", "PL6")
SCHEMES: dict[str, object] = {
    "M": {"t": "pct", "int": [4, 4, 79, 3], "peak": [4, 2, 88, 2]},
    "V": {"t": "pct", "int": [3, 5, 75, 1.5], "peak": [3, 3, 80, 1.5]},
    "L": {"t": "pct", "int": [3, 3, 72, 1], "peak": [3, 2, 74, 0]},
    "S": {"t": "rir", "*": [3, 8, 7, 0.5]},
    "A": {"t": "rir", "*": [3, 10, 7, 0.5]},
    "I": {"t": "rir", "*": [2, 12, 8, 0]},
    "C": {"t": "rir", "*": [2, 10, 7, 0]},
    "T": {"t": "time", "*": [2, 30, 5]},
}


def program(
    sheet: str, *, schemes: dict[str, object] | None = None, weeks: tuple[int, int] = (3, 3), **fields: object
) -> Program:
    template = SHEETS[sheet]
    body = {
        "goal": "powerlifting",
        "frequency": len(template),
        "experience": "intermediate",
        "equipment": ["full_gym"],
        "units": "kg",
        "oneRepMaxes": MAXIMA,
        **fields,
    }
    request = ProgramRequest.model_validate(body)
    wire = {
        "meso": [["int", weeks[0], 0], ["peak", weeks[1], 0]],
        "taper": 1,
        "sch": schemes or SCHEMES,
        "tpl": [
            {"d": day, "n": f"Sheet {day}", "s": [slot.split(":") for slot in slots.split()]} for day, slots in template
        ],
    }
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(Blueprint.model_validate(wire), request, pool, catalog=load_catalog())


def find(week: Week, weekday: int, slug: str) -> Prescription | None:
    workout = next(day for day in week.workouts if day.weekday == weekday)
    return next((item for item in workout.exercises if item.slug == slug), None)


def line(item: Prescription | None) -> str:
    assert item is not None
    return f"{len(item.sets)}x{item.sets[0].reps} {item.sets[0].weight}"


def days_out(weeks_left: int, weekday: int | None) -> int:
    return 7 * weeks_left + 7 - (weekday or 0)


def sets(week: Week) -> int:
    return sum(len(item.sets) for workout in week.workouts for item in workout.exercises)


def test_the_worked_four_week_example_prints_the_listed_loads() -> None:
    schemes = {**SCHEMES, "D": {"t": "pct", "role": "main", "int": [3, 3, 80, 2.5], "peak": [3, 2, 86, 2]}}
    result = program("example 6", schemes=schemes, weeks=(2, 2))
    mains = ((1, "back_squat"), (3, "bench_press"), (5, "deadlift"))
    first, second, third, last = result.weeks
    assert [line(find(first, *main)) for main in mains] == ["4x4 125kg", "4x4 85kg", "3x3 150kg"]
    assert [line(find(second, *main)) for main in mains] == ["4x4 130kg", "4x4 90kg", "3x3 155kg"]
    assert [line(find(third, *main)) for main in mains] == ["2x2 140kg", "2x2 95kg", "2x2 162.5kg"]
    assert line(find(third, 5, "back_squat")) == "1x2 135kg"
    assert line(find(last, 1, "back_squat")) == "2x1 142.5kg"
    assert line(find(last, 1, "bench_press")) == "2x1 97.5kg"
    assert line(find(last, 3, "bench_press")) == "1x1 92.5kg"


@pytest.mark.parametrize("sheet", FREE_BAR_SHEETS)
def test_every_day_stays_and_none_is_empty_or_long(sheet: str) -> None:
    result = program(sheet)
    for week in result.weeks:
        assert len(week.workouts) == len(SHEETS[sheet])
    for workout in result.weeks[-1].workouts:
        slugs = [item.slug for item in workout.exercises]
        assert 1 <= len(set(slugs)) == len(slugs)
        # no plank, calf raise or row: the lifts, or nothing
        assert set(slugs) <= {"back_squat", "bench_press", "deadlift"}
        assert 10 <= (workout.minutes or 0) <= 40
        assert len(workout.name) <= 32
    names = [workout.name for workout in result.weeks[-1].workouts]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("sheet", FREE_BAR_SHEETS)
def test_volume_falls_and_the_same_exercise_comes_at_most_three_times(sheet: str) -> None:
    result = program(sheet)
    before = max(sets(week) for week in result.weeks[:4])
    assert 0.30 <= 1 - sets(result.weeks[4]) / before <= 0.65
    assert 0.50 <= 1 - sets(result.weeks[5]) / before <= 0.92
    last = [item.slug for workout in result.weeks[5].workouts for item in workout.exercises]
    assert max(last.count(slug) for slug in last) <= 3


@pytest.mark.parametrize("sheet", FREE_BAR_SHEETS)
def test_the_last_week_has_openers_early_and_nothing_hard_in_the_last_two_days(sheet: str) -> None:
    result = program(sheet)
    for workout in result.weeks[-1].workouts:
        for item in workout.exercises:
            for entry in item.sets:
                percent = entry.percent1rm or 0.0
                assert percent <= 91.0
                if (workout.weekday or 0) >= 5:
                    assert percent <= 70.0
                    assert (entry.rpe or 0) <= 6.0
                if percent > 70.0:
                    assert entry.reps == "1"
                    assert percent == (90.0 if (workout.weekday or 0) < 3 else 85.0)


@pytest.mark.parametrize("sheet", FREE_BAR_SHEETS)
def test_no_variant_is_used_in_the_last_nine_days(sheet: str) -> None:
    result = program(sheet)
    for weeks_left, week in ((1, result.weeks[-2]), (0, result.weeks[-1])):
        for workout in week.workouts:
            if days_out(weeks_left, workout.weekday) < 10:
                assert {"pause_squat", "close_grip_bench"}.isdisjoint(item.slug or "" for item in workout.exercises)


@pytest.mark.parametrize(
    ("sheet", "lift", "low", "high"),
    [(sheet, "back_squat", 7, 10) for sheet in FREE_BAR_SHEETS]
    + [(sheet, "deadlift", 9, 14) for sheet in FREE_BAR_SHEETS],
)
def test_the_last_heavy_set_of_a_lift_falls_into_its_window(sheet: str, lift: str, low: int, high: int) -> None:
    result = program(sheet)
    heavy = [
        days_out(weeks_left, workout.weekday)
        for weeks_left, week in ((1, result.weeks[-2]), (0, result.weeks[-1]))
        for workout in week.workouts
        for item in workout.exercises
        for entry in item.sets
        if item.slug == lift and (entry.percent1rm or 0.0) >= 85.0 and entry.reps != "1"
    ]
    assert low <= min(heavy) <= high


def test_an_advanced_lifter_takes_the_last_single_inside_the_window() -> None:
    schemes = {**SCHEMES, "M": {"t": "top", "int": [3, 7.5, 4, 3, 7], "peak": [1, 7.5, 3, 2, 7, 0.5]}}
    week = program("PL6", schemes=schemes, experience="advanced").weeks[-2]
    squat = find(week, 5, "back_squat")
    assert squat is not None
    assert [(entry.reps, entry.rpe) for entry in squat.sets] == [("1", 8.5), ("2", 5.5), ("2", 5.5)]
    assert line(find(week, 1, "back_squat")) == "2x2 135kg"
    assert line(find(week, 6, "bench_press")) == "3x1 102.5kg"
    assert line(find(week, 2, "bench_press")) == "2x2 92.5kg"
    assert line(find(week, 3, "deadlift")) == "3x1 177.5kg"


def test_a_beginner_has_no_singles() -> None:
    schemes = {**SCHEMES, "M": {"t": "lp", "*": [3, 5, 74, 2.5]}}
    result = program("PL3", schemes=schemes, experience="beginner")
    reps = {
        entry.reps
        for week in result.weeks[-2:]
        for day in week.workouts
        for item in day.exercises
        for entry in item.sets
    }
    assert reps.isdisjoint({"1", "2"})
    assert line(find(result.weeks[-2], 1, "back_squat")).startswith("2x3")
    assert line(find(result.weeks[-1], 1, "back_squat")).startswith("2x3")
    assert len(result.weeks[-1].workouts) == 3


def test_without_a_free_bar_the_last_week_is_light_technique() -> None:
    result = program("dumbbells", equipment=["dumbbell", "bench"], oneRepMaxes={})
    last = result.weeks[-1]
    assert len(last.workouts) == 2
    for workout in last.workouts:
        assert 1 < len(workout.exercises) <= 3
        assert all((entry.rpe or 9) <= 7.0 for item in workout.exercises for entry in item.sets)
        assert all(entry.reps != "1" for item in workout.exercises for entry in item.sets)


def test_size_has_no_taper() -> None:
    result = program("PL3", goal="hypertrophy")
    assert "Taper" not in {week.phase for week in result.weeks}


def test_a_light_slot_stays_light_before_the_meet() -> None:
    week = program("PL6").weeks[-2]
    bench = find(week, 4, "bench_press")
    assert line(bench) == "2x2 75kg"


def test_a_day_with_one_opener_is_filled_with_light_technique() -> None:
    last = program("PL3").weeks[-1]
    squat = find(last, 3, "back_squat")
    assert line(squat) == "2x3 95kg"


def test_a_taper_keeps_the_rest_that_the_day_has_time_for() -> None:
    short = {**SCHEMES, "M": {"t": "pct", "rest": 130, "int": [4, 4, 79, 3], "peak": [4, 2, 88, 2]}}
    result = program("PL3", schemes=short)
    for week in result.weeks[-2:]:
        squat = find(week, 1, "back_squat")
        assert squat is not None
        assert {entry.rest_seconds for entry in squat.sets} == {130}


def test_only_one_lift_a_day_comes_near_its_maximum_before_a_meet() -> None:
    schemes = {**SCHEMES, "M": {"t": "top", "int": [3, 7.5, 4, 3, 7], "peak": [1, 7.5, 3, 2, 7, 0.5]}}
    for sheet in FREE_BAR_SHEETS:
        for day in program(sheet, schemes=schemes, experience="advanced").weeks[-2].workouts:
            near = {item.slug for item in day.exercises for entry in item.sets if (entry.percent1rm or 0.0) > 90.0}
            assert len(near) <= 1


def test_a_beginner_without_maxima_reads_no_percentage_in_the_last_week() -> None:
    schemes = {**SCHEMES, "M": {"t": "lp", "*": [3, 5]}, "V": {"t": "rir", "*": [3, 5, 6.5]}}
    schemes["L"] = {"t": "rir", "*": [3, 3, 6]}
    result = program("PL3", schemes=schemes, experience="beginner", oneRepMaxes={})
    for workout in result.weeks[-1].workouts:
        for item in workout.exercises:
            assert all(entry.weight is None and (entry.rpe or 0) >= 5.0 for entry in item.sets)
