import pytest

from strength.violation import Gravity

FIRST_SET = "weeks[1].workouts[1].exercises[1].sets[1]"


@pytest.mark.parametrize(
    "fields", [{"percent1rm": 95.0}, {"weight": "95%"}, {"weight": "95%", "percent1rm": None}], ids=str
)
def test_a_load_that_nobody_lifts_is_found(make, find, fields):
    (found,) = find("impossible_load", make.first_exercise(make.exercise("bench_press", 1, reps="5", **fields)))
    assert (found.path, found.severity) == (FIRST_SET, Gravity.HARD)
    assert "5 repetitions at 95.0 %" in found.message
    assert "90 %" in found.message


@pytest.mark.parametrize(
    ("reps", "percent"),
    [("5", 90.0), ("1", 104.0), ("10", 80.0), ("AMRAP", 95.0), ("5+", 85.0)],
    ids=["five", "single", "ten", "open", "open five"],
)
def test_a_load_within_the_margin_is_fine(make, find, reps, percent):
    program = make.first_exercise(make.exercise("bench_press", 1, reps=reps, rpe=None, percent1rm=percent))
    assert find("impossible_load", program) == []


def test_a_printed_load_is_judged_by_the_stated_maximum(make, find):
    request = make.request(units="kg", one_rep_maxes={"bench": 100.0})
    program = make.first_exercise(make.exercise("bench_press", 1, reps="8", weight="95kg"))
    (found,) = find("impossible_load", program, request=request)
    assert "8 repetitions at 95.0 %" in found.message
    assert find("impossible_load", program) == []


def test_a_reference_maximum_of_a_published_program_is_used(make, find):
    exercise = make.exercise("bench_press", 1, reps="8", weight="205lbs", name="Bench")
    program = make.first_exercise(exercise, reference1rmlbs={"Bench": 200.0}, load_basis="starting1rm")
    (found,) = find("impossible_load", program, alone=True)
    assert "102.5 %" in found.message


def test_a_growing_lifter_may_outgrow_the_starting_maximum(make, find):
    heavy = make.exercise("bench_press", 1, reps="5", rpe=None, percent1rm=95.0)
    weeks = [make.week(n) for n in range(1, 5)]
    weeks[3] = make.week(4, make.workout(heavy, day=1), weeks[3].workouts[1])
    assert (
        find("impossible_load", make.program(weeks, load_basis="starting1rm", experience="beginner"), alone=True) == []
    )
    assert len(find("impossible_load", make.program(weeks, load_basis="current1rm"), alone=True)) == 1


@pytest.mark.parametrize(
    ("weight", "units", "count"),
    [("102.5kg", "kg", 0), ("105kg", "kg", 1), ("230lbs", "lbs", 1)],
    ids=["a test", "above", "above in pounds"],
)
def test_a_load_above_the_stated_maximum_is_found(make, find, weight, units, count):
    request = make.request(units=units, one_rep_maxes={"press": 100.0 if units == "kg" else 220.0})
    program = make.first_exercise(make.exercise("overhead_press", 1, reps="AMRAP", rpe=None, weight=weight))
    found = find("load_above_max", program, request=request)
    assert len(found) == count
    for item in found:
        assert (item.path, item.severity) == (FIRST_SET, Gravity.HARD)
        assert weight in item.message
        assert ("100" if units == "kg" else "220") in item.message


@pytest.mark.parametrize(
    ("slug", "weight", "code"),
    [
        ("bench_press", "83.7kg", "plates"),
        ("bench_press", "186lbs", "plates"),
        ("db_bench", "23.3kg", "plates"),
        ("kb_deadlift", "21kg", "plates"),
        ("bench_press", "15kg", "below_empty_bar"),
    ],
)
def test_a_load_that_no_plates_make_is_listed(make, find, slug, weight, code):
    (found,) = find(code, make.first_exercise(make.exercise(slug, 1, weight=weight)))
    assert (found.path, found.severity) == (FIRST_SET, Gravity.SOFT)
    assert weight in found.message


@pytest.mark.parametrize(
    ("slug", "weight"),
    [
        ("bench_press", "82.5kg"),
        ("bench_press", "185lbs"),
        ("db_bench", "22.5kg"),
        ("db_bench", "22kg"),
        ("kb_deadlift", "24kg"),
        ("push_up", "7kg"),
    ],
)
def test_a_load_of_real_plates_is_fine(make, find, slug, weight):
    program = make.first_exercise(make.exercise(slug, 1, weight=weight))
    assert find("plates", program) == []
    assert find("below_empty_bar", program) == []
