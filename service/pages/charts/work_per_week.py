"""Work per week: a bar of working sets for every week, the blocks above them."""

from itertools import pairwise

from service.pages.blocks import Block
from service.pages.charts.axis import Plane, full_tick, ticks, week_numbers
from service.pages.charts.block_strip import strip
from service.pages.charts.figure import Figure, Numbers, Panel
from service.pages.charts.svg import WIDTH, box, drawing, words
from service.pages.charts.week_figures import WeekFigures

_STEP, _WIDE_STEP, _MANY = 20.0, 40.0, 100
_HEIGHT = 200.0


def work_per_week(figures: tuple[WeekFigures, ...], blocks: tuple[Block, ...]) -> Figure:
    """The chart of a program's weeks."""
    most = max(one.sets for one in figures)
    step = _WIDE_STEP if most > _MANY else _STEP
    plane = Plane(
        left=28, right=WIDTH, top=36, bottom=_HEIGHT - 20, low=0, high=full_tick(most, step), count=len(figures)
    )
    # of equal weeks the last: that is where the work turns
    peak = max(index for index, one in enumerate(figures) if one.sets == most)
    told = {0, peak, len(figures) - 1}
    width = plane.step * 0.7
    bars: list[str] = []
    for index, one in enumerate(figures):
        kind = "bar easy" if one.note else "bar hi" if index == peak else "bar"
        top = plane.y(one.sets)
        title = f"Week {one.number}: {one.sets} sets{f', {one.note}' if one.note else ''}"
        bars.append(box(plane.x(index) - width / 2, top, width, plane.bottom - top, kind, title))
        if index in told:
            bars.append(words(str(one.sets), x=plane.x(index), y=top - 4, class_="val", anchor="middle"))
    message = _message(figures, peak)
    svg = drawing(
        ticks(plane, step),
        strip(blocks, left=plane.left, right=plane.right, y=0, height=18),
        *bars,
        week_numbers(plane, tuple(one.number for one in figures)),
        height=_HEIGHT,
        label=f"{message} Bars of working sets, week by week.",
    )
    return Figure(
        key="work",
        message=message,
        drawn="Working sets a week. Outlined: light weeks and taper.",
        panels=(Panel(message="", note="", svg=svg),),
        numbers=Numbers(
            caption="Working sets; warm-ups are not counted.",
            head=("Week", "Sets", "Kind"),
            rows=tuple((str(one.number), str(one.sets), one.note or "work") for one in figures),
        ),
    )


def _message(figures: tuple[WeekFigures, ...], peak: int) -> str:
    most = figures[peak].sets
    if figures[-1].note == "taper":
        drop = round(100 * (most - figures[-1].sets) / most) if most else 0
        return f"Work peaks in week {figures[peak].number}, then drops {drop}% before test day."
    working = [one.sets for one in figures if not one.note] or [most]
    rise = round(100 * (max(working) - working[0]) / working[0]) if working[0] else 0
    light = [one.number for one in figures if one.note]
    gaps = {later - earlier for earlier, later in pairwise([0, *light])}
    when = f"drops every {_ordinal(gaps.pop())} week" if len(light) > 1 and len(gaps) == 1 else _when(light)
    start = f"Work rises {rise}%" if rise > 0 else "Work stays level"
    return (
        f"{start} and {when}."
        if when
        else f"{start} from week to week."
        if rise <= 0
        else f"{start} in {len(figures)} weeks."
    )


def _when(light: list[int]) -> str:
    if not light:
        return ""
    numbers = [str(number) for number in light]
    text = numbers[0] if len(numbers) == 1 else f"{', '.join(numbers[:-1])} and {numbers[-1]}"
    return f"drops in week{'s' if len(numbers) > 1 else ''} {text}"


def _ordinal(number: int) -> str:
    return {1: "1st", 2: "2nd", 3: "3rd"}.get(number, f"{number}th")
