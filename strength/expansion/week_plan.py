"""One week of the template with its sets: slots filled, schemes applied, eased, bounded, the weekly ramp held."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import floor

from strength.blueprint import Blueprint, Day, Role, Scheme, SchemeRow, Slot
from strength.catalog import Catalog
from strength.errors import BlueprintError
from strength.exercise import Exercise
from strength.expansion.allowance import Allowance, allowance
from strength.expansion.bounds import bounded
from strength.expansion.day_plan import DayPlan, SlotPlan
from strength.expansion.easing import deloaded, tested
from strength.expansion.occasion import Occasion
from strength.expansion.phases import PlannedWeek
from strength.expansion.schemes import sets_of
from strength.expansion.set_group import SetGroup
from strength.expansion.slot_progress import SlotProgress
from strength.kit_variant import variant_name
from strength.landmarks import WEEKLY_RAMP
from strength.pool import Pool, PoolEntry
from strength.request import ProgramRequest

FALLBACK_SLOTS = 3
"""Slots of a day that a mesocycle leaves without any: the first ones, by their schemes' last rows. No day is empty."""

_DROP_FIRST: Mapping[str, int] = {
    "isolation": 0,
    "core": 1,
    "accessory": 2,
    "secondary": 3,
    "light": 4,
    "volume": 5,
    "main": 6,
}

RAMP_WINDOW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Filled:
    """A slot of the template in the weeks of one kind and rotation: what does not change from week to week.

    Attributes:
        slot: the place.
        scheme: its scheme.
        role: what the scheme makes of it.
        row: the scheme's row.
        entry: its exercise.
        allowance: what the exercise allows this lifter.
        nth: occasions of the exercise earlier in the week.
        frequency: its occasions in the whole week.
    """

    slot: Slot
    scheme: Scheme
    role: Role
    row: SchemeRow
    entry: PoolEntry
    allowance: Allowance
    nth: int
    frequency: int


