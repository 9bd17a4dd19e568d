"""What was logged lately reaches the generator: loads start from it, and the lifter is told."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine, text

from agents.models import ModelSettings
from agents.run import run_program_job
from strength.catalog import load_catalog
from strength.muscle import Muscle

USER = "user-1"
PARAMS: dict[str, Any] = {
    "goal": "powerlifting",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["full_gym"],
    "weeks": 6,
    "units": "kg",
}


def log(engine: Engine, name: str, *sets: tuple[int, float, str], days_ago: float = 3, user: str = USER) -> None:
    """One completed workout with one exercise; each set is repetitions, weight and unit."""
    key = f"{user}-{name}-{days_ago}"
    values = {"key": key, "user": user, "name": name, "days": days_ago}
    with engine.begin() as connection:
        for statement in (
            """INSERT INTO "Program" ("id", "name", "userId", "updatedAt") VALUES (:key, :key, :user, now())""",
            """INSERT INTO "Week" ("id", "weekNumber", "programId", "userId") VALUES (:key, 1, :key, :user)""",
            """INSERT INTO "Workout" ("id", "name", "dayNumber", "weekId", "userId")
               VALUES (:key, :key, 1, :key, :user)""",
            """INSERT INTO "Exercise" ("id", "name", "exerciseDefinitionId", "order", "workoutId", "userId")
               SELECT :key, :name, "id", 1, :key, :user FROM "ExerciseDefinition" WHERE "name" = :name""",
            """INSERT INTO "WorkoutCompletion" ("id", "workoutId", "userId", "completedAt", "status")
               VALUES (:key, :key, :user, (now() AT TIME ZONE 'UTC') - :days * interval '1 day', 'completed')""",
        ):
            connection.execute(text(statement), values)
        for number, (reps, weight, unit) in enumerate(sets, start=1):
            connection.execute(
                text(
                    """INSERT INTO "LoggedSet" ("id", "setNumber", "reps", "weight", "weightUnit", "exerciseId",
                    "completionId", "userId") VALUES (:id, :number, :reps, :weight, :unit, :key, :key, :user)"""
                ),
                {**values, "id": f"{key}-{number}", "number": number, "reps": reps, "weight": weight, "unit": unit},
            )


def run(claimed: Callable[..., Any], **fields: Any) -> Any:
    params = {**PARAMS, **fields}
    desk = claimed(params)
    asyncio.run(run_program_job(desk.workspace, params, ModelSettings()))
    return desk.job


def sentences(job: Any) -> list[str]:
    return [warning for warning in job.result["warnings"] if "logged sets" in warning]


def weights_of(engine: Engine, job: Any, name: str) -> list[str]:
    with engine.connect() as connection:
        document = connection.execute(
            text('SELECT "document" FROM "AIProgram" WHERE "programId" = :id'), {"id": job.program_id}
        ).scalar_one()
    return [
        one["weight"]
        for week in document["weeks"]
        for workout in week["workouts"]
        for item in workout["exercises"]
        if item["name"] == name
        for one in item["sets"]
        if one["weight"]
    ]


def test_a_new_lifter_gets_no_such_sentence(claimed: Callable[..., Any]) -> None:
    assert sentences(run(claimed)) == []


def test_loads_start_from_what_was_logged_and_the_result_says_so(claimed: Callable[..., Any], engine: Engine) -> None:
    before = weights_of(engine, run(claimed), "Back Squat")
    log(engine, "Back Squat", (5, 100, "kg"), (5, 100, "kg"), days_ago=3)
    log(engine, "Back Squat", (5, 102.5, "kg"), (5, 102.5, "kg"), days_ago=10)
    job = run(claimed)
    assert sentences(job) == ["Loads start from your logged sets of the last 8 weeks (squat about 120 kg)."]
    assert list(job.warnings).count(sentences(job)[0]) == 1
    assert job.params == PARAMS
    after = weights_of(engine, job, "Back Squat")
    assert not any("kg" in weight for weight in before)
    heaviest = max(float(weight.removesuffix("kg")) for weight in after if weight.endswith("kg"))
    assert 90 <= heaviest <= 125


def test_what_the_lifter_states_counts_more(claimed: Callable[..., Any], engine: Engine) -> None:
    log(engine, "Back Squat", (5, 100, "kg"), (5, 100, "kg"))
    log(engine, "Bench Press", (5, 80, "kg"), (5, 80, "kg"), days_ago=4)
    job = run(claimed, oneRepMaxes={"squat": 180.0})
    assert sentences(job) == ["Loads start from your logged sets of the last 8 weeks (bench press about 93 kg)."]
    assert job.params["oneRepMaxes"] == {"squat": 180.0}


@pytest.mark.parametrize(
    ("sets", "expected"),
    [
        ([(5, 225, "lbs"), (5, 225, "lbs"), (5, 102, "kg")], "squat about 119 kg"),
        ([(5, 100, "kg"), (5, 100, "kg"), (5, 0, "kg"), (5, 1000, "kg")], "squat about 117 kg"),
        ([(5, 0, "kg"), (8, 0, "lbs")], None),
        ([(30, 60, "kg")], None),
        ([(5, 100, "stone")], None),
    ],
)
def test_messy_logs_do_no_harm(
    claimed: Callable[..., Any], engine: Engine, sets: list[tuple[int, float, str]], expected: str | None
) -> None:
    log(engine, "Back Squat", *sets)
    said = sentences(run(claimed))
    assert said == (
        [] if expected is None else [f"Loads start from your logged sets of the last 8 weeks ({expected})."]
    )


def test_what_is_old_or_anothers_does_not_count(claimed: Callable[..., Any], engine: Engine) -> None:
    log(engine, "Back Squat", (5, 100, "kg"), (5, 100, "kg"), days_ago=70)
    log(engine, "Back Squat", (5, 200, "kg"), (5, 200, "kg"), user="somebody-else")
    assert sentences(run(claimed)) == []


def test_a_lift_that_was_too_hard_is_lighter_today(claimed: Callable[..., Any], engine: Engine) -> None:
    program = run(claimed, oneRepMaxes={"squat": 140.0, "bench": 100.0, "deadlift": 180.0})
    with engine.connect() as connection:
        workout = connection.execute(
            text(
                """SELECT w."id" FROM "Workout" AS w JOIN "Week" AS k ON k."id" = w."weekId"
                WHERE k."programId" = :id AND k."weekNumber" = 1 AND EXISTS (SELECT 1 FROM "Exercise" AS e
                WHERE e."workoutId" = w."id" AND e."name" = 'Back Squat') LIMIT 1"""
            ),
            {"id": program.program_id},
        ).scalar_one()
    log(engine, "Back Squat", (1, 100, "kg"), (1, 100, "kg"), (1, 100, "kg"))
    with engine.begin() as connection:
        connection.execute(text('UPDATE "LoggedSet" SET "rpe" = 10'))
    from agents.run import run_job

    params = {"workoutId": workout}
    desk = claimed(params, job_type="workout_adapter")
    asyncio.run(run_job(desk.workspace, "workout_adapter", params, ModelSettings()))
    changes = [change for change in desk.job.result["changes"] if change["exercise"] == "Back Squat"]
    assert [change["kind"] for change in changes] == ["lighter"], json.dumps(desk.job.result["changes"])


def stored(engine: Engine, job: Any) -> dict[str, Any]:
    with engine.connect() as connection:
        return connection.execute(
            text('SELECT "document" FROM "AIProgram" WHERE "programId" = :id'), {"id": job.program_id}
        ).scalar_one()


def first_week_sets(document: dict[str, Any], muscle: Muscle) -> float:
    catalog = load_catalog()
    rows = [
        (catalog.by_slug[item["slug"]], len(item["sets"]))
        for workout in document["weeks"][0]["workouts"]
        for item in workout["exercises"]
    ]
    return sum(sets * ((muscle in row.primary) + 0.5 * (muscle in row.secondary)) for row, sets in rows)


def test_volume_starts_near_the_log_and_the_rationale_says_so(claimed: Callable[..., Any], engine: Engine) -> None:
    fields = {"goal": "hypertrophy", "frequency": 4, "weeks": 12, "sessionMinutes": 90}
    plain = stored(engine, run(claimed, **fields))
    for week in range(5):
        log(engine, "Bench Press", *[(8, 60 + week, "kg")] * 16, days_ago=3 + 7 * week)
    ours = stored(engine, run(claimed, **fields))
    assert ours["weeks"] != plain["weeks"]
    assert first_week_sets(plain, Muscle.CHEST) < first_week_sets(ours, Muscle.CHEST) <= 18.0
    assert abs(first_week_sets(ours, Muscle.CHEST) - 16) <= 4.0
    assert first_week_sets(ours, Muscle.QUADS) < first_week_sets(plain, Muscle.QUADS)
    assert f"chest {first_week_sets(ours, Muscle.CHEST):.0f}" in ours["rationale"]
    assert "in your log" in ours["rationale"]
    assert "in your log" not in plain["rationale"]
