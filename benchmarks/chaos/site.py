"""Everything that a service consists of, as real processes on one machine: database, queue, workers, API."""

import contextlib
from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import Any

from benchmarks.access.issuer import Issuer
from benchmarks.access.wire import Wire
from benchmarks.chaos.crashing_postgres import CrashingPostgres
from benchmarks.chaos.fleet import Fleet
from benchmarks.chaos.member import Station, short_deadlines
from benchmarks.faults.scripted import small_program
from service.auth.auth_settings import GOOGLE_ISSUER, AuthSettings
from service.local_queue import Faults, LocalQueue, QueueConfig, RateLimits, RetryPolicy
from service.settings import Deadlines, Role, Secret, Settings, Tasks
from storage.engine import DatabaseSettings, build_engine

_AUDIENCE = "https://api.fitcsv.example"
_BACKEND = "web@project.iam.gserviceaccount.com"
_QUEUE = "tasks@project.iam.gserviceaccount.com"
_SCHEDULER = "scheduler@project.iam.gserviceaccount.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A running service.

    Attributes:
        postgres: its database.
        queue: its queue.
        workers: its execution plane.
        apis: its control plane.
        google: signs the tokens of the backend and of the scheduler.
        station: what each member is told.
    """

    postgres: CrashingPostgres
    queue: LocalQueue
    workers: Fleet
    apis: Fleet
    google: Issuer
    station: Station

    def token(self) -> str:
        """The token with which FitCSV's backend calls for any of its users."""
        return self.google.sign(self.google.account_claims(_BACKEND, _AUDIENCE))

    def headers(self, user_id: str) -> tuple[tuple[bytes, bytes], ...]:
        """The headers of a user's request."""
        return ((b"authorization", f"Bearer {self.token()}".encode()), (b"x-user-id", user_id.encode()))

    def sweep(self) -> None:
        """What Cloud Scheduler does; nobody may be there to answer."""
        token = self.google.sign(self.google.account_claims(_SCHEDULER, self.workers.url))
        with contextlib.suppress(OSError), Wire(self.workers.url) as wire:
            wire.send("POST", "/tasks/sweep", ((b"authorization", f"Bearer {token}".encode()),), b"")


@contextlib.contextmanager
def open_site(
    *,
    workers: int,
    apis: int,
    faults: Faults | None = None,
    concurrency: int | None = None,
    lease_s: float | None = None,
    think_s: float = 0.1,
    coach_share: float = 0.0,
    rival_s: float = 0.0,
    zombie_share: float = 0.0,
    address_of_tasks: Callable[[LocalQueue], str] = lambda queue: queue.address,
    **settings: Any,
) -> Generator[Site]:
    """Run a service on a database of its own.

    Args:
        workers: processes of the role `worker`.
        apis: processes of the role `api`.
        faults: of the queue.
        concurrency: deliveries under way at one time; two for each worker when left out.
        lease_s: of a claim; None is the service's own.
        think_s: mean pause of a scripted model, in seconds.
        coach_share: of the jobs, that the true agents do.
        rival_s: how much longer later claims of a job think.
        zombie_share: of the first claims, that stop with their process before they complete.
        address_of_tasks: where the service believes the queue to be.
        settings: of the service, in place of those made here.
    """
    Fleet.preload([*(["benchmarks.chaos.preload_coach"] if coach_share else []), "benchmarks.chaos.preload"])
    with (
        CrashingPostgres() as postgres,
        Issuer(GOOGLE_ISSUER) as google,
        _queue(faults, concurrency or 2 * max(1, workers)) as queue,
        Fleet(Role.WORKER, workers) as worker_fleet,
        Fleet(Role.API, apis) as api_fleet,
    ):
        usual: dict[str, Any] = {
            "database_url": Secret(value=postgres.url),
            "auth": AuthSettings(
                mode="service", jwks_url=google.url, audience=_AUDIENCE, service_accounts=frozenset({_BACKEND}),
                scheduler_account=_SCHEDULER,
            ),
            "tasks": Tasks(
                emulator_host=address_of_tasks(queue), worker_url=worker_fleet.url, service_account=_QUEUE
            ),
            "deadlines": Deadlines() if lease_s is None else short_deadlines(lease_s),
            "posts_per_minute": 100_000,
            # the default cannot be sent to another process
            "model_base_urls": {},
        }  # fmt: skip
        engine = build_engine(DatabaseSettings(url=postgres.url))
        station = Station(
            settings=Settings(**{**usual, **settings}),
            # the queue signs with a key of its own, the scheduler with Google's
            task_keys={"keys": [*queue.jwks()["keys"], *google.document["keys"]]},
            program=small_program(engine).to_json(),
            think_s=think_s,
            coach_share=coach_share,
            rival_s=rival_s,
            zombie_share=zombie_share,
        )
        engine.dispose()
        worker_fleet.start(station)
        api_fleet.start(station)
        yield Site(postgres=postgres, queue=queue, workers=worker_fleet, apis=api_fleet, google=google, station=station)


@contextlib.contextmanager
def _queue(faults: Faults | None, concurrency: int) -> Generator[LocalQueue]:
    config = QueueConfig(
        rates=RateLimits(max_dispatches_per_second=500.0, max_concurrent_dispatches=concurrency),
        retry=RetryPolicy(
            max_attempts=-1, max_retry_duration_s=86_400.0, min_backoff_s=1.0, max_backoff_s=300.0, max_doublings=8
        ),
    )
    queue = LocalQueue(faults=faults, config=config)
    queue.start()
    try:
        yield queue
    finally:
        queue.stop(grace_s=0.0)
