import pytest

BASE = [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "S"]]


def codes(repaired):
    return {item.code for item in repaired.violations}


def set_counts(program):
    return [sum(len(item.sets) for workout in week.workouts for item in workout.exercises) for week in program.weeks]


@pytest.mark.parametrize(("experience", "longest"), [("beginner", 8), ("intermediate", 6), ("advanced", 5)])
def test_a_deload_is_put_in_where_the_level_needs_one(make, experience, longest):
    blueprint = make.blueprint(meso=[["acc", 12, 0]])
    repaired = make.repaired(blueprint, make.request(weeks=12, experience=experience))
    deloads = [week.week_number for week in repaired.program.weeks if week.is_deload]
    assert make.hard(repaired) == []
    assert 4 <= deloads[0] <= longest + 1
    assert any("a deload" in change for change in repaired.changes)


def test_a_deload_does_not_move_the_rotation(make):
    slots = [["back_squat", "M"], ["bench_press/db_bench", "S"], ["cable_row", "S"]]
    blueprint = make.blueprint(meso=[["acc", 8, 0], ["int", 4, 0]], tpl=make.days(slots, [["leg_curl", "I"]]))
    repaired = make.repaired(blueprint, make.request(weeks=12))
    assert repaired.blueprint.weeks == 12
    rows = [
        {item.slug for workout in week.workouts for item in workout.exercises} & {"bench_press", "db_bench"}
        for week in repaired.program.weeks
    ]
    assert rows[0] == {"bench_press"}
    assert rows[7] == {"bench_press"}
    assert rows[11] == {"db_bench"}


def test_a_jump_of_sets_is_flattened(make):
    schemes = {
        "M": {"t": "rir", "acc": [1, 5, 7], "int": [5, 5, 7]},
        "S": {"t": "rir", "acc": [1, 8, 7], "int": [5, 8, 7]},
        "I": {"t": "rir", "acc": [1, 12, 7], "int": [4, 12, 7]},
        "T": {"t": "time", "*": [1, 30, 5]},
    }
    repaired = make.repaired(make.blueprint(meso=[["acc", 2, 0], ["int", 2, 0]], sch=schemes))
    counts = set_counts(repaired.program)
    assert make.hard(repaired) == []
    assert counts[2] <= 1.75 * counts[1]


def test_sets_above_the_ceiling_are_taken_off(make):
    # no workout of the six is too much, the week is
    daily = [["bench_press", "S", 2], ["db_bench", "S", 2], ["cable_row", "S"], ["leg_press", "S"]]
    repaired = make.repaired(make.blueprint(tpl=make.days(*[daily] * 6)), make.request(frequency=6))
    assert "Took sets of chest off: it got more than recovers." in repaired.changes
    assert make.hard(repaired) == []


@pytest.mark.parametrize(
    ("slots", "missing"),
    [
        ([["back_squat", "M"], ["cable_row", "S"]], {"h_push", "v_push"}),
        ([["back_squat", "M"], ["bench_press", "S"]], {"h_pull", "v_pull"}),
        ([["bench_press", "S"], ["cable_row", "S"]], {"squat", "lunge", "hinge", "bridge"}),
    ],
    ids=["push", "pull", "legs"],
)
def test_what_is_missing_is_added_to_the_shortest_workout(make, slots, missing):
    repaired = make.repaired(make.blueprint(tpl=make.days(slots, slots[:1])))
    patterns = [{make.catalog.by_slug[slug].pattern.value for slug in day} for day in make.slugs(repaired.blueprint)]
    assert make.hard(repaired) == []
    assert patterns[1] & missing


def test_a_powerlifter_gets_the_lift_instead_of_its_distant_variant(make):
    slots = [["leg_press", "S"], ["bench_press", "S"], ["cable_row", "S"]]
    request = make.request(goal="powerlifting")
    repaired = make.repaired(make.blueprint(tpl=make.days(slots, [["deadlift", "S"], ["bench_press", "S"]])), request)
    flat = {slug for day in make.slugs(repaired.blueprint) for slug in day}
    assert make.hard(repaired) == []
    assert "back_squat" in flat


def test_an_exercise_twice_in_a_day_is_replaced(make):
    repaired = make.repaired(make.blueprint(tpl=make.days([*BASE, ["bench_press", "S"]], [["leg_curl", "I"]])))
    day = make.slugs(repaired.blueprint)[0]
    assert len(day) == len(set(day))
    assert "duplicate_exercise" not in codes(repaired)


