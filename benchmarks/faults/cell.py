"""One cell of the matrix: which point, which fault, at which attempt, and in what course of events."""

import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from storage.fault_point import FaultPlan, FaultPoint

KILLED = 137
"""Exit code of a process that was killed at a point, as the shell shows SIGKILL."""


class Fault(StrEnum):
    """What goes wrong at a point."""

    EXCEPTION = "exception"
    """An error that nobody expects."""
    KILL = "kill"
    """The process is gone at once."""
    CUT = "cut"
    """Every connection to the database is closed."""
    STALL = "stall"
    """Twice the lease passes; others sweep, take the job over and do it; then the stalled worker goes on."""
    DUPLICATE = "duplicate"
    """The task is delivered a second time, to another process."""


class Course(StrEnum):
    """What would happen without the fault."""

    DONE = "done"
    """The job is done."""
    FAILED = "failed"
    """The run says that no attempt will ever do it."""
    GIVEN_BACK = "given_back"
    """Each attempt up to the armed one is given back, the next one does it."""
    CANCELLED = "cancelled"
    """Its user cancels it while it runs."""
    BEATING = "beating"
    """The run lasts until a heartbeat."""
    DESERTED = "deserted"
    """A worker claims it and is never seen again; the sweep has to find it."""


_COURSES = {
    "fail": Course.FAILED,
    "give_back": Course.GIVEN_BACK,
    "cancel": Course.CANCELLED,
    "end_cancelled": Course.CANCELLED,
    "heartbeat": Course.BEATING,
    "sweep": Course.DESERTED,
}

_OF_THE_RUN = frozenset({"run", "step", "progress", "model_call", "complete"})

_OF_OTHER_RUNS = frozenset(
    {FaultPoint.STEP_READING, FaultPoint.STEP_SEARCHING, FaultPoint.STEP_CHOOSING, FaultPoint.STEP_REPAIRING}
)
"""Steps of other types of jobs, or of a design that needs mending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell.

    Attributes:
        point: where.
        fault: what.
        attempt: 1 or 2: the fault waits for this attempt at the job.
    """

    point: FaultPoint
    fault: Fault
    attempt: int

    @property
    def course(self) -> Course:
        """The course in which the point is reached."""
        return _COURSES.get(self.point.value.partition(".")[0], Course.DONE)

    @property
    def is_inside_the_run(self) -> bool:
        """Whether the point lies inside the workflow of a program job, so that only the real one will do."""
        return self.point.value.partition(".")[0] in _OF_THE_RUN and self.point not in _OF_OTHER_RUNS

    @property
    def job_id(self) -> str:
        """A job of its own, named for it."""
        return f"{self.point.value}-{self.fault.value}-{self.attempt}"

    def ends(self, status: str) -> bool:
        """Whether a job of this cell may end so."""
        is_taken_over = self.fault in (Fault.STALL, Fault.DUPLICATE)
        match self.course:
            case Course.DONE | Course.GIVEN_BACK | Course.BEATING | Course.DESERTED:
                return status == "completed"
            case Course.FAILED:
                return status == "failed" or (is_taken_over and status == "completed")
            case Course.CANCELLED:
                return status == "cancelled" or (is_taken_over and status == "completed")
            case _:
                assert_never(self.course)


class Injected(Exception):
    """The error that nobody expects."""


class OneFault(FaultPlan):
    """Lets one fault happen once, when it is armed and its point is reached; remembers the points it saw."""

    def __init__(self, cell: Cell, *, cut: Callable[[], None], others: Callable[[Fault], None]) -> None:
        """A plan for this cell.

        Args:
            cell: what goes wrong, where and when.
            cut: closes every connection.
            others: lets another process act: take over after a stall, or get the duplicate.
        """
        self.cell = cell
        self.attempt = 1
        self.has_struck = False
        self.seen: set[FaultPoint] = set()
        self.struck = threading.Event()
        self._cut = cut
        self._others = others
        self._lock = threading.Lock()

    def reach(self, point: FaultPoint) -> None:
        """Strike if this is the place and the time."""
        with self._lock:
            self.seen.add(point)
            if point is not self.cell.point or self.has_struck or self.attempt < self.cell.attempt:
                return
            self.has_struck = True
        self.struck.set()
        match self.cell.fault:
            case Fault.EXCEPTION:
                raise Injected(point.value)
            case Fault.KILL:
                os._exit(KILLED)
            case Fault.CUT:
                self._cut()
            case Fault.STALL | Fault.DUPLICATE:
                self._others(self.cell.fault)
            case _:
                assert_never(self.cell.fault)


def cells(faults: tuple[Fault, ...] = tuple(Fault)) -> list[Cell]:
    """Every point with each of these faults at both attempts."""
    return [
        Cell(point=point, fault=fault, attempt=attempt)
        for point in FaultPoint
        for fault in faults
        for attempt in (1, 2)
    ]
