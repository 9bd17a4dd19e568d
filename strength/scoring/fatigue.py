"""Fatigue: easier weeks where they are needed, no sudden jumps, a taper before heavy singles (design 04, 0.7, A6, H.2).

Athletes deload about every 5.6 weeks with a third to two thirds fewer sets; published tapers halve the volume and keep
the load. A lifter whose program resets on failure, autoregulates or stays submaximal needs no planned deload.
"""

from strength.muscle import Muscle
from strength.request import Goal
from strength.scoring.curves import down, mean, median, trapezoid, up, weighted_mean
from strength.scoring.kind import Kind
from strength.scoring.tally import mean_of
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import EASED, Work, target

_RUN = {1: 8, 2: 6, 3: 5}
_BIG = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.HAMSTRINGS)


def longest_run(work: Work) -> float:
    """Longest run of weeks without an easier one; half an easier week ends half a run."""
    longest = run = 0.0
    for low in work.low:
        run = (run + 1) * (1 - low)
        longest = max(longest, run)
    return longest


def ramp(work: Work) -> float:
    """The worst weekly rise of hard sets over the most of the four full weeks before, as a share; single muscles at 0.6."""
    worst = 0.0
    full = [0] if work.low[:1] and work.low[0] < EASED else []
    for week in range(1, len(work.hard)):
        # planned lows do not shorten the memory: the block after one starts from the block before it
        before = full[-4:] or [week - 1]
        if work.low[week] < EASED:
            full.append(week)
        most = max([work.hard[other] for other in before])
        if most > 0:
            worst = max(worst, work.hard[week] / most - 1)
        for muscle in _BIG:
            earlier = max([work.muscles[other].get(muscle, 0.0) for other in before])
            if earlier >= 3:
                worst = max(worst, 0.6 * (work.muscles[week].get(muscle, 0.0) / earlier - 1))
    return worst


def _dose(work: Work) -> float:
    """Mean over weeks of the worst big muscle's sets against its recoverable ceiling."""
    ceilings = [(muscle, target(muscle, work.brief).ceiling) for muscle in _BIG]
    return mean([max([raw.get(muscle, 0.0) / ceiling for muscle, ceiling in ceilings]) for raw in work.raw_muscles])


def _exempt(work: Work, kind: Kind) -> float:
    """How far the program may do without planned easy weeks."""
    brief = work.brief
    hard_share = mean_of(work.tally, lambda entry: up(entry.effort, 8.2, 8.5))
    dose = _dose(work)
    reasons = [0.95 * kind.linear * kind.small, 0.8 * kind.by_rule]
    if brief.is_strength:
        reasons.append(0.8 * down(hard_share, 0.06, 0.2) * kind.heavy_light)
    if brief.level == 1:
        reasons.append(0.8 * down(dose, 0.65, 1) * down(hard_share, 0.1, 0.35))
        if len(work.hard) <= 8:
            reasons.append(1.0)
    return max(reasons) * down(dose, 0.95, 1.4)


def _cut(work: Work) -> float:
    """How well the easier weeks are cut: a third to two thirds of the hard sets."""
    cuts: list[tuple[float, float]] = []
    for week, low in enumerate(work.low):
        before = max(work.hard[max(0, week - 3) : week], default=0.0)
        if low > 0 and before > 0:
            cuts.append((trapezoid(1 - work.hard[week] / before, 0.12, 0.28, 0.7, 0.95), low))
    return weighted_mean(cuts)


def _taper(work: Work, score: float) -> float:
    """Powerlifting: half of the dimension is the taper, as far as the program peaks at all."""
    brief = work.brief
    weeks = len(work.hard)
    if brief.goal is not Goal.POWERLIFTING or weeks < 5:
        return score
    usual = 1.15 * median(work.hard)
    # one hard week must not make the taper look deeper
    biggest = mean((min(usual, hard) for hard in sorted(work.hard, reverse=True)[:4]), default=1.0) or 1.0
    last, before = 1 - work.hard[-1] / biggest, 1 - work.hard[-2] / biggest
    heaviest = max(
        [
            entry.percent or 0.0
            for week in range(weeks - 4, weeks)
            for item in work.items[week]
            for entry, _ in item.runs
        ],
        default=0.0,
    )
    need = max(up(heaviest, 84, 92), up(last, 0.15, 0.4), 0.35 * up(weeks, 6, 10))
    need *= 1.0 if brief.has_competition_kit else 0.6
    drop = up(1 - work.hard[-1] / work.hard[-3] if work.hard[-3] > 0 else 0.0, 0.05, 0.3)
    taper = 0.45 * trapezoid(last, 0.15, 0.45, 0.94, 1) + 0.25 * trapezoid(before, 0, 0.2, 0.7, 0.97) + 0.3 * drop
    return (score * (1 - 0.5 * need) + 0.5 * need * taper) * (0.5 + 0.5 * down(-last, 0.1, 0.6))


def judge(work: Work, kind: Kind) -> Verdict:
    """(0.36 run + 0.24 cut + 0.4 no jumps) x not too many easy weeks, then the taper."""
    longest, jump = longest_run(work), ramp(work)
    limit = _RUN[work.brief.level] + 2 * kind.heavy_light
    exempt = _exempt(work, kind)
    run = max(down(longest, limit, limit + 5), exempt)
    has_lows = any(low > 0.5 for low in work.low)
    cut = max(_cut(work), 0.7 * exempt, 0.5 if work.brief.level == 1 and not has_lows else 0.0)
    easy_share = mean(work.low)
    steady = 0.36 * run + 0.24 * cut + 0.4 * down(jump, 0.2, 0.7)
    full = steady * (0.3 + 0.7 * down(easy_share, 0.32, 0.55))
    score = _taper(work, full)
    return pick(
        score,
        "Easier weeks come before fatigue does, and no week jumps ahead of the last.",
        f"The longest stretch without an easier week is {longest:.0f} weeks, the biggest jump {jump:.0%}",
        {
            "an easier week sooner": 0.36 * (1 - run),
            "easier weeks with a third to two thirds fewer sets": 0.24 * (1 - cut),
            "sets that rise by a fifth a week at most": 0.4 * (1 - down(jump, 0.2, 0.7)),
            "fewer easy weeks": 0.7 * (1 - down(easy_share, 0.32, 0.55)),
            "a taper in the last two weeks": max(0.0, full - score),
        },
    )