def test_small_exercises_are_put_last_and_big_ones_keep_their_order(make):
    slots = [["plank", "T"], ["leg_curl", "I"], *BASE]
    repaired = make.repaired(make.blueprint(tpl=make.days(slots, [["leg_press", "S"], ["lat_pulldown", "S"]])))
    assert make.slugs(repaired.blueprint)[0] == ["back_squat", "bench_press", "cable_row", "leg_curl", "plank"]
    assert "order" not in codes(repaired)


@pytest.mark.parametrize("minutes", [20, 30, 45])
def test_workouts_are_cut_to_the_minutes_asked_for(make, minutes):
    repaired = make.repaired(make.blueprint(), make.request(session_minutes=minutes))
    assert make.hard(repaired) == []
    assert "time" not in codes(repaired)
    assert all(workout.exercises for week in repaired.program.weeks for workout in week.workouts)


def test_the_last_small_exercise_goes_first_when_time_is_short(make):
    whole = make.repaired(make.blueprint()).program.weeks[0].workouts[0]
    repaired = make.repaired(make.blueprint(), make.request(session_minutes=int(whole.minutes / 1.16)))
    assert "plank" not in make.slugs(repaired.blueprint)[0]
    assert "back_squat" in make.slugs(repaired.blueprint)[0]


def test_effort_that_falls_below_meaning_is_kept_steady(make):
    schemes = {"M": {"t": "rir", "*": [3, 5, 5, -1.5]}, "S": {"t": "rir", "*": [3, 8, 5, -2]}}
    slots = [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "S"]]
    repaired = make.repaired(make.blueprint(meso=[["acc", 4, 0]], sch=schemes, tpl=make.days(slots, slots)))
    assert make.hard(repaired) == []


def test_impossible_percentages_are_lowered(make):
    schemes = {"M": {"t": "pct", "*": [3, 8, 105, 5]}, "S": {"t": "rir", "*": [3, 8, 7]}}
    slots = [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "S"]]
    repaired = make.repaired(make.blueprint(sch=schemes, tpl=make.days(slots, slots)))
    assert not {"impossible_load", "rpe_cap"} & codes(repaired)


def test_a_beginner_is_not_given_maxima(make):
    schemes = {
        "M": {"t": "pct", "*": [3, 1, 100]},
        "S": {"t": "amrap", "*": [95]},
        "V": {"t": "top", "*": [1, 10, 3, 2, 5]},
    }
    slots = [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "V"]]
    repaired = make.repaired(
        make.blueprint(sch=schemes, tpl=make.days(slots, slots)), make.request(experience="beginner")
    )
    assert not {"beginner_max", "beginner_open_set", "rpe_cap"} & codes(repaired)


def test_doubtful_exercises_stay_easy(make):
    request = make.request(limitations=({"area": "hip"},))
    repaired = make.repaired(make.blueprint(), request)
    assert make.hard(repaired) == []
    assert not {"caution_effort", "caution_reps"} & codes(repaired)


def test_a_workout_of_too_many_sets_is_made_smaller(make):
    slugs = ("back_squat", "bench_press", "cable_row", "seated_db_press", "lat_pulldown", "leg_curl")
    many = [[slug, "S"] for slug in slugs]
    blueprint = make.blueprint(tpl=make.days(many, [["leg_press", "S"], ["lat_pulldown", "S"]]))
    request = make.request(experience="beginner", session_minutes=180)
    repaired = make.repaired(blueprint, request)
    assert "Took sets off 'Day 1': it held more than can be done well." in repaired.changes
    assert "session_sets" not in codes(repaired)


def test_a_powerlifters_few_exposures_are_raised(make):
    heavy = [["back_squat", "S"], ["bench_press", "S"], ["cable_row", "S"]]
    tpl = make.days(heavy, [["deadlift", "S"], ["bench_press", "S"], ["lat_pulldown", "S"]])
    repaired = make.repaired(make.blueprint(tpl=tpl), make.request(goal="powerlifting"))
    assert "back_squat" in make.slugs(repaired.blueprint)[1]
    assert "few_lift_exposures" not in codes(repaired)


def test_the_side_that_has_too_little_gets_a_slot(make):
    one = [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "I"], ["leg_curl", "I"]]
    two = [["romanian_deadlift", "S"], ["seated_db_press", "S"], ["lat_pulldown", "I"]]
    repaired = make.repaired(make.blueprint(tpl=make.days(one, two)))
    patterns = [make.catalog.by_slug[slug].pattern.value for day in make.slugs(repaired.blueprint) for slug in day]
    assert sum(pattern in {"h_pull", "v_pull"} for pattern in patterns) == 3
    assert "push_pull" not in codes(repaired)
