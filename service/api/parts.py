"""What the routes stand on, put together by `service.bootstrap`."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Engine

from service.api.events import Watch
from service.api.identity import Identify
from service.api.rate import PostRate
from service.api.relay import Relay
from service.api.threads import Threads
from service.api.worker import Worker
from service.auth.admission import Admission
from service.settings import Settings
from storage.jobs import JobStore


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything that a running service has, each once.

    Attributes:
        settings: what the environment decided.
        engine: the database.
        jobs: the jobs in it.
        threads: where blocking database work runs.
        relay: the outbox.
        watch: live progress.
        worker: does jobs; None in the role `api`.
        warm: imports what the first job needs; None in the role `api`.
        breakers: the state of each provider's circuit breaker, in this process.
        admission: how callers prove who they are, at the gate.
        identify: who was let in.
        post_rate: how quickly one may ask for jobs.
        today: the date, by UTC.
    """

    settings: Settings
    engine: Engine
    jobs: JobStore
    threads: Threads
    relay: Relay
    watch: Watch
    worker: Worker | None
    warm: Callable[[], None] | None
    breakers: Callable[[], dict[str, dict[str, object]]]
    admission: Admission
    identify: Identify
    post_rate: PostRate
    today: Callable[[], date]
