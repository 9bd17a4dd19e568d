import pytest

from strength.violation import Gravity

FIRST_SET = "weeks[1].workouts[1].exercises[1].sets[1]"


@pytest.mark.parametrize(
    ("experience", "slug", "values"),
    [
        ("beginner", "leg_press", (9.5, "9 ")),
        ("intermediate", "leg_press", (10.0, "9.5 ")),
        ("beginner", "leg_extension", (10.0, "9.5 ")),
    ],
    ids=["beginner", "intermediate", "isolation"],
)
def test_effort_above_the_cap_is_found(make, find, experience, slug, values):
    rpe, cap = values
    program = make.first_exercise(make.exercise(slug, 1, rpe=rpe))
    (found,) = find("rpe_cap", program, request=make.request(experience=experience))
    assert (found.path, found.severity) == (FIRST_SET, Gravity.HARD)
    assert f"RPE {rpe:g}" in found.message
    assert f"cap is {cap}" in found.message


@pytest.mark.parametrize(
    ("experience", "slug", "rpe"),
    [("beginner", "leg_press", 9.0), ("intermediate", "leg_extension", 10.0), ("advanced", "leg_press", 10.0)],
    ids=["beginner", "isolation", "advanced"],
)
def test_effort_at_the_cap_is_not_hard(make, find, experience, slug, rpe):
    program = make.first_exercise(make.exercise(slug, 1, rpe=rpe))
    assert find("rpe_cap", program, request=make.request(experience=experience)) == []


def test_few_repetitions_in_reserve_count_as_effort(make, find):
    program = make.first_exercise(make.exercise("leg_press", 1, rpe=None, rir=0.0))
    assert [item.path for item in find("rpe_cap", program)] == [FIRST_SET]


@pytest.mark.parametrize(("rpe", "count"), [(9.0, 0), (9.5, 1)], ids=["usual", "above"])
def test_effort_above_the_usual_range_is_listed(make, find, rpe, count):
    found = find("rpe_high", make.first_exercise(make.exercise("leg_press", 1, rpe=rpe)))
    assert len(found) == count
    assert all(item.severity is Gravity.SOFT and "RPE 9.5" in item.message for item in found)


@pytest.mark.parametrize(
    ("fields", "value"),
    [
        ({"reps": "2", "rpe": 9.0}, "2 repetitions at RPE 9"),
        ({"reps": "1", "rpe": None, "percent1rm": 90.0}, "1 repetitions at 90 %"),
        ({"reps": "3", "rpe": None, "percent1rm": 92.5}, "3 repetitions at 92.5 %"),
        ({"reps": "2", "rpe": None, "weight": "91%"}, "2 repetitions at 91 %"),
    ],
    ids=["hard double", "heavy single", "heavy", "weight text"],
)
def test_a_beginners_maximum_is_found(make, find, fields, value):
    program = make.first_exercise(make.exercise("leg_press", 1, **fields))
    (found,) = find("beginner_max", program, request=make.request(experience="beginner"))
    assert (found.path, found.severity) == (FIRST_SET, Gravity.HARD)
    assert value in found.message
    assert find("beginner_max", program) == []


def test_a_beginners_five_at_eight_is_fine(make, find):
    program = make.first_exercise(make.exercise("leg_press", 1, reps="5", rpe=8.0, percent1rm=81.0))
    assert find("beginner_max", program, request=make.request(experience="beginner")) == []


@pytest.mark.parametrize(
    ("fields", "code", "value"),
    [
        ({"reps": "10", "rpe": 7.5}, "caution_effort", "RPE 7.5"),
        ({"reps": "6", "rpe": 7.0}, "caution_reps", "6 repetitions"),
    ],
    ids=["effort", "repetitions"],
)
def test_a_doubtful_exercise_is_kept_easy(make, find, fields, code, value):
    request = make.request(limitations=({"area": "hip"},))
    program = make.first_exercise(make.exercise("leg_press", 1, **fields))
    found = [item for item in find(code, program, request=request) if value in item.message]
    assert (found[0].path, found[0].severity) == (FIRST_SET, Gravity.SOFT)
    assert find(code, program) == []


def test_a_doubtful_exercise_at_seven_for_eight_is_fine(make, find):
    request = make.request(limitations=({"area": "hip"},))
    program = make.first_day(make.exercise("leg_press", reps="8", rpe=7.0))
    for code in ("caution_effort", "caution_reps"):
        assert not any("leg_press" in item.message for item in find(code, program, request=request))


@pytest.mark.parametrize(("count", "found_any"), [(1, False), (4, True)], ids=["few", "many"])
def test_a_large_share_of_failure_is_listed(make, find, count, found_any):
    program = make.first_exercise(make.exercise("leg_press", count, rpe=10.0))
    short = program.model_copy(update={"weeks": program.weeks[:1]})
    found = find("rpe10_share", short, request=make.request(experience="advanced"))
    assert bool(found) == found_any
    assert all("16%" in item.message for item in found)


@pytest.mark.parametrize(("rpe", "count"), [(8.5, 0), (6.0, 1)], ids=["agrees", "too low"])
def test_stated_effort_agrees_with_the_load(make, find, rpe, count):
    program = make.first_exercise(make.exercise("leg_press", 1, reps="5", rpe=rpe, percent1rm=83.7))
    found = find("effort_mismatch", program)
    assert len(found) == count
    for item in found:
        assert (item.path, item.severity) == (FIRST_SET, Gravity.SOFT)
        assert "83.7 %" in item.message
        assert "RPE 9.0, not 6" in item.message
