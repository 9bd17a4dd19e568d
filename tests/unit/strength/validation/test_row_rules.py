import pytest

from strength.violation import Gravity

FIRST = "weeks[1].workouts[1].exercises[1]"


def test_set_numbers_without_gaps(make, find):
    exercise = make.exercise("leg_press", 2)
    twice = exercise.model_copy(update={"sets": (exercise.sets[0], exercise.sets[0])})
    (found,) = find("set_numbers", make.first_exercise(twice))
    assert (found.path, found.severity) == (FIRST, Gravity.HARD)
    assert "[1, 1]" in found.message


def test_rpe_and_rir_together_are_found(make, find):
    (found,) = find("effort_twice", make.first_exercise(make.exercise("leg_press", 1, rpe=8.0, rir=2.0)))
    assert (found.path, found.severity) == (f"{FIRST}.sets[1]", Gravity.HARD)
    assert "rpe 8" in found.message
    assert "rir 2" in found.message


@pytest.mark.parametrize(("rir", "count"), [(5.0, 0), (6.0, 1)], ids=["five", "six"])
def test_more_than_five_in_reserve_is_listed(make, find, rir, count):
    found = find("rir_high", make.first_exercise(make.exercise("leg_press", 1, rpe=None, rir=rir)))
    assert len(found) == count
    assert all("rir is 6" in item.message for item in found)


@pytest.mark.parametrize("reps", ["5", "8-12", "5+", "AMRAP"])
def test_readable_repetitions_are_fine(make, find, reps):
    program = make.first_exercise(make.exercise("leg_press", 1, reps=reps, rpe=None))
    assert find("reps_form", program) == []
    assert find("reps_unit", program) == []


@pytest.mark.parametrize("reps", ["", "a few", "12-8", "0", "3x5", "0-5"])
def test_unreadable_repetitions_are_found(make, find, reps):
    (found,) = find("reps_form", make.first_exercise(make.exercise("leg_press", 1, reps=reps)))
    assert (found.path, found.severity) == (f"{FIRST}.sets[1]", Gravity.HARD)
    assert repr(reps) in found.message


@pytest.mark.parametrize(("slug", "reps"), [("plank", "10"), ("leg_press", "30s")])
def test_seconds_are_for_what_is_held(make, find, slug, reps):
    (found,) = find("reps_unit", make.first_exercise(make.exercise(slug, 1, reps=reps)))
    assert (found.path, found.severity) == (f"{FIRST}.sets[1]", Gravity.HARD)
    assert repr(reps) in found.message


@pytest.mark.parametrize("reps", ["30s", "30 s", "20-40s"])
def test_a_plank_in_seconds_is_fine(make, find, reps):
    assert find("reps_unit", make.first_exercise(make.exercise("plank", 1, reps=reps))) == []


@pytest.mark.parametrize("weight", ["102.5kg", "225lbs", "225 lb", "80%", "BW", None])
def test_readable_weights_are_fine(make, find, weight):
    program = make.first_exercise(make.exercise("leg_press", 1, reps="5", rpe=None, weight=weight))
    assert find("weight_form", program) == []


def test_an_unreadable_weight_is_listed(make, find):
    (found,) = find("weight_form", make.first_exercise(make.exercise("leg_press", 1, weight="heavy")))
    assert (found.path, found.severity) == (f"{FIRST}.sets[1]", Gravity.SOFT)
    assert "'heavy'" in found.message
