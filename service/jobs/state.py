"""The states of a job and the ways between them.

    (new) ──► QUEUED ──claim──► PROCESSING ──┬─► COMPLETED
                ▲  │               │  ▲      ├─► FAILED
                │  │               │  └steal/beat
                │  │               ├─► CANCELLED
                └──┼──retry────────┘
                   ├─► CANCELLED   by its user
                   └─► FAILED      too old, or no attempt left

Storage makes each step under the job's row lock and fence; this file says which steps exist.
"""

from enum import StrEnum


class IllegalTransition(Exception):
    """A job was told to go where its state does not lead; the message names both."""


class JobType(StrEnum):
    """What a job makes."""

    PROGRAM_GENERATOR = "program_generator"
    WORKOUT_ADAPTER = "workout_adapter"
    EXERCISE_SUBSTITUTION = "exercise_substitution"


class Status(StrEnum):
    """Where a job stands, in FitCSV's words."""

    QUEUED = "queued"
    """Set by the API at creation, by the worker for a retry, by the sweeper after a lost worker. Leaves by a claim,
    by its user's cancel, or by the sweeper when it is too old."""
    PROCESSING = "processing"
    """Set by a claim, which takes a lease and a new fence. Leaves by the worker that holds the fence, or by the
    sweeper when the lease ran out."""
    COMPLETED = "completed"
    """Set by the worker in the transaction that stores the result. Final."""
    FAILED = "failed"
    """Set by the worker or the sweeper, with an error code; this row is the dead letter. Final."""
    CANCELLED = "cancelled"
    """Set by the user's cancel while queued, else by the worker or the sweeper that sees the wish. Final."""

    @property
    def is_final(self) -> bool:
        """Whether nothing leaves this state; a second try is a new job."""
        return not TRANSITIONS[self]


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.QUEUED: frozenset({Status.PROCESSING, Status.CANCELLED, Status.FAILED}),
    # to itself: a heartbeat, or another worker that takes over after the lease ran out
    Status.PROCESSING: frozenset(Status),
    Status.COMPLETED: frozenset(),
    Status.FAILED: frozenset(),
    Status.CANCELLED: frozenset(),
}


def advance(current: Status, target: Status) -> Status:
    """The next state.

    Raises:
        IllegalTransition: the current state does not lead there.
    """
    if target not in TRANSITIONS[current]:
        allowed = ", ".join(sorted(TRANSITIONS[current])) or "nowhere, it is final"
        msg = f"a job cannot go from {current.value!r} to {target.value!r}; from there it goes to {allowed}"
        raise IllegalTransition(msg)
    return target
