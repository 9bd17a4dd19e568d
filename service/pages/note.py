"""A note: what is so, and what to do about it."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["err", "warn", "info", "ok"]
MARKS: dict[Kind, str] = {"err": "✕", "warn": "▲", "info": "i", "ok": "✓"}
_ORDER: tuple[Kind, ...] = ("err", "warn", "info", "ok")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """One note.

    Attributes:
        kind: how much it matters.
        what: one bold sentence.
        then: what to do, or more of it.
        code: a stable word for support, or "".
    """

    kind: Kind
    what: str
    then: str = ""
    code: str = ""

    @property
    def mark(self) -> str:
        """The sign beside it, for those who do not see the colour."""
        return MARKS[self.kind]


def sorted_notes(notes: list[Note]) -> list[Note]:
    """The most severe first, else as they came."""
    return sorted(notes, key=lambda one: _ORDER.index(one.kind))
