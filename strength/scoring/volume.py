"""Volume: enough hard sets for every muscle, diminishing returns, a ceiling (design 04, 0.1, 0.2, A2, H.2).

Dose response after Pelland et al. 2025 (fractional counting, returns diminish, no clear upper limit) and, for strength,
sets per lift that flatten near four.
"""

import math

from strength.exercise import Lift, Pattern
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.curves import down, mean, weighted_mean
from strength.scoring.reading import Item, Runs
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work, target

_BIG = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES)
_SMALL = (
    Muscle.SIDE_DELT,
    Muscle.REAR_DELT,
    Muscle.FRONT_DELT,
    Muscle.BICEPS,
    Muscle.TRICEPS,
    Muscle.CALVES,
    Muscle.ABS,
)
_HINGES = frozenset({Pattern.HINGE})
_LIFTS: tuple[tuple[frozenset[Pattern], float], ...] = (
    (frozenset({Pattern.SQUAT, Pattern.LUNGE}), 4.0),
    (_HINGES, 2.5),
    (frozenset({Pattern.H_PUSH}), 4.0),
)
"""Direct sets a week at which strength work is enough, by lift (Pelland: flattens near four sets)."""

_COMPETITION = {Pattern.SQUAT: Lift.SQUAT, Pattern.HINGE: Lift.DEADLIFT, Pattern.H_PUSH: Lift.BENCH}


_FULL_DOSE = 1.0 - math.exp(-2.5)


def _dose(sets: float, wanted: float) -> float:
    """Share of the full effect; twice the wanted sets are worth little more than the wanted ones."""
    return (1.0 - math.exp(-2.5 * sets / wanted) if wanted > 0 else 1.0) / _FULL_DOSE


def _late(work: Work, week: int) -> bool:
    """The last three weeks of a strength program peak: less volume is right there."""
    return work.brief.is_strength and week >= len(work.hard) - 3


def _muscles(work: Work) -> tuple[float, Muscle | None]:
    """Mean over muscles and working weeks, and the muscle that is shortest."""
    brief = work.brief
    feasible = brief.feasible
    late = frozenset(week for week in work.working if _late(work, week))
    pairs: list[tuple[float, float]] = []
    shortest: tuple[float, Muscle | None] = (2.0, None)
    for muscle in (*_BIG, *_SMALL):
        goal = target(muscle, brief)
        wanted = goal.low * feasible * (0.6 if brief.is_strength else 0.85)
        weight = 1.0 if muscle in _BIG else 0.5
        if muscle in brief.focus:
            wanted, weight = wanted * 1.2, weight * 2
        high = goal.high * 1.15
        values: list[float] = []
        for week in work.working:
            need = wanted * (0.55 if week in late else 1.0)
            value = min(1.0, _dose(work.muscles[week].get(muscle, 0.0), need))
            raw = work.raw_muscles[week].get(muscle, 0.0)
            if raw > high:
                value *= max(0.0, 1 - ((raw - high) / max(1.0, 1.8 * goal.ceiling - high)) ** 1.5)
            values.append(value)
        score = mean(values)
        pairs.append((score, weight))
        shortest = min(shortest, (score, muscle), key=lambda pair: pair[0])
    return weighted_mean(pairs), shortest[1]


def _prilepin(runs: Runs) -> float:
    """Repetitions of one exercise in one workout against Prilepin's optimum for their zone; over 1.6x falls off."""
    total = 0.0
    for work, count in runs:
        if work.percent is not None and work.percent >= 70:
            total += count * work.reps / (24 if work.percent < 80 else 20 if work.percent < 90 else 10)
    return down(total, 1.6, 3.5)


def _lifts(work: Work, week: int) -> float:
    brief = work.brief
    factor = {1: 0.75, 2: 1.0, 3: 1.15}[brief.level] * brief.feasible * (0.55 if _late(work, week) else 1.0)
    high = {1: 1.0, 2: 1.0, 3: 1.1}[brief.level]
    pairs: list[tuple[float, float]] = []
    wanted = [(brief.hips if patterns == _HINGES else patterns, sets, 1.0) for patterns, sets in _LIFTS]
    pull = frozenset({Pattern.H_PULL, Pattern.V_PULL})
    if brief.goal is Goal.STRENGTH:
        wanted += [(frozenset({Pattern.V_PUSH}), 3.0, 0.8), (pull, 4.0, 0.8)]
    else:
        wanted += [(pull, 3.0, 0.4)]
    by_pattern: dict[Pattern, list[Item]] = {}
    for item in work.items[week]:
        if item.exercise is not None:
            by_pattern.setdefault(item.exercise.pattern, []).append(item)
    for patterns, sets, weight in wanted:
        direct = hard = 0.0
        order = 1.0
        for pattern in patterns:
            is_lift = brief.has_competition_kit and pattern in _COMPETITION
            for item in by_pattern.get(pattern, ()):
                is_weak = is_lift and item.exercise is not None and item.exercise.competition_similarity < 0.5
                direct += (0.6 if is_weak else 1.0) * item.credit
                hard += sum([count * entry.hardness for entry, count in item.runs])
                order = min(order, _prilepin(item.runs))
        value = min(1.0, _dose(direct, sets * factor))
        pairs.append((value * down(hard, 18 * high, 40 * high) * (0.6 + 0.4 * order), weight))
    return weighted_mean(pairs)


def _is_over(work: Work, muscle: Muscle) -> bool:
    """Whether a muscle gets more than can be recovered from, rather than too little."""
    return mean(work.raw_muscles[week].get(muscle, 0.0) for week in work.working) > target(muscle, work.brief).high


def judge(work: Work) -> Verdict:
    """Hypertrophy: muscles^1.5. Strength and powerlifting: (0.55 lifts + 0.45 muscles)^1.6."""
    muscles, shortest = _muscles(work)
    if work.brief.is_strength:
        lifts = mean(_lifts(work, week) for week in work.working)
        score = (0.55 * lifts + 0.45 * muscles) ** 1.6
    else:
        score = muscles**1.8
    name = shortest.value.replace("_", " ") if shortest else "most muscles"
    return pick(
        score,
        "Every muscle gets enough hard sets to grow or stay strong, and none too many to recover from.",
        f"Some muscles are short of hard sets or over what can be recovered from, {name} most of all",
        {f"{'fewer' if shortest and _is_over(work, shortest) else 'more'} sets for {name}": 1.0},
    )
