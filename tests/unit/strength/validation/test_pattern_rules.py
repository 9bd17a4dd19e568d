import pytest

from strength.violation import Gravity

FULL = ("leg_press", "bench_press", "cable_row")


def only(make, *slugs, weeks=4, **fields):
    return make.program([make.week(n, make.workout(*slugs)) for n in range(1, weeks + 1)], **fields)


@pytest.mark.parametrize(
    ("code", "slugs"),
    [
        ("missing_push", ("leg_press", "cable_row")),
        ("missing_pull", ("leg_press", "bench_press", "db_curl")),
        ("missing_legs", ("bench_press", "cable_row", "leg_extension")),
    ],
)
def test_missing_push_pull_or_legs_are_found(make, find, code, slugs):
    (found,) = find(code, only(make, *slugs))
    assert (found.path, found.severity) == ("weeks", Gravity.HARD)
    assert "0 of 4 weeks" in found.message
    assert find(code, only(make, *FULL)) == []


def test_work_in_few_weeks_is_missing(make, find):
    weeks = [make.week(n, make.workout(*(FULL if n == 1 else FULL[:2]))) for n in range(1, 5)]
    (found,) = find("missing_pull", make.program(weeks))
    assert "1 of 4 weeks" in found.message


def test_a_specialisation_that_was_asked_for_may_be_narrow(make, find):
    program = only(make, "bench_press", "db_bench", "machine_chest_press")
    assert find("missing_pull", program, request=make.request(focus_muscles=("chest",))) == []
    assert len(find("missing_pull", program)) == 1


def powerlifter(make, **fields):
    return make.request(**({"goal": "powerlifting", "equipment": ("barbell", "bench")} | fields))


def test_a_powerlifters_missing_lift_is_found(make, find):
    program = only(make, "back_squat", "bench_press", "barbell_row")
    (found,) = find("missing_competition_lift", program, request=powerlifter(make))
    assert (found.path, found.severity) == ("weeks", Gravity.HARD)
    assert "deadlift" in found.message
    assert "0 of 4 weeks" in found.message


@pytest.mark.parametrize(
    "fields",
    [
        {"equipment": ("barbell", "no_rack", "bench")},
        {"equipment": ("barbell",)},
        {"goal": "strength"},
        {"limitations": ({"area": "lower_back"},)},
    ],
    ids=["no rack", "no bench", "not a powerlifter", "limited"],
)
def test_the_lifts_are_not_asked_for_where_they_do_not_fit(make, find, fields):
    program = only(make, "back_squat", "bench_press", "barbell_row")
    assert find("missing_competition_lift", program, request=powerlifter(make, **fields)) == []


def test_close_variants_stand_for_the_lift(make, find):
    program = only(make, "pause_squat", "close_grip_bench", "sumo_deadlift")
    assert find("missing_competition_lift", program, request=powerlifter(make)) == []


def test_few_exposures_are_listed(make, find):
    program = only(make, "back_squat", "bench_press", "deadlift")
    found = find("few_lift_exposures", program, request=powerlifter(make))
    assert [item.severity for item in found] == [Gravity.SOFT, Gravity.SOFT]
    assert "the squat or a close variant is trained 1 times" in found[0].message
