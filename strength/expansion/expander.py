"""The expander: weeks planned, tapered and written as the lifter reads them (design 04, C.2)."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

from strength.blueprint import Blueprint
from strength.blueprint_wire import to_wire
from strength.catalog import Catalog
from strength.equipment import equipment_of, normalise
from strength.exercise import Exercise
from strength.expansion.advice import advise
from strength.expansion.bent_pulls import below_the_deadlift
from strength.expansion.bounds import bounded
from strength.expansion.day_plan import DayPlan
from strength.expansion.easy_weeks import eased_beside_work
from strength.expansion.notes import NoteWriter
from strength.expansion.phases import PlannedWeek, plan_weeks
from strength.expansion.program_name import program_name
from strength.expansion.rationale import rationale
from strength.expansion.set_writing import SetWriter
from strength.expansion.taper import competition_slots, first_week, is_meet, last_week
from strength.expansion.week_plan import WeekPlanner
from strength.minutes import workout_minutes
from strength.pool import Pool
from strength.program import Prescription, Program, Week, Workout
from strength.request import ProgramRequest
from strength.warmup import warmup_set_counts, warmup_text


def expand(blueprint: Blueprint, request: ProgramRequest, pool: Pool, *, catalog: Catalog | None = None) -> Program:
    """The whole program that a blueprint describes, for this lifter and these exercises.

    Every bound of design 04 (C.2.6) and design 10 (section 6, INT) holds whatever the blueprint says; its shape (weeks,
    days, choice of exercises) is taken as it is, for the validator to judge. Equal arguments give equal bytes.

    Args:
        blueprint: the design.
        request: whose loads, units, limitations and experience count.
        pool: the exercises that the lifter can do, with the names and rows they are written as.
        catalog: where to look up an exercise that is not in the pool, so that the validator can report it.

    Raises:
        BlueprintError: an exercise is neither in the pool nor in `catalog`.
    """
    planner = WeekPlanner(blueprint, request, pool, catalog)
    writer = _ProgramWriter(request, pool)
    planned = [(week, planner.plan(week)) for week in plan_weeks(blueprint, request.goal)]
    mains = [slot.entry.name for day in planned[0][1] for slot in day.slots if slot.occasion.role == "main"]
    is_beginner = request.experience.level == 1
    # held below the deadlift before weeks are compared, and after, because easing lightens the deadlift as well
    held = [
        (week, below_the_deadlift(_tapered(days, week), request.units, beginner=is_beginner)) for week, days in planned
    ]
    eased = eased_beside_work(held)
    weeks = [writer.week(week, below_the_deadlift(days, request.units, beginner=is_beginner)) for week, days in eased]
    return Program(
        name=program_name(blueprint, request, pool),
        goal=request.goal,
        experience=request.experience,
        frequency=request.frequency,
        equipment=_equipment(request),
        units=request.units,
        session_minutes=request.session_minutes,
        load_basis="current1rm",
        weeks=tuple(weeks),
        reference1rmlbs=None,
        frequency_exceptions=None,
        blueprint=to_wire(blueprint),
        rationale=blueprint.rationale or rationale(weeks, mains),
        warnings=tuple(dict.fromkeys((*blueprint.warnings, *pool.warnings, *advise(request)))),
    )


def _equipment(request: ProgramRequest) -> tuple[str, ...]:
    """The request's own words in canonical spelling, sorted; words that name nothing are in the warnings."""
    words: set[str] = set()
    for word in request.equipment:
        if word not in request.kit.unknown:
            token = equipment_of(word)
            words.add(normalise(word) if token is None else token.value)
    return tuple(sorted(words))


def _tapered(days: list[DayPlan], week: PlannedWeek) -> list[DayPlan]:
    match week.stage:
        case "taper":
            changed = first_week(days)
        case "last":
            changed = last_week(days, competition_slots(days), meet=is_meet(days))
        case "work" | "deload" | "test":
            return days
    return [
        replace(day, slots=tuple(replace(slot, groups=bounded(slot.groups, slot.occasion)) for slot in day.slots))
        for day in changed
    ]


class _ProgramWriter:
    """Writes planned days as the lifter reads them."""

    def __init__(self, request: ProgramRequest, pool: Pool) -> None:
        self._notes = NoteWriter(request=request, pool=pool)
        self._units = request.units
        self._beginner = request.experience.level == 1
        self._sets = SetWriter(request.units, request.experience.level)

    def week(self, week: PlannedWeek, days: list[DayPlan]) -> Week:
        return Week(
            week_number=week.number,
            phase=week.phase,
            is_deload=week.stage == "deload",
            workouts=tuple(self._workout(week, number, day) for number, day in enumerate(days, start=1)),
        )

    def _workout(self, week: PlannedWeek, number: int, day: DayPlan) -> Workout:
        members = Counter(slot.group for slot in day.slots if slot.group is not None)
        # a partner that this week leaves out takes the superset with it
        slots = [
            slot if slot.group is None or members[slot.group] > 1 else replace(slot, group=None) for slot in day.slots
        ]
        exercises: Mapping[str, Exercise] = {slot.exercise.slug: slot.exercise for slot in slots}
        warmups = warmup_set_counts(
            [(slot.exercise, max((group.percent or 0.0 for group in slot.groups), default=0.0)) for slot in slots]
        )
        prescriptions = tuple(
            Prescription(
                slug=slot.exercise.slug,
                exercise_definition_id=slot.entry.definition_id,
                name=slot.entry.name,
                order=position + 1,
                notes=self._notes.beside(slots, position, week),
                warmup=warmup_text(
                    slot.exercise,
                    warmups[position],
                    self._sets.working_load(slot),
                    self._units,
                    is_first=position == 0,
                    beginner=self._beginner,
                ),
                group=slot.group,
                sets=self._sets.write(slot, alternates=slot.group is not None),
            )
            for position, slot in enumerate(slots)
        )
        minutes = workout_minutes(prescriptions, exercises)
        return Workout(
            name=day.name,
            day_number=number,
            weekday=day.weekday,
            minutes=minutes,
            notes=self._notes.of_workout(day.note, minutes, week),
            exercises=prescriptions,
        )
