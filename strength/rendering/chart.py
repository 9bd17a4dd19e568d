"""The mesocycle overview as a small chart of text: a bar of working sets and the main lifts' load, week by week."""

from dataclasses import dataclass

from strength.program import Program, Week


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekFigure:
    """What one bar shows.

    Attributes:
        week_number: 1-based.
        phase: "Build", "Deload", ...; empty when the program does not say.
        sets: working sets in the week.
        percent: mean %1RM of the sets that state one, or None.
        rpe: mean RPE of the sets that state one, or None.
    """

    week_number: int
    phase: str
    sets: int
    percent: float | None
    rpe: float | None


def _mean(values: list[float]) -> float | None:
    return sum(values) / len(values) if values else None


def week_figure(week: Week) -> WeekFigure:
    """The figures of one week."""
    sets = [item for workout in week.workouts for exercise in workout.exercises for item in exercise.sets]
    return WeekFigure(
        week_number=week.week_number,
        phase=week.phase or "",
        sets=len(sets),
        percent=_mean([item.percent1rm for item in sets if item.percent1rm is not None]),
        rpe=_mean([item.rpe for item in sets if item.rpe is not None]),
    )


def mesocycle_chart(program: Program, width: int = 32) -> str:
    """One line a week; the longest bar is `width` characters.

    The bar is made of `#` in working weeks and `-` in easier ones, so it reads without colour.
    """
    figures = [week_figure(week) for week in program.weeks]
    most = max((figure.sets for figure in figures), default=0) or 1
    phase_width = max((len(figure.phase) for figure in figures), default=0)
    lines: list[str] = []
    for figure, week in zip(figures, program.weeks, strict=True):
        mark = "-" if week.is_deload else "#"
        bar = mark * max(1, round(width * figure.sets / most))
        load = f"{figure.percent:5.1f} %1RM" if figure.percent is not None else ""
        effort = f"RPE {figure.rpe:.1f}" if figure.rpe is not None else ""
        lines.append(
            f"{figure.week_number:>3} {figure.phase:<{phase_width}} {bar:<{width}} {figure.sets:>3} sets  {effort:<8} {load}".rstrip()
        )
    return "\n".join(lines)
