"""Session length: for each week a bar from the shortest to the longest session, and the limit that was asked for."""

from service.pages.charts.axis import Plane, full_tick, ticks, week_numbers
from service.pages.charts.figure import Figure, Numbers, Panel
from service.pages.charts.svg import WIDTH, box, drawing, line, words
from service.pages.charts.week_figures import WeekFigures
from service.pages.figure_text import UNKNOWN

_TICK, _HEIGHT = 30.0, 200.0


def session_length(figures: tuple[WeekFigures, ...], limit: int | None) -> Figure | None:
    """The chart; None for a program without estimates."""
    every = [minutes for one in figures for minutes in one.minutes]
    if not every:
        return None
    high = full_tick(max([*every, limit or 0]), _TICK)
    plane = Plane(left=28, right=WIDTH, top=16, bottom=_HEIGHT - 20, low=0, high=high, count=len(figures))
    width = plane.step * 0.6
    drawn: list[str] = [ticks(plane, _TICK)]
    for index, one in enumerate(figures):
        if not one.minutes:
            continue
        low, most = min(one.minutes), max(one.minutes)
        kind = "bar hi" if limit is not None and most > limit else "bar"
        top = plane.y(most)
        title = f"Week {one.number}: {low} to {most} minutes"
        # one session, or all alike: still something to see
        drawn.append(box(plane.x(index) - width / 2, top, width, max(3.0, plane.y(low) - top), kind, title))
    if limit is not None:
        y = plane.y(limit)
        drawn.append(line(plane.left, y, plane.right, y, "limit"))
        drawn.append(words(f"your limit {limit} min", x=plane.right, y=y - 4, class_="limit-t", anchor="end"))
    drawn.append(week_numbers(plane, tuple(one.number for one in figures)))
    message = _message(every, limit)
    return Figure(
        key="minutes",
        message=message,
        drawn="Minutes from the shortest to the longest session of a week, warm-up and rests included.",
        panels=(Panel(message="", note="", svg=drawing(*drawn, height=_HEIGHT, label=message)),),
        numbers=Numbers(
            caption="Estimated minutes.",
            head=("Week", "Shortest", "Longest"),
            rows=tuple(
                (str(one.number), str(min(one.minutes, default=UNKNOWN)), str(max(one.minutes, default=UNKNOWN)))
                for one in figures
            ),
        ),
    )


def _message(every: list[int], limit: int | None) -> str:
    if limit is None:
        return f"Sessions take {min(every)} to {max(every)} minutes."
    over = sum(minutes > limit for minutes in every)
    if not over:
        return f"Every session fits your {limit} minutes."
    verb = "runs" if over == 1 else "run"
    return f"{over} of {len(every)} sessions {verb} longer than {limit} minutes."
