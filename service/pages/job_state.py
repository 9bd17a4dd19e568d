"""How a job's state is shown: a sign, a word, a colour; never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

OPEN = ("queued", "processing")


@dataclass(frozen=True, slots=True, kw_only=True)
class JobState:
    """A badge.

    Attributes:
        kind: class in the stylesheet.
        mark: a sign that tells it in grey.
        word: what it is.
    """

    kind: str
    mark: str
    word: str


_STATES = {
    "queued": JobState(kind="queued", mark="○", word="Queued"),
    "processing": JobState(kind="working", mark="◔", word="Working"),
    "completed": JobState(kind="done", mark="✓", word="Done"),
    "failed": JobState(kind="failed", mark="✕", word="Failed"),
    "cancelled": JobState(kind="cancelled", mark="⊘", word="Cancelled"),
}
_SIMPLE = JobState(kind="simple", mark="▲", word="Done, simplified")


# Any: a job in the contract's JSON
def state_of(job: dict[str, Any]) -> JobState:
    """The badge of a job."""
    if job["status"] == "completed" and is_degraded(job):
        return _SIMPLE
    return _STATES.get(job["status"], JobState(kind="queued", mark="○", word=str(job["status"]).capitalize()))


def is_degraded(job: dict[str, Any]) -> bool:
    """Whether rules chose because no model could, though one was wanted."""
    return bool(result_of(job).get("degraded"))


def result_of(job: Mapping[str, Any]) -> dict[str, Any]:
    """What came out of a job; empty while nothing has."""
    return cast("dict[str, Any]", job.get("result") or {})
