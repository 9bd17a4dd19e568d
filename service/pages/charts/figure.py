"""What a chart comes to: a sentence, a picture, and the numbers that it draws."""

from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The table behind a picture.

    Attributes:
        caption: what is counted, and how.
        head: of the columns; the first is the row's own.
        rows: as many cells each.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One small picture of a chart that has several.

    Attributes:
        message: what it shows, as a sentence or a name.
        note: under it; for the muscles the target and how it is met.
        kind: class of the note: "over" where something is wrong.
        svg: the picture.
    """

    message: str
    note: str
    svg: Markup
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One chart.

    Attributes:
        key: names it in the page.
        message: a sentence that the data prove.
        drawn: what is drawn.
        panels: one picture, or several.
        numbers: the same in figures.
    """

    key: str
    message: str
    drawn: str
    panels: tuple[Panel, ...]
    numbers: Numbers
