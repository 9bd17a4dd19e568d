"""Heaviest set: one panel for each main lift, as percent of its maximum; by effort or repetitions where none is known."""

from collections.abc import Sequence
from typing import TypeAlias

from markupsafe import Markup

from service.pages.charts.axis import Plane, ticks, week_numbers
from service.pages.charts.figure import Figure, Numbers, Panel
from service.pages.charts.svg import WIDTH, box, drawing, element, words
from service.pages.charts.week_figures import WeekFigures
from service.pages.figure_text import UNKNOWN, number
from strength.exercise import Lift
from strength.request import Goal

ZONES: dict[Goal, tuple[float, float]] = {
    Goal.STRENGTH: (68.0, 84.0),
    Goal.POWERLIFTING: (73.0, 84.0),
    Goal.HYPERTROPHY: (60.0, 80.0),
}
"""Average intensity of a goal's good programs, percent of one-rep maximum (design 11, section 5)."""

Values: TypeAlias = Sequence[float | None]

_LIFTS = (Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT)
_LOW, _LOWER, _TOP = 70.0, 50.0, 100.0
_HEIGHT = 120.0
_ROOM = 10.0
"""Height that a label needs over its point."""


def heaviest_set(figures: tuple[WeekFigures, ...], goal: Goal) -> Figure:
    """The chart of a program's weeks."""
    known = [lift for lift in _LIFTS if any(lift in one.heaviest for one in figures)]
    if known:
        return _by_percent(figures, goal, known)
    if any(one.effort is not None for one in figures):
        return _alone(figures, "effort")
    return _alone(figures, "reps")


def _by_percent(figures: tuple[WeekFigures, ...], goal: Goal, known: list[Lift]) -> Figure:
    series = {lift: [one.heaviest.get(lift) for one in figures] for lift in known}
    every = [value for values in series.values() for value in values if value is not None]
    low = _LOWER if min(every) < _LOW else _LOW
    # no set of a program weighs more than the maximum by more than a test's single
    high = _TOP if max(every) <= _TOP else 110.0
    firsts = [next(value for value in values if value is not None) for values in series.values()]
    first, last = min(firsts), max(every)
    message = (
        f"Your heaviest set climbs from {number(first)}% to {number(last)}% of your max."
        if last > first
        else f"Your heaviest set stays at {number(first)}% of your max."
    )
    panels = tuple(
        Panel(
            message=lift.value.capitalize(),
            note="",
            svg=_panel(figures, values, low, high, ZONES[goal], "%", f"{lift.value}: heaviest set by week"),
        )
        for lift, values in series.items()
    )
    zone_low, zone_high = ZONES[goal]
    return Figure(
        key="heaviest",
        message=message,
        drawn=f"Heaviest set a week, % of today's max. Shaded: where most sets belong, {zone_low:g}–{zone_high:g}%.",
        panels=panels,
        numbers=Numbers(
            caption="Heaviest set of each week, percent of your current one-rep maximum.",
            head=("Week", *(lift.value.capitalize() for lift in known)),
            rows=tuple((str(one.number), *(_cell(one.heaviest.get(lift), "%") for lift in known)) for one in figures),
        ),
    )


def _alone(figures: tuple[WeekFigures, ...], what: str) -> Figure:
    is_effort = what == "effort"
    values = [one.effort if is_effort else one.repetitions for one in figures]
    known = [value for value in values if value is not None] or [0.0]
    first, last = round(known[0], 1), round(max(known), 1)
    name = "effort" if is_effort else "repetitions"
    rises = (
        f"rises from {_mark(first, is_effort)} to {_mark(last, is_effort)}"
        if last > first
        else f"stays at {_mark(first, is_effort)}"
    )
    message = f"Average effort {rises}." if is_effort else f"Average repetitions: {rises}."
    low, high = (5.0, 10.0) if is_effort else (0.0, 10.0 * (int(max(known)) // 10 + 1))
    svg = _panel(figures, values, min([low, *known]), high, None, "", message)
    drawn = "Average RPE a week. RPE 8 leaves two reps in reserve." if is_effort else "Average repetitions a set."
    return Figure(
        key="heaviest",
        message=message,
        drawn=drawn,
        panels=(Panel(message="", note="", svg=svg),),
        numbers=Numbers(
            caption=f"Average {name} of each week's sets; no max is known, so there is no percentage.",
            head=("Week", "RPE" if is_effort else "Reps"),
            rows=tuple((str(one.number), _cell(value, "")) for one, value in zip(figures, values, strict=True)),
        ),
    )


def _mark(value: float, is_effort: bool) -> str:
    return f"RPE {number(value)}" if is_effort else number(value)


def _cell(value: float | None, suffix: str) -> str:
    return UNKNOWN if value is None else f"{number(round(value, 1))}{suffix}"


def _panel(  # noqa: PLR0917 - two callers, each with all of them
    figures: tuple[WeekFigures, ...],
    values: Values,
    low: float,
    high: float,
    zone: tuple[float, float] | None,
    suffix: str,
    label: str,
) -> Markup:
    plane = Plane(left=36, right=WIDTH, top=14, bottom=_HEIGHT - 18, low=low, high=high, count=len(values))
    drawn: list[str] = []
    if zone is not None:
        bottom, top = max(low, zone[0]), min(high, zone[1])
        drawn.append(box(plane.left, plane.y(top), plane.right - plane.left, plane.y(bottom) - plane.y(top), "band"))
    drawn.append(ticks(plane, _tick(low, high), suffix))
    points = [(index, value) for index, value in enumerate(values) if value is not None]
    path = " ".join(f"{plane.x(index):.1f},{plane.y(value):.1f}" for index, value in points)
    drawn.append(element("polyline", points=path, class_="trend"))
    for index, value in points:
        title = element("title", f"Week {figures[index].number}: {_cell(value, suffix)}")
        drawn.append(element("circle", title, cx=plane.x(index), cy=plane.y(value), r=3.5, class_="point"))
    for index, value in dict.fromkeys((points[0], points[-1])) if points else ():
        above = plane.y(value) - 8
        y = above if above > _ROOM else plane.y(value) + 16
        drawn.append(words(_cell(value, suffix), x=plane.x(index), y=y, class_="val", anchor=_anchor(index, values)))
    drawn.append(week_numbers(plane, tuple(one.number for one in figures)))
    return drawing(*drawn, height=_HEIGHT, label=label)


def _anchor(index: int, values: Values) -> str:
    """Labels at the edges stay inside the picture."""
    return "end" if index == len(values) - 1 and index else "start" if index == 0 else "middle"


def _tick(low: float, high: float) -> float:
    """Two steps for a wide scale, one point each for efforts."""
    return 1.0 if high - low <= 5.0 else (high - low) / 2  # noqa: PLR2004 - RPE 5 to 10
