"""A program that comes from outside, made ready to be stored: its request, and a database row for each exercise."""

from strength.catalog import load_catalog
from strength.pool import Pool
from strength.program import Prescription, Program, Week, Workout
from strength.request import Experience, Goal, ProgramRequest, Units


def request_of(program: Program) -> ProgramRequest:
    """The request that a program answers, as far as it says.

    Raises:
        pydantic.ValidationError: no request has such numbers; the message names them.
    """
    return ProgramRequest(
        goal=program.goal,
        frequency=program.frequency,
        experience=program.experience,
        equipment=program.equipment,
        weeks=len(program.weeks),
        session_minutes=program.session_minutes or 75,
        units=program.units or Units.LBS,
    )


def everything() -> ProgramRequest:
    """A request that no exercise is kept from, to look up rows with."""
    return ProgramRequest(
        goal=Goal.STRENGTH, frequency=3, experience=Experience.ADVANCED, equipment=("full_gym", "suspension_trainer")
    )


def with_rows(program: Program, pool: Pool) -> Program:
    """The program with the pool's row for each exercise that names none and is found by slug or name."""
    return program.model_copy(update={"weeks": tuple(_week(week, pool) for week in program.weeks)})


def _week(week: Week, pool: Pool) -> Week:
    return week.model_copy(update={"workouts": tuple(_workout(workout, pool) for workout in week.workouts)})


def _workout(workout: Workout, pool: Pool) -> Workout:
    return workout.model_copy(update={"exercises": tuple(_prescription(item, pool) for item in workout.exercises)})


def _prescription(item: Prescription, pool: Pool) -> Prescription:
    if item.exercise_definition_id is not None:
        return item
    known = load_catalog().find(item.slug or item.name)
    entry = pool.entries.get(known.slug if known else item.slug or "")
    return item if entry is None else item.model_copy(update={"exercise_definition_id": entry.definition_id})
