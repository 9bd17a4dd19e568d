"""Equal sets in a row, before loads and texts are written."""

from dataclasses import dataclass

from strength.repetitions import Repetitions


@dataclass(frozen=True, slots=True, kw_only=True)
class SetGroup:
    """Sets of one slot that ask for the same.

    Attributes:
        sets: how many.
        reps: what each asks for.
        percent: percent of the exercise's one-rep maximum; None where effort decides.
        rpe: effort; None is derived from percent and repetitions.
    """

    sets: int
    reps: Repetitions
    percent: float | None = None
    rpe: float | None = None


def repetitions(low: int, high: int | None = None) -> Repetitions:
    """A fixed number, or a range."""
    return Repetitions(low=low, high=low if high is None else max(low, high))


def seconds(length: int) -> Repetitions:
    """A hold or a carry."""
    return Repetitions(low=length, high=length, is_timed=True)
