"""Reading a planned workout, writing it adapted, putting it back; on both of FitCSV's schemas."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.errors import UnknownExercise
from storage.exercise_pool import load_pool
from storage.features import Features, detect_features
from storage.ids import derived_id
from storage.planned_workout import load_planned_exercise, load_planned_workout, load_remaining
from storage.planned_workout_writer import Previous, replace_sets, swap_exercise, undo
from storage.program_writer import insert_program
from storage.seed import seed
from strength.adaptation import AdaptRequest, PlannedExercise, PlannedWorkout, adapt, pool_request
from strength.catalog import load_catalog
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import Experience, Goal, Units

DATA = Path(__file__).parents[2] / "data"
_numbers = itertools.count(1)


@pytest.fixture(scope="module", params=["fitcsv-2026-01.sql", "fitcsv-2026-07.sql"])
def engine(request: pytest.FixtureRequest, new_database: Callable[[str | None], str]) -> Iterator[Engine]:
    engine = build_engine(DatabaseSettings(url=new_database(None)))
    with engine.begin() as connection:
        connection.exec_driver_sql((DATA / request.param).read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    detect_features(engine, afresh=True)
    seed(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def features(engine: Engine) -> Features:
    return detect_features(engine)


@pytest.fixture
def user() -> str:
    return f"planned-{next(_numbers)}"


def run(engine: Engine, statement: str, **values: object) -> list[tuple[Any, ...]]:
    with engine.begin() as connection:
        result = connection.execute(text(statement), values)
        return [tuple(row) for row in result] if result.returns_rows else []


@pytest.fixture
def program_id(engine: Engine, user: str, features: Features) -> str:
    """Three weeks of one workout as our generator writes it: squat, lunge, plank."""
    pool = load_pool(engine, user, pool_request(experience=Experience.ADVANCED))

    def prescription(
        slug: str, order: int, reps: str, *, weight: str | None, rpe: float | None, week: int
    ) -> Prescription:
        entry = pool.entries[slug]
        return Prescription(
            slug=slug,
            exercise_definition_id=entry.definition_id,
            name=entry.name,
            order=order,
            notes="Brace first",
            warmup="Warm-up: 40kg x 8" if order == 1 else None,
            sets=tuple(
                SetPrescription(
                    set_number=number, reps=reps, weight=weight, rpe=rpe, percent1rm=70.0 + week, rest_seconds=170
                )
                for number in range(1, 4)
            ),
        )

    weeks = tuple(
        Week(
            week_number=week,
            workouts=(
                Workout(
                    name="Squat Day",
                    day_number=1,
                    exercises=(
                        prescription("back_squat", 1, "5", weight=f"{100 + week}kg", rpe=7.5, week=week),
                        prescription("reverse_lunge", 2, "8-12", weight="20kg", rpe=8.0, week=week),
                        prescription("plank", 3, "40s", weight=None, rpe=None, week=week),
                    ),
                ),
            ),
        )
        for week in (1, 2, 3)
    )
    program = Program(
        name="Legs",
        goal=Goal.STRENGTH,
        experience=Experience.ADVANCED,
        frequency=2,
        equipment=("full_gym",),
        units=Units.KG,
        weeks=weeks,
    )
    program_id = derived_id("program of", user)
    with engine.begin() as connection:
        insert_program(connection, program_id=program_id, user_id=user, program=program, features=features)
    return program_id


def swap(engine: Engine, user: str, *exercises: PlannedExercise) -> Previous | None:
    with engine.begin() as connection:
        return swap_exercise(connection, user_id=user, exercises=exercises, features=detect_features(engine))


def write(engine: Engine, user: str, workout: str, *exercises: PlannedExercise) -> Previous | None:
    with engine.begin() as connection:
        return replace_sets(
            connection, workout_id=workout, user_id=user, exercises=exercises, features=detect_features(engine)
        )


def put_back(engine: Engine, user: str, previous: Previous | None) -> bool:
    assert previous is not None
    with engine.begin() as connection:
        return undo(connection, user_id=user, previous=previous, features=detect_features(engine))


def workout_id(program_id: str, week: int = 1) -> str:
    return derived_id(program_id, week, 1)


def load(engine: Engine, program_id: str, user: str, week: int = 1) -> PlannedWorkout:
    found = load_planned_workout(engine, workout_id(program_id, week), user)
    assert found is not None
    return found


def rows(engine: Engine, program_id: str) -> list[tuple[Any, ...]]:
    return run(
        engine,
        'SELECT to_jsonb(e), (SELECT jsonb_agg(to_jsonb(s) ORDER BY s."setNumber", s."id") FROM "PrescribedSet" s '
        'WHERE s."exerciseId" = e."id") FROM "Exercise" e JOIN "Workout" w ON w."id" = e."workoutId" '
        'JOIN "Week" k ON k."id" = w."weekId" WHERE k."programId" = :id ORDER BY k."weekNumber", e."order"',
        id=program_id,
    )


def test_a_workout_of_ours_keeps_what_the_columns_cannot_hold(engine: Engine, user: str, program_id: str) -> None:
    planned = load(engine, program_id, user, week=2)
    squat = planned.exercises[0]
    assert (planned.name, planned.week_number, planned.day_number) == ("Squat Day", 2, 1)
    assert (planned.goal, planned.experience, planned.units) == (Goal.STRENGTH, Experience.ADVANCED, Units.KG)
    assert planned.equipment == ("full_gym",)
    assert squat.exercise is load_catalog().by_slug["back_squat"]
    assert squat.prescription.warmup == "Warm-up: 40kg x 8"
    one = squat.prescription.sets[0]
    assert (one.weight, one.rpe, one.percent1rm, one.rest_seconds) == ("102kg", 7.5, 72.0, 170)


def test_a_set_that_the_user_edited_is_read_from_its_row(engine: Engine, user: str, program_id: str) -> None:
    squat = load(engine, program_id, user).exercises[0]
    run(
        engine,
        'UPDATE "PrescribedSet" SET "weight" = \'80%\', "rpe" = NULL, "rir" = 2 WHERE "exerciseId" = :id',
        id=squat.exercise_id,
    )
    one = load(engine, program_id, user).exercises[0].prescription.sets[0]
    assert (one.weight, one.percent1rm, one.rpe, one.rir, one.rest_seconds) == ("80%", 80.0, None, 2, None)


def test_a_note_that_the_user_edited_is_kept(engine: Engine, user: str, program_id: str) -> None:
    squat = load(engine, program_id, user).exercises[0]
    run(engine, 'UPDATE "Exercise" SET "notes" = \'My note\' WHERE "id" = :id', id=squat.exercise_id)
    again = load(engine, program_id, user).exercises[0].prescription
    assert (again.notes, again.warmup, again.sets[0].rpe) == ("My note", None, 7.5)


def test_another_users_workout_is_as_good_as_missing(engine: Engine, program_id: str) -> None:
    assert load_planned_workout(engine, workout_id(program_id), "somebody-else") is None
    assert load_planned_workout(engine, "nothing", "somebody-else") is None
    exercise_id = derived_id(program_id, 1, 1, 1)
    assert load_planned_exercise(engine, exercise_id, "somebody-else") is None
    assert load_remaining(engine, exercise_id, "somebody-else") == ()
    planned = PlannedExercise(exercise_id=exercise_id, prescription=Prescription(name="Mine now", sets=()))
    before = rows(engine, program_id)
    assert write(engine, "somebody-else", workout_id(program_id), planned) is None
    assert swap(engine, "somebody-else", planned) is None
    assert rows(engine, program_id) == before


def test_a_workout_without_exercises_is_still_a_workout(engine: Engine, user: str, program_id: str) -> None:
    run(engine, 'DELETE FROM "Exercise" WHERE "workoutId" = :id', id=workout_id(program_id))
    assert load(engine, program_id, user).exercises == ()


def test_an_exercise_brings_its_workout(engine: Engine, user: str, program_id: str) -> None:
    found = load_planned_exercise(engine, derived_id(program_id, 2, 1, 2), user)
    assert found is not None
    planned, lunge = found
    assert (planned.week_number, lunge.name, len(planned.exercises)) == (2, "Dumbbell Reverse Lunge", 3)


def test_an_adapted_workout_is_written_and_undone(engine: Engine, user: str, program_id: str) -> None:
    before = rows(engine, program_id)
    planned = load(engine, program_id, user)
    request = AdaptRequest.model_validate(
        {"workoutId": planned.workout_id, "minutesAvailable": 15, "missingEquipment": ["barbell"], "readiness": 1}
    )
    pool = load_pool(engine, user, pool_request(experience=planned.experience, missing=request.missing))
    adapted = adapt(planned, request, pool, catalog=load_catalog())
    previous = write(engine, user, planned.workout_id, *adapted.workout.exercises, *adapted.dropped)
    again = load(engine, program_id, user)
    main = again.exercises[0]
    assert main.exercise_id == planned.exercises[0].exercise_id
    assert main.name == adapted.workout.exercises[0].name != "Back Squat"
    assert [one.reps for one in main.prescription.sets] == [
        one.reps for one in adapted.workout.exercises[0].prescription.sets
    ]
    assert [one.rpe for one in main.prescription.sets] == [6] * len(main.prescription.sets)
    skipped = [item for item in again.exercises if not item.prescription.sets]
    assert {item.prescription.notes for item in skipped} == {"Skipped today"}
    assert {item.exercise_id for item in skipped} == {item.exercise_id for item in adapted.dropped}
    assert [item.prescription.order for item in again.exercises] == [1, 2, 3]
    assert put_back(engine, user, previous)
    assert rows(engine, program_id) == before
    assert put_back(engine, user, previous)
    assert rows(engine, program_id) == before


def test_undo_is_for_the_owner_alone(engine: Engine, user: str, program_id: str) -> None:
    planned = load(engine, program_id, user)
    previous = write(engine, user, planned.workout_id, *reversed(planned.exercises))
    after = rows(engine, program_id)
    assert not put_back(engine, "somebody-else", previous)
    assert rows(engine, program_id) == after


def test_no_row_gets_both_efforts_and_half_points_stay_in_the_note(engine: Engine, user: str, program_id: str) -> None:
    planned = load(engine, program_id, user)
    sets = (
        SetPrescription(set_number=1, reps="5", rpe=6.5, rir=2),
        SetPrescription(set_number=2, reps="5", rir=3),
    )
    squat = replace(
        planned.exercises[0], prescription=planned.exercises[0].prescription.model_copy(update={"sets": sets})
    )
    swap(engine, user, squat)
    found = run(
        engine,
        'SELECT "setNumber", "rpe", "rir", "userId" FROM "PrescribedSet" WHERE "exerciseId" = :id ORDER BY 1',
        id=squat.exercise_id,
    )
    assert found == [(1, 6, None, user), (2, None, 3, user)]
    ((notes,),) = run(engine, 'SELECT "notes" FROM "Exercise" WHERE "id" = :id', id=squat.exercise_id)
    assert "RPE 6.5" in notes


def test_a_substitute_goes_into_every_remaining_week(engine: Engine, user: str, program_id: str) -> None:
    before = rows(engine, program_id)
    pool = load_pool(engine, user, pool_request())
    leg_press = pool.entries["leg_press"]
    second = derived_id(program_id, 2, 1, 1)
    remaining = load_remaining(engine, second, user, unless=leg_press.definition_id)
    assert [item.exercise_id for item in remaining] == [second, derived_id(program_id, 3, 1, 1)]
    assert [item.prescription.sets[0].weight for item in remaining] == ["102kg", "103kg"]
    swapped = tuple(
        replace(
            item,
            prescription=item.prescription.model_copy(
                update={
                    "name": leg_press.name,
                    "exercise_definition_id": leg_press.definition_id,
                    "sets": item.prescription.sets[:2],
                }
            ),
        )
        for item in remaining
    )
    previous = swap(engine, user, *swapped)
    names = [load(engine, program_id, user, week).exercises[0].name for week in (1, 2, 3)]
    assert names == ["Back Squat", leg_press.name, leg_press.name]
    assert len(load(engine, program_id, user, 3).exercises[0].prescription.sets) == 2
    assert put_back(engine, user, previous)
    assert rows(engine, program_id) == before


def test_completed_workouts_and_those_that_hold_the_substitute_are_passed_over(
    engine: Engine, user: str, program_id: str
) -> None:
    run(
        engine,
        'INSERT INTO "WorkoutCompletion" ("id", "workoutId", "userId", "status") VALUES (:id, :workout, :user, :status)',
        id=f"done-{user}",
        workout=workout_id(program_id, 2),
        user=user,
        status="completed",
    )
    first = derived_id(program_id, 1, 1, 1)
    assert [item.exercise_id for item in load_remaining(engine, first, user)] == [
        first,
        derived_id(program_id, 3, 1, 1),
    ]
    lunge = load(engine, program_id, user).exercises[1].prescription.exercise_definition_id
    assert [item.exercise_id for item in load_remaining(engine, first, user, unless=lunge)] == [first]


def test_a_substitute_that_the_user_cannot_see_is_refused(engine: Engine, user: str, program_id: str) -> None:
    run(
        engine,
        'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "isSystem", "createdBy", "updatedAt", "userId") '
        "VALUES (:id, :id, :id, false, 'somebody-else', now(), 'somebody-else')",
        id=f"secret-{user}",
    )
    before = rows(engine, program_id)
    squat = load(engine, program_id, user).exercises[0]
    for definition in (f"secret-{user}", "missing"):
        changed = replace(
            squat, prescription=squat.prescription.model_copy(update={"exercise_definition_id": definition})
        )
        with pytest.raises(UnknownExercise):
            swap(engine, user, changed)
    assert rows(engine, program_id) == before


def test_warm_up_rows_are_no_working_sets_and_survive(
    engine: Engine, user: str, program_id: str, features: Features
) -> None:
    squat_id = derived_id(program_id, 1, 1, 1)
    has_warmups = features.has("PrescribedSet", "isWarmup")
    if has_warmups:
        run(
            engine,
            'UPDATE "PrescribedSet" SET "isWarmup" = true WHERE "exerciseId" = :id AND "setNumber" = 1',
            id=squat_id,
        )
    squat = load(engine, program_id, user).exercises[0]
    assert len(squat.prescription.sets) == (2 if has_warmups else 3)
    swap(engine, user, squat)
    numbers = run(engine, 'SELECT "setNumber" FROM "PrescribedSet" WHERE "exerciseId" = :id ORDER BY 1', id=squat_id)
    assert numbers == [(1,), (2,), (3,)]
