"""The database's roles: what each may do, and that the API and the worker do their work with nothing more."""

import importlib.util
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.exercise_pool import load_pool
from storage.jobs import CancelOutcome, Claimed, JobStore, NewJob
from storage.jobs.budget import Caps
from storage.jobs.ledger import ModelCall
from storage.planned_workout_undo import UndoOutcome, undo_if_untouched, with_fingerprint
from storage.planned_workout_writer import Previous
from storage.tables import metadata
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.request import ProgramRequest

FOLDER = Path(__file__).parents[2] / "infra" / "database"
ROLES = ("api", "worker", "sweeper")

# table: what api, worker and sweeper may do, as letters of SELECT, INSERT, UPDATE, DELETE; roles that hold another's
# rights show them, too
MATRIX = {
    "AIJob": ("SIU", "SU", "SU"),
    "AIJobAttempt": ("SU", "SIU", "SU"),
    "AIModelCall": ("SU", "SIU", "SU"),
    "AIJobStep": ("SD", "SIUD", "SD"),
    "AIProgram": ("S", "SI", ""),
    "_AIMigration": ("S", "S", ""),
    "Program": ("S", "SI", ""),
    "Week": ("S", "SI", ""),
    "Workout": ("S", "SI", ""),
    "Exercise": ("SU", "SIU", ""),
    "PrescribedSet": ("SIUD", "SIUD", ""),
    "ExerciseDefinition": ("S", "S", ""),
    "WorkoutCompletion": ("S", "S", ""),
    "LoggedSet": ("S", "S", ""),
}


