"""What differs between two versions of a program, as the newer one's page shows it: by day, with sign, word and reason."""

from dataclasses import dataclass
from typing import Literal

from service.pages.figure_text import joined, several
from strength.revision.difference import DayDifference, Difference, ExerciseDifference, FigureDifference

ChangeKind = Literal["added", "removed", "changed"]
_MARKS: dict[ChangeKind, str] = {"added": "+", "removed": "−", "changed": "→"}


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """One thing that differs.

    Attributes:
        kind: the word beside it.
        name: of what.
        before: as it was, or "".
        after: as it is, or "".
        why: a sentence, or "" where the day's own says it.
    """

    kind: ChangeKind
    name: str
    before: str
    after: str
    why: str

    @property
    def mark(self) -> str:
        """The sign beside it."""
        return _MARKS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeDay:
    """One day that differs.

    Attributes:
        name: as it is now; as it was when it is gone.
        was: its name before, where it had another.
        line: minutes and sets, before and now.
        why: a sentence.
    """

    kind: ChangeKind
    name: str
    was: str
    line: str
    why: str
    rows: tuple[ChangeRow, ...]

    @property
    def mark(self) -> str:
        """The sign beside it."""
        return _MARKS[self.kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeList:
    """Everything that differs."""

    figures: tuple[ChangeRow, ...]
    days: tuple[ChangeDay, ...]
    muscles: tuple[ChangeRow, ...]
    loads: tuple[ChangeRow, ...]

    @property
    def summary(self) -> str:
        """How much, in a sentence."""
        parts = [several(len(self.days), "day of the week", "days of the week") if self.days else ""]
        parts += [several(len(self.loads), "load") if self.loads else ""]
        said = [part for part in parts if part]
        verb = "differs" if len(self.days) + len(self.loads) == 1 else "differ"
        return f"{joined(said)} {verb}." if said else "The workouts stay as they were."


def change_list(told: Difference) -> ChangeList:
    """The differences as the page shows them."""
    return ChangeList(
        figures=tuple(_figure(one) for one in told.figures),
        days=tuple(_day(one) for one in told.days),
        muscles=tuple(
            _row(one.muscle.capitalize(), f"{one.before:g} sets", f"{one.after:g} sets", one.why)
            for one in told.muscles
        ),
        loads=tuple(
            _row(
                one.exercise, _span(one.first_before, one.most_before), _span(one.first_after, one.most_after), one.why
            )
            for one in told.loads
        ),
    )


def _row(name: str, before: str, after: str, why: str) -> ChangeRow:
    return ChangeRow(kind="changed", name=name, before=before, after=after, why=why)


def _figure(one: FigureDifference) -> ChangeRow:
    name = f"{one.what[:1].upper()}{one.what[1:]}"
    if one.what != "equipment":
        return _row(name, one.before, one.after, one.why)
    # two long lists of things are alike but for a few: those are what is to be said
    before, after = one.before.split(", "), one.after.split(", ")
    gone, new = [item for item in before if item not in after], [item for item in after if item not in before]
    return _row(name, f"without {', '.join(gone)}" if gone else "", f"with {', '.join(new)}" if new else "", one.why)


def _day(one: DayDifference) -> ChangeDay:
    kind: ChangeKind = "added" if one.before is None else "removed" if one.after is None else "changed"
    reasons = {item.why for item in one.exercises}
    # what is so of every exercise is said once, of the day
    shared = reasons.pop() if len(reasons) == 1 else ""
    return ChangeDay(
        kind=kind,
        name=one.after or one.before or "",
        was=one.before if one.before and one.after and one.before != one.after else "",
        line=" · ".join(
            part
            for part in (
                _arrow(one.minutes_before, one.minutes_after, "min"),
                _arrow(one.sets_before or None, one.sets_after or None, "sets"),
            )
            if part
        ),
        why=" ".join(dict.fromkeys(part for part in (one.why, shared) if part)),
        rows=tuple(_exercise(item, (one.why, shared)) for item in one.exercises),
    )


def _arrow(before: int | None, after: int | None, unit: str) -> str:
    known = [str(one) for one in dict.fromkeys((before, after)) if one is not None]
    return f"{' → '.join(known)} {unit}" if known else ""


def _exercise(one: ExerciseDifference, said: tuple[str, ...]) -> ChangeRow:
    kind: ChangeKind = "added" if one.before is None else "removed" if one.after is None else "changed"
    why = "" if one.why in said else one.why
    return ChangeRow(kind=kind, name=one.name, before=_sets(one.before), after=_sets(one.after), why=why)


def _sets(text: str | None) -> str:
    return (text or "").replace(" x ", " × ")


def _span(first: str | None, most: str | None) -> str:
    if first is None or most is None:
        return "no load"
    return first if first == most else f"{first} to {most}"
