import pytest

from strength.validation import is_shippable, validate
from strength.violation import Gravity


def test_a_sound_program_has_no_findings(make, catalog):
    assert validate(make.program(), make.request(), catalog) == ()


def test_a_sound_program_has_no_findings_without_a_request(make, catalog):
    assert validate(make.program(), None, catalog) == ()


def test_hard_findings_stop_a_program_and_soft_ones_do_not(make, catalog):
    short = validate(make.program(3), make.request(), catalog)
    assert not is_shippable(short)
    assert is_shippable(tuple(item for item in short if item.severity is Gravity.SOFT))


def test_too_few_weeks_are_found(make, find):
    (found,) = find("weeks", make.program(3), request=make.request())
    assert found.severity is Gravity.HARD
    assert found.path == "weeks"
    assert "3 weeks" in found.message
    assert "4" in found.hint


def test_a_program_without_weeks_is_found(make, find):
    (found,) = find("weeks", make.program(0), alone=True)
    assert "0 weeks" in found.message


def test_a_missing_workout_is_found_in_its_week(make, find):
    weeks = [make.week(n) for n in range(1, 5)]
    weeks[2] = make.week(3, weeks[2].workouts[0])
    (found,) = find("frequency", make.program(weeks))
    assert (found.path, found.severity) == ("weeks[3]", Gravity.HARD)
    assert "1 workouts, 2 were asked for" in found.message


def test_stated_exceptions_of_frequency_are_honoured(make, find):
    weeks = [make.week(n) for n in range(1, 5)]
    weeks[2] = make.week(3, weeks[2].workouts[0])
    program = make.program(weeks, frequency_exceptions={"3": 1})
    assert find("frequency", program, alone=True) == []


@pytest.mark.parametrize(("count", "expected"), [(10, []), (11, ["weeks[1]"])], ids=["ten", "eleven"])
def test_fitcsv_stores_ten_workouts_a_week(make, find, count, expected):
    days = [make.workout("bench_press", day=n, weekday=1) for n in range(1, count + 1)]
    found = find("too_many_workouts", make.program([make.week(1, *days)]))
    assert [item.path for item in found] == expected
    assert all(str(count) in item.message for item in found)


def test_a_workout_without_exercises_is_found(make, find):
    weeks = [make.week(1, make.week(1).workouts[0], make.workout(day=2))]
    (found,) = find("empty_workout", make.program(weeks))
    assert (found.path, found.severity) == ("weeks[1].workouts[2]", Gravity.HARD)
    assert "'Day 2'" in found.message


def test_an_exercise_without_sets_is_found(make, find):
    program = make.first_exercise(make.exercise("leg_press", 0))
    (found,) = find("empty_exercise", program)
    assert found.path == "weeks[1].workouts[1].exercises[1]"
    assert "'leg_press'" in found.message


@pytest.mark.parametrize(
    ("weekdays", "value"),
    [((4, 1), "[4, 1]"), ((2, 2), "[2, 2]"), ((0, 3), "[0, 3]"), ((1, 3), "[1, 3]")],
    ids=["out of order", "twice", "no weekday", "not the days asked for"],
)
def test_weekdays_are_the_ones_asked_for_in_order(make, find, weekdays, value):
    first, second = weekdays
    week = make.week(1)
    days = [
        workout.model_copy(update={"weekday": weekday})
        for workout, weekday in zip(week.workouts, (first, second), strict=True)
    ]
    (found,) = find("weekday", make.program([make.week(1, *days)]), request=make.request(days=(1, 4)))
    assert (found.path, found.severity) == ("weeks[1]", Gravity.HARD)
    assert value in found.message


def test_the_days_asked_for_are_fine(make, find):
    assert find("weekday", make.program(), request=make.request(days=(4, 1))) == []


def test_weekdays_that_are_not_said_are_fine_without_asked_days(make, find):
    week = make.week(1)
    silent = [workout.model_copy(update={"weekday": None}) for workout in week.workouts]
    assert find("weekday", make.program([make.week(1, *silent)])) == []


def test_week_numbers_without_gaps(make, find):
    (found,) = find("schema", make.program([make.week(1), make.week(3)]))
    assert (found.path, found.severity) == ("weeks", Gravity.HARD)
    assert "[1, 3]" in found.message


def test_day_numbers_without_gaps(make, find):
    week = make.week(1, make.workout("bench_press", day=1), make.workout("leg_press", day=3, weekday=5))
    (found,) = find("schema", make.program([week]))
    assert found.path == "weeks[1].workouts"
    assert "[1, 3]" in found.message


def test_orders_without_gaps_when_they_are_stated(make, find):
    workout = make.workout("bench_press", "leg_press")
    moved = workout.exercises[1].model_copy(update={"order": 5})
    broken = workout.model_copy(update={"exercises": (workout.exercises[0], moved)})
    (found,) = find("schema", make.program([make.week(1, broken)]))
    assert found.path == "weeks[1].workouts[1].exercises"
    assert "[1, 5]" in found.message


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"rpe": 11.0}, "rpe is 11"),
        ({"rpe": float("nan")}, "rpe is nan"),
        ({"rpe": None, "rir": -1.0}, "rir is -1"),
        ({"percent1rm": 900.0}, "percent1rm is 900"),
        ({"rest_seconds": -5}, "restSeconds is -5"),
    ],
    ids=["rpe", "nan", "rir", "percent", "rest"],
)
def test_impossible_figures_are_found(make, find, fields, value):
    found = find("schema", make.first_exercise(make.exercise("leg_press", 1, **fields)))
    assert found[0].path == "weeks[1].workouts[1].exercises[1].sets[1]"
    assert value in found[0].message


def test_blank_names_are_found(make, find):
    program = make.first_exercise(make.exercise("leg_press", name=" "))
    nameless = program.weeks[1].workouts[0].model_copy(update={"name": ""})
    week = program.weeks[1].model_copy(update={"workouts": (nameless, program.weeks[1].workouts[1])})
    broken = program.model_copy(update={"weeks": (program.weeks[0], week, *program.weeks[2:])})
    assert {item.path for item in find("schema", broken)} == {
        "weeks[1].workouts[1].exercises[1]",
        "weeks[2].workouts[1]",
    }
