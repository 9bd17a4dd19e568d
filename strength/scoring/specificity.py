"""Specificity: the program trains what it is for (design 04, A7, H.2)."""

from strength.exercise import Lift, Pattern
from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.curves import mean, trapezoid, up, weighted_mean
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work, competition_credit, target

_EXPOSURES = {Lift.SQUAT: 2.0, Lift.BENCH: 2.0, Lift.DEADLIFT: 1.0}
"""Workouts a week with each competition lift or a near variant (design 04, 0.3)."""

_HINGES = frozenset({Pattern.HINGE})
_BIG_FIVE: tuple[tuple[frozenset[Pattern], float], ...] = (
    (frozenset({Pattern.SQUAT, Pattern.LUNGE}), 4.0),
    (_HINGES, 2.0),
    (frozenset({Pattern.H_PUSH}), 4.0),
    (frozenset({Pattern.V_PUSH}), 4.0),
    (frozenset({Pattern.H_PULL, Pattern.V_PULL}), 4.0),
)
_DIRECT = (
    Muscle.CHEST,
    Muscle.BACK,
    Muscle.QUADS,
    Muscle.HAMSTRINGS,
    Muscle.GLUTES,
    Muscle.SIDE_DELT,
    Muscle.BICEPS,
    Muscle.TRICEPS,
)


def exposures(work: Work) -> float:
    """Competition-lift workouts a week against the wished number, mean of the three lifts."""
    brief = work.brief
    floor = 0.7 if brief.has_competition_kit else 0.25
    shares: list[float] = []
    for lift, wanted in _EXPOSURES.items():
        if lift not in brief.trainable:
            continue
        # a workout with the lift or a near variant is one exposure, however many of them it has
        counts = [
            sum(
                [
                    any(
                        item.exercise is not None
                        and item.exercise.competition_lift is lift
                        and item.exercise.competition_similarity >= floor
                        for item in session.items
                    )
                    for session in work.reading.weeks[week]
                ]
            )
            for week in work.working
        ]
        shares.append(min(1.0, mean(counts) / min(wanted, brief.days)))
    return mean(shares, default=1.0)


def _powerlifting(work: Work) -> float:
    brief = work.brief
    total = sum([work.hard[week] for week in work.working]) or 1.0
    lifts = {lift: competition_credit(work.working_items, lift) for lift in _EXPOSURES if lift in brief.trainable}
    if not lifts:
        return _strength(work)
    share = sum(lifts.values()) / total
    late = [week for week in work.working if week >= 2 * len(work.hard) / 3] or list(work.working)
    late_total = sum([work.hard[week] for week in late]) or 1.0
    late_items = [item for week in late for item in work.items[week]]
    late_share = sum([competition_credit(late_items, lift) for lift in _EXPOSURES]) / late_total
    main = sum([item.credit for item in work.working_items if item.row.is_main])
    wished = 0.35 if brief.has_competition_kit else 0.05 * len(lifts)
    balance = min(lifts.values()) / (mean(lifts.values()) or 1.0)
    of_main = sum(lifts.values()) / main if main > 0 else 0.0
    return (
        0.3 * trapezoid(share, wished / 7, wished, 0.95, 1.2)
        + 0.35 * exposures(work)
        + 0.15 * trapezoid(late_share, wished / 7, wished, 1.0, 1.3)
        + 0.1 * up(balance, 0.0, 0.5)
        + 0.1 * up(of_main, 0.6 if brief.has_competition_kit else 0.2, 0.9 if brief.has_competition_kit else 0.5)
    )


def _coverage(work: Work) -> float:
    """Every big pattern within two weeks, at its minimum of sets."""
    values: list[float] = []
    for week in work.working:
        pair = (week, week + 1 if week + 1 < len(work.hard) else max(0, week - 1))
        sets = [work.patterns[index] for index in pair]
        for patterns, wanted in _BIG_FIVE:
            trained = work.brief.hips if patterns == _HINGES else patterns
            done = sum([each.get(pattern, 0.0) for each in sets for pattern in trained])
            values.append(min(1.0, done / wanted))
    return mean(values)


def _strength(work: Work) -> float:
    total = compound = overhead = tops = 0.0
    kept: dict[str, set[int]] = {}
    for week in work.working:
        for item in work.items[week]:
            total += item.credit
            if item.row.is_compound:
                compound += item.credit
        for main in work.mains[week]:
            exercise = main.item.exercise
            kept.setdefault(main.item.row.key, set()).add(week)
            tops += len(main.tops)
            if exercise is not None and exercise.pattern is Pattern.V_PUSH:
                overhead += len(main.tops)
    longest = mean(sorted((len(weeks) for weeks in kept.values()), reverse=True)[:4])
    return (
        0.45 * up(compound / total if total else 0.0, 0.25, 0.75)
        + 0.3 * _coverage(work)
        + 0.1 * min(1.0, longest / min(8, max(1, len(work.working))))
        + 0.15 * up(overhead / tops if tops else 0.0, 0, 0.08)
    )


def _hypertrophy(work: Work) -> float:
    brief = work.brief
    direct: list[tuple[float, float]] = []
    isolation = total = 0.0
    feasible = brief.feasible
    for week in work.working:
        sets: dict[Muscle, float] = {}
        for item in work.items[week]:
            total += item.credit
            if item.exercise is None or not item.sets:
                continue
            isolation += item.credit if item.row.is_isolation else 0.0
            for muscle in item.exercise.primary:
                sets[muscle] = sets.get(muscle, 0.0) + item.credit
        for muscle in _DIRECT:
            wanted = 0.45 * target(muscle, brief).low * feasible
            direct.append((min(1.0, sets.get(muscle, 0.0) / wanted), 2.0 if muscle in brief.focus else 1.0))
    focus = 1.0
    if brief.focus:
        wanted_focus = [target(muscle, brief).low * feasible * 1.2 for muscle in brief.focus]
        done = [mean([work.muscles[week].get(muscle, 0.0) for week in work.working]) for muscle in brief.focus]
        focus = mean(min(1.0, sets / wanted) for sets, wanted in zip(done, wanted_focus, strict=True))
    share = isolation / total if total else 0.0
    return 0.6 * weighted_mean(direct) + 0.2 * focus + 0.2 * trapezoid(share, -0.05, 0.2, 0.75, 1.0)


_REMEDIES = {
    Goal.POWERLIFTING: "squat, bench press and deadlift or close variants more often",
    Goal.STRENGTH: "more sets of squats, hinges, presses and pulls",
    Goal.HYPERTROPHY: "an exercise of its own for each muscle that has none",
}


def judge(work: Work) -> Verdict:
    """By goal."""
    goal = work.brief.goal
    if goal is Goal.POWERLIFTING:
        score = _powerlifting(work)
    elif goal is Goal.STRENGTH:
        score = _strength(work)
    else:
        score = _hypertrophy(work)
    return pick(
        score,
        f"The exercises are the ones that {goal.value} is built with.",
        f"Too little of the work goes into what {goal.value} is built with",
        {_REMEDIES[goal]: 1.0},
    )
