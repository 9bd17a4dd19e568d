"""What a case's lifter has logged: a few numbers that stand for weeks of training."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from strength.catalog import load_catalog
from strength.history import History, LoggedSet
from strength.request import Units

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
"""When every case is asked: histories count back from here, so that nothing depends on the day of the run."""


class LoggedLift(BaseModel):
    """One exercise, done once a week.

    Attributes:
        exercise: slug.
        weights: as logged, oldest week first; 0 where nothing was typed in.
        days_ago: when it was done last.
        sets: working sets each time.
        reps: done in each of them.
        unit: of the weights.
        rpe: effort of each set, or None.
        planned_reps: what the plan asked for, or None; fewer done than planned reads as too hard.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    exercise: str
    weights: Annotated[tuple[float, ...], Field(min_length=1, max_length=12)]
    days_ago: Annotated[int, Field(ge=0, le=60)] = 3
    sets: Annotated[int, Field(ge=1, le=10)] = 3
    reps: Annotated[int, Field(ge=1, le=60)] = 5
    unit: Units = Units.KG
    rpe: Annotated[float | None, Field(ge=1, le=10)] = None
    planned_reps: int | None = None

    def logged(self, until: datetime) -> Iterable[LoggedSet]:
        """The sets, counted back from this moment.

        Raises:
            KeyError: the catalog has no such exercise.
        """
        exercise = load_catalog().by_slug[self.exercise]
        for weeks_ago, weight in enumerate(reversed(self.weights)):
            at = until - timedelta(days=self.days_ago, weeks=weeks_ago)
            for _ in range(self.sets):
                yield LoggedSet(
                    exercise=exercise,
                    at=at,
                    reps=self.reps,
                    weight=weight,
                    unit=self.unit.value,
                    rpe=self.rpe,
                    planned_reps=self.planned_reps,
                )


def history_of(lifts: Iterable[LoggedLift], until: datetime = NOW) -> History:
    """The history that these make."""
    return History.from_logged([one for lift in lifts for one in lift.logged(until)], until=until)
