"""Small charts as SVG text: weeks as bars or a line, dimensions as bars with the baseline's mark."""

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 260, 84
_LEFT, _TOP, _BOTTOM = 30, 6, 16
_ROW, _NAME, _VALUE = 15, 84, 34


def bars(title: str, values: Sequence[float], *, light: Sequence[bool], unit: str) -> str:
    """A bar for each week; light ones are easier weeks.

    Args:
        title: what it shows, read out by a screen reader.
        values: one a week, 0 or more.
        light: which of them are drawn light.
        unit: behind the numbers of the title.
    """
    most = max(values, default=0.0) or 1.0
    step = (WIDTH - _LEFT) / max(1, len(values))
    shapes: list[str] = []
    for at, value in enumerate(values):
        height = (HEIGHT - _TOP - _BOTTOM) * value / most
        shapes.append(
            f'<rect class="{"easy" if light[at] else "bar"}" x="{_LEFT + at * step + 1:.1f}" '
            f'y="{HEIGHT - _BOTTOM - height:.1f}" width="{max(1.0, step - 2):.1f}" height="{height:.1f}">'
            f"<title>week {at + 1}: {value:g} {escape(unit)}</title></rect>"
        )
    return _chart(title, values, "".join(shapes), low=0.0, high=most, unit=unit)


def line(title: str, values: Sequence[float], *, unit: str, is_filled: bool = False) -> str:
    """A line over the weeks, its scale from the lowest value to the highest; filled ones start at 0."""
    high = max(values, default=1.0) or 1.0
    low = 0.0 if is_filled else min(values, default=0.0)
    span = (high - low) or 1.0
    step = (WIDTH - _LEFT) / max(1, len(values))
    depth = HEIGHT - _TOP - _BOTTOM
    points = [
        (_LEFT + (at + 0.5) * step, HEIGHT - _BOTTOM - depth * (value - low) / span) for at, value in enumerate(values)
    ]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    shapes = f'<polyline class="line" points="{path}"/>'
    if is_filled and points:
        floor = HEIGHT - _BOTTOM
        shapes = (
            f'<polygon class="area" points="{points[0][0]:.1f},{floor} {path} {points[-1][0]:.1f},{floor}"/>' + shapes
        )
    shapes += "".join(
        f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="2"><title>week {at + 1}: {values[at]:g} {escape(unit)}</title></circle>'
        for at, (x, y) in enumerate(points)
    )
    return _chart(title, values, shapes, low=low, high=high, unit=unit)


def dimension_bars(scores: Mapping[str, float], before: Mapping[str, float]) -> str:
    """A bar for each dimension, 0-1, with a mark where the baseline has it."""
    width = WIDTH - _NAME - _VALUE
    rows: list[str] = []
    for at, (name, score) in enumerate(scores.items()):
        y = at * _ROW
        mark = ""
        if name in before:
            x = _NAME + width * before[name]
            mark = f'<line class="mark" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 1}" y2="{y + _ROW - 3}"/>'
        rows.append(
            f'<text x="0" y="{y + 10}">{escape(name)}</text>'
            f'<rect class="track" x="{_NAME}" y="{y + 3}" width="{width}" height="7"/>'
            f'<rect class="bar" x="{_NAME}" y="{y + 3}" width="{width * score:.1f}" height="7"/>{mark}'
            f'<text x="{WIDTH}" y="{y + 10}" text-anchor="end">{score:.2f}</text>'
        )
    height = _ROW * max(1, len(scores))
    said = ", ".join(f"{name} {score:.2f}" for name, score in scores.items())
    return (
        f'<svg role="img" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}">'
        f"<title>Score by dimension: {escape(said)}</title>{''.join(rows)}</svg>"
    )


def _chart(title: str, values: Sequence[float], shapes: str, *, low: float, high: float, unit: str) -> str:
    floor = HEIGHT - _BOTTOM
    said = f"{title} by week, in {unit}: {', '.join(f'{value:g}' for value in values)}"
    return (
        f'<figure><figcaption>{escape(title)}</figcaption><svg role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}"><title>{escape(said)}</title>'
        f'<line class="axis" x1="{_LEFT}" x2="{WIDTH}" y1="{floor}" y2="{floor}"/>'
        f'<text x="{_LEFT - 4}" y="{_TOP + 8}" text-anchor="end">{high:.3g}</text>'
        f'<text x="{_LEFT - 4}" y="{floor}" text-anchor="end">{low:.3g}</text>{shapes}'
        f'<text x="{_LEFT}" y="{HEIGHT - 3}">1</text>'
        f'<text x="{WIDTH}" y="{HEIGHT - 3}" text-anchor="end">{len(values)}</text></svg></figure>'
    )
