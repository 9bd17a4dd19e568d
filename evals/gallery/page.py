"""A gallery page: one lifter's program as plain text, full enough to hand to a friend."""

import re
from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap

from evals.gallery.people import Person
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Prescription, Program, Week, Workout
from strength.rendering.chart import mesocycle_chart
from strength.rendering.lines import workout_lines, workout_title
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from tools.program_check import check_program

WIDTH = 100
_TARGET = re.compile(r"Aim for (\d+)")
_KEY = (
    "Sets x repetitions. RPE says how hard: 10 less what you could still have done, so RPE 8 leaves two. The time is the "
    "rest between sets; exercises with the same letter alternate. Warm-ups come before the sets and do not count."
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def page(person: Person) -> str:
    """The page of one person, made by the same code that answers a request: plan, expand, repair, score.

    Raises:
        ValueError: the program of this person would not be shipped.
    """
    catalog = load_catalog()
    pool = catalog_pool(person.request, catalog.exercises)
    report = check_program(plan(person.request, pool), person.request, pool, catalog)
    if report.program is None or report.scorecard is None or report.hard:
        codes = [violation.code for violation in report.hard]
        msg = f"the program of {person.key!r} has hard violations {codes!r}; a gallery shows what is shipped"
        raise ValueError(msg)
    return "\n".join(_page(person, report.program, report.scorecard)) + "\n"


def _page(person: Person, program: Program, scorecard: Scorecard) -> Iterator[str]:
    yield from (person.who, "=" * len(person.who), "", *wrap(person.story, WIDTH), "")
    yield from wrap(f"Asked: {asked(person.request)}", WIDTH, subsequent_indent="       ")
    yield from ("", program.name, "-" * len(program.name), "", *wrap(program.rationale or "", WIDTH))
    if program.warnings:
        yield ""
    for warning in program.warnings:
        yield from wrap(f"! {warning}", WIDTH, subsequent_indent="  ")
    yield from ("", "The weeks", "", mesocycle_chart(program))
    first, *later = program.weeks
    yield from ("", "How to read it", "", *wrap(_KEY, WIDTH))
    yield from ("", *week_page(first))
    yield from ("", "The leading lifts, week by week", "", *_leading(program))
    changes = list(_changes(program))
    if changes:
        yield from ("", "Exercises that change", "", *changes)
    easier = next((week for week in later if week.is_deload), None)
    if easier is not None:
        yield from ("", *week_page(easier))
    if program.weeks[-1] is not easier:
        yield from ("", *week_page(program.weeks[-1]))
    yield from ("", f"Score {scorecard.total:.1f} of 100, read as {scorecard.kind}", "")
    for name, dimension in scorecard.dimensions.items():
        yield f"  {name:12} {100 * dimension.score:5.1f}  {dimension.reason}"


def asked(request: ProgramRequest) -> str:
    """The request as a sentence a person would write."""
    parts = [
        f"{request.goal.value}, {request.experience.value}, {request.weeks} weeks, {request.frequency} days of "
        f"{request.session_minutes} minutes",
        f"kit: {', '.join(request.equipment) or 'none'}",
    ]
    if request.days:
        parts.append("on " + ", ".join(_WEEKDAYS[day - 1] for day in request.days))
    for limit in request.limitations:
        parts.append(f"{limit.area.value.replace('_', ' ')}: {limit.severity.value.replace('_', ' ')}")
    if request.focus_muscles:
        parts.append("focus: " + ", ".join(request.focus_muscles))
    if request.one_rep_maxes:
        lifts = ", ".join(f"{lift.value} {load:g}" for lift, load in request.one_rep_maxes.items())
        parts.append(f"maxima {lifts} {request.units.value}")
    return "; ".join(parts)


def week_page(week: Week) -> Iterator[str]:
    """A week in full, warm-ups and pairs included."""
    yield f"Week {week.week_number} in full{f' - {week.phase}' if week.phase else ''}"
    for workout in week.workouts:
        yield ""
        yield from _workout(workout)


def _workout(workout: Workout) -> Iterator[str]:
    yield workout_title(workout)
    rows = [
        (f"{line.group} " if line.group else "") + line.exercise for line in workout_lines(workout) if line.exercise
    ]
    width = max(len(row) for row in rows)
    for line in workout_lines(workout):
        name = f"{line.group} {line.exercise}" if line.group else line.exercise
        cells = f"{line.sets:<10} {line.load:<8} {line.effort:<8} {line.rest:<5}"
        yield f"  {name:<{width}}  {cells}  {line.note}".rstrip()
    for row in workout.exercises:
        if row.warmup:
            yield f"    warm-up for {row.name}: {row.warmup}"
    if workout.notes:
        yield from wrap(workout.notes, WIDTH, initial_indent="  ", subsequent_indent="  ")


def lead_text(row: Prescription) -> str:
    """The sets in short, "1x5 @ 172.5kg + 4x5 @ 162.5kg"; by effort where no load is known, with the week's target."""
    parts: list[str] = []
    for (reps, weight, rpe), run in groupby(row.sets, key=lambda item: (item.reps, item.weight, item.rpe)):
        count = len(list(run))
        load = weight or ("" if rpe is None else f"RPE {rpe:g}")
        parts.append(f"{count}x{reps}" + (f" @ {load}" if load else ""))
    target = _TARGET.match(row.notes or "")
    return " + ".join(parts) + (f" (aim for {target[1]})" if target else "")


def _leads(program: Program) -> dict[tuple[int, str], str]:
    """(day, name) of what leads a day or carries a load, in order, with the weekday."""
    found: dict[tuple[int, str], str] = {}
    for week in program.weeks:
        for day, workout in enumerate(week.workouts):
            for row in workout.exercises:
                if row.order == 1 or any(item.percent1rm is not None for item in row.sets):
                    weekday = _WEEKDAYS[workout.weekday - 1] if workout.weekday else f"Day {day + 1}"
                    found.setdefault((day, row.name), weekday)
    return dict(sorted(found.items(), key=lambda item: item[0][0]))


def _leading(program: Program) -> Iterator[str]:
    for (day, name), weekday in _leads(program).items():
        weeks: list[tuple[int, str]] = []
        for week in program.weeks:
            row = next((item for item in week.workouts[day].exercises if item.name == name), None)
            if row is not None:
                weeks.append((week.week_number, lead_text(row)))
        runs = [(text, [number for number, _ in run]) for text, run in groupby(weeks, key=lambda item: item[1])]
        texts = [f"{_span(numbers)} {text}" for text, numbers in runs]
        yield from wrap(f"{weekday} {name}: " + "; ".join(texts), WIDTH, subsequent_indent="    ")


def _span(numbers: list[int]) -> str:
    return f"w{numbers[0]}" if len(numbers) == 1 else f"w{numbers[0]}-{numbers[-1]}"


def _changes(program: Program) -> Iterator[str]:
    for before, after in zip(program.weeks, program.weeks[1:], strict=False):
        if len(before.workouts) != len(after.workouts):
            continue
        for one, other in zip(before.workouts, after.workouts, strict=True):
            old, new = [row.name for row in one.exercises], [row.name for row in other.exercises]
            gone, come = [name for name in old if name not in new], [name for name in new if name not in old]
            if come:
                yield f"  week {after.week_number}, {other.name}: {', '.join(gone) or 'nothing'} -> {', '.join(come)}"
