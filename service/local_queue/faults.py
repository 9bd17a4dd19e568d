"""Hostile modes for tests: what a real queue may do to us on a bad day, on demand and repeatable."""

import random
from dataclasses import dataclass

import grpc

from .errors import Refusal


@dataclass(frozen=True, slots=True, kw_only=True)
class Faults:
    """What goes wrong, as shares from 0 to 1; the default is nothing.

    Attributes:
        duplicate_share: tasks that are delivered a second time, half of them at once, half after the first answer.
        drop_share: tasks that vanish at their first dispatch, as a purge or used-up attempts would make them.
        reorder: due tasks leave in random order.
        refuse_share: creations that do not happen; the caller gets UNAVAILABLE.
        lose_answer_share: creations that happen, but whose caller gets DEADLINE_EXCEEDED or UNAVAILABLE.
        blocked_names: task ids that answer ALREADY_EXISTS although no such task exists.
        seed: of the random numbers behind the shares.
    """

    duplicate_share: float = 0.0
    drop_share: float = 0.0
    reorder: bool = False
    refuse_share: float = 0.0
    lose_answer_share: float = 0.0
    blocked_names: frozenset[str] = frozenset()
    seed: int = 0


class Chance:
    """Draws the faults, one seeded sequence per kind so that switching one on does not move the others."""

    def __init__(self, faults: Faults) -> None:
        """Seed the sequences."""
        self._faults = faults
        # Not cryptography: repeatable numbers are the purpose.
        kinds = ("duplicate", "drop", "order", "answer", "refusal")
        self._random = {kind: random.Random(f"{faults.seed}/{kind}") for kind in kinds}  # noqa: S311

    def duplicates(self) -> bool:
        """Whether this task is delivered twice."""
        return self._random["duplicate"].random() < self._faults.duplicate_share

    def duplicates_at_once(self) -> bool:
        """Whether the duplicate leaves beside the first delivery, or else after its answer."""
        return self._random["duplicate"].choice((True, False))

    def drops(self) -> bool:
        """Whether this task vanishes instead of being sent."""
        return self._random["drop"].random() < self._faults.drop_share

    def pick(self, count: int) -> int:
        """Index of the due task that leaves next; 0 is the oldest."""
        return self._random["order"].randrange(count) if self._faults.reorder else 0

    def refusal(self) -> Refusal | None:
        """Why this creation does not happen, if it does not."""
        if self._random["refusal"].random() >= self._faults.refuse_share:
            return None
        return Refusal(grpc.StatusCode.UNAVAILABLE, "the task was refused on purpose (Faults.refuse_share)")

    def lost_answer(self) -> Refusal | None:
        """What the caller of a creation that did happen is told instead, if its answer is lost."""
        if self._random["answer"].random() >= self._faults.lose_answer_share:
            return None
        code = self._random["answer"].choice((grpc.StatusCode.DEADLINE_EXCEEDED, grpc.StatusCode.UNAVAILABLE))
        return Refusal(code, "the answer was lost on purpose (Faults.lose_answer_share)")

    def blocks(self, task_id: str) -> bool:
        """Whether this name answers ALREADY_EXISTS although no such task exists."""
        return task_id in self._faults.blocked_names
