"""C6 and C12: how soon the jobs of a killed worker are taken up, and what a worker does that is asked to end."""

import contextlib
import dataclasses
import multiprocessing
import random
import signal
import threading
import time
from multiprocessing import connection
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg

from benchmarks.access.wire import Wire
from benchmarks.chaos.audit import audit
from benchmarks.chaos.site import Site, open_site
from benchmarks.chaos.storm import Weather, brew
from benchmarks.goals.outcome import Outcome, percentile
from service import telemetry
from service.cli.stack import Stack
from service.settings import Role, Settings
from storage.jobs import JobStore, NewJob

EXIT_S = 8.0
RESCUE_BEYOND_LEASE_S = 15.0
_KILLED_S = 10.0
_OPEN_JOBS = 12
_PARAMS: dict[str, Any] = {
    "goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell", "rack", "bench"], "weeks": 4,
}  # fmt: skip


def c6(*, jobs: int, lease: float, seed: int) -> Outcome:
    """Rescue after kill -9: p99 <= lease + 15 s."""
    weather = Weather(
        jobs=jobs, seed=seed, workers=4, apis=1, kills_per_s=1.0, crash_every_s=0.0, stall_every_s=0.0,
        duplicate_share=0.0, lost_share=0.0, refused_share=0.0, unknown_share=0.0, lease_s=lease, sweep_every_s=10.0,
        think_s=1.0, coach_share=0.0, most_deliveries=10.0,
    )  # fmt: skip
    damage = brew(weather)
    kept = ("kills", "rescues", "rescue_p50_s", "rescue_p99_s", "rescue_max_s", "seconds", "ended")
    outcome = Outcome(goal="C6", figures={name: damage.figures[name] for name in kept}, misses=list(damage.faults))
    most_s = lease + RESCUE_BEYOND_LEASE_S
    outcome.want(damage.figures["rescues"] > 0, "nothing had to be rescued: more jobs or kills are needed")
    outcome.want(damage.figures["rescue_p99_s"] <= most_s, f"p99 above {most_s:g} s")
    return outcome


def c12(*, terms: int, seed: int) -> Outcome:
    """200 SIGTERMs at random points: exit <= 8 s, nothing lost, the attempt is refunded."""
    chance = random.Random(seed)
    exits: list[float] = []
    codes: set[int | None] = set()
    with open_site(workers=0, apis=0, concurrency=3, coach_share=1.0) as site:
        # the worker is the real command's, with the real agents; it asks for the keys of the queue's tokens over HTTP
        site.google.document["keys"] += site.queue.jwks()["keys"]
        settings = _settings(site)
        store = JobStore(site.postgres.engine())
        accepted: list[str] = []
        process = _start(settings)
        for number in range(terms):
            _keep_busy(store, accepted, number)
            _await_start(site, process)
            time.sleep(chance.uniform(0.0, 1.5))
            began = time.monotonic()
            process.terminate()
            process.join(_KILLED_S)
            exits.append(time.monotonic() - began)
            codes.add(process.exitcode)
            if process.is_alive():
                process.kill()
                process.join()
            process = _start(settings)
        _await_end(site, store, len(accepted))
        process.terminate()
        process.join(_KILLED_S)
        found = audit(site.postgres.libpq_url, accepted)
        with psycopg.connect(site.postgres.libpq_url) as client:
            row = client.execute(
                """SELECT count(*) FILTER (WHERE try."outcome" = 'snoozed'),
                          count(*) FILTER (WHERE try."outcome" = 'retried'), max(job."attempt"), max(job."snoozes")
                   FROM "AIJobAttempt" AS try JOIN "AIJob" AS job ON job."id" = try."jobId" """
            ).fetchone()
    refunded, counted, most_attempts, most_refunds = row or (0, 0, 0, 0)
    outcome = Outcome(goal="C12", misses=list(found.faults))
    outcome.figures = {
        "terms": len(exits), "exit_p50_s": round(percentile(exits, 0.5), 2),
        "exit_p99_s": round(percentile(exits, 0.99), 2), "exit_max_s": round(max(exits), 2),
        "exit_codes": sorted(str(code) for code in codes), "jobs": len(accepted), "ended": found.statuses,
        "attempts": found.attempts, "refunded": refunded, "given_back_and_counted": counted,
        "most_attempts": most_attempts, "most_refunds": most_refunds,
    }  # fmt: skip
    outcome.want(max(exits) <= EXIT_S, f"an exit took longer than {EXIT_S:g} s")
    outcome.want(refunded > 0, "no SIGTERM met a job: longer jobs are needed")
    outcome.want(found.statuses == {"completed": len(accepted)}, "a job did not complete")
    outcome.want("lost" not in found.attempts, "an attempt was lost instead of given back")
    return outcome


def serve(settings: Settings) -> None:
    """What the command `serve` does, in a process that has imported everything."""
    telemetry.configure(level="CRITICAL", as_json=True)
    stop = threading.Event()

    def on_signal(_: int, __: FrameType | None) -> None:
        stop.set()

    threading.Thread(target=_end_with_parent, daemon=True).start()
    signal.signal(signal.SIGTERM, on_signal)
    with Stack(settings, data_dir=Path("unused"), port=settings.port) as stack:
        stack.wait(stop)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        signal.raise_signal(signal.SIGKILL)


def _settings(site: Site) -> Settings:
    site.workers.close()
    station = site.station
    auth = dataclasses.replace(station.settings.auth, tasks_jwks_url=site.google.url)
    return dataclasses.replace(station.settings, role=Role.WORKER, port=site.workers.port, auth=auth)


def _start(settings: Settings) -> ForkServerProcess:
    process = multiprocessing.get_context("forkserver").Process(target=serve, args=(settings,), daemon=True)
    process.start()
    return process


def _await_start(site: Site, process: ForkServerProcess) -> None:
    """A signal before there is anybody to handle it would prove nothing."""
    while process.is_alive():
        with contextlib.suppress(OSError), Wire(f"http://127.0.0.1:{site.workers.port}") as wire:
            wire.send("GET", "/")
            return
        time.sleep(0.02)
    raise RuntimeError(f"the worker ended by itself, with code {process.exitcode}")


def _keep_busy(store: JobStore, accepted: list[str], number: int) -> None:
    """More jobs than the worker can do before it ends."""
    waiting = len([job for job in accepted[-4 * _OPEN_JOBS :] if not (row := store.load(job)) or not row.is_terminal])
    for each in range(max(0, _OPEN_JOBS - waiting)):
        new = NewJob(user_id=f"user-{number}-{each}", type="program_generator", params=_PARAMS)
        accepted.append(store.create(new).job.job_id)


def _await_end(site: Site, store: JobStore, count: int) -> None:
    deadline = time.monotonic() + 180.0
    while time.monotonic() < deadline:
        page = psycopg.connect(site.postgres.libpq_url)
        with page:
            row = page.execute("""SELECT count(*) FROM "AIJob" WHERE "completedAt" IS NOT NULL""").fetchone()
        if row and row[0] >= count:
            return
        store.sweep()
        time.sleep(0.5)
