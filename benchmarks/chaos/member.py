"""One process of the service: the real application of a role on a socket that it shares with its like."""

import contextlib
import dataclasses
import logging
import multiprocessing
import os
import random
import signal
import socket
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from multiprocessing import connection
from typing import Any

import uvicorn

from benchmarks.chaos.light_job import LightJob
from benchmarks.chaos.zombie import Zombie
from service import app, bootstrap, telemetry
from service.api.program_job import ProgramJob, diagnose
from service.api.worker import Worker
from service.cli.http_protocol import ProblemProtocol
from service.settings import Deadlines, Role, Settings
from storage.jobs import JobStore
from strength.program import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Station:
    """What a member is told; sent to each new process.

    Attributes:
        settings: of the service, all but the role.
        task_keys: keys of the queue's tokens.
        program: what a light job writes.
        think_s: mean pause of the scripted model, in seconds.
        coach_share: of the jobs, that the true agents do.
        rival_s: how much longer later claims of a job think, in seconds.
        zombie_share: of the first claims, that stop with their process before they complete.
    """

    settings: Settings
    task_keys: Mapping[str, Any] = field(repr=False)
    program: Mapping[str, Any] = field(repr=False)
    think_s: float
    coach_share: float
    rival_s: float
    zombie_share: float = 0.0


def serve(station: Station, role: Role, listener: socket.socket) -> None:
    """Serve a role until the process is told to end, or is killed."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # Ctrl-C goes to every process of the terminal; who started us decides
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    telemetry.configure(level="CRITICAL", as_json=True)
    logging.disable(logging.CRITICAL)
    settings = dataclasses.replace(station.settings, role=role)
    engine = bootstrap.open_database(settings)
    tasks = settings.tasks
    queue = bootstrap.task_queue(tasks, worker_url=tasks.worker_url or "", dispatch_s=settings.deadlines.dispatch_s)
    parts = bootstrap.build(settings, engine, queue, task_keys=station.task_keys)
    if role.has_worker:
        coach, zombie = ProgramJob(engine, parts.jobs, settings), Zombie()
        work = LightJob(
            store=JobStore(engine, zombie), program=Program.model_validate(station.program), think_s=station.think_s, coach=coach,
            coach_share=station.coach_share, rival_s=station.rival_s, zombie=zombie, zombie_share=station.zombie_share,
        )  # fmt: skip
        worker = Worker(
            parts.jobs, work.run, diagnose, parts.threads, warm=lambda: None, deadlines=settings.deadlines,
            spread=random.Random().random, max_running=settings.max_open_jobs, hold_off=coach.hold_off_s,
        )  # fmt: skip
        parts = dataclasses.replace(parts, worker=worker)
    config = uvicorn.Config(
        app.create_app(parts), http=ProblemProtocol, log_config=None, access_log=False, server_header=False,
        lifespan="on", ws="none", timeout_graceful_shutdown=5,
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])
    os._exit(0)


def short_deadlines(lease_s: float) -> Deadlines:
    """The usual ladder with another lease; heartbeats come four times in it."""
    return Deadlines(heartbeat_s=lease_s / 4, lease_s=lease_s)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
