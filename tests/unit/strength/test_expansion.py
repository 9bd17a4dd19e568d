"""Whole programs: the worked examples of designs 04 and 10, and what holds around single sets."""

import json
from pathlib import Path

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.errors import BlueprintError
from strength.expansion import expand
from strength.pool import Pool, catalog_pool
from strength.program import Prescription, Program
from strength.request import ProgramRequest

DATA = Path(__file__).parents[2] / "data"
POWERLIFTER = (DATA / "worked_powerlifting.json").read_text(encoding="utf-8")

HOME_RACK = (DATA / "worked_strength.json").read_text(encoding="utf-8")


def asked(**fields: object) -> ProgramRequest:
    body = {
        "goal": "powerlifting",
        "frequency": 4,
        "experience": "intermediate",
        "equipment": ["full_gym"],
        "units": "kg",
        **fields,
    }
    return ProgramRequest.model_validate(body)


def pool_for(request: ProgramRequest) -> Pool:
    return catalog_pool(request, load_catalog().exercises)


def powerlifter(**fields: object) -> Program:
    request = asked(**fields)
    return expand(Blueprint.model_validate_json(POWERLIFTER), request, pool_for(request), catalog=load_catalog())


def home_rack() -> Program:
    request = asked(
        goal="strength",
        weeks=16,
        equipment=["barbell", "bench", "rack", "pull_up_bar", "ab_wheel"],
        oneRepMaxes={"squat": 140.0, "bench": 100.0, "deadlift": 180.0, "press": 60.0},
    )
    return expand(Blueprint.model_validate_json(HOME_RACK), request, pool_for(request), catalog=load_catalog())


def item(program: Program, week: int, weekday: int, slug: str) -> Prescription:
    workout = next(day for day in program.weeks[week - 1].workouts if day.weekday == weekday)
    return next(found for found in workout.exercises if found.slug == slug)


def line(found: Prescription) -> str:
    return f"{len(found.sets)}x{found.sets[0].reps}@{round(found.sets[0].percent1rm or 0)}"


@pytest.mark.parametrize(
    ("week", "squat", "bench_volume", "bench", "deadlift"),
    [
        (1, "4x6@71", "4x8@66", "4x6@71", "4x6@71"),
        (2, "4x6@73", "4x8@68", "4x6@73", "4x6@73"),
        (3, "4x6@75", "4x8@70", "4x6@75", "4x6@75"),
        (4, "2x6@67", "2x8@62", "2x6@67", "2x6@67"),
        (5, "4x4@78", "4x5@74", "4x4@78", "4x4@78"),
        (6, "4x4@80", "4x5@76", "4x4@80", "4x4@80"),
        (7, "4x4@83", "4x5@78", "4x4@83", "4x4@83"),
        (8, "2x4@76", "2x5@70", "2x4@76", "2x4@76"),
        (9, "4x2@86", "3x3@80", "4x2@86", "4x2@86"),
        (10, "4x2@89", "3x3@82", "4x2@89", "4x2@89"),
        (11, "2x2@92", "2x3@84", "2x2@92", "2x2@92"),
        (12, "2x1@90", "2x1@90", "2x1@90", "1x1@85"),
    ],
)
def test_the_worked_powerlifting_example_expands_as_listed(
    week: int, squat: str, bench_volume: str, bench: str, deadlift: str
) -> None:
    program = powerlifter()
    assert line(item(program, week, 1, "back_squat")) == squat
    assert line(item(program, week, 1, "bench_press")) == bench_volume
    assert line(item(program, week, 2, "bench_press")) == bench
    assert line(item(program, week, 4, "deadlift")) == deadlift


def test_the_worked_powerlifting_example_takes_about_the_minutes_listed() -> None:
    minutes = [workout.minutes or 0 for workout in powerlifter().weeks[0].workouts]
    assert all(abs(found - listed) <= 3 for found, listed in zip(minutes, (59, 56, 64, 58), strict=True))


