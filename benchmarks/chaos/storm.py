"""The storm: members, queue and database together, what strikes them, and what is found when it is over."""

import contextlib
import random
import threading
import time
from collections.abc import Callable, Generator
from dataclasses import asdict, dataclass, field
from typing import Any

import psycopg

from benchmarks.chaos.audit import Findings, audit, percentile
from benchmarks.chaos.crashing_postgres import CrashingPostgres
from benchmarks.chaos.customer import Customer
from benchmarks.chaos.fleet import Fleet
from benchmarks.chaos.site import Site, open_site
from service.local_queue import Faults, LocalQueue
from storage.errors import StorageError
from storage.jobs import JobStore

_LOOK_S = 0.25
_WAKE_S = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Weather:
    """How bad it gets.

    Attributes:
        jobs: how many are asked for.
        seed: of every random choice here; the operating system's scheduling is not ours.
        workers: processes of the role `worker`.
        apis: processes of the role `api`.
        kills_per_s: SIGKILLs a second, over all processes.
        crash_every_s: mean pause between two crashes of the database.
        stall_every_s: mean pause between two workers that are stopped for a while.
        stall_leases: how long that while is, in leases, from and to.
        duplicate_share: tasks that are delivered twice.
        lost_share: tasks that the queue accepts and forgets.
        refused_share: creations that fail.
        unknown_share: creations that happen, but whose answer is lost.
        lease_s: of a claim, in seconds.
        least_s: how long all this lasts, in seconds, even when the last job was asked for, unless all have ended.
        most_s: how long it lasts at the most.
        stale_s: how old a task may be before another is made; None is the service's own choice, by its own sweep.
        sweep_every_s: pause between two sweeps.
        think_s: mean pause of a scripted model.
        rival_s: how much longer the later claims of a job think, so that a zombie of the first one finds them at work.
        zombie_share: of the first claims, whose process stops when the model has answered and all is to be written.
        zombie_leases: for how long, in leases.
        coach_share: of the jobs, that the true agents do.
        max_waiting: tasks in the queue, above which nothing is asked for; a longer line is no fault but a wait.
        askers: connections that ask for jobs.
        most_deliveries: for each job in the mean, repetitions and duplicates included.
        patience_s: how long jobs may take to end after the storm.
    """

    jobs: int = 10_000
    seed: int = 1
    workers: int = 10
    apis: int = 2
    kills_per_s: float = 5.0
    crash_every_s: float = 10.0
    stall_every_s: float = 20.0
    stall_leases: tuple[float, float] = (1.2, 2.4)
    duplicate_share: float = 0.15
    lost_share: float = 0.01
    refused_share: float = 0.01
    unknown_share: float = 0.01
    lease_s: float = 10.0
    least_s: float = 0.0
    most_s: float = 3_600.0
    stale_s: float | None = None
    sweep_every_s: float = 3.0
    think_s: float = 0.1
    rival_s: float = 0.0
    zombie_share: float = 0.0
    zombie_leases: float = 1.8
    coach_share: float = 0.01
    max_waiting: int = 150
    askers: int = 6
    most_deliveries: float = 2.0
    patience_s: float = 300.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """What happened and what was found.

    Attributes:
        faults: sentences about what must not be; empty when all is well.
        seconds: from the first request to the last end.
        figures: everything that was counted.
    """

    faults: tuple[str, ...]
    seconds: float
    figures: dict[str, Any] = field(default_factory=dict[str, Any])

    def to_json(self) -> dict[str, Any]:
        """As it is written to a file."""
        return asdict(self)


def brew(weather: Weather, on_progress: Callable[[int], None] = lambda _: None) -> Damage:
    """Let the storm pass over the service and look at what is left.

    Args:
        weather: how bad it gets.
        on_progress: is told how many jobs have ended.
    """
    faults = Faults(
        duplicate_share=weather.duplicate_share, drop_share=weather.lost_share, reorder=True,
        refuse_share=weather.refused_share, lose_answer_share=weather.unknown_share, seed=weather.seed,
    )  # fmt: skip
    with open_site(
        workers=weather.workers, apis=weather.apis, faults=faults, lease_s=weather.lease_s, think_s=weather.think_s,
        coach_share=weather.coach_share, rival_s=weather.rival_s, zombie_share=weather.zombie_share,
    ) as site:  # fmt: skip
        postgres, queue, workers, apis = site.postgres, site.queue, site.workers, site.apis
        customer = Customer(url=apis.url, token=site.token(), max_waiting=weather.max_waiting)
        sweep = _sweep(weather, site)
        began = time.monotonic()
        with (
            _watched(postgres, queue, customer, on_progress),
            _repeated(weather, {"sweep": (weather.sweep_every_s, sweep), "wake": _wake(weather, workers)}),
        ):
            over = threading.Event()
            with _repeated(weather, _strikes(weather, postgres, workers, apis), weather.most_s):
                customer.ask_for(weather.jobs, weather.askers, over)
                fed_s = time.monotonic() - began
                _wait(lambda: customer.ended >= len(customer.accepted), weather.least_s - fed_s)
            _wait(lambda: customer.ended >= len(customer.accepted), weather.patience_s)
            seconds = time.monotonic() - began
        with contextlib.suppress(TimeoutError):
            queue.wait_until_idle(weather.patience_s)
        stats = queue.stats()
        figures = {
            "jobs": len(customer.accepted),
            "seconds": round(seconds, 1),
            "asked_for_s": round(fed_s, 1),
            "jobs_per_s": round(len(customer.accepted) / seconds, 1),
            "kills": workers.kills + apis.kills,
            "stalls": workers.stalls,
            "zombies": workers.zombies,
            "starts": workers.starts + apis.starts,
            "database_crashes": postgres.crashes,
            "database_down_s": round(postgres.down_s, 1),
            "posts": customer.posts,
            "deliveries": stats.dispatched,
            "deliveries_per_job": round(stats.dispatched / max(1, len(customer.accepted)), 3),
            "answers": {str(status or "none"): count for status, count in sorted(stats.answers.items(), key=str)},
            "duplicates": stats.duplicated,
            "tasks_lost": stats.dropped,
            "creations_refused": stats.refused,
            "answers_lost": stats.lost_answers,
        }
        workers.close()
        apis.close()
        found = audit(postgres.libpq_url, list(customer.accepted.values()))
    return _judged(weather, customer, figures, found, seconds)


