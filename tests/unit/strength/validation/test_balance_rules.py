import pytest

from strength.violation import Gravity


@pytest.mark.parametrize(
    ("code", "slugs", "value"),
    [
        ("push_pull", ("leg_press", "bench_press", "seated_db_press", "cable_row"), "24 pushing sets to 12 pulling"),
        ("knee_hip", ("leg_press", "leg_extension", "romanian_deadlift", "cable_row", "bench_press"), "24 knee"),
        ("upper_lower", ("leg_press", "bench_press", "cable_row", "db_curl"), "36 upper-body sets to 12 lower-body"),
    ],
)
def test_lopsided_work_is_listed(make, find, code, slugs, value):
    weeks = [make.week(n, make.workout(*slugs)) for n in range(1, 5)]
    (found,) = find(code, make.program(weeks))
    assert (found.path, found.severity) == ("weeks", Gravity.SOFT)
    assert value in found.message
    assert find(code, make.program()) == []


def test_a_limited_knee_may_shift_work_to_the_hips(make, find):
    slugs = ("romanian_deadlift", "leg_curl", "hip_thrust", "leg_press", "bench_press", "cable_row")
    program = make.program([make.week(1, make.workout(*slugs))])
    assert len(find("knee_hip", program)) == 1
    assert find("knee_hip", program, request=make.request(limitations=({"area": "knee"},))) == []


def test_a_powerlifter_may_press_more(make, find):
    slugs = ("leg_press", "bench_press", "seated_db_press", "push_press", "cable_row", "lat_pulldown")
    program = make.program([make.week(1, make.workout(*slugs))])
    assert len(find("push_pull", program)) == 1
    assert find("push_pull", program, request=make.request(goal="powerlifting")) == []


@pytest.mark.parametrize(
    ("slugs", "paths"),
    [
        (("leg_press", "leg_curl", "plank"), []),
        (("leg_curl", "leg_press"), ["weeks[1].workouts[1].exercises[1]"]),
        (("plank", "leg_press"), ["weeks[1].workouts[1].exercises[1]"]),
    ],
    ids=["in order", "isolation first", "trunk first"],
)
def test_small_exercises_come_last(make, find, slugs, paths):
    items = [make.exercise(slug, reps="30s") if slug == "plank" else slug for slug in slugs]
    found = find("order", make.first_day(*items))
    assert [item.path for item in found] == paths
    assert all(repr(slugs[0]) in item.message and item.severity is Gravity.SOFT for item in found)


def test_three_exercises_of_one_pattern_are_listed(make, find):
    (found,) = find("pattern_repeat", make.first_day("bench_press", "db_bench", "machine_chest_press", "cable_row"))
    assert (found.path, found.severity) == ("weeks[1].workouts[1]", Gravity.SOFT)
    assert "3 exercises of the pattern h push" in found.message
    assert find("pattern_repeat", make.first_day("bench_press", "db_bench", "cable_row")) == []
