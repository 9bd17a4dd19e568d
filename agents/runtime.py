"""What the model chain shares with the whole process: breakers, clocks, chance. Composed once and handed in."""

import asyncio
import random
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from agents.breaker import BreakerBoard


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
    """

    breakers: BreakerBoard
    clock: Callable[[], float]
    now: Callable[[], datetime]
    spread: Callable[[], float]
    pause: Callable[[float], Awaitable[None]]
    review_breakers: BreakerBoard = field(default_factory=lambda: BreakerBoard(time.monotonic))

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
