import pytest

from strength.errors import PoolTooThin
from strength.pool import Pool
from strength.repair import MOST_EXPANSIONS, repair
from strength.validation import validate


def test_a_sound_blueprint_is_left_alone(make):
    blueprint = make.blueprint()
    repaired = make.repaired(blueprint)
    assert repaired.blueprint == blueprint
    assert repaired.changes == ()
    assert repaired.violations == ()


def test_what_is_left_is_what_validation_finds(make):
    request = make.request()
    repaired = make.repaired(make.blueprint(tpl=make.days([["back_squat", "M"]], [["bench_press", "S"]])), request)
    assert repaired.violations == validate(repaired.program, request, make.catalog)


@pytest.mark.parametrize("weeks", [4, 5, 9, 16])
def test_mesocycles_are_stretched_or_shrunk_to_the_weeks_asked_for(make, weeks):
    blueprint = make.blueprint(meso=[["acc", 4, 1], ["int", 3, 1]])
    repaired = make.repaired(blueprint, make.request(weeks=weeks))
    assert repaired.blueprint.weeks == weeks
    assert len(repaired.program.weeks) == weeks
    assert make.hard(repaired) == []
    assert f"Fitted 7 weeks to the {weeks} asked for." in repaired.changes


def test_missing_days_are_added_with_something_to_do(make):
    repaired = make.repaired(make.blueprint(), make.request(frequency=4))
    days = repaired.blueprint.days
    assert [day.weekday for day in days] == sorted({day.weekday for day in days})
    assert len(days) == 4
    assert {"Squat", "Hinge", "Full Body", "Full Body - Hinge"} == {day.name for day in days}
    assert make.hard(repaired) == []


def test_days_too_many_are_dropped_from_the_end(make):
    tpl = make.days([["back_squat", "M"]], [["bench_press", "S"], ["cable_row", "S"]], [["leg_curl", "I"]])
    repaired = make.repaired(make.blueprint(tpl=tpl))
    assert [day.name for day in repaired.blueprint.days] == ["Day 1", "Day 2"]
    assert "Dropped 'Day 3': 2 workouts a week were asked for." in repaired.changes


def test_workouts_are_moved_to_the_days_asked_for(make):
    repaired = make.repaired(make.blueprint(), make.request(days=(6, 2)))
    assert [(day.weekday, day.name) for day in repaired.blueprint.days] == [(2, "Squat"), (6, "Hinge")]
    assert make.hard(repaired) == []


def test_workouts_are_put_in_the_order_of_their_days(make):
    tpl = [{"d": 5, "n": "Late", "s": [["back_squat", "M"]]}, {"d": 1, "n": "Early", "s": [["bench_press", "S"]]}]
    repaired = make.repaired(make.blueprint(tpl=tpl))
    assert [day.name for day in repaired.blueprint.days] == ["Early", "Late"]


def test_echoes_that_contradict_the_request_are_corrected(make):
    repaired = make.repaired(make.blueprint(goal="hypertrophy", level="advanced", taper=1))
    blueprint = repaired.blueprint
    assert (blueprint.goal, blueprint.level, blueprint.taper) == ("strength", "intermediate", False)
    assert len(repaired.changes) == 3


def test_an_empty_pool_is_too_thin(make):
    with pytest.raises(PoolTooThin, match="equipment"):
        repair(make.blueprint(), make.request(), Pool(entries={}), make.catalog)


def test_a_pool_of_one_exercise_is_enough_and_the_rest_is_explained(make):
    request = make.request()
    pool = make.pool(request)
    thin = Pool(entries={"bench_press": pool.entries["bench_press"]})
    repaired = repair(make.blueprint(), request, thin, make.catalog)
    assert {slug for day in make.slugs(repaired.blueprint) for slug in day} == {"bench_press"}
    assert {"missing_pull", "missing_legs"} <= set(make.hard(repaired))


def test_an_edit_that_lowers_the_total_is_not_kept_for_a_soft_finding(make):
    tpl = make.days(
        [["leg_curl", "I"], ["back_squat", "M"], ["bench_press", "S"], ["cable_row", "S"]], [["leg_press", "S"]]
    )
    blueprint = make.blueprint(tpl=tpl)
    plain = make.repaired(blueprint)
    assert make.slugs(plain.blueprint)[0][-1] == "leg_curl"

    def likes_curls_first(program):
        return 100.0 if program.weeks[0].workouts[0].exercises[0].slug == "leg_curl" else 0.0

    judged = make.repaired(blueprint, judge=likes_curls_first)
    assert make.slugs(judged.blueprint)[0][0] == "leg_curl"


def test_what_must_not_ship_is_mended_whatever_the_judge_says(make):
    tpl = make.days([["back_squat", "M"], ["bench_press", "S"]], [["leg_press", "S"], ["seated_db_press", "S"]])

    def hates_change(program):
        return -float(sum(len(workout.exercises) for workout in program.weeks[0].workouts))

    repaired = make.repaired(make.blueprint(tpl=tpl), judge=hates_change)
    assert make.hard(repaired) == []


def test_of_two_ways_the_one_that_the_judge_does_not_mind_is_taken(make):
    tpl = make.days(
        [["back_squat", "M"], ["bench_press", "S"]], [["leg_press", "S"], ["seated_db_press", "S"], ["leg_curl", "I"]]
    )
    blueprint = make.blueprint(tpl=tpl)
    pulls = {item.slug for item in make.catalog.exercises if item.pattern.value in {"h_pull", "v_pull"}}

    def likes_pulls_on_the_second_day(program):
        days = program.weeks[0].workouts
        return 1.0 - sum(item.slug in pulls for item in days[0].exercises)

    def days_with_pulls(repaired):
        return [bool(pulls & set(day)) for day in make.slugs(repaired.blueprint)]

    assert days_with_pulls(make.repaired(blueprint)) == [True, False]
    assert days_with_pulls(make.repaired(blueprint, judge=likes_pulls_on_the_second_day)) == [False, True]


def test_a_wild_design_is_mended_within_a_bounded_number_of_expansions(make):
    expansions: list[int] = []
    curls = {"A": {"t": "rir", "*": [12, 60, 7, 0]}}
    request = make.request(goal="powerlifting", experience="beginner", frequency=6, weeks=16)
    wild = make.blueprint(meso=[["acc", 16, 0]], sch=curls, tpl=make.days(*[[["db_curl", "A"]] * 8] * 6))

    def counting(program):
        expansions.append(len(program.weeks))
        return 50.0

    repaired = make.repaired(wild, request, judge=counting)
    assert len(expansions) <= MOST_EXPANSIONS + 1
    assert make.hard(repaired) == []
    assert any("8 times: kept 2" in sentence for sentence in repaired.changes)