def _apply_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("database_apply", FOLDER / "apply.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def secured(new_database: Callable[[str | None], str], template: str) -> Iterator[Engine]:
    """A migrated database with roles, their rights and one login for each; everything was applied twice."""
    engine = build_engine(DatabaseSettings(url=new_database(template)))
    members = {f"fitcsv_{role}": f"fitcsv-ai-{role}@project.iam" for role in ROLES}
    apply = _apply_module().apply
    with engine.connect() as connection:
        for user in members.values():
            connection.exec_driver_sql(f"CREATE ROLE \"{user}\" LOGIN PASSWORD 'of-a-test'")
        connection.commit()
        driver: Any = connection.connection.dbapi_connection
        for _ in range(2):
            for file in ("roles.sql", "grants.sql"):
                environ = {"SQL_STATEMENTS": (FOLDER / file).read_text(), "SQL_MEMBERS": json.dumps(members)}
                apply(driver, environ)
        driver.autocommit = False
    yield engine
    with engine.begin() as connection:
        for user in members.values():
            connection.exec_driver_sql(f'DROP ROLE "{user}"')
    engine.dispose()


@pytest.fixture(scope="module")
def as_role(secured: Engine, postgres: object) -> Iterator[Callable[[str], Engine]]:
    opened: dict[str, Engine] = {}
    server: str = postgres.url  # type: ignore[attr-defined]
    with secured.connect() as connection:
        database = connection.scalar(text("SELECT current_database()"))

    def log_in(role: str) -> Engine:
        if role not in opened:
            url = make_url(server).set(
                username=f"fitcsv-ai-{role}@project.iam", password="of-a-test", database=database
            )
            opened[role] = build_engine(DatabaseSettings(url=url.render_as_string(hide_password=False)))
        return opened[role]

    yield log_in
    for engine in opened.values():
        engine.dispose()


def test_each_role_may_do_exactly_what_the_table_says(secured: Engine) -> None:
    words = {"S": "SELECT", "I": "INSERT", "U": "UPDATE", "D": "DELETE"}
    with secured.connect() as connection:
        found = {
            table: tuple(
                "".join(
                    letter
                    for letter, word in words.items()
                    if connection.scalar(
                        text("SELECT has_table_privilege(:role, :table, :word)"),
                        {"role": f"fitcsv_{role}", "table": f'"{table}"', "word": word},
                    )
                )
                for role in ROLES
            )
            for table in MATRIX
        }
        owned = connection.scalars(
            text(
                "SELECT relname FROM pg_class JOIN pg_roles r ON r.oid = relowner WHERE starts_with(r.rolname, 'fitcsv_')"
            )
        ).all()
        others = connection.scalars(
            text(
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"
                " AND table_type = 'BASE TABLE'"
            )
        ).all()
    assert found == MATRIX
    assert owned == []
    assert set(others) == set(MATRIX), "a table without a line in the matrix: say who may do what with it"
    assert {table.name for table in metadata.sorted_tables} <= set(MATRIX)


def test_the_planes_do_their_work_with_their_own_roles(as_role: Callable[[str], Engine]) -> None:
    api, worker = as_role("api"), as_role("worker")
    assert migrations.check(api) == []
    assert migrations.check(worker) == []
    control, execution = JobStore(api), JobStore(worker)

    first = control.create(NewJob(user_id="user-1", type="program_generator", params={"goal": "strength"})).job
    second = control.create(NewJob(user_id="user-1", type="program_generator", params={"goal": "strength"})).job
    for task in control.take_due(10):
        control.mark_enqueued(task.job_id, task.generation)
    assert control.cancel(second.job_id, "user-1") is CancelOutcome.CANCELLED

    claim = execution.claim(first.job_id, max_running=3)
    assert isinstance(claim, Claimed)
    assert execution.heartbeat(first.job_id, claim.job.fence, progress={"stage": "design"}) is False
    call = ModelCall(
        job_id=first.job_id, user_id="user-1", fence=claim.job.fence, step="design", model_asked="m", cost_usd=0.01
    )
    assert execution.reserve_model_call(call, Caps()) is None
    execution.book_reply(call, step="design", input_hash="1", reply={"name": "A"})
    ended = execution.complete_program(first.job_id, claim.job.fence, program=_program(worker), score={"total": 90})
    assert ended.status == "completed"
    seen = control.get(first.job_id, "user-1")
    assert seen is not None
    assert seen.result is not None
    previous = _stored_rows(worker, str(seen.result["programId"]))
    assert undo_if_untouched(api, "user-1", {"previous": previous}) is UndoOutcome.UNDONE

    unroutable = control.create(NewJob(user_id="user-1", type="program_generator", params={})).job
    assert control.fail_unroutable(unroutable.job_id, unroutable.enqueue_generation)
    for plane in (control, execution):
        plane.sweep()


@pytest.mark.parametrize(
    ("role", "statement"),
    [
        ("api", 'INSERT INTO "Program" SELECT * FROM "Program"'),
        ("api", 'DELETE FROM "AIJob"'),
        ("api", "CREATE TABLE mine (id int)"),
        ("worker", 'INSERT INTO "AIJob" SELECT * FROM "AIJob"'),
        ("worker", 'DELETE FROM "Program"'),
        ("worker", 'UPDATE "LoggedSet" SET "reps" = 1'),
        ("sweeper", 'SELECT * FROM "Program"'),
    ],
)
def test_a_role_is_refused_what_is_not_its_work(as_role: Callable[[str], Engine], role: str, statement: str) -> None:
    with as_role(role).connect() as connection, pytest.raises(Exception, match="permission denied"):
        connection.exec_driver_sql(statement)


def _stored_rows(worker: Engine, program_id: str) -> Previous:
    """One exercise and its sets as an undo would put them back."""
    with worker.connect() as connection:
        exercise = connection.execute(
            text(
                'SELECT e.* FROM "Exercise" e JOIN "Workout" w ON w."id" = e."workoutId"'
                ' JOIN "Week" k ON k."id" = w."weekId" WHERE k."programId" = :id LIMIT 1'
            ),
            {"id": program_id},
        ).mappings().one()  # fmt: skip
        sets = connection.execute(
            text('SELECT * FROM "PrescribedSet" WHERE "exerciseId" = :id'), {"id": exercise["id"]}
        ).mappings().all()  # fmt: skip
        previous: Previous = {"exercises": [dict(exercise)], "sets": [dict(row) for row in sets]}
        return with_fingerprint(connection, previous, "user-1")


def _program(engine: Engine) -> Program:
    request = ProgramRequest.model_validate(
        {"goal": "strength", "frequency": 2, "experience": "intermediate", "equipment": ["full_gym"]}
    )
    entry = next(iter(load_pool(engine, "user-1", request).entries.values()))
    squat = Prescription(
        slug=entry.exercise.slug,
        exercise_definition_id=entry.definition_id,
        name=entry.name,
        order=1,
        sets=(SetPrescription(set_number=1, reps="5", weight="100kg", rpe=8.0, rest_seconds=180),),
    )
    days = tuple(Workout(name=f"Day {day}", day_number=day, exercises=(squat,)) for day in (1, 2))
    return Program.model_validate(
        {
            "name": "A week",
            "goal": "strength",
            "experience": "intermediate",
            "frequency": 2,
            "equipment": ("full_gym",),
            "rationale": "Because it works.",
            "weeks": (Week(week_number=1, phase="Build", is_deload=False, workouts=days),),
        }
    )