class WeekPlanner:
    """Plans the weeks of one blueprint in order."""

    def __init__(self, blueprint: Blueprint, request: ProgramRequest, pool: Pool, catalog: Catalog | None) -> None:
        """For a lifter; exercises outside the pool are taken from `catalog` when it is given."""
        self._schemes: dict[str, Scheme] = {scheme.id: scheme for scheme in blueprint.schemes}
        self._days = sorted(enumerate(blueprint.days), key=lambda item: item[1].weekday)
        self._request = request
        self._level = request.experience.level
        self._pool = pool
        self._catalog = catalog
        self._progress = SlotProgress()
        self._filled: dict[tuple[str, int], list[list[_Filled]]] = {}
        self._allowances: dict[str, Allowance] = {}
        self._totals: list[int] = []

    def plan(self, week: PlannedWeek) -> list[DayPlan]:
        """The week's days in order of weekdays; the taper's own changes are not made here."""
        self._progress.start(week)
        key = week.kind, week.rotation
        filled = self._filled.get(key)
        if filled is None:
            filled = self._filled[key] = self._fill(week)
        days: list[DayPlan] = []
        for (_, day), places in zip(self._days, filled, strict=True):
            plans: list[SlotPlan] = []
            for place in places:
                occasion = self._occasion(place, week)
                plans.append(
                    SlotPlan(
                        entry=place.entry,
                        occasion=occasion,
                        groups=bounded(sets_of(occasion), occasion),
                        rest_asked=place.scheme.rest_seconds,
                        group=place.slot.group,
                        note=place.slot.note,
                    )
                )
            days.append(DayPlan(weekday=day.weekday, name=day.name, slots=tuple(plans), note=day.note))
        days = self._within_ramp(days)
        self._progress.finish(week, [slot for day in days for slot in day.slots])
        return [_eased(day, week) for day in days]

    def _fill(self, week: PlannedWeek) -> list[list[_Filled]]:
        """Every day's places in the weeks of this kind and rotation, each with its exercise and its row."""
        days = [self._slots(number, day, week) for number, day in self._days]
        frequency = Counter(entry.exercise.slug for slots in days for _, _, entry in slots)
        counts: Counter[tuple[str, str]] = Counter()
        filled: list[list[_Filled]] = []
        for slots in days:
            places: list[_Filled] = []
            for slot, scheme, entry in slots:
                exercise = entry.exercise
                group_key = (scheme.id, (exercise.competition_lift or exercise.pattern).value)
                counts[group_key] += 1
                seen = ("", exercise.slug)
                places.append(
                    _Filled(
                        slot=slot,
                        scheme=scheme,
                        role=scheme.slot_role,
                        row=scheme.row_for(week.kind, counts[group_key]) or scheme.rows[-1],
                        entry=entry,
                        allowance=self._allowance(exercise),
                        nth=counts[seen],
                        frequency=frequency[exercise.slug],
                    )
                )
                counts[seen] += 1
            filled.append(places)
        return filled

    def _allowance(self, exercise: Exercise) -> Allowance:
        held = self._allowances.get(exercise.slug)
        if held is None:
            held = self._allowances[exercise.slug] = allowance(exercise, self._request)
        return held

    def _slots(self, number: int, day: Day, week: PlannedWeek) -> list[tuple[Slot, Scheme, PoolEntry]]:
        """The slots that this kind of mesocycle has, each with its exercise."""
        present = [
            (place, slot)
            for place, slot in enumerate(day.slots)
            if self._schemes[slot.scheme].row_for(week.kind) is not None
        ]
        if not present:
            present = list(enumerate(day.slots))[:FALLBACK_SLOTS]
        return [
            (slot, self._schemes[slot.scheme], self._entry(slot.exercise_in(week.rotation), number, place))
            for place, slot in present
        ]

    def _entry(self, slug: str, day: int, slot: int) -> PoolEntry:
        entry = self._pool.entries.get(slug)
        if entry is not None:
            return entry
        known = self._catalog.get(slug) if self._catalog is not None else None
        if known is None:
            msg = f"tpl[{day + 1}].s[{slot + 1}] names {slug!r}, which is no exercise of the pool; choose one of its slugs"
            raise BlueprintError(msg)
        return PoolEntry(exercise=known, name=variant_name(known, self._request.owned))

    def _occasion(self, place: _Filled, week: PlannedWeek) -> Occasion:
        row, slug = place.row, place.entry.exercise.slug
        ramped_weeks = min(week.index, week.work_weeks - 1)
        return Occasion(
            allowance=place.allowance,
            role=place.role,
            type=place.scheme.type,
            row=row,
            sets_delta=place.slot.sets_delta,
            extra_sets=floor(row.sets_step * ramped_weeks + 1e-9) if row.sets_step else 0,
            week=week,
            level=self._level,
            session=place.nth + week.index * place.frequency,
            sessions=week.work_weeks * place.frequency,
            rounds=self._progress.rounds(slug, row),
            carried=self._progress.carried(slug),
        )

    def _within_ramp(self, days: list[DayPlan]) -> list[DayPlan]:
        """Take back sets that a volume ramp added where the week would rise by more than `WEEKLY_RAMP` (VOL10)."""
        total = sum(slot.sets for day in days for slot in day.slots)
        before = self._totals[-RAMP_WINDOW:]
        limit = floor(max(before) * (1.0 + WEEKLY_RAMP) + 1e-9) if before else total
        while total > limit:
            ramped = [
                (_DROP_FIRST[slot.occasion.role], -day_number, -place)
                for day_number, day in enumerate(days)
                for place, slot in enumerate(day.slots)
                if slot.occasion.extra_sets and slot.groups[-1].sets > 1
            ]
            if not ramped:
                break
            _, day_number, place = min(ramped)
            days[-day_number] = _with_one_less(days[-day_number], -place)
            total -= 1
        self._totals.append(total)
        return days


def _with_one_less(day: DayPlan, place: int) -> DayPlan:
    slots = list(day.slots)
    slot = slots[place]
    last = slot.groups[-1]
    slots[place] = replace(
        slot,
        occasion=replace(slot.occasion, extra_sets=slot.occasion.extra_sets - 1),
        groups=(*slot.groups[:-1], replace(last, sets=last.sets - 1)),
    )
    return replace(day, slots=tuple(slots))


def _eased(day: DayPlan, week: PlannedWeek) -> DayPlan:
    """The day as a deload or a test asks for; a day of another stage as it is."""
    if week.stage not in {"deload", "test"}:
        return day
    mains = [place for place, slot in enumerate(day.slots) if slot.occasion.role == "main"]
    slots = [
        replace(slot, groups=_eased_groups(slot, week, is_first_main=mains[:1] == [place]))
        for place, slot in enumerate(day.slots)
    ]
    return replace(day, slots=tuple(slots))


def _eased_groups(slot: SlotPlan, week: PlannedWeek, *, is_first_main: bool) -> tuple[SetGroup, ...]:
    if week.stage == "deload":
        groups: Sequence[SetGroup] = deloaded(slot.groups)
    else:
        groups = tested(slot.groups, slot.occasion, is_first_main=is_first_main)
    return bounded(tuple(groups), slot.occasion)
