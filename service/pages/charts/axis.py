"""Axes: weeks from left to right, amounts from zero up to a full tick."""

from dataclasses import dataclass
from math import ceil

from markupsafe import Markup

from service.pages.charts.svg import line, shown, words


@dataclass(frozen=True, slots=True, kw_only=True)
class Plane:
    """Where values land in a picture.

    Attributes:
        left: edge of the plot.
        right: edge of the plot.
        top: y of `high`.
        bottom: y of `low`.
        low: value at the bottom.
        high: value at the top.
        count: columns.
    """

    left: float
    right: float
    top: float
    bottom: float
    low: float
    high: float
    count: int

    @property
    def step(self) -> float:
        """Width of a column."""
        return (self.right - self.left) / max(1, self.count)

    def x(self, column: int) -> float:
        """Middle of a column, counted from 0."""
        return self.left + (column + 0.5) * self.step

    def y(self, value: float) -> float:
        """Height of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - self.top)


def full_tick(most: float, step: float) -> float:
    """The next full tick above a maximum, so that the highest bar never touches the top."""
    return step * (ceil(most / step) if most % step else most / step + 1) if most > 0 else step


def ticks(plane: Plane, step: float, suffix: str = "") -> Markup:
    """Grid lines and their values."""
    drawn: list[Markup] = []
    value = plane.low
    while value <= plane.high + 1e-9:
        y = plane.y(value)
        drawn.append(line(plane.left, y, plane.right, y, "axis" if value == plane.low else "grid"))
        drawn.append(words(f"{shown(value)}{suffix}", x=plane.left - 4, y=y + 4, anchor="end"))
        value += step
    return Markup("").join(drawn)


def week_numbers(plane: Plane, numbers: tuple[int, ...]) -> Markup:
    """The number of every week under its column."""
    return Markup("").join(
        words(str(number), x=plane.x(column), y=plane.bottom + 14, anchor="middle")
        for column, number in enumerate(numbers)
    )
