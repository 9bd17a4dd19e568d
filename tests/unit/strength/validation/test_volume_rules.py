import pytest

from strength.violation import Gravity


def test_a_week_of_twice_the_sets_is_found(make, find):
    weeks = [make.week_of(1, 3), make.week_of(2, 3), make.week_of(3, 6), make.week_of(4, 3)]
    (found,) = find("ramp", make.program(weeks))
    assert (found.path, found.severity) == ("weeks[3]", Gravity.HARD)
    assert "48 working sets" in found.message
    assert "2.00 times" in found.message
    assert "28 sets" in found.hint


def test_the_week_after_a_deload_is_measured_by_the_weeks_before_it(make, find):
    weeks = [make.week_of(1, 4), make.week_of(2, 2), make.week_of(3, 4)]
    assert find("ramp", make.program(weeks)) == []
    assert find("ramp_steep", make.program(weeks)) == []


def test_a_rise_of_a_half_is_listed(make, find):
    weeks = [make.week_of(1, 2), make.week_of(2, 3)]
    (found,) = find("ramp_steep", make.program(weeks))
    assert (found.path, found.severity) == ("weeks[2]", Gravity.SOFT)
    assert "1.50 times" in found.message


def test_a_few_sets_more_are_no_steep_rise(make, find):
    weeks = [
        make.week(1, make.workout(make.exercise("leg_press", 6))),
        make.week(2, make.workout(make.exercise("leg_press", 10))),
    ]
    assert find("ramp_steep", make.program(weeks)) == []


def test_one_and_a_half_times_what_recovers_is_found_once_for_the_muscle(make, find):
    program = make.first_day(make.exercise("bench_press", 34))
    (found,) = find("mrv", program)
    assert (found.path, found.severity) == ("weeks[1]", Gravity.HARD)
    assert "chest gets 34 sets" in found.message
    assert "33" in found.message
    assert "4 of 4 weeks" in found.message


def test_easy_sets_fill_the_ceiling_slowly(make, find):
    assert find("mrv", make.first_day(make.exercise("bench_press", 34, rpe=5.0))) == []


def test_a_beginners_ceiling_is_lower(make, find):
    program = make.first_day(make.exercise("bench_press", 28))
    assert find("mrv", program) == []
    assert len(find("mrv", program, request=make.request(experience="beginner"))) == 1


@pytest.mark.parametrize(("experience", "count"), [("beginner", 1), ("intermediate", 0)])
def test_a_workout_of_too_many_sets_is_listed(make, find, experience, count):
    program = make.first_day(
        *(make.exercise(slug, 5) for slug in ("leg_press", "bench_press", "cable_row", "leg_curl"))
    )
    found = find("session_sets", program, request=make.request(experience=experience))
    assert len(found) == count
    for item in found:
        assert (item.path, item.severity) == ("weeks[1].workouts[1]", Gravity.SOFT)
        assert "20 working sets" in item.message


def test_a_workout_with_too_much_for_one_muscle_is_listed(make, find):
    program = make.first_day(make.exercise("bench_press", 6), make.exercise("db_bench", 6))
    found = [item for item in find("session_muscle_sets", program) if "chest" in item.message]
    assert (found[0].path, found[0].severity) == ("weeks[1].workouts[1]", Gravity.SOFT)
    assert "12 sets" in found[0].message
    assert find("session_muscle_sets", make.program()) == []
