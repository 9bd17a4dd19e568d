"""The summary of a checked program that a review reads: about a thousand tokens, made by code, the same for the same program.

No word of the lifter's is in it: not the notes, not words for equipment that we do not know, not the name of an exercise
of the lifter's own. Names of days are the design's, and were screened before.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from strength.blueprint import Blueprint, Day, Slot
from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.landmarks import kappa, landmark
from strength.muscle import Muscle
from strength.pool import Pool
from strength.program import Prescription, Program, SetPrescription, Week
from strength.rendering.chart import WeekFigure, week_figure
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from strength.scoring.verdict import GOOD
from strength.volume import fractional_sets, hard_sets

HEADING = "# Program\n"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_EASED = ("Taper", "Test")
"""Phases whose sets say nothing about how the work before them grows."""

_MOST_RUNS = 3
"""Runs of equal sets that are written of one exercise; no scheme makes more that differ."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSummary:
    """What a review reads.

    Attributes:
        text: the message.
        slots: number of slots of each day, in the blueprint's order: the places that exist.
    """

    text: str
    slots: tuple[int, ...]

    def has(self, at: str) -> bool:
        """Whether a place as findings name it exists."""
        day, _, slot = at.partition(".")
        if not day:
            return not slot
        number = int(day)
        return 1 <= number <= len(self.slots) and (not slot or 1 <= int(slot) <= self.slots[number - 1])


def summary_of(
    blueprint: Blueprint, program: Program, scorecard: Scorecard, request: ProgramRequest, pool: Pool
) -> ReviewSummary:
    """The summary of a program.

    Args:
        blueprint: its design, as it stands after repair.
        program: the design's expansion.
        scorecard: how good it is.
        request: what was asked.
        pool: knows the lifter's own exercises.
    """
    known = {**load_catalog().by_slug, **{slug: entry.exercise for slug, entry in pool.entries.items()}}
    text = "\n".join(
        [
            HEADING + _asked(request),
            "# Weeks",
            *_weeks(program),
            "# Days",
            *(
                line
                for number, day in enumerate(blueprint.days, start=1)
                for line in _day(number, day, blueprint, program, known)
            ),
            "# Sets by muscle",
            _muscles(program, request, known),
            "# Score",
            *_score(scorecard),
        ]
    )
    return ReviewSummary(text=text, slots=tuple(len(day.slots) for day in blueprint.days))


def _asked(request: ProgramRequest) -> str:
    kit = ", ".join(sorted(token.value for token in request.owned))
    lines = [
        f"{request.goal.value}, {request.experience.value}, {request.frequency} workouts a week of at most "
        f"{request.session_minutes} min, {request.weeks} weeks",
        f"kit: {kit}",
    ]
    if request.limitations:
        lines.append(
            "limited: " + ", ".join(f"{item.area.value} ({item.severity.value})" for item in request.limitations)
        )
    if request.focus:
        lines.append("more for: " + ", ".join(muscle.value for muscle in request.focus))
    return "\n".join(lines)


def _weeks(program: Program) -> Iterable[str]:
    """One line for each run of weeks of the same phase."""
    for (phase, is_deload), run in groupby(program.weeks, key=lambda week: (week.phase or "", week.is_deload)):
        weeks = list(run)
        figures = [week_figure(week) for week in weeks]
        name = phase or ("Deload" if is_deload else "Work")
        numbers = _span(str(weeks[0].week_number), str(weeks[-1].week_number))
        yield f"{numbers} {name}: {_figures(figures)}"


def _figures(figures: list[WeekFigure]) -> str:
    first, last = figures[0], figures[-1]
    parts = [f"{_span(str(first.sets), str(last.sets))} sets a week"]
    if first.rpe is not None and last.rpe is not None:
        parts.append(f"RPE {_span(f'{first.rpe:.1f}', f'{last.rpe:.1f}')}")
    if first.percent is not None and last.percent is not None:
        parts.append(f"{_span(f'{first.percent:.0f}', f'{last.percent:.0f}')} %1RM")
    return ", ".join(parts)


def _day(number: int, day: Day, blueprint: Blueprint, program: Program, known: Mapping[str, Exercise]) -> Iterable[str]:
    found = [[workout for workout in week.workouts if workout.weekday == day.weekday] for week in program.weeks]
    minutes = max((workout.minutes or 0 for workouts in found for workout in workouts), default=0)
    yield f"{number} {_WEEKDAYS[day.weekday - 1]} {day.name}, {minutes} min"
    for place, slot in enumerate(day.slots, start=1):
        names = " / ".join(dict.fromkeys(_name(slug, known) for slug in slot.exercises))
        role = blueprint.scheme(slot.scheme).slot_role
        group = f", superset {slot.group}" if slot.group else ""
        yield f"{number}.{place} {names}, {role}{group}: {_sets(slot, day, program)}"


def _name(slug: str, known: Mapping[str, Exercise]) -> str:
    if (listed := load_catalog().get(slug)) is not None:
        return listed.name
    own = known.get(slug)
    return "own exercise" if own is None else f"own exercise ({own.pattern.value})"


def _sets(slot: Slot, day: Day, program: Program) -> str:
    """Its sets in the first and the last working week that has it."""
    work = [week for week in program.weeks if not week.is_deload and week.phase not in _EASED] or list(program.weeks)
    written = [_runs(prescription) for week in work for prescription in _of_slot(slot, day, week)]
    return _span(written[0], written[-1], " -> ") if written else "left out"


def _of_slot(slot: Slot, day: Day, week: Week) -> Iterable[Prescription]:
    for workout in week.workouts:
        if workout.weekday == day.weekday:
            yield from (item for item in workout.exercises if item.slug in slot.exercises and item.sets)


def _runs(prescription: Prescription) -> str:
    runs = [list(run) for _, run in groupby(prescription.sets, key=lambda item: (item.reps, item.percent1rm))]
    return " + ".join(_run(run) for run in runs[:_MOST_RUNS])


def _run(sets: list[SetPrescription]) -> str:
    first = sets[0]
    percent = "" if first.percent1rm is None else f" {first.percent1rm:.0f}%"
    effort = "" if first.rpe is None else f" RPE {first.rpe:g}"
    return f"{len(sets)}x{first.reps}{percent}{effort}"


def _muscles(program: Program, request: ProgramRequest, known: Mapping[str, Exercise]) -> str:
    """The fullest week, beside where progress starts and where more stops paying, both scaled to the time there is."""
    fullest = max(program.weeks, key=hard_sets)
    counts = fractional_sets(fullest, known)
    share = kappa(request)
    marks = {muscle: landmark(muscle, request.experience.level, request.goal) for muscle in Muscle}
    return ", ".join(
        f"{muscle.value} {counts.get(muscle, 0.0):g} ({mark.mav_low * share:.0f}-{mark.mav_high:.0f})"
        for muscle, mark in marks.items()
    )


def _score(scorecard: Scorecard) -> Iterable[str]:
    """The total and what is below good with its reason; of the rest only the names."""
    yield f"{scorecard.total:.0f} of 100"
    low = {name: item for name, item in scorecard.dimensions.items() if item.score < GOOD}
    yield from (f"{name} {item.score:.2f}: {item.reason}" for name, item in low.items())
    yield "good: " + ", ".join(name for name in scorecard.dimensions if name not in low)


def _span(first: str, last: str, sign: str = "-") -> str:
    return first if first == last else f"{first}{sign}{last}"
