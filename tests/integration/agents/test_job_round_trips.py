"""What a job costs in round trips and statements, counted, because each costs the network's delay."""

import asyncio
from typing import Any

from sqlalchemy import Engine, event

from service.api.program_job import ProgramJob, diagnose
from service.api.threads import Threads
from service.api.worker import Worker
from service.jobs.answer import Ending
from service.settings import Deadlines, Settings
from storage.jobs import JobStore, NewJob
from storage.pipeline import round_trips

TRIPS, STATEMENTS = 19, 14
"""Of claim, four stages, the pool, the log, the model's account, and the end with program and job in one transaction.

More is a step back; fewer is a reason to lower these."""

PARAMS: dict[str, Any] = {
    "goal": "strength", "frequency": 4, "experience": "intermediate", "weeks": 12,
    "equipment": ["barbell", "rack", "bench", "dumbbell"],
}  # fmt: skip


def test_a_job_of_twelve_weeks_takes_a_fixed_number_of_round_trips(engine: Engine) -> None:
    store = JobStore(engine)
    job = ProgramJob(engine, store, Settings())
    worker = Worker(
        store, job.run, diagnose, Threads(3), warm=job.warm, deadlines=Deadlines(), spread=lambda: 0.5, max_running=9
    )
    statements: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    def do(user_id: str) -> None:
        created = store.create(NewJob(user_id=user_id, type="program_generator", params=PARAMS)).job
        statements.clear()
        with round_trips(engine) as trips:
            assert asyncio.run(worker.deliver(created.job_id, "program_generator")) is Ending.DONE
        counted.append(trips.count)

    counted: list[int] = []
    event.listen(engine, "before_cursor_execute", note)
    # the first job of a process also learns which columns the database has
    do("first")
    do("second")
    assert counted[1] <= TRIPS
    assert len(statements) <= STATEMENTS, "\n".join(statement.strip()[:80] for statement in statements)
