"""The finer assertions: names, notes and reasons that keep their word, light hinges, easy weeks, stations, meets."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.assertions import ASSERTIONS, subject_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest


def request(**fields: Any) -> ProgramRequest:
    usual: dict[str, Any] = {
        "goal": "strength",
        "frequency": 4,
        "experience": "intermediate",
        "equipment": ("full_gym",),
        "one_rep_maxes": {"squat": 140.0, "bench": 100.0, "deadlift": 180.0},
    }
    return ProgramRequest.model_validate(usual | fields)


def program(asked: ProgramRequest) -> Program:
    pool = catalog_pool(asked, load_catalog().exercises)
    return expand(plan(asked, pool), asked, pool)


def with_weeks(whole: Program, change: Callable[[Week], Week]) -> Program:
    return whole.model_copy(update={"weeks": tuple(change(week) for week in whole.weeks)})


def with_workouts(whole: Program, change: Callable[[Workout], Workout]) -> Program:
    return with_weeks(
        whole, lambda week: week.model_copy(update={"workouts": tuple(change(item) for item in week.workouts)})
    )


def with_rows(whole: Program, change: Callable[[Prescription], Prescription]) -> Program:
    return with_workouts(
        whole, lambda item: item.model_copy(update={"exercises": tuple(change(row) for row in item.exercises)})
    )


def with_sets(whole: Program, **fields: Any) -> Program:
    def changed(entry: SetPrescription) -> SetPrescription:
        return entry.model_copy(update=fields)

    return with_rows(whole, lambda row: row.model_copy(update={"sets": tuple(changed(entry) for entry in row.sets)}))


def without_pulls(whole: Program) -> Program:
    pulls = {"h_pull", "v_pull"}

    def kept(row: Prescription) -> bool:
        return load_catalog().by_slug[row.slug or ""].pattern.value not in pulls

    return with_workouts(
        whole, lambda item: item.model_copy(update={"exercises": tuple(row for row in item.exercises if kept(row))})
    )


def first(whole: Program, weeks: range, change: Callable[[Week], Week]) -> Program:
    """The program with these weeks (by place) changed."""
    return whole.model_copy(
        update={"weeks": tuple(change(week) if at in weeks else week for at, week in enumerate(whole.weeks))}
    )


def found(spoiled: Program, asked: ProgramRequest, wanted: str) -> list[str]:
    """Messages of one assertion."""
    catalog = load_catalog()
    subject = subject_of(spoiled, asked, catalog_pool(asked, catalog.exercises), catalog)
    return [flaw.message for item in ASSERTIONS if item.id == wanted for flaw in item.check(subject)]


def renamed(whole: Program, name: str) -> Program:
    workouts = (whole.weeks[0].workouts[0].model_copy(update={"name": name}), *whole.weeks[0].workouts[1:])
    week = whole.weeks[0].model_copy(update={"workouts": workouts})
    return whole.model_copy(update={"weeks": (week, *whole.weeks[1:])})


@pytest.mark.parametrize(
    ("name", "is_kept"),
    [
        ("Squat Day", True),
        ("Bench Day", False),
        ("Legs & Back", False),
        ("Lower - Calves First", False),
        ("Squat & Core", True),
        ("Monday", True),
    ],
)
def test_a_name_keeps_what_it_promises_early(name: str, is_kept: bool) -> None:
    asked = request()
    assert (found(renamed(program(asked), name), asked, "NAM01") == []) is is_kept


@pytest.mark.parametrize(
    ("note", "is_right"),
    [
        ("Find it: last warm-up should leave 3 reps in reserve", False),
        ("Stop with 4 good reps left", True),
        ("Stop with 1 good rep left", False),
        ("Bar speed first", True),
    ],
)
def test_a_note_about_reps_in_reserve_agrees_with_the_effort(note: str, is_right: bool) -> None:
    asked = request()
    spoiled = with_rows(with_sets(program(asked), rpe=6.0), lambda row: row.model_copy(update={"notes": note}))
    assert (found(spoiled, asked, "NAM02") == []) is is_right


@pytest.mark.parametrize(
    ("rationale", "asked", "expected"),
    [
        ("Four days.", request(), []),
        ("Four days.", request(focus_muscles=("chest",)), ["no word about chest"]),
        ("Four days.", request(limitations=({"area": "knee"},)), ["no word about the knee"]),
        ("Your knee is spared.", request(limitations=({"area": "knee"},)), []),
        ("Then fewer repetitions.", request(), []),
        ("Then fewer repetitions.", request(equipment=("bodyweight",)), ["promises fewer repetitions"]),
    ],
)
def test_a_rationale_names_what_was_asked_and_promises_what_is_there(
    rationale: str, asked: ProgramRequest, expected: list[str]
) -> None:
    whole = program(asked).model_copy(update={"rationale": rationale})
    assert found(whole, asked, "NAM03") == expected


def test_a_light_hinge_as_heavy_as_the_deadlift_is_found_out() -> None:
    asked = request()

    def loaded(row: Prescription) -> Prescription:
        if row.slug not in {"romanian_deadlift", "deadlift"}:
            return row
        weight = "150kg" if row.slug == "deadlift" else "140kg"
        sets = tuple(entry.model_copy(update={"weight": weight}) for entry in row.sets)
        return row.model_copy(update={"sets": sets})

    pulls = {row.slug for week in program(asked).weeks for day in week.workouts for row in day.exercises}
    assert {"romanian_deadlift", "deadlift"} <= pulls
    assert any("140, deadlift 150" in message for message in found(with_rows(program(asked), loaded), asked, "INT11"))


def test_an_easy_week_that_asks_for_longer_holds_is_found_out() -> None:
    asked = request(equipment=("barbell", "rack", "bench"))
    whole = program(asked)
    easy = next(at for at, week in enumerate(whole.weeks) if week.is_deload)

    def longer(week: Week) -> Week:
        return with_sets(whole.model_copy(update={"weeks": (week,)}), reps="90s").weeks[0]

    assert any(
        "90 s after" in message for message in found(first(whole, range(easy, easy + 1), longer), asked, "PRG05")
    )


def test_a_gym_day_that_walks_back_and_forth_is_found_out() -> None:
    asked = request(goal="hypertrophy", equipment=("machine", "cable"))
    whole = program(asked)
    walk = ("leg_press", "cable_row", "machine_chest_press", "lat_pulldown", "leg_curl", "cable_curl")

    def walked(day: Workout) -> Workout:
        rows = tuple(
            day.exercises[0].model_copy(update={"slug": slug, "name": slug, "order": at})
            for at, slug in enumerate(walk, start=1)
        )
        return day.model_copy(update={"exercises": rows})

    assert any("back and forth" in message for message in found(with_workouts(whole, walked), asked, "SEL11"))
    home = request(equipment=("dumbbell", "bench"))
    assert found(program(home), home, "SEL11") == []


def test_a_powerlifter_who_never_pauses_the_bench_is_found_out() -> None:
    asked = request(goal="powerlifting", frequency=3)
    quiet = with_rows(
        program(asked),
        lambda row: row.model_copy(
            update={"notes": None, "slug": "close_grip_bench" if row.slug == "pause_bench" else row.slug}
        ),
    )
    assert found(quiet, asked, "PL06")
    paused = with_rows(program(asked), lambda row: row.model_copy(update={"notes": "Pause on the chest"}))
    assert found(paused, asked, "PL06") == []
    hurried = with_sets(paused, rest_seconds=60)
    assert found(hurried, asked, "PL06")


def test_accessories_and_variants_in_the_week_of_a_meet_are_found_out() -> None:
    asked = request(goal="powerlifting", frequency=3)
    whole = program(asked)

    def last_rows_are(slug: str) -> Program:
        return first(
            whole,
            range(len(whole.weeks) - 1, len(whole.weeks)),
            lambda week: with_rows(
                whole.model_copy(update={"weeks": (week,)}), lambda row: row.model_copy(update={"slug": slug})
            ).weeks[0],
        )

    assert "cable_row in the last week" in found(last_rows_are("cable_row"), asked, "PL02")
    assert any("close_grip_bench" in message for message in found(last_rows_are("close_grip_bench"), asked, "PL05"))
    assert found(whole, asked, "PL02") == found(whole, asked, "PL05") == []


def test_two_short_days_without_a_pull_are_found_out() -> None:
    asked = request(goal="hypertrophy", session_minutes=30)
    assert found(without_pulls(program(asked)), asked, "TIM02") == ["no pull in 2 days"] * 3


def test_a_beginner_without_practice_of_the_squat_is_found_out() -> None:
    asked = request(experience="beginner", frequency=3)
    knees = {"squat", "lunge"}

    def kept(row: Prescription) -> bool:
        return load_catalog().by_slug[row.slug or ""].pattern.value not in knees

    spoiled = with_workouts(
        program(asked),
        lambda day: day.model_copy(update={"exercises": tuple(row for row in day.exercises if kept(row))}),
    )
    assert "squat on 0 days" in found(spoiled, asked, "LVL03")


def test_a_sore_back_without_trunk_work_is_found_out() -> None:
    asked = request(limitations=({"area": "lower_back"},))

    def kept(row: Prescription) -> bool:
        return load_catalog().by_slug[row.slug or ""].pattern.value not in {"core", "carry"}

    spoiled = with_workouts(
        program(asked),
        lambda day: day.model_copy(update={"exercises": tuple(row for row in day.exercises if kept(row))}),
    )
    assert "no trunk exercise beside a sore back" in found(spoiled, asked, "LIM03")
