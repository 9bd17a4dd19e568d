"""Hard fails: factors that grow with the fault, and caps for what must never ship (design 04, A and H.2)."""

from collections.abc import Iterable

from strength.exercise import Pattern
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.compliance import missing_sessions
from strength.scoring.curves import down, mean, up
from strength.scoring.effort import rpe_ten_share
from strength.scoring.fatigue import ramp
from strength.scoring.reading import WorkSet
from strength.scoring.specificity import exposures
from strength.scoring.tally import mean_of
from strength.scoring.work import Work, target

_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
_LEGS = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE})


def _factor(x: float, low: float, high: float, bottom: float) -> float:
    return 1 - (1 - bottom) * up(x, low, high)


def _impossible(work: Work) -> float:
    """Share of sets beyond the repetition table; people differ more at moderate loads (Nuzzo 2024)."""

    def share(entry: WorkSet) -> float | None:
        if entry.percent is None:
            return None
        return up(entry.beyond - 4 - 0.6 * min(5, max(0, entry.low - 5)), 0, 4)

    return mean_of(work.tally, share)


def _beginner_maximum(work: Work) -> float:
    if work.brief.level != 1:
        return 0.0
    return mean_of(
        work.tally,
        lambda entry: max(up(entry.effort, 9.2, 9.5) if entry.reps <= 2 else 0.0, up(entry.percent or 0.0, 95, 97)),
    )


def graded(work: Work) -> float:
    """Product of the factors: a cap would hide every further difference."""
    most: dict[Muscle, float] = {}
    for week in work.raw_muscles:
        for muscle, raw in week.items():
            most[muscle] = max(most.get(muscle, 0.0), raw)
    ceiling = max([raw / target(muscle, work.brief).ceiling for muscle, raw in most.items()], default=0.0)
    factor = (
        _factor(ceiling, 1.6, 2.4, 0.5)
        * _factor(rpe_ten_share(work), 0.25, 0.75, 0.5)
        * _factor(ramp(work), 0.8, 1.5, 0.5)
        * _factor(_impossible(work), 0, 0.05, 0.35)
        * _factor(_beginner_maximum(work), 0.02, 0.12, 0.45)
    )
    if work.brief.goal is Goal.STRENGTH:
        pushes = _pattern_total(work, _PUSH) or 1.0
        factor *= 1 - 0.3 * down(_pattern_total(work, _PULL) / pushes, 0.0, 0.15)
    return factor


def _pattern_total(work: Work, patterns: Iterable[Pattern]) -> float:
    return sum([work.patterns[week].get(pattern, 0.0) for week in work.working for pattern in patterns])


def absolute(work: Work) -> tuple[float, ...]:
    """Severities 0-1 of what must never ship; each caps the total at 45 x (1 - 0.3 severity), further ones x 0.9."""
    brief = work.brief
    items = work.all_items
    found: list[float] = []
    share = mean([float(item.row.is_unfit) for item in items])
    if share > 0:
        found.append(min(1.0, share * 5))
    missing = missing_sessions(work)
    if missing > 2 or (brief.weeks is not None and len(work.reading.weeks) != brief.weeks):
        found.append(min(1.0, missing / max(1, len(work.reading.weeks))))
    narrow = brief.focus and max([_pattern_total(work, (pattern,)) for pattern in Pattern]) > 0.6 * sum(
        [work.hard[week] for week in work.working]
    )
    if not narrow:
        needed = [_PUSH, _LEGS, *([_PULL] if brief.goal is Goal.HYPERTROPHY else [])]
        found += [1.0 for patterns in needed if _pattern_total(work, patterns) == 0]
    if brief.goal is Goal.POWERLIFTING and brief.has_competition_kit and exposures(work) < 0.34:
        found.append(1.0)
    return tuple(found)


def capped(total: float, severities: tuple[float, ...]) -> float:
    """The total under the absolute caps."""
    if not severities:
        return total
    return min(total, 45 * (1 - 0.3 * max(severities))) * 0.9 ** (len(severities) - 1)
