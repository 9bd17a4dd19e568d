"""A runtime of the model chain in which nobody waits: pauses are noted instead, chance is even."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from agents.breaker import BreakerBoard
from agents.runtime import ModelRuntime

NOON = datetime(2026, 6, 1, 12, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """Monotonic seconds that move when told to."""

    seconds: float = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.seconds


@dataclass(frozen=True, slots=True)
class Instant:
    """The runtime, what it paused for, and the clock of its breakers."""

    runtime: ModelRuntime
    clock: Clock
    pauses: list[float] = field(default_factory=list[float])


def instant(spread: Callable[[], float] = lambda: 0.0) -> Instant:
    """A runtime of its own, breakers closed."""
    clock = Clock()
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        await asyncio.sleep(0)

    runtime = ModelRuntime(breakers=BreakerBoard(clock), clock=clock, now=lambda: NOON, spread=spread, pause=pause)
    return Instant(runtime=runtime, clock=clock, pauses=pauses)
