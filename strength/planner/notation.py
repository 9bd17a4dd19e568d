"""Reads the compact day sheets into values."""

from dataclasses import dataclass
from functools import cache

from strength.planner.function import Function
from strength.planner.sheets import SHEETS
from strength.request import Experience

ROLES = frozenset("MVLSAICT")
"""Main, volume, light, secondary, accessory, isolation, core by reps, core by time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSlot:
    """A place on a sheet.

    Attributes:
        functions: what it is for; two when the seed chooses one for each mesocycle.
        role: one letter of `ROLES`.
        sets: working sets in the middle of the program.
    """

    functions: tuple[Function, ...]
    role: str
    sets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDay:
    """A day of a split: its name and its slots in execution order."""

    name: str
    slots: tuple[SheetSlot, ...]


@cache
def sheet_days(split: str, experience: Experience) -> tuple[SheetDay, ...]:
    """The days of a split at a level.

    Raises:
        KeyError: there is no such split.
        ValueError: its text is not in the notation.
    """
    return tuple(_day(line, experience.level - 1) for line in SHEETS[split].strip().splitlines() if line.strip())


def _day(line: str, level_index: int) -> SheetDay:
    name, _, cells = line.partition(" | ")
    slots = [slot for cell in cells.split(", ") if (slot := _slot(cell.strip(), level_index)) is not None]
    return SheetDay(name=name.strip(), slots=tuple(slots))


def _slot(cell: str, level_index: int) -> SheetSlot | None:
    what, _, doses = cell.partition(" ")
    codes, _, role = what.partition(":")
    if role not in ROLES:
        msg = f"sheet slot {cell!r}: role {role!r} is none of {''.join(sorted(ROLES))}"
        raise ValueError(msg)
    by_level = doses.split("/")
    dose = by_level[min(level_index, len(by_level) - 1)]
    if dose == "-":
        return None
    return SheetSlot(functions=tuple(Function(code) for code in codes.split("~")), role=role, sets=int(dose))
