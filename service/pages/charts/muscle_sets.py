"""Sets per muscle: twelve small panels with one scale, each with its target range and its ceiling."""

from dataclasses import dataclass

from markupsafe import Markup

from service.pages.charts.axis import Plane
from service.pages.charts.figure import Figure, Numbers, Panel
from service.pages.charts.svg import box, drawing, line, words
from service.pages.charts.week_figures import WeekFigures
from service.pages.figure_text import joined, number
from service.pages.labels import muscle_name
from strength.landmarks import landmark
from strength.muscle import Muscle
from strength.program import Program

SHOWN: tuple[Muscle, ...] = (
    Muscle.BACK, Muscle.CHEST, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES, Muscle.TRICEPS, Muscle.BICEPS,
    Muscle.FRONT_DELT, Muscle.SIDE_DELT, Muscle.REAR_DELT, Muscle.ABS, Muscle.CALVES,
)  # fmt: skip
REST: tuple[Muscle, ...] = (Muscle.TRAPS, Muscle.FOREARMS, Muscle.ADDUCTORS, Muscle.LOWER_BACK)
"""Told in the table alone."""
SCALE = 28.0
GOOD_SHARE = 0.8
_WIDTH, _HEIGHT = 160.0, 92.0


@dataclass(frozen=True, slots=True, kw_only=True)
class MuscleFinding:
    """How a muscle's weeks stand to its target.

    Attributes:
        judged: weeks that are judged: no light week, no taper.
        inside: those in the range.
        below: those under it.
        over: those above the ceiling.
        is_direct: some exercise trains it as a primary.
    """

    muscle: Muscle
    low: float
    high: float
    ceiling: float
    values: tuple[float, ...]
    judged: int
    inside: int
    below: int
    over: int
    is_direct: bool

    @property
    def verdict(self) -> str:
        """A sign and a few words."""
        if self.over:
            return f"▲ over the ceiling in {self.over}"
        if not self.is_direct:
            return "– no direct work"
        if self.judged and self.inside >= GOOD_SHARE * self.judged:
            return f"✓ in range {self.inside} of {self.judged}"
        if self.below > self.inside:
            return f"▼ below in {self.below}"
        return f"◐ in range {self.inside} of {self.judged}"


def findings_of(program: Program, figures: tuple[WeekFigures, ...]) -> dict[Muscle, MuscleFinding]:
    """Every muscle's finding; values as they are drawn, to a tenth."""
    level, goal = program.experience.level, program.goal
    found: dict[Muscle, MuscleFinding] = {}
    for muscle in Muscle:
        mark = landmark(muscle, level, goal)
        low, high, ceiling = round(mark.mav_low, 1), round(mark.mav_high, 1), round(mark.mrv, 1)
        values = tuple(round(one.muscles.get(muscle, 0.0), 1) for one in figures)
        judged = [value for value, one in zip(values, figures, strict=True) if not one.note]
        found[muscle] = MuscleFinding(
            muscle=muscle,
            low=low,
            high=high,
            ceiling=ceiling,
            values=values,
            judged=len(judged),
            inside=sum(low <= value <= high for value in judged),
            below=sum(value < low for value in judged),
            over=sum(value > ceiling for value in judged),
            is_direct=any(muscle in one.direct for one in figures),
        )
    return found


def muscle_sets(program: Program, figures: tuple[WeekFigures, ...]) -> Figure:
    """The chart of a program."""
    found = findings_of(program, figures)
    weeks = tuple(str(one.number) for one in figures)
    return Figure(
        key="muscles",
        message=_message([found[muscle] for muscle in SHOWN]),
        drawn="Hard sets a week. Shaded: target. Dotted: most that you recover from. Dark: on target.",
        panels=tuple(_panel(found[muscle], figures) for muscle in SHOWN),
        numbers=Numbers(
            caption=(
                "Hard sets a week: 1 for a muscle an exercise is for, ½ for one that helps, times the effort's weight. "
                "Light weeks and taper are drawn, not judged. Targets are coaching conventions, ±25 %."
            ),
            head=("Muscle", "Target", *weeks),
            rows=tuple(
                (
                    muscle_name(muscle),
                    f"{number(found[muscle].low)}–{number(found[muscle].high)}",
                    *(number(value) for value in found[muscle].values),
                )
                for muscle in (*SHOWN, *REST)
            ),
        ),
    )


