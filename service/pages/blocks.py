"""The blocks of a program: runs of weeks with one aim, each ending before the next aim or after a light week."""

from dataclasses import dataclass

from service.pages.charts.week_figures import WeekFigures
from service.pages.figure_text import several
from strength.program import Program, Week

_AIMS = {
    "Build": "More sets at moderate loads, to lay the ground.",
    "Strengthen": "Heavier sets, a little fewer of them.",
    "Peak": "Heavy, short sets that show what you built.",
    "Taper": "Little work, so that you are fresh on test day.",
    "Test": "Top sets that measure what you gained.",
}
TONES = 4
"""Greys there are; a fifth block repeats the first, with its name printed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block.

    Attributes:
        name: "Build", or "Block 2" where the program names none.
        tone: class of its grey, 0-3.
        first: number of its first week.
        last: number of its last week.
        weeks: "Weeks 1–4".
        text: one sentence: the aim, the sets a week, the light week.
    """

    name: str
    tone: int
    first: int
    last: int
    weeks: str
    text: str


def blocks_of(program: Program, figures: tuple[WeekFigures, ...]) -> tuple[Block, ...]:
    """The blocks in order."""
    runs: list[list[Week]] = []
    for week in program.weeks:
        before = runs[-1][-1] if runs else None
        if before is None or _begins(week, before, runs[-1][0]):
            runs.append([])
        runs[-1].append(week)
    by_number = {one.number: one for one in figures}
    names = [_name(run[0], number) for number, run in enumerate(runs, start=1)]
    return tuple(
        _block(run, _numbered(names, number), number, [by_number[week.week_number] for week in run])
        for number, run in enumerate(runs)
    )


def _begins(week: Week, before: Week, first: Week) -> bool:
    if _is_light(week):
        return False
    return _is_light(before) or week.phase != first.phase


def _is_light(week: Week) -> bool:
    return week.is_deload or week.phase in ("Deload", "Test")


def _name(week: Week, number: int) -> str:
    return week.phase if week.phase and week.phase != "Deload" else f"Block {number}"


def _numbered(names: list[str], index: int) -> str:
    """The name, with a number where it occurs again."""
    name = names[index]
    return name if names.count(name) == 1 else f"{name} {names[: index + 1].count(name)}"


def _block(run: list[Week], name: str, number: int, figures: list[WeekFigures]) -> Block:
    first, last = run[0].week_number, run[-1].week_number
    working = [one.sets for one in figures if not one.note] or [one.sets for one in figures]
    low, high = min(working), max(working)
    sets = several(low, "set") if low == high else f"{low}\u2013{high} sets"
    light = [str(one.number) for one in figures if one.note in ("light", "test")]
    aim = _AIMS.get(run[0].phase or "", "")
    text = f"{aim} {sets} a week{f'; week {light[-1]} is light' if light and len(run) > 1 else ''}.".strip()
    weeks = f"Week {first}" if first == last else f"Weeks {first}\u2013{last}"
    return Block(name=name, tone=number % TONES, first=first, last=last, weeks=weeks, text=text)
