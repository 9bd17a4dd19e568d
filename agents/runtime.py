"""What the model chain shares with the whole process: breakers, clocks, chance. Composed once and handed in."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar

from agents.breaker import BreakerBoard

_T = TypeVar("_T")


class Shelf:
    """Keeps one thing and what it was built from, so that it is built again only from something else."""

    def __init__(self) -> None:
        """Empty."""
        self._kept: tuple[object, object] | None = None

    def take(self, source: object, kind: type[_T]) -> _T | None:
        """What was built from an equal source; None when nothing of this kind was."""
        if self._kept is None or self._kept[0] != source or not isinstance(self._kept[1], kind):
            return None
        return self._kept[1]

    def put(self, source: object, built: object) -> None:
        """Keep this in place of what was there."""
        self._kept = (source, built)


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRuntime:
    """Parts that outlive a job.

    Attributes:
        breakers: one per provider.
        review_breakers: one per provider for reviews alone, whose trouble shall cost no design.
        clock: monotonic seconds.
        now: the time, with its zone.
        spread: chance, 0-1, so that many jobs do not come back at once.
        pause: waits so many seconds.
        shelf: what was built from the settings and serves every job.
    """

    breakers: BreakerBoard
    clock: Callable[[], float]
    now: Callable[[], datetime]
    spread: Callable[[], float]
    pause: Callable[[float], Awaitable[None]]
    review_breakers: BreakerBoard = field(default_factory=lambda: BreakerBoard(time.monotonic))
    shelf: Shelf = field(default_factory=Shelf)

    @property
    def of_review(self) -> "ModelRuntime":
        """The same parts for reviews."""
        return replace(self, breakers=self.review_breakers)


def real_runtime() -> ModelRuntime:
    """Real clocks, real chance, breakers that are all closed."""
    return ModelRuntime(
        breakers=BreakerBoard(time.monotonic),
        clock=time.monotonic,
        now=lambda: datetime.now(UTC),
        spread=random.Random().random,  # noqa: S311 - no secret
        pause=asyncio.sleep,
    )
