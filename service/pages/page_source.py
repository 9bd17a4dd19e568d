"""What the pages ask of the service, and how it says no; `service.app` fills it in, so that pages know no routes."""

import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fastapi import Request

from service.pages.page_refusal import PageRefusal
from service.pages.revise_call import revise_by_route
from storage.ids import new_id
from strength.program import Program
from strength.request import ProgramRequest
from strength.scorecard import Scorecard

__all__ = ["JobJson", "PageRefusal", "PageSource", "ShownProgram", "WatchedJob"]

# Any: a job in the contract's JSON
JobJson = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchedJob:
    """A job, and what its page shows beyond the contract's JSON.

    Attributes:
        job: the contract's JSON.
        is_cancel_requested: a worker has it and will stop.
        max_attempts: how many tries it has.
        run_at: not before this; None is at once.
        stages: seconds from the start of the attempt to the first sight of each stage, as far as known.
        trace: what the worker did, for the block of that name; None where it is not shown.
        stood_at: the last stage that the worker told of; None when it told none.
    """

    job: JobJson
    is_cancel_requested: bool = False
    max_attempts: int = 0
    run_at: datetime | None = None
    stages: Mapping[str, float] = field(default_factory=dict[str, float])
    stood_at: str | None = None
    trace: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProgram:
    """A program, and what its page shows beside it.

    Attributes:
        program: every week and set.
        scorecard: as it was stored; None for a program that was never scored.
        job: that built it, in the contract's JSON; None for a program that is not ours.
        created_at: when it was written.
    """

    program: Program
    scorecard: Scorecard | None = None
    job: JobJson | None = None
    created_at: datetime | None = None


# the last one is the key that makes sending twice harmless
Accept = Callable[[Request, ProgramRequest, str | None], Awaitable[str]]
JobOf = Callable[[Request, str], Awaitable[WatchedJob]]
# a filter of the list and a cursor
JobsOf = Callable[[Request, str, str | None], Awaitable[tuple[list[JobJson], str | None]]]
CancelJob = Callable[[Request, str], Awaitable[None]]
RetryJob = Callable[[Request, str, str], Awaitable[str]]
ProgramOf = Callable[[Request, str], Awaitable[ShownProgram]]
# the sentence and the key that makes sending twice harmless
ReviseProgram = Callable[[Request, str, str, str | None], Awaitable[str]]


async def _nothing(*_: object) -> str:
    raise PageRefusal(404, "There is nothing here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """What the pages ask; each function raises PageRefusal when it cannot answer.

    Attributes:
        accept: creates a job and returns its id; the same key twice is one job.
        job: one job.
        jobs: a page of jobs and the cursor of the next; the filter is one of `service.pages.job_list.FILTERS`.
        cancel: asks for a cancellation.
        program: one program.
        retry: creates a job with the same answers and returns its id.
        revise: creates a job that changes a program as a sentence says, and returns its id.
        new_token: a text that nobody can guess.
        now: seconds since 1970.
        is_tls: whether browsers reach the pages by https, so that cookies may be kept to it.
    """

    accept: Accept
    job: JobOf
    jobs: JobsOf
    cancel: CancelJob
    program: ProgramOf
    retry: RetryJob = field(default=_nothing)
    revise: ReviseProgram = field(default=revise_by_route)
    new_token: Callable[[], str] = new_id
    now: Callable[[], float] = time.time
    is_tls: bool = False
