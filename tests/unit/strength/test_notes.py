"""What stands beside an exercise, seen in the program."""

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.pool import catalog_pool, needs_caution
from strength.program import Program
from strength.request import ProgramRequest


def program(
    scheme: dict[str, object], slot: object, *, meso: list[object] | None = None, scheme_id: str = "A", **fields: object
) -> Program:
    body = {
        "goal": "hypertrophy",
        "frequency": 2,
        "experience": "intermediate",
        "equipment": ["full_gym", "bands"],
        "units": "kg",
        **fields,
    }
    request = ProgramRequest.model_validate(body)
    wire = {
        "meso": meso or [["acc", 4, 1]],
        "sch": {scheme_id: scheme},
        "tpl": [{"d": day, "n": f"Day {day}", "s": [slot]} for day in (1, 4)],
    }
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(Blueprint.model_validate(wire), request, pool)


def note(result: Program, week: int) -> str | None:
    return result.weeks[week - 1].workouts[0].exercises[0].notes


DP = {"t": "dp", "*": [3, 8, 12, 8, 2.5]}
RIR = {"t": "rir", "*": [3, 10, 7, 0.5]}


@pytest.mark.parametrize(
    ("slug", "words"),
    [
        ("db_bench", "When all 3 sets hit 12, add 2kg; then back to 8"),
        ("push_up", "When all 3 sets hit 12, move to Close-Grip Push-Up; then back to 8"),
        ("band_press", "When all 3 sets hit 12, step further or use the thicker band; then back to 8"),
    ],
)
def test_double_progression_names_a_step_that_exists(slug: str, words: str) -> None:
    assert note(program(DP, [slug, "A"]), 1) == words


@pytest.mark.parametrize(
    ("slug", "fields"),
    [
        pytest.param("fist_push_up", {"limitations": [{"area": "wrist"}]}, id="the next rung hurts"),
        pytest.param("sliding_leg_curl", {"experience": "beginner"}, id="the next rung is too hard"),
        pytest.param("inverted_row", {}, id="the next rung is another exercise"),
        pytest.param("bw_bulgarian_split_squat", {"equipment": ["bench"]}, id="the next rung needs more kit"),
    ],
)
def test_a_ladder_ends_where_this_lifter_does(slug: str, fields: dict[str, object]) -> None:
    text = note(program(DP, [slug, "A"], **fields), 1) or ""
    assert "move to" not in text
    assert "pause 1 s on each rep" in text


def test_two_sets_are_both() -> None:
    result = program({"t": "dp", "*": [2, 8, 12, 8, 2.5]}, ["db_bench", "A"])
    assert note(result, 1) == "When both sets hit 12, add 2kg; then back to 8"


def test_a_kit_variant_goes_up_as_its_kit_does() -> None:
    band = program(DP, ["face_pull", "I"], scheme_id="I", equipment=["bands"])
    assert note(band, 1) == "When all 3 sets hit 15, step further or use the thicker band; then back to 10"
    bell = program(DP, ["goblet_squat", "A"], equipment=["kettlebell"])
    assert note(bell, 1) == "When all 3 sets hit 12, add 4kg; then back to 8"


def test_a_short_day_says_its_own_minutes_and_only_in_full_weeks() -> None:
    result = program(RIR, ["cable_row", "A"], sessionMinutes=60)
    for week in result.weeks[:3]:
        for workout in week.workouts:
            assert (
                workout.notes
                == f"About {workout.minutes} min are enough; use the rest for 10 min of easy walking or mobility."
            )
    assert {workout.notes for workout in result.weeks[3].workouts} == {None}
    assert program(RIR, ["cable_row", "A"], sessionMinutes=20).weeks[0].workouts[0].notes is None


def test_double_progression_says_when_to_start_again() -> None:
    result = program({"t": "dp", "*": [3, 8, 10, 8, 2.5]}, ["cable_row", "A"], meso=[["acc", 4, 0]])
    assert note(result, 4) == "Hit 10 on every set? Add 2.5kg, back to 8"


def test_effort_is_said_in_good_repetitions_once_a_mesocycle() -> None:
    result = program(RIR, ["cable_row", "A"])
    assert note(result, 1) == "Stop with 3 good reps left"
    assert note(result, 2) is None


def test_isolation_may_go_closer_in_the_last_work_week_only() -> None:
    result = program(RIR, ["leg_curl", "I"], scheme_id="I")
    assert [note(result, week) for week in (1, 2, 3)] == [None, None, "Last set may go 1 rep closer"]


