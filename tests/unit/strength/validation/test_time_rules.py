import pytest

from strength.violation import Gravity

# two exercises of 5 x 10 with 3 minutes of rest take about 50 minutes with their warm-ups
LONG = ("back_squat", "romanian_deadlift")


def long_workout(make, **fields):
    return make.first_day(*(make.exercise(slug, 5, rest_seconds=180) for slug in LONG), **fields)


@pytest.mark.parametrize(
    ("minutes", "severities"),
    [(60, []), (40, [Gravity.SOFT]), (25, [Gravity.HARD])],
    ids=["fits", "somewhat long", "far too long"],
)
def test_a_workout_fits_the_minutes_asked_for(make, find, minutes, severities):
    request = make.request(session_minutes=minutes)
    found = [item for item in find("time", long_workout(make), request=request) if "'Day 1'" in item.message]
    assert [item.severity for item in found] == severities
    for item in found:
        assert item.path == "weeks[1].workouts[1]"
        assert f"{minutes} were asked for" in item.message


def test_the_minutes_printed_on_a_workout_count_for_nothing(make, find):
    program = long_workout(make)
    claimed = [
        week.model_copy(update={"workouts": tuple(item.model_copy(update={"minutes": 10}) for item in week.workouts)})
        for week in program.weeks
    ]
    request = make.request(session_minutes=25)
    assert find("time", make.program(claimed), request=request) == find("time", program, request=request)


def test_a_program_that_names_no_minutes_is_not_judged_on_them(make, find):
    assert find("time", long_workout(make), alone=True) == []
    assert find("time", long_workout(make, session_minutes=25), alone=True) != []