def _panel(one: MuscleFinding, figures: tuple[WeekFigures, ...]) -> Panel:
    scale = max(SCALE, *one.values)
    plane = Plane(left=20, right=_WIDTH, top=6, bottom=_HEIGHT - 16, low=0, high=scale, count=len(one.values))
    bars: list[Markup] = []
    width = plane.step * 0.7
    for index, value in enumerate(one.values):
        kind = "bar in" if one.low <= value <= one.high else "bar out"
        top = plane.y(value)
        title = f"Week {figures[index].number}: {number(value)} sets"
        bars.append(box(plane.x(index) - width / 2, top, width, plane.bottom - top, kind, title))
    band = box(plane.left, plane.y(one.high), plane.right - plane.left, plane.y(one.low) - plane.y(one.high), "band")
    ceiling = plane.y(one.ceiling)
    name = muscle_name(one.muscle)
    span = _span(one.values)
    note = f"{span} sets · target {number(one.low)}–{number(one.high)}"
    svg = drawing(
        band,
        *bars,
        line(plane.left, ceiling, plane.right, ceiling, "mrv over" if one.over else "mrv"),
        line(plane.left, plane.bottom, plane.right, plane.bottom, "axis"),
        words(number(scale), x=plane.left - 4, y=plane.top + 8, anchor="end"),
        words("0", x=plane.left - 4, y=plane.bottom + 4, anchor="end"),
        words(str(figures[0].number), x=plane.left, y=_HEIGHT - 2),
        words(str(figures[-1].number), x=plane.right, y=_HEIGHT - 2, anchor="end"),
        height=_HEIGHT,
        width=_WIDTH,
        label=f"{name}: {note}, {one.verdict}",
    )
    return Panel(message=name, note=f"{note}\n{one.verdict}", svg=svg, kind="over" if one.over else "")


def _span(values: tuple[float, ...]) -> str:
    low, high = min(values), max(values)
    return number(low) if low == high else f"{number(low)}–{number(high)}"


def _message(shown: list[MuscleFinding]) -> str:
    """The two strongest findings: what is over the ceiling, then what stays below, then what is where it should be."""
    over = [one for one in shown if one.over]
    below = [one for one in shown if not one.over and one.is_direct and one.below > one.inside]
    good = [one for one in shown if one.verdict.startswith("✓")]
    parts: list[str] = []
    if over:
        parts.append(f"{_names(over)} {_goes(over)} over the ceiling")
    if below:
        worst = sorted(below, key=lambda one: one.below, reverse=True)
        parts.append(f"{_names(worst)} {'stays' if _is_one(worst) else 'stay'} below target")
    if good and len(parts) < 2:  # noqa: PLR2004 - the two strongest
        parts.append(
            "every muscle is on target"
            if len(good) == len(shown)
            else f"{len(good)} of {len(shown)} muscles are on target"
        )
    text = joined(parts[:2]) or "no muscle is on target in most weeks"
    return f"{text[:1].upper()}{text[1:]}."


def _names(found: list[MuscleFinding]) -> str:
    names = [muscle_name(one.muscle).lower() for one in found]
    return joined(names) if len(names) <= 3 else f"{len(names)} muscles"  # noqa: PLR2004 - more is no title


def _goes(found: list[MuscleFinding]) -> str:
    return "goes" if _is_one(found) else "go"


def _is_one(found: list[MuscleFinding]) -> bool:
    """Whether the names take a verb in the singular; "abs" and "calves" do not."""
    return len(found) == 1 and found[0].muscle in (Muscle.BACK, Muscle.CHEST)