@pytest.mark.parametrize(
    ("week", "reps", "loads"),
    [
        (1, "7", ["97.5kg", "70kg", "125kg", "40kg"]),
        (7, "6", ["107.5kg", "77.5kg", "140kg", "45kg"]),
        (11, "4", ["117.5kg", "82.5kg", "150kg", "50kg"]),
        (15, "3", ["122.5kg", "87.5kg", "157.5kg", "52.5kg"]),
        (16, "2", ["127.5kg", "90kg", "165kg", "55kg"]),
    ],
)
def test_the_worked_strength_example_prints_the_listed_loads(week: int, reps: str, loads: list[str]) -> None:
    program = home_rack()
    mains = [
        item(program, week, 1, "back_squat"),
        item(program, week, 2, "bench_press"),
        item(program, week, 4, "deadlift"),
        item(program, week, 5, "overhead_press"),
    ]
    assert [found.sets[0].weight for found in mains] == loads
    assert {found.sets[0].reps for found in mains} == {reps}


def test_the_test_week_is_one_top_set_one_back_off_set_and_half_of_the_rest() -> None:
    program = home_rack()
    squat = item(program, 16, 1, "back_squat")
    assert [(entry.reps, entry.rpe) for entry in squat.sets] == [("2", 9.0), ("3", 6.5)]
    assert (squat.sets[0].percent1rm or 0) - (squat.sets[1].percent1rm or 0) == pytest.approx(10.0)
    assert len(item(program, 16, 2, "barbell_row").sets) == 2
    assert program.weeks[15].phase == "Test"


def test_a_second_main_lift_of_the_day_is_not_tested_to_a_maximum() -> None:
    wire = {
        "meso": [["acc", 4, 2]],
        "sch": {"M": {"t": "pct", "*": [4, 5, 75, 2]}},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [["back_squat", "M"], ["bench_press", "M"]]} for day in (1, 4)],
    }
    request = asked(goal="strength", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    tops = [found.sets[0] for found in program.weeks[3].workouts[0].exercises]
    assert [(entry.reps, entry.percent1rm) for entry in tops] == [("2", 92.0), ("3", 88.0)]


def test_size_reads_a_test_as_a_deload() -> None:
    wire = {
        "meso": [["acc", 4, 2]],
        "sch": {"M": {"t": "rir", "*": [4, 8, 8, 0]}},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [["leg_press", "M"]]} for day in (1, 4)],
    }
    request = asked(goal="hypertrophy", frequency=2)
    last = expand(Blueprint.model_validate(wire), request, pool_for(request)).weeks[3]
    assert (last.phase, last.is_deload) == ("Deload", True)
    assert [entry.rpe for entry in last.workouts[0].exercises[0].sets] == [6.5, 6.5]


def test_a_deload_keeps_rows_days_and_order_with_half_the_sets() -> None:
    program = home_rack()
    before, deload = program.weeks[2], program.weeks[3]
    assert deload.is_deload
    for full, easy in zip(before.workouts, deload.workouts, strict=True):
        assert [found.slug for found in full.exercises] == [found.slug for found in easy.exercises]
        for hard, light in zip(full.exercises, easy.exercises, strict=True):
            assert len(light.sets) == (len(hard.sets) + 1) // 2
            assert (light.sets[0].rpe or 0) <= 6.5


