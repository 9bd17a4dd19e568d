"""Intensity: the load range that the goal needs (design 04, 0.4, A3, H.2; ACSM 2026, Prilepin).

Judged on top sets of the main lifts, because back-off sets and light days are free.
"""

from math import log

from strength.loading import percent_for
from strength.request import Goal
from strength.scoring.curves import down, mean, trapezoid, up
from strength.scoring.reading import WorkSet
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work


def _percent(work: WorkSet) -> float:
    return work.percent if work.percent is not None else percent_for(work.reps, work.effort)


def _top_sets(work: Work) -> list[WorkSet]:
    return [entry for week in work.working for _, tops in work.main_items(week) for entry in tops]


def _accessories(work: Work) -> float:
    """Accessory repetitions: full marks from 5 to 15."""
    reps = [
        entry.reps
        for week in work.working
        for _, item, entry in work.reading.sets(week)
        if item.exercise is not None and not item.exercise.is_compound and not entry.is_timed
    ]
    return mean((trapezoid(value, 3, 5, 15, 30) for value in reps), default=1.0)


def _powerlifting(work: Work, tops: list[WorkSet]) -> float:
    beginner = work.brief.level == 1
    percents = [_percent(entry) for entry in tops]
    late = [
        _percent(entry)
        for week in range(max(0, len(work.hard) - 4), len(work.hard))
        for _, sets in work.main_items(week)
        for entry in sets
    ]
    share = mean(up(value, 78, 80) for value in percents)
    return (
        0.3 * trapezoid(mean(percents), 60, 66 if beginner else 70, 88, 97)
        + 0.2 * trapezoid(share, 0.02, 0.10 if beginner else 0.15, 0.85, 1.1)
        + 0.2 * trapezoid(max(late, default=0.0), 74 if beginner else 78, 84 if beginner else 88, 103, 110)
        + 0.15 * trapezoid(mean(down(entry.reps, 6, 10) for entry in tops), 0.2, 0.7, 1.0, 2.0)
        + 0.15 * _accessories(work)
    )


def _strength(work: Work, tops: list[WorkSet]) -> float:
    beginner = work.brief.level == 1
    percents = [_percent(entry) for entry in tops]
    share = mean(up(value, 78, 80) for value in percents)
    average = trapezoid(mean(percents), 51, 60, 86, 96) if beginner else trapezoid(mean(percents), 58, 67, 90, 100)
    heavy = trapezoid(share, -0.1, 0.0, 0.7, 1.2) if beginner else trapezoid(share, 0.02, 0.15, 0.85, 1.1)
    low_reps = mean(down(entry.reps, 8, 12) if beginner else down(entry.reps, 6, 10) for entry in tops)
    return 0.3 * average + 0.25 * heavy + 0.25 * trapezoid(low_reps, 0.1, 0.6, 1.0, 2.0) + 0.2 * _accessories(work)


def _hypertrophy(work: Work) -> float:
    """6-20 repetitions, few sets outside, loads in proportion, and more than one range: big lifts are not small ones."""
    sets = [entry for week in work.working for _, _, entry in work.reading.sets(week) if not entry.is_timed]
    share = mean(trapezoid(entry.reps, 3, 6, 20, 30) for entry in sets)
    very_low = mean(float(entry.reps <= 4) for entry in sets)
    very_high = mean(float(entry.reps > 20) for entry in sets)
    average = mean(_percent(entry) for entry in sets)
    logs = [log(max(1.0, entry.reps)) for entry in sets]
    middle = mean(logs)
    spread = mean((value - middle) ** 2 for value in logs) ** 0.5
    return (
        0.35 * trapezoid(share, 0.3, 0.8, 1.0, 2.0)
        + 0.18 * down(very_low, 0.18, 0.5)
        + 0.07 * down(very_high, 0.15, 0.6)
        + 0.15 * trapezoid(average, 45, 56, 82, 92)
        + 0.25 * up(spread, 0.02, 0.14)
    )


def _without_bar(work: Work) -> float:
    """Strength without anything to load: judged by repetitions, honest about the carry-over (x 0.85)."""
    sets = [entry for week in work.working for _, tops in work.main_items(week) for entry in tops]
    reps = mean(trapezoid(entry.reps, 2, 5, 15, 25) for entry in sets)
    return 0.85 * (0.7 * reps + 0.3 * _accessories(work))


def judge(work: Work) -> Verdict:
    """By goal; see the functions above for the bands."""
    brief = work.brief
    tops = _top_sets(work)
    if brief.goal is Goal.HYPERTROPHY:
        score = _hypertrophy(work)
    elif not tops:
        return Verdict(0.05, "There is no main lift to judge a load by.")
    elif not brief.has_loadable_bar:
        score = _without_bar(work)
    elif brief.goal is Goal.POWERLIFTING and brief.has_competition_kit:
        score = _powerlifting(work, tops)
    else:
        score = _strength(work, tops)
    average = mean(_percent(entry) for entry in tops)
    where = f"around {average:.0f} % of your maximum"
    if not brief.has_loadable_bar:
        where = f"at around {mean(entry.reps for entry in tops):.0f} repetitions without a bar to load"
    return pick(
        score,
        f"The main lifts work {where}, where this goal is built.",
        f"The main lifts work {where}, outside the range that serves this goal best",
        {
            "loads of 70-85 % on the main lifts" if brief.is_strength else "sets of 6-20 repetitions": 1.0 - score,
            "5-15 repetitions on the small exercises": 0.2 * (1 - _accessories(work)),
        },
    )
