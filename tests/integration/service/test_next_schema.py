"""A release goes on working while the next one has migrated the database already: migrations only add what may be left out."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import text

from storage.engine import DatabaseSettings, build_engine

OURS = ("AIJob", "AIJobAttempt", "AIModelCall", "AIJobStep", "AIProgram")


def test_a_worker_does_its_jobs_on_the_schema_of_the_next_release(database_url: str, start: Callable[..., Any]) -> None:
    engine = build_engine(DatabaseSettings(url=database_url))
    with engine.begin() as connection:
        for table in OURS:
            # all that the rule allows a migration: a column that may be NULL or has a default, a table, an index
            connection.execute(
                text(f'ALTER TABLE "{table}" ADD COLUMN "aaNext" TEXT, ADD COLUMN "zzNext" INTEGER NOT NULL DEFAULT 7')
            )
            connection.execute(text(f'CREATE INDEX "{table}_next" ON "{table}"("zzNext")'))
        connection.execute(
            text(
                'CREATE TABLE "AINext" ("id" TEXT PRIMARY KEY, "jobId" TEXT REFERENCES "AIJob"("id") ON DELETE CASCADE)'
            )
        )
        connection.execute(text('UPDATE "_AIMigration" SET "version_num" = \'9999_next\''))
    engine.dispose()
    service = start()
    job = service.finish(service.make())
    assert job["status"] == "completed"
    assert service.http.get(f"/api/programs/{job['result']['programId']}").status_code == 200
    assert service.http.get("/health/ready").status_code == 200
    assert len(service.http.get("/api/ai/jobs").json()["jobs"]) == 1
