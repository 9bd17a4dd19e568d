"""Fixtures of storage's tests: a store, a request, its pool and a program made of it."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import Engine, text

from storage.engine import DatabaseSettings, build_engine
from storage.exercise_pool import load_pool
from storage.jobs import Claimed, JobRow, JobStore, NewJob
from strength.pool import Pool
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest

Build = Callable[..., Engine]

USER = "user-1"
TYPE = "program_generator"


@pytest.fixture
def store(engine: Engine) -> JobStore:
    return JobStore(engine)


@pytest.fixture
def new_job() -> Callable[..., NewJob]:
    def build(**changes: object) -> NewJob:
        return NewJob(**{"user_id": USER, "type": TYPE, "params": {"goal": "strength"}, **changes})

    return build


@pytest.fixture
def claimed(store: JobStore, new_job: Callable[..., NewJob]) -> JobRow:
    """A job that this test has claimed."""
    answer = store.claim(store.create(new_job()).job.job_id)
    assert isinstance(answer, Claimed)
    return answer.job


@pytest.fixture
def request_() -> ProgramRequest:
    return ProgramRequest.model_validate(
        {"goal": "strength", "frequency": 4, "experience": "intermediate", "equipment": ["full_gym"]}
    )


@pytest.fixture
def pool(engine: Engine, request_: ProgramRequest) -> Pool:
    return load_pool(engine, USER, request_)


@pytest.fixture
def program(pool: Pool) -> Program:
    """Twelve weeks of four workouts, 2,304 sets, with whatever the rows have trouble with."""
    entries = list(pool.entries.values())[:6]
    sets = tuple(
        SetPrescription(
            set_number=number,
            reps="5",
            weight="102.5kg",
            rpe=7.5 if number < 8 else 8.0,
            percent1rm=80,
            rest_seconds=180,
        )
        for number in range(1, 9)
    )
    workout = tuple(
        Prescription(
            slug=entry.exercise.slug,
            exercise_definition_id=entry.definition_id,
            name=entry.name,
            order=order,
            notes="Brace first",
            warmup="Warm-up: bar x 10, 60kg x 5",
            group="A" if order > 4 else None,
            sets=sets,
        )
        for order, entry in enumerate(entries, start=1)
    )
    return Program.model_validate(
        {
            "name": "Strong in twelve weeks",
            "goal": "strength",
            "experience": "intermediate",
            "frequency": 4,
            "equipment": ("full_gym",),
            "rationale": "Because it works.",
            "weeks": tuple(
                Week(
                    week_number=number,
                    phase="Deload" if number == 12 else "Build",
                    is_deload=number == 12,
                    workouts=tuple(
                        Workout(name=f"Day {day}", day_number=day, exercises=workout) for day in range(1, 5)
                    ),
                )
                for number in range(1, 13)
            ),
        }
    )


@pytest.fixture
def sql(engine: Engine) -> Callable[..., list[tuple[object, ...]]]:
    """Runs a statement in a transaction of its own and returns its rows."""

    def run(statement: str, **values: object) -> list[tuple[object, ...]]:
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            return [tuple(row) for row in result] if result.returns_rows else []

    return run


@pytest.fixture
def build(empty_database_url: str) -> Iterator[Build]:
    """Builds engines on an empty database; `query` is appended to the address."""
    engines: list[Engine] = []

    def make(query: str = "", **settings: object) -> Engine:
        engine = build_engine(DatabaseSettings(**{"url": empty_database_url + query, **settings}))
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.dispose()
