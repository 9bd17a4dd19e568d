"""Groups of sets written out as a program shows them: loads on real plates, or percent, or effort alone."""

from functools import lru_cache
from math import floor

from strength.expansion.bounds import LEAST_EFFORT, PERCENT_MARGIN, agreeing_effort
from strength.expansion.day_plan import SlotPlan
from strength.expansion.set_group import SetGroup
from strength.loading import percent_for
from strength.program import SetPrescription
from strength.request import Units
from strength.rest import rest_seconds
from strength.rounding import format_load, lightest_load, round_load

_Figures = tuple[int, str, str | None, float | None, float | None, int]


def _half_percent(percent: float, most: float) -> float:
    """The nearest half percent; the one below where the nearest would be more than is allowed."""
    nearest = round(2.0 * percent) / 2.0
    return nearest if nearest <= most else floor(2.0 * percent) / 2.0


class SetWriter:
    """Writes sets for one lifter. Equal sets are one value: programs of thousands of sets hold a few hundred."""

    def __init__(self, units: Units, level: int) -> None:
        """For loads in `units` and a lifter of this level (1-3)."""
        self._units = units
        self._beginner = level == 1

    def write(self, slot: SlotPlan, *, alternates: bool) -> tuple[SetPrescription, ...]:
        """The slot's sets, numbered from 1."""
        sets: list[SetPrescription] = []
        for group in slot.groups:
            percent, weight, rpe = self._load(slot, group)
            if weight is not None and rpe is not None and rpe < LEAST_EFFORT:
                # the load says it all: nobody can count six repetitions in reserve
                rpe = None
            rest = rest_seconds(
                slot.exercise,
                slot.occasion.role,
                group.reps.counted,
                percent,
                asked=slot.rest_asked,
                alternates=alternates,
            )
            reps = str(group.reps)
            for _ in range(group.sets):
                sets.append(_set((len(sets) + 1, reps, weight, rpe, percent, rest)))
        return tuple(sets)

    def working_load(self, slot: SlotPlan) -> float | None:
        """The heaviest load of the slot in the lifter's unit, for its warm-up; None when it is not known."""
        maximum = slot.occasion.maximum
        percents = [group.percent for group in slot.groups if group.percent is not None]
        return max(percents) / 100.0 * maximum if percents and maximum is not None else None

    def _load(self, slot: SlotPlan, group: SetGroup) -> tuple[float | None, str | None, float | None]:
        """Percent, weight text and effort of a group."""
        occasion = slot.occasion
        if group.percent is None:
            return None, None, group.rpe
        if occasion.maximum is None:
            percent = _half_percent(
                group.percent, percent_for(group.reps.counted, occasion.effort_cap) + PERCENT_MARGIN
            )
            return percent, f"{percent:g}%", group.rpe
        wanted = occasion.maximum * group.percent / 100.0
        lightest = lightest_load(slot.exercise, self._units) or 0.0
        if wanted < lightest:
            return self._empty_bar(slot, group, lightest)
        load = round_load(wanted, slot.exercise, self._units, beginner=self._beginner)
        return group.percent, None if load is None else format_load(load, self._units), group.rpe

    def _empty_bar(self, slot: SlotPlan, group: SetGroup, bar: float) -> tuple[float | None, str | None, float | None]:
        """The empty bar where it is not too heavy for these repetitions; else effort alone decides what to use."""
        occasion = slot.occasion
        percent = round(100.0 * bar / (occasion.maximum or bar), 1)
        cap = occasion.effort_cap
        if percent > percent_for(group.reps.counted, cap) + PERCENT_MARGIN:
            return None, None, group.rpe
        return percent, format_load(bar, self._units), agreeing_effort(group.reps.counted, percent, group.rpe, cap)


@lru_cache(maxsize=8192)
def _set(figures: _Figures) -> SetPrescription:
    number, reps, weight, rpe, percent, rest = figures
    return SetPrescription(
        set_number=number, reps=reps, weight=weight, rpe=rpe, rir=None, percent1rm=percent, rest_seconds=rest
    )
