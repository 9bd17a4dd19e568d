"""Planned workouts: hand-made ones, and every workout of programs that the rule-based coach writes."""

import random
from collections.abc import Callable
from functools import cache

import pytest

from strength.adaptation import PlannedExercise, PlannedWorkout, pool_request
from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.expansion import expand
from strength.limitation import Limitation
from strength.planner import plan
from strength.pool import Pool, catalog_pool
from strength.program import Prescription, Program, SetPrescription
from strength.request import Experience, Goal, ProgramRequest

KITS = (("full_gym",), ("dumbbell", "bench"), ("barbell", "rack", "bench", "pull_up_bar"), ("machine", "cable"))
MAXIMA = {"squat": 140, "bench": 100, "deadlift": 180, "press": 60}


def exercise(key: str, slug: str, *sets: SetPrescription, group: str | None = None) -> PlannedExercise:
    known = load_catalog().by_slug[slug]
    prescription = Prescription(
        slug=slug, exercise_definition_id=f"def-{slug}", name=known.name, notes=None, group=group, sets=sets
    )
    return PlannedExercise(exercise_id=key, prescription=prescription, exercise=known)


def sets(
    count: int, reps: str, weight: str | None = None, rpe: float | None = 8.0, rest: int = 120
) -> tuple[SetPrescription, ...]:
    return tuple(
        SetPrescription(set_number=number, reps=reps, weight=weight, rpe=rpe, rest_seconds=rest)
        for number in range(1, count + 1)
    )


def workout(*exercises: PlannedExercise, experience: Experience = Experience.INTERMEDIATE) -> PlannedWorkout:
    return PlannedWorkout(
        workout_id="workout-1",
        user_id="user-1",
        program_id="program-1",
        name="Squat Day",
        week_number=3,
        day_number=1,
        exercises=exercises,
        experience=experience,
        goal=Goal.STRENGTH,
    )


@pytest.fixture
def squat_day() -> PlannedWorkout:
    """About an hour: a main lift, a secondary one, an accessory, two small ones and trunk work."""
    return workout(
        exercise("e1", "back_squat", *sets(4, "5", "100kg", rest=180)),
        exercise("e2", "romanian_deadlift", *sets(3, "8", "80kg", 7.5, rest=150)),
        exercise("e3", "reverse_lunge", *sets(3, "10", "20kg", 8.0)),
        exercise("e4", "leg_curl", *sets(3, "12", None, 8.5, rest=75)),
        exercise("e5", "standing_calf", *sets(3, "15", None, 8.5, rest=60)),
        exercise("e6", "plank", *sets(2, "40s", None, None, rest=60)),
    )


@pytest.fixture
def make_workout() -> Callable[..., PlannedWorkout]:
    """A workout from (slug, sets, repetitions, rest) rows, each set at 40 kg and RPE 8."""

    def build(*rows: tuple[str, int, str, int]) -> PlannedWorkout:
        return workout(
            *(
                exercise(f"e{at}", slug, *sets(count, reps, "40kg", rest=rest))
                for at, (slug, count, reps, rest) in enumerate(rows, start=1)
            )
        )

    return build


@pytest.fixture
def pool_of_today() -> Callable[..., Pool]:
    """What can be done today, straight from the catalog."""

    def build(
        planned: PlannedWorkout,
        missing: frozenset[Equipment] = frozenset(),
        limitations: tuple[Limitation, ...] = (),
    ) -> Pool:
        request = pool_request(
            goal=planned.goal,
            experience=planned.experience,
            equipment=planned.equipment,
            missing=missing,
            limitations=limitations,
        )
        return catalog_pool(request, load_catalog().exercises)

    return build


@cache
def written_program(goal: str, experience: str, frequency: int, kit: tuple[str, ...], minutes: int) -> Program:
    request = ProgramRequest.model_validate(
        {
            "goal": goal,
            "experience": experience,
            "frequency": frequency,
            "equipment": kit,
            "sessionMinutes": minutes,
            "weeks": 6,
            "units": "kg",
            "oneRepMaxes": {lift: float(load) for lift, load in MAXIMA.items()},
        }
    )
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


@pytest.fixture
def written_workout() -> Callable[[random.Random], PlannedWorkout]:
    """A workout of a program that the coach wrote, drawn at random."""

    def draw(dice: random.Random) -> PlannedWorkout:
        kit = dice.choice(KITS)
        program = written_program(
            dice.choice([goal.value for goal in Goal]),
            dice.choice([experience.value for experience in Experience]),
            dice.choice((3, 4)),
            kit,
            dice.choice((60, 90)),
        )
        week = dice.choice(program.weeks)
        chosen = dice.choice(week.workouts)
        return PlannedWorkout(
            workout_id="workout-1",
            user_id="user-1",
            program_id="program-1",
            name=chosen.name,
            week_number=week.week_number,
            day_number=chosen.day_number,
            exercises=tuple(
                PlannedExercise(
                    exercise_id=f"e{at}", prescription=item, exercise=load_catalog().by_slug[item.slug or ""]
                )
                for at, item in enumerate(chosen.exercises, start=1)
            ),
            goal=program.goal,
            experience=program.experience,
            units=program.units,
            equipment=program.equipment,
        )

    return draw