def test_a_deload_asks_for_one_easy_number_of_a_range() -> None:
    wire = {
        "meso": [["acc", 4, 1]],
        "sch": {"A": {"t": "dp", "*": [4, 8, 12, 8, 2.5]}},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [["cable_row", "A"]]} for day in (1, 4)],
    }
    request = asked(goal="hypertrophy", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    assert [entry.reps for entry in program.weeks[2].workouts[0].exercises[0].sets] == ["8-12"] * 4
    assert [entry.reps for entry in program.weeks[3].workouts[0].exercises[0].sets] == ["8", "8"]


def test_exercises_rotate_with_the_mesocycle() -> None:
    program = home_rack()
    assert item(program, 4, 5, "incline_bench")
    assert item(program, 5, 5, "close_grip_bench")
    assert item(program, 16, 5, "close_grip_bench")


def test_no_new_exercise_appears_in_a_mesocycle_that_is_only_an_easy_week() -> None:
    wire = {
        "meso": [["acc", 3, 0], ["rest", 1, 1], ["int", 2, 0]],
        "sch": {"M": {"t": "rir", "*": [3, 8, 7, 0]}},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [["leg_press/hack_squat/belt_squat", "M"]]} for day in (1, 4)],
    }
    request = asked(goal="strength", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    slugs = [week.workouts[0].exercises[0].slug for week in program.weeks]
    assert slugs == ["leg_press"] * 4 + ["belt_squat"] * 2


def test_a_slot_without_a_row_for_the_kind_is_left_out_but_no_day_is_empty() -> None:
    wire = {
        "meso": [["acc", 2, 0], ["int", 2, 0]],
        "sch": {"M": {"t": "rir", "*": [3, 8, 7, 0]}, "A": {"t": "rir", "acc": [3, 12, 8, 0]}},
        "tpl": [
            {"d": 1, "n": "Legs", "s": [["leg_press", "M"], ["leg_curl", "A"]]},
            {"d": 4, "n": "Arms", "s": [["db_curl", "A"]]},
        ],
    }
    request = asked(goal="strength", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    assert [found.slug for found in program.weeks[2].workouts[0].exercises] == ["leg_press"]
    assert [found.slug for found in program.weeks[2].workouts[1].exercises] == ["db_curl"]


def test_phases_are_words_for_the_lifter_that_fit_the_content() -> None:
    phases = [week.phase for week in home_rack().weeks]
    assert phases == [*["Build"] * 3, "Deload"] * 2 + [*["Strengthen"] * 3, "Deload"] + [*["Peak"] * 3, "Test"]


def test_a_mesocycle_called_peak_that_is_not_heavier_is_not_called_so() -> None:
    wire = {
        "meso": [["acc", 2, 0], ["peak", 2, 0]],
        "sch": {"M": {"t": "pct", "acc": [4, 3, 85, 1], "peak": [4, 8, 65, 1]}},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [["back_squat", "M"]]} for day in (1, 4)],
    }
    request = asked(goal="strength", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    assert "Peak" not in {week.phase for week in program.weeks}


def test_days_are_written_in_the_order_of_their_weekdays() -> None:
    wire = {
        "meso": [["acc", 2, 0]],
        "sch": {"M": {"t": "rir", "*": [3, 8, 7, 0]}},
        "tpl": [{"d": 5, "n": "Late", "s": [["leg_press", "M"]]}, {"d": 2, "n": "Early", "s": [["cable_row", "M"]]}],
    }
    request = asked(goal="strength", frequency=2)
    week = expand(Blueprint.model_validate(wire), request, pool_for(request)).weeks[0]
    assert [(day.name, day.day_number, day.weekday) for day in week.workouts] == [("Early", 1, 2), ("Late", 2, 5)]


def test_a_caution_exercise_in_a_main_slot_is_led_by_effort_with_the_pain_rule() -> None:
    request = asked(limitations=[{"area": "hip"}], oneRepMaxes={"squat": 150.0, "deadlift": 200.0, "bench": 100.0})
    blueprint = Blueprint.model_validate_json(POWERLIFTER)
    program = expand(blueprint, request, pool_for(request), catalog=load_catalog())
    for week in (1, 7, 11):
        squat = item(program, week, 1, "back_squat")
        assert {entry.reps for entry in squat.sets} == ({"8"} if week == 11 else {"8-10"})
        assert all((entry.rpe or 9) <= 7.0 and entry.weight is None for entry in squat.sets)
        assert squat.notes == "Pain over 3/10 or worse tomorrow: stop and swap"


def test_an_exercise_outside_the_pool_is_an_error_that_names_it_and_its_place() -> None:
    request = asked(equipment=["dumbbell"])
    with pytest.raises(BlueprintError, match=r"tpl\[1\]\.s\[1\] names 'back_squat'"):
        expand(Blueprint.model_validate_json(POWERLIFTER), request, pool_for(request))


def test_an_exercise_outside_the_pool_is_taken_from_the_catalog_for_the_validator_to_see() -> None:
    request = asked(equipment=["dumbbell"])
    blueprint = Blueprint.model_validate_json(POWERLIFTER)
    program = expand(blueprint, request, pool_for(request), catalog=load_catalog())
    squat = item(program, 1, 1, "back_squat")
    assert (squat.name, squat.exercise_definition_id) == ("Back Squat", None)


def test_an_exercise_that_nobody_knows_is_an_error_even_with_the_catalog() -> None:
    request = asked()
    wire = json.loads(POWERLIFTER.replace('"face_pull"', '"moon_walk"'))
    with pytest.raises(BlueprintError, match=r"tpl\[2\]\.s\[4\] names 'moon_walk'"):
        expand(Blueprint.model_validate(wire), request, pool_for(request), catalog=load_catalog())


def test_supersets_carry_their_letter_a_note_and_a_short_rest() -> None:
    wire = {
        "meso": [["acc", 2, 0], ["int", 2, 0]],
        "sch": {"A": {"t": "rir", "*": [3, 12, 8, 0]}, "I": {"t": "rir", "acc": [3, 12, 8, 0]}},
        "tpl": [
            {"d": day, "n": f"Day {day}", "s": [["db_curl", "A", 0, "a"], ["triceps_pushdown", "I", 0, "a"]]}
            for day in (1, 4)
        ],
    }
    request = asked(goal="hypertrophy", frequency=2)
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    curl, pushdown = program.weeks[0].workouts[0].exercises
    assert (curl.group, pushdown.group) == ("a", "a")
    assert curl.notes == f"Alternate with {pushdown.name}, 60 s between"
    assert {entry.rest_seconds for entry in curl.sets} == {60}
    alone = program.weeks[2].workouts[0].exercises[0]
    assert (alone.group, alone.sets[0].rest_seconds) == (None, 75)


def test_rests_follow_the_role_and_the_scheme_may_ask_for_others_within_bounds() -> None:
    wire = {
        "meso": [["acc", 2, 0]],
        "sch": {
            "M": {"t": "pct", "*": [3, 3, 86, 0]},
            "V": {"t": "pct", "*": [3, 5, 80, 0]},
            "S": {"t": "rir", "rest": 45, "role": "main", "*": [3, 8, 8, 0]},
            "I": {"t": "rir", "rest": 180, "*": [3, 12, 8, 0]},
        },
        "tpl": [
            {
                "d": day,
                "n": f"Day {day}",
                "s": [["back_squat", "M"], ["bench_press", "V"], ["leg_press", "S"], ["leg_curl", "I"]],
            }
            for day in (1, 4)
        ],
    }
    request = asked(goal="strength", frequency=2)
    workout = expand(Blueprint.model_validate(wire), request, pool_for(request)).weeks[0].workouts[0]
    assert [found.sets[0].rest_seconds for found in workout.exercises] == [240, 180, 120, 90]


def test_the_program_says_what_it_was_made_from() -> None:
    program = powerlifter(
        equipment=["Dumbbells", "barbell", "thigh blaster", "Bench", "squat rack", "machines", "cable machine"],
        sessionMinutes=60,
    )
    assert program.equipment == ("barbell", "bench", "cable", "dumbbell", "machine", "rack")
    assert "We do not know 'thigh blaster'; it was ignored." in program.warnings
    assert (program.load_basis, program.session_minutes, program.units) == ("current1rm", 60, "kg")
    assert Blueprint.model_validate(program.blueprint) == Blueprint.model_validate_json(POWERLIFTER)
    assert program.name == "12-Week Powerlifting - Squat Bench Deadlift (4 days)"
    assert program.rationale == (
        "You train 4 days a week on a fixed plan, so that every exercise has time to progress. "
        "Back Squat, Bench Press and Deadlift come first and get heavier by the week. "
        "Weeks 4 and 8 are easier so that fatigue drops. "
        "The last two weeks taper: less work, the same weight, then openers."
    )


def test_the_blueprints_own_words_come_first() -> None:
    wire = json.loads(POWERLIFTER) | {"name": "My Meet", "rationale": "Because.", "warnings": ["No bench day."]}
    request = asked(equipment=["full_gym", "moon boots"])
    program = expand(Blueprint.model_validate(wire), request, pool_for(request))
    assert (program.name, program.rationale) == ("My Meet", "Because.")
    assert program.warnings == ("No bench day.", "We do not know 'moon boots'; it was ignored.")