def test_a_deload_says_that_it_is_easy_on_purpose() -> None:
    assert note(program(RIR, ["cable_row", "A"]), 4) == "Easy on purpose: leave 4 reps"


def test_a_hold_says_when_it_is_over() -> None:
    result = program({"t": "time", "*": [3, 30, 5]}, ["plank", "T"], scheme_id="T")
    assert note(result, 1) == "Form gone = set over; add 5 s a week"


def test_one_side_at_a_time_is_always_said() -> None:
    result = program(RIR, ["bulgarian_split_squat", "A"])
    assert note(result, 1) == "Stop with 3 good reps left; each side"
    assert note(result, 2) == "Weak side first, same on each side"


def test_a_blueprints_own_note_stands_in_front() -> None:
    slot = {"exercises": "reverse_lunge", "scheme": "A", "note": "Short steps."}
    assert note(program(RIR, slot), 2) == "Short steps; each side"


PAIN = "Pain over 3/10 or worse tomorrow: stop and swap"


def test_a_caution_exercise_carries_the_pain_rule_in_every_week() -> None:
    result = program(DP, ["leg_extension", "A"], limitations=[{"area": "knee"}])
    assert {note(result, week) for week in (1, 2, 3, 4)} == {PAIN}


def test_the_pain_rule_is_said_once_a_workout_and_the_rest_progresses() -> None:
    slots = [["leg_extension", "A"], ["sliding_leg_curl", "A"], ["db_step_up", "A"]]
    request = ProgramRequest.model_validate(
        {
            "goal": "hypertrophy",
            "frequency": 2,
            "experience": "intermediate",
            "equipment": ["full_gym"],
            "units": "kg",
            "limitations": [{"area": "knee"}],
        }
    )
    days = [{"d": day, "n": f"Day {day}", "s": slots} for day in (1, 4)]
    wire = {"meso": [["acc", 4, 1]], "sch": {"A": DP}, "tpl": days}
    pool = catalog_pool(request, load_catalog().exercises)
    caution = [slug for slug, _ in slots if needs_caution(load_catalog().by_slug[slug], request.active_limitations)]
    assert len(caution) > 1
    for week in expand(Blueprint.model_validate(wire), request, pool, catalog=load_catalog()).weeks:
        for workout in week.workouts:
            notes = [item.notes or "" for item in workout.exercises]
            assert [text.startswith(PAIN) for text in notes].count(True) == 1
            assert notes[0] == PAIN
            if week.phase != "Deload":
                assert any("set" in text for text in notes[1:])


@pytest.mark.parametrize(("rpe", "left"), [(6, 4), (6.5, 4), (7, 3), (7.5, 3), (8, 2)])
def test_finding_a_load_leaves_what_its_effort_leaves(rpe: float, left: int) -> None:
    result = program({"t": "rir", "*": [3, 5, rpe]}, ["back_squat", "M"], scheme_id="M", goal="strength")
    assert note(result, 1) == f"Find it: work up to 5 reps that leave {left} in reserve"


def test_a_training_max_is_only_promised_where_there_is_one() -> None:
    tested = [["acc", 4, 2]]
    scheme = {"t": "rir", "*": [3, 5, 7, 0.5]}
    for slug, maxima, words in (
        ("back_squat", {"squat": 140.0}, "it sets your next training max"),
        ("back_squat", {}, "it is where your next block starts"),
        ("leg_press", {"squat": 140.0}, "it is where your next block starts"),
    ):
        result = program(scheme, [slug, "M"], meso=tested, scheme_id="M", goal="strength", oneRepMaxes=maxima)
        assert note(result, 4) == f"Work up to one top set: {words}"


def test_a_beginner_reads_a_cue_in_the_first_two_weeks() -> None:
    result = program({"t": "pct", "*": [3, 8, 65, 1]}, ["back_squat", "V"], scheme_id="V", experience="beginner")
    cue = load_catalog().by_slug["back_squat"].cue
    assert [note(result, week) for week in (1, 2, 3)] == [cue, cue, None]


def test_the_top_set_and_the_open_set_say_what_to_do_next() -> None:
    top = program({"t": "top", "*": [5, 8, 3, 8, 8]}, ["back_squat", "M"], scheme_id="M", oneRepMaxes={"squat": 100.0})
    assert note(top, 1) == "Over by 1 RPE on the top set? Take 5 % off the back-offs"
    opened = program({"t": "amrap", "*": [70]}, ["bench_press", "M"], scheme_id="M", oneRepMaxes={"bench": 100.0})
    assert note(opened, 1) == "Last set: as many as form allows, stop 1 short"
