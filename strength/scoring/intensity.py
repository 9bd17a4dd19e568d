"""Intensity: the load range that the goal needs (design 04, 0.4, A3, H.2; ACSM 2026, Prilepin).

Judged on top sets of the main lifts, because back-off sets and light days are free.
"""

from math import log

from strength.request import Goal
from strength.scoring.curves import down, mean, spread, trapezoid, up
from strength.scoring.reading import WorkSet
from strength.scoring.tally import mean_of
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work


def _accessories(work: Work) -> float:
    """Accessory repetitions: full marks from 5 to 15."""
    total, sets = 0.0, 0
    for entry, is_isolation, count in work.working_tally:
        if is_isolation and not entry.is_timed:
            total += count * trapezoid(entry.reps, 3, 5, 15, 30)
            sets += count
    return total / sets if sets else 1.0


def _powerlifting(work: Work, tops: list[WorkSet], accessories: float) -> float:
    beginner = work.brief.level == 1
    late = [entry.load for week in work.mains[-4:] for main in week for entry in main.tops]
    share = mean([up(entry.load, 78, 80) for entry in tops])
    return (
        0.3 * trapezoid(mean([entry.load for entry in tops]), 60, 66 if beginner else 70, 88, 97)
        + 0.2 * trapezoid(share, 0.02, 0.10 if beginner else 0.15, 0.85, 1.1)
        + 0.2 * trapezoid(max(late, default=0.0), 74 if beginner else 78, 84 if beginner else 88, 103, 110)
        + 0.15 * trapezoid(mean([down(entry.reps, 6, 10) for entry in tops]), 0.2, 0.7, 1.0, 2.0)
        + 0.15 * accessories
    )


def _strength(work: Work, tops: list[WorkSet], accessories: float) -> float:
    beginner = work.brief.level == 1
    middle = mean([entry.load for entry in tops])
    share = mean([up(entry.load, 78, 80) for entry in tops])
    average = trapezoid(middle, 51, 60, 86, 96) if beginner else trapezoid(middle, 58, 67, 90, 100)
    heavy = trapezoid(share, -0.1, 0.0, 0.7, 1.2) if beginner else trapezoid(share, 0.02, 0.15, 0.85, 1.1)
    most, none = (8, 12) if beginner else (6, 10)
    low_reps = mean([down(entry.reps, most, none) for entry in tops])
    return 0.3 * average + 0.25 * heavy + 0.25 * trapezoid(low_reps, 0.1, 0.6, 1.0, 2.0) + 0.2 * accessories


def _hypertrophy(work: Work) -> float:
    """6-20 repetitions, few sets outside, loads in proportion, and more than one range: big lifts are not small ones."""
    sets = [each for each in work.working_tally if not each[0].is_timed]
    share = mean_of(sets, lambda entry: trapezoid(entry.reps, 3, 6, 20, 30))
    very_low = mean_of(sets, lambda entry: float(entry.reps <= 4))
    very_high = mean_of(sets, lambda entry: float(entry.reps > 20))
    average = mean_of(sets, lambda entry: entry.load)
    unlike = spread([(log(max(1.0, entry.reps)), count) for entry, _, count in sets])
    return (
        0.35 * trapezoid(share, 0.3, 0.8, 1.0, 2.0)
        + 0.18 * down(very_low, 0.18, 0.5)
        + 0.07 * down(very_high, 0.15, 0.6)
        + 0.15 * trapezoid(average, 45, 56, 82, 92)
        + 0.25 * up(unlike, 0.02, 0.14)
    )


def _without_bar(tops: list[WorkSet], accessories: float) -> float:
    """Strength without anything to load: judged by repetitions, honest about the carry-over (x 0.85)."""
    reps = mean([trapezoid(entry.reps, 2, 5, 15, 25) for entry in tops])
    return 0.85 * (0.7 * reps + 0.3 * accessories)


def judge(work: Work) -> Verdict:
    """By goal; see the functions above for the bands."""
    brief = work.brief
    tops = [entry for week in work.working for main in work.mains[week] for entry in main.tops]
    accessories = _accessories(work)
    if brief.goal is Goal.HYPERTROPHY:
        score = _hypertrophy(work)
    elif not tops:
        return Verdict(0.05, "There is no main lift to judge a load by.")
    elif not brief.has_loadable_bar:
        score = _without_bar(tops, accessories)
    elif brief.goal is Goal.POWERLIFTING and brief.has_competition_kit:
        score = _powerlifting(work, tops, accessories)
    else:
        score = _strength(work, tops, accessories)
    average = mean([entry.load for entry in tops])
    where = f"around {average:.0f} % of your maximum"
    if not brief.has_loadable_bar:
        where = f"at around {mean([entry.reps for entry in tops]):.0f} repetitions without a bar to load"
    return pick(
        score,
        f"The main lifts work {where}, where this goal is built.",
        f"The main lifts work {where}, outside the range that serves this goal best",
        {
            "loads of 70-85 % on the main lifts" if brief.is_strength else "sets of 6-20 repetitions": 1.0 - score,
            "5-15 repetitions on the small exercises": 0.2 * (1 - accessories),
        },
    )
