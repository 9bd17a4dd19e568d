"""The real Prisma Client, as FitCSV's web app uses it, over the database of July 2026 that this service works in."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.engine import make_url

from service.cli.stack import Stack
from service.settings import LOCAL_USER, Secret, Settings
from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.program_reader import load_program
from storage.seed import seed
from tests.interoperation.install import FOLDER, HERE

PARAMS = {
    "goal": "strength",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["barbell", "rack", "bench", "dumbbell"],
    "weeks": 4,
    "units": "kg",
    "oneRepMaxes": {"squat": 140},
}
DESIGN_COLUMNS = {
    "id", "userId", "type", "status", "params", "result", "error", "model", "inputTokens", "outputTokens", "cost",
    "createdAt", "startedAt", "completedAt", "duration",
}  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One job from its insert to its program.

    Attributes:
        engine: on the database.
        inserted: the job as Prisma inserted it.
        counts: rows in every table of jobs, right after the insert.
        read: the job, its program and its calls as Prisma reads them afterwards.
    """

    engine: Engine
    inserted: dict[str, Any]
    counts: dict[str, int]
    read: dict[str, Any]


def prisma(script: str, database_url: str, *arguments: str) -> dict[str, Any]:
    """Run one of the scripts beside this file and return the JSON that it prints."""
    address = make_url(database_url).set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(
        ["node", str(HERE / script), *arguments],
        cwd=FOLDER,
        # the web app's server is wherever it is: a clock of its own must not move a date
        env={**os.environ, "DATABASE_URL": address, "TZ": "America/New_York"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def seen(new_database: Callable[[str | None], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    url = new_database(None)
    engine = build_engine(DatabaseSettings(url=url))
    with engine.begin() as connection:
        july = Path(__file__).parents[1] / "data" / "fitcsv-2026-07.sql"
        connection.exec_driver_sql(july.read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    seed(engine)
    inserted = prisma("insert.mjs", url, LOCAL_USER, json.dumps(PARAMS))
    tables = ("AIJob", "AIJobAttempt", "AIJobStep", "AIModelCall", "AIProgram", "Program")
    with engine.begin() as connection:
        counts = {name: connection.execute(text(f'SELECT count(*) FROM "{name}"')).scalar_one() for name in tables}
        # nobody made a task for it; an hour later the sweep of a starting service finds it
        connection.execute(text('UPDATE "AIJob" SET "createdAt" = "createdAt" - interval \'1 hour\''))
    settings = Settings(database_url=Secret(value=url))
    with (
        Stack(settings, data_dir=tmp_path_factory.mktemp("interoperation"), port=0) as running,
        httpx.Client(base_url=running.url, timeout=60, trust_env=False) as http,
        http.stream("GET", f"/api/ai/jobs/{inserted['id']}/events") as events,
    ):
        assert "event: done" in set(events.iter_lines())
    yield Seen(engine=engine, inserted=inserted, counts=counts, read=prisma("read.mjs", url, inserted["id"]))
    engine.dispose()


def test_a_job_of_the_web_app_has_the_designs_columns_alone_and_nothing_beside_it(seen: Seen) -> None:
    assert set(seen.inserted) == DESIGN_COLUMNS
    assert (seen.inserted["status"], seen.inserted["params"]) == ("queued", PARAMS)
    assert seen.counts == {
        "AIJob": 1, "AIJobAttempt": 0, "AIJobStep": 0, "AIModelCall": 0, "AIProgram": 0, "Program": 0,
    }  # fmt: skip


def test_the_service_finds_the_job_by_itself_and_prisma_sees_it_completed(seen: Seen) -> None:
    job = seen.read["job"]
    assert job["enqueueGeneration"] == 1
    assert (job["status"], job["error"], job["errorCode"], job["attempt"]) == ("completed", None, None, 1)
    assert job["params"] == PARAMS
    assert job["result"]["programId"] == job["programId"] == seen.read["program"]["id"]
    assert [(one["attempt"], one["outcome"]) for one in job["attempts"]] == [(1, "completed")]
    assert seen.read["document"]["jobId"] == job["id"]
    assert seen.read["document"]["document"]["name"] == seen.read["program"]["name"]


def test_prisma_and_our_reader_see_the_same_program_to_the_last_set(seen: Seen) -> None:
    stored = load_program(seen.engine, seen.read["program"]["id"], LOCAL_USER)
    assert stored is not None
    program = seen.read["program"]
    assert (program["name"], program["description"], program["programType"], program["userId"]) == (
        stored.name, stored.description, "strength", LOCAL_USER,
    )  # fmt: skip
    assert (program["isUserCreated"], program["isActive"], program["isArchived"]) == (True, False, False)
    assert [as_we_read(week) for week in program["weeks"]] == list(stored.weeks)
    sets = [
        one
        for week in program["weeks"]
        for workout in week["workouts"]
        for exercise in workout["exercises"]
        for one in exercise["prescribedSets"]
    ]
    assert len(program["weeks"]) == PARAMS["weeks"]
    assert len(sets) > 100
    assert all((one["rpe"] is None) or (one["rir"] is None) for one in sets)
    assert {type(one["rpe"] or one["rir"]) for one in sets} <= {int, type(None)}


def test_dates_are_the_same_moments_whatever_the_time_zone_of_the_web_app(seen: Seen) -> None:
    with seen.engine.connect() as connection:
        moments = connection.execute(
            text("""SELECT "completedAt"::text AS done, "createdAt" + interval '1 hour' <= "startedAt" AS later,
                    "startedAt" - "createdAt" < interval '62 minutes' AS soon FROM "AIJob" """)
        ).one()
    # what Prisma wrote as now, and what our clock wrote, are minutes apart and not hours
    assert (moments.later, moments.soon) == (True, True)
    assert seen.read["job"]["completedAt"].removesuffix("Z").rstrip("0") == moments.done.replace(" ", "T").rstrip("0")
    assert seen.read["program"]["createdAt"].endswith("Z")


def as_we_read(week: dict[str, Any]) -> dict[str, Any]:
    """A week of Prisma's, reduced to what our reader returns."""
    return {
        "id": week["id"],
        "weekNumber": week["weekNumber"],
        "workouts": [
            {
                **{name: workout[name] for name in ("id", "name", "dayNumber")},
                "exercises": [
                    {
                        **{
                            name: one[name]
                            for name in ("id", "name", "exerciseDefinitionId", "order", "exerciseGroup", "notes")
                        },
                        "definitionName": one["exerciseDefinition"]["name"],
                        "sets": [
                            {name: given[name] for name in ("id", "setNumber", "reps", "weight", "rpe", "rir")}
                            for given in one["prescribedSets"]
                        ],
                    }
                    for one in workout["exercises"]
                ],
            }
            for workout in week["workouts"]
        ],
    }
