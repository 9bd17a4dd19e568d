"""An exercise in one workout of one week: everything that a scheme needs to say what its sets are."""

from dataclasses import dataclass
from math import floor

from strength.blueprint import Role, SchemeRow, SchemeType
from strength.exercise import Exercise
from strength.expansion.allowance import LONGEST_HEAVY_HINGE, SHORTEST_WITHOUT_MAXIMA, Allowance
from strength.expansion.phases import PlannedWeek

__all__ = ["LONGEST_HEAVY_HINGE", "SHORTEST_WITHOUT_MAXIMA", "Occasion"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Where a scheme is applied.

    Attributes:
        allowance: the exercise and what it allows this lifter.
        role: what the slot is in the workout.
        type: the scheme's type.
        row: its row for this week.
        sets_delta: added to the row's sets.
        extra_sets: added by a volume ramp this week.
        week: the week.
        level: the lifter's, 1-3.
        session: 0-based count of the exercise's occasions in this mesocycle.
        sessions: how many there are in the mesocycle's work weeks.
        rounds: work weeks for which its range has been the same (double progression).
        carried: percent at which a linear progression stood when the mesocycle before ended.
    """

    allowance: Allowance
    role: Role
    type: SchemeType
    row: SchemeRow
    sets_delta: int = 0
    extra_sets: int = 0
    week: PlannedWeek
    level: int
    session: int = 0
    sessions: int = 1
    rounds: int = 0
    carried: float | None = None

    @property
    def exercise(self) -> Exercise:
        """What is done."""
        return self.allowance.exercise

    @property
    def is_caution(self) -> bool:
        """Whether the exercise is allowed for this lifter only with care."""
        return self.allowance.is_caution

    @property
    def takes_percent(self) -> bool:
        """Whether loads may be percentages."""
        return self.allowance.takes_percent

    @property
    def effort_cap(self) -> float:
        """The highest RPE planned here."""
        return self.allowance.effort_cap

    @property
    def rep_band(self) -> tuple[int, int]:
        """Fewest and most repetitions (or seconds) that make sense here."""
        return self.allowance.rep_band

    @property
    def maximum(self) -> float | None:
        """The exercise's own one-rep maximum in the lifter's unit, when it is known."""
        return self.allowance.maximum

    @property
    def increment(self) -> float | None:
        """What is added when a load goes up: the row's wish as far as it is made, at least one step."""
        step = self.allowance.step
        if step is None or self.row.increment is None:
            return step
        return max(step, floor(self.row.increment / step + 1e-9) * step)
