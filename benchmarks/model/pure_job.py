"""A job as the design says it behaves: plain values and no database. Times are whole seconds of the model's clock."""

from dataclasses import dataclass, field

LEASE_S = 60
DAY_S = 86_400
MONTH_S = 30 * DAY_S
STALE_S = 30
TERMINAL = frozenset({"completed", "failed", "cancelled"})


@dataclass(slots=True)
class Attempt:
    """One claim: how it ended, or None while it is open."""

    outcome: str | None = None
    code: str | None = None


@dataclass(slots=True, kw_only=True)
class PureJob:
    """What the row of a job must hold.

    Attributes:
        due: when its task is to be made; None when it is.
        steps: when the reply of each step was kept.
        calls: cost of each booked call, by its id.
        cost: what the row says the job has cost; None before anything was summed up.
        programs: how many there are.
    """

    job_id: str
    user: str
    kind: str
    most: int
    created: int
    key: str | None
    body: str | None
    due: int | None
    status: str = "queued"
    attempt: int = 0
    fence: int = 0
    lease: int | None = None
    run_at: int | None = None
    generation: int = 0
    is_cancel_wanted: bool = False
    snoozes: int = 0
    code: str | None = None
    attempts: list[Attempt] = field(default_factory=list[Attempt])
    steps: dict[str, int] = field(default_factory=dict[str, int])
    calls: dict[str, float] = field(default_factory=dict[str, float])
    cost: float | None = None
    programs: int = 0

    @property
    def is_open(self) -> bool:
        """It has not ended."""
        return self.status not in TERMINAL

    def is_held_by(self, fence: int) -> bool:
        """Whether a worker with this fence may write."""
        return self.status == "processing" and self.fence == fence

    def is_claimable(self, now: int) -> bool:
        """Whether a claim would take it, were its owner alone."""
        is_free = self.status == "queued" and (self.run_at is None or self.run_at <= now)
        is_deserted = self.status == "processing" and self.lease is not None and self.lease < now
        return self.attempt < self.most and not self.is_cancel_wanted and (is_free or is_deserted)

    def refusal(self, now: int, *, has_room: bool) -> str:
        """Why a claim did not take it."""
        if self.status in TERMINAL:
            return "terminal"
        if self.status == "processing" and self.lease is not None and self.lease > now:
            return "busy"
        if self.is_cancel_wanted:
            return "cancelled"
        if self.attempt >= self.most:
            return "exhausted"
        if self.run_at is not None and self.run_at > now:
            return "not_yet"
        return "busy" if has_room else "owner_busy"

    def claim(self, now: int) -> None:
        """It is taken; whoever had it before has lost it."""
        self._close("lost")
        self.status, self.attempt, self.fence = "processing", self.attempt + 1, self.fence + 1
        self.lease, self.due = now + LEASE_S, None
        self.attempts.append(Attempt())

    def end(self, status: str, *, code: str | None = None, outcome: str | None = None) -> None:
        """It is over."""
        self._close(outcome or status, code if outcome is None else None)
        self.status, self.code, self.lease, self.due = status, code, None, None
        self.sum_up()

    def queue_again(self, at: int) -> None:
        """It waits for another claim, with a new task."""
        self.status, self.lease = "queued", None
        self.generation, self.run_at, self.due = self.generation + 1, at, at

    def give_back(self, now: int, delay: int, max_refunds: int, code: str) -> str:
        """Its worker gives it back; what came of that."""
        if self.is_cancel_wanted:
            self.end("cancelled")
            return "cancelled"
        refunds = sum(attempt.outcome == "snoozed" and attempt.code == code for attempt in self.attempts)
        is_refunded = refunds < max_refunds
        if not is_refunded and self.attempt >= self.most:
            return "exhausted"
        self._close("snoozed" if is_refunded else "retried", code)
        self.attempt -= is_refunded
        self.snoozes += is_refunded
        self.queue_again(now + delay)
        return "queued"

    def sum_up(self) -> None:
        """The row's cost is what the ledger says."""
        self.cost = sum(self.calls.values())

    def lose(self) -> None:
        """Whoever had it is not there any more."""
        self._close("lost")

    def _close(self, outcome: str, code: str | None = None) -> None:
        if self.attempts and self.attempts[-1].outcome is None:
            self.attempts[-1] = Attempt(outcome, code)


def sweep(jobs: list[PureJob], now: int) -> dict[str, int]:
    """What a sweep does to all jobs; the report."""
    kinds = ("requeued", "failed", "cancelled", "expired", "reenqueued", "due", "forgotten")
    report: dict[str, int] = {kind: 0 for kind in kinds}  # noqa: C420 - fromkeys would make the keys literals
    for kind in (_rescue, _end_hopeless, _remake_lost_task):
        for job in jobs:
            done = kind(job, now)
            if done is not None:
                report[done] += 1
    for job in jobs:
        old = [step for step, kept in job.steps.items() if kept < now - MONTH_S]
        report["forgotten"] += len(old)
        for step in old:
            del job.steps[step]
    report["due"] = sum(job.status == "queued" and job.due is not None and job.due <= now for job in jobs)
    return report


def _rescue(job: PureJob, now: int) -> str | None:
    """A job whose worker has let the lease run out."""
    if job.status != "processing" or job.lease is None or job.lease >= now:
        return None
    if job.is_cancel_wanted:
        job.end("cancelled", outcome="lost")
        return "cancelled"
    if job.attempt >= job.most:
        job.end("failed", code="worker_lost", outcome="lost")
        return "failed"
    job.lose()
    job.queue_again(now)
    job.sum_up()
    return "requeued"


def _end_hopeless(job: PureJob, now: int) -> str | None:
    """A queued job that no claim would take, or that nobody took for a day."""
    if job.status != "queued":
        return None
    if job.is_cancel_wanted:
        job.end("cancelled")
        return "cancelled"
    if job.attempt >= job.most:
        job.end("failed", code="worker_lost")
        return "failed"
    if job.created < now - DAY_S:
        job.end("failed", code="expired")
        return "expired"
    return None


def _remake_lost_task(job: PureJob, now: int) -> str | None:
    """A queued job whose task was made long ago, or never."""
    since = job.created if job.run_at is None else job.run_at
    if job.status != "queued" or job.due is not None or since >= now - STALE_S * 2 ** min(job.generation, 6):
        return None
    job.queue_again(now)
    return "reenqueued"