def _judged(weather: Weather, customer: Customer, figures: dict[str, Any], found: Findings, seconds: float) -> Damage:
    faults = [*found.faults, *(f"a repeated request found another job: {change}" for change in customer.changed_ids)]
    if len(customer.accepted) != weather.jobs:
        faults.append(f"{weather.jobs - len(customer.accepted)} requests were never accepted")
    if figures["deliveries"] > weather.most_deliveries * weather.jobs:
        faults.append(f"{figures['deliveries']} deliveries for {weather.jobs} jobs, too many")
    figures |= {
        "ended": found.statuses,
        "attempts": found.attempts,
        "spent_usd": round(found.spent_usd, 4),
        "rescues": len(found.rescues_s),
        "rescue_p50_s": round(percentile(found.rescues_s, 0.5), 2),
        "rescue_p99_s": round(percentile(found.rescues_s, 0.99), 2),
        "rescue_max_s": round(percentile(found.rescues_s, 1.0), 2),
    }
    return Damage(faults=tuple(faults), seconds=seconds, figures=figures)


def _strikes(
    weather: Weather, postgres: CrashingPostgres, workers: Fleet, apis: Fleet
) -> dict[str, tuple[float, Callable[[random.Random], object]]]:
    share_of_apis = weather.apis / (weather.apis + weather.workers)

    def kill(chance: random.Random) -> None:
        (apis if chance.random() < share_of_apis else workers).kill(chance)

    return {
        "kill": (1.0 / weather.kills_per_s if weather.kills_per_s else 0.0, kill),
        "crash": (weather.crash_every_s, lambda _: postgres.crash()),
        "stall": (
            weather.stall_every_s,
            lambda chance: workers.stall(chance, chance.uniform(*weather.stall_leases) * weather.lease_s),
        ),
    }


def _wake(weather: Weather, workers: Fleet) -> tuple[float, Callable[[random.Random], object]]:
    """Lets those go on that have stopped themselves."""
    seconds = weather.zombie_leases * weather.lease_s
    return (_WAKE_S if weather.zombie_share else 0.0), lambda _: workers.wake_stopped(seconds)


def _sweep(weather: Weather, site: Site) -> Callable[[random.Random], object]:
    """What Cloud Scheduler does, or the store's own sweep with another patience."""
    if weather.stale_s is None:
        return lambda _: site.sweep()
    store, stale_s = JobStore(site.postgres.engine()), weather.stale_s

    def directly(_: random.Random) -> None:
        with contextlib.suppress(StorageError):
            store.sweep(stale_s=stale_s)

    return directly


@contextlib.contextmanager
def _repeated(
    weather: Weather, strikes: dict[str, tuple[float, Callable[[random.Random], object]]], for_s: float = float("inf")
) -> Generator[None]:
    """Let each strike again and again, at random moments so far apart in the mean; 0 is never."""
    stop = threading.Event()
    end = time.monotonic() + for_s

    def repeat(name: str, every_s: float, strike: Callable[[random.Random], object]) -> None:
        chance = random.Random(f"{weather.seed}/{name}")
        due = time.monotonic()
        # a strike takes its time, too, and the next ones must not become rarer for it
        while (due := due + every_s * (0.5 + chance.random())) < end and not stop.wait(due - time.monotonic()):
            strike(chance)

    threads = [
        threading.Thread(target=repeat, args=(name, every_s, strike), name=name)
        for name, (every_s, strike) in strikes.items()
        if every_s > 0
    ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@contextlib.contextmanager
def _watched(
    postgres: CrashingPostgres, queue: LocalQueue, customer: Customer, on_progress: Callable[[int], None]
) -> Generator[None]:
    """Count the jobs that have ended."""
    stop = threading.Event()

    def watch() -> None:
        while not stop.wait(_LOOK_S):
            customer.waiting = queue.stats().waiting
            with (
                contextlib.suppress(psycopg.Error),
                psycopg.connect(postgres.libpq_url, connect_timeout=2) as connection,
            ):
                row = connection.execute(
                    """SELECT count(*) FROM "AIJob" WHERE "status" IN ('completed', 'failed', 'cancelled')"""
                ).fetchone()
                customer.ended = row[0] if row else 0
                on_progress(customer.ended)

    thread = threading.Thread(target=watch, name="watch")
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def _wait(is_over: Callable[[], bool], patience_s: float) -> None:
    deadline = time.monotonic() + patience_s
    while not is_over() and time.monotonic() < deadline:
        time.sleep(_LOOK_S)
