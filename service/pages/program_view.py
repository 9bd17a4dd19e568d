"""A program as its page shows it: why, plan, proof, workouts, score; decided here, written down by the template."""

import re
from dataclasses import dataclass
from typing import Literal

from service.pages.blocks import Block, blocks_of
from service.pages.change_form import examples_of
from service.pages.change_list import ChangeList
from service.pages.charts.block_strip import block_strip
from service.pages.charts.calendar import Calendar, calendar
from service.pages.charts.figure import Figure
from service.pages.charts.heaviest_set import heaviest_set
from service.pages.charts.muscle_sets import muscle_sets
from service.pages.charts.session_length import session_length
from service.pages.charts.week_figures import note_of_week, week_figures
from service.pages.charts.work_per_week import work_per_week
from service.pages.figure_text import several
from service.pages.job_answers import hurt_of, maxima_line
from service.pages.labels import GOALS, LEVELS_INLINE
from service.pages.lineage import Lineage, Relative
from service.pages.look import Unit
from service.pages.moment import Moment, moment_of
from service.pages.note import Note
from service.pages.page_source import JobJson, ShownProgram
from service.pages.program_notes import notes_of
from service.pages.score_rows import ScoreRow, score_rows
from service.pages.sheet import SheetWeek, sheet_of
from service.pages.verdict import verdict_of
from strength.catalog import Catalog
from strength.program import Program
from strength.scoring import score

MOST_SESSIONS = 60
"""Beyond so many sessions a page shows one week in one unit (design 11, section 9)."""
FIRST_NOTES = 3
Fit = Literal["both", "one", "week"]
"""Every week in both units, every week in one, or one week in one."""
_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekLink:
    """One link of the week bar."""

    number: int
    note: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramView:
    """Everything the page shows.

    Attributes:
        is_whole: every week is on the page.
        is_large: one week and one unit at a time, unless all are asked for.
        native: unit that the program was written in; other loads are rounded to what exists.
        strip: the blocks to scale, as markup.
        examples: sentences that would change it; none for a program that cannot be changed.
        older: the version that it was made of.
        newer: versions that were made of it.
        changes: what differs from the older version.
    """

    program_id: str
    name: str
    kind: str
    created: Moment | None
    facts: tuple[str, ...]
    total: int
    verdict: str
    reasons: tuple[str, ...]
    notes: tuple[Note, ...]
    more_notes: tuple[Note, ...]
    blocks: tuple[Block, ...]
    strip: str
    calendar: Calendar
    figures: tuple[Figure, ...]
    muscles: Figure
    links: tuple[WeekLink, ...]
    weeks: tuple[SheetWeek, ...]
    is_whole: bool
    is_large: bool
    scores: tuple[ScoreRow, ...]
    model: str
    job: JobJson | None
    native: Unit
    examples: tuple[str, ...] = ()
    older: Relative | None = None
    newer: tuple[Relative, ...] = ()
    changes: ChangeList | None = None


def fits_of(program: Program) -> tuple[Fit, ...]:
    """How a program may be shown, the fullest first; what comes out too long gives way to the next."""
    sessions = sum(len(week.workouts) for week in program.weeks)
    return ("week",) if sessions > MOST_SESSIONS else ("both", "one", "week")


def native_of(program: Program) -> Unit:
    """The unit that the program's loads are written in; pounds where it says nothing, as published ones do."""
    return "kg" if program.units is not None and program.units.value == "kg" else "lbs"


def program_view(
    shown: ShownProgram,
    program_id: str,
    catalog: Catalog,
    *,
    unit: Unit,
    week: str | None,
    fit: Fit,
    lineage: Lineage | None = None,
) -> ProgramView:
    """The page of a program.

    Args:
        shown: the program and what is known beside it.
        program_id: its id.
        catalog: what the exercises are.
        unit: that the reader wants.
        week: what the address asks for: a number, "all", or nothing.
        fit: how much stands on the page at once.
        lineage: its other versions; None when there are none to show.
    """
    versions = lineage or Lineage()
    program = shown.program
    figures = week_figures(program, catalog)
    blocks = blocks_of(program, figures)
    is_large = fit == "week"
    is_whole = not is_large or week == "all"
    numbers = [one.week_number for one in program.weeks]
    opened = next((number for number in numbers if str(number) == week), numbers[0])
    card = shown.scorecard or score(program, None, catalog)
    notes = notes_of(program, catalog)
    units: tuple[Unit, ...] = ("kg", "lbs") if fit == "both" else (unit,)
    length = session_length(figures, program.session_minutes)
    job = shown.job
    return ProgramView(
        program_id=program_id,
        name=program.name,
        kind=f"{GOALS[program.goal.value][0]} program",
        created=moment_of(shown.created_at),
        facts=tuple(_facts(program, job)),
        total=round(card.total),
        verdict=verdict_of(card.total),
        reasons=tuple(_SENTENCES.split(program.rationale.strip())) if program.rationale else (),
        notes=tuple(notes if len(notes) <= FIRST_NOTES + 1 else notes[:FIRST_NOTES]),
        more_notes=tuple(notes[FIRST_NOTES:] if len(notes) > FIRST_NOTES + 1 else ()),
        blocks=blocks,
        strip=block_strip(blocks),
        calendar=calendar(program, blocks),
        figures=(
            work_per_week(figures, blocks),
            heaviest_set(figures, program.goal),
            *((length,) if length is not None else ()),
        ),
        muscles=muscle_sets(program, figures),
        links=tuple(
            WeekLink(
                number=one.week_number,
                note=note_of_week(one),
                href=f"#w{one.week_number}" if is_whole else f"?week={one.week_number}#w{one.week_number}",
                is_current=one.week_number == opened,
            )
            for one in program.weeks
        ),
        weeks=sheet_of(program, catalog, units, None if is_whole else opened),
        is_whole=is_whole,
        is_large=is_large,
        scores=score_rows(card),
        model="" if job is None else str(job["model"] or ""),
        job=job,
        native=native_of(program),
        # only what was designed here can be changed
        examples=examples_of(program, hurt_of({} if job is None else job["params"])) if program.blueprint else (),
        older=versions.older,
        newer=versions.newer,
        changes=versions.changes(shown, catalog),
    )


def _facts(program: Program, job: JobJson | None) -> list[str]:
    facts = [several(program.frequency, "day") + " a week", several(len(program.weeks), "week")]
    facts.append(LEVELS_INLINE[program.experience.value])
    maxima = "" if job is None else maxima_line(job["params"])
    return [*facts, maxima] if maxima else facts
