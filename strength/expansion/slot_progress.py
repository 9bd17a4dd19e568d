"""What a slot remembers from week to week: how often it was done, how long its range has stood, where a line ended."""

from strength.blueprint import SchemeRow
from strength.expansion.day_plan import SlotPlan
from strength.expansion.phases import PlannedWeek

_Range = tuple[str, int, int | None]


class SlotProgress:
    """Counts by exercise, fed with each finished week."""

    def __init__(self) -> None:
        """Nothing done yet."""
        self._rounds: dict[_Range, int] = {}
        self._reached: dict[str, float] = {}
        self._carried: dict[str, float] = {}
        self._mesocycle = 0

    def start(self, week: PlannedWeek) -> None:
        """A new week: at the start of a mesocycle, what was reached is carried into it."""
        if week.mesocycle != self._mesocycle:
            self._carried = dict(self._reached)
            self._mesocycle = week.mesocycle

    def rounds(self, slug: str, row: SchemeRow) -> int:
        """Work weeks in which the exercise has had this range."""
        return self._rounds.get((slug, row.reps, row.reps_high), 0)

    def carried(self, slug: str) -> float | None:
        """Percent at which the exercise's linear progression ended in the mesocycle before."""
        return self._carried.get(slug)

    def finish(self, week: PlannedWeek, slots: list[SlotPlan]) -> None:
        """Count a week. Easier weeks are no progress."""
        if week.stage != "work":
            return
        done: set[_Range] = set()
        for slot in slots:
            row = slot.occasion.row
            if slot.type == "dp":
                done.add((slot.exercise.slug, row.reps, row.reps_high))
            elif slot.type == "lp" and slot.groups[-1].percent is not None:
                self._reached[slot.exercise.slug] = slot.groups[-1].percent
        for key in done:
            self._rounds[key] = self._rounds.get(key, 0) + 1
