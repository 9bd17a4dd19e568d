"""Effort: hard enough to matter, never harder than the lifter can recover from (design 04, 0.4, A4, H.2).

Robinson 2024: size rises as sets end nearer failure, strength does not; so strength work earns effort through load too.
"""

from strength.scoring.curves import down, mean, spread, trapezoid, up
from strength.scoring.reading import Row, Runs
from strength.scoring.tally import mean_of
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_HIGH = {1: 8.5, 2: 9.0, 3: 9.5}
_LOW = {1: 5.5, 2: 6.0, 3: 6.0}


def _too_hard(work: Work) -> float:
    level = work.brief.level
    total, sets = 0.0, 0
    for entry, is_isolation, count in work.tally:
        cap = _HIGH[level] + 0.5 * is_isolation + 0.5 * entry.is_amrap
        effort = max(
            entry.stated or 0.0,
            (entry.implied or 0.0) - 0.75 + entry.beyond / 4,
            entry.effort if entry.stated is None else 0.0,
        )
        total += count * down(effort, cap, cap + (1.75 if is_isolation else 1.25))
        sets += count
    return total / sets if sets else 0.0


def _runs_effort(runs: Runs, floor: float, *, is_strong: bool) -> float:
    """How far an exercise's leading sets of a week come up to the least effort; half counts the hardest of them."""
    heaviest = max([entry.percent for entry, _ in runs if entry.percent is not None], default=0.0)
    peak = total = 0.0
    sets = 0
    for entry, count in runs:
        if entry.percent is not None and entry.percent < 0.8 * heaviest:
            continue
        value = up(entry.believed, floor - 2, floor)
        if is_strong and entry.percent is not None:
            value = max(value, 0.85 * up(entry.percent, 60, 75))
        peak = max(peak, value)
        total += count * value
        sets += count
    middle = total / sets if sets else 0.0
    return 0.75 * peak + 0.25 * middle if is_strong else 0.5 * peak + 0.5 * middle


def _too_easy(work: Work) -> float:
    is_strong = work.brief.is_strength
    total = weight = 0.0
    spreads: list[float] = []
    last = len(work.hard) - 2
    for week, items in enumerate(work.items):
        floor = _LOW[work.brief.level] - 1.5 * work.low[week] - (1.5 if is_strong and week >= last else 0.0)
        grouped: dict[str, tuple[Row, Runs]] = {}
        efforts: list[tuple[float, float]] = []
        for item in items:
            if not item.runs:
                continue
            row, earlier = grouped.get(item.row.key, (item.row, ()))
            grouped[row.key] = row, earlier + item.runs
            for entry, count in item.runs:
                if entry.percent is None and not entry.is_timed:
                    efforts.append((entry.effort, count))
        for row, runs in grouped.values():
            sets = sum([count for _, count in runs])
            is_held = row.exercise is not None and all(entry.is_timed for entry, _ in runs)
            total += sets * (1.0 if is_held else _runs_effort(runs, floor, is_strong=is_strong))
            weight += sets
        spreads.append(spread(efforts))
    return (total / weight if weight else 0.0) * (0.6 + 0.4 * down(mean(spreads), 0.8, 1.5))


def rpe_ten_share(work: Work) -> float:
    """Share of sets at RPE 10."""
    return mean_of(work.tally, lambda entry: 0.0 if entry.is_amrap else up(entry.stated or 0.0, 9.5, 10))


def judge(work: Work) -> Verdict:
    """Hard enough x not too hard x few sets at RPE 10."""
    easy, hard, tens = _too_easy(work), _too_hard(work), rpe_ten_share(work)
    limit = trapezoid(tens, -1, 0, 0.02 if work.brief.level == 1 else 0.08, 0.5)
    score = easy * hard * limit
    worst = "too many sets go to the limit" if hard < easy else "too many sets are too easy to count"
    return pick(
        score,
        "Sets end close enough to failure to count and far enough from it to recover.",
        f"In this program {worst}",
        {
            "sets nearer to failure": 1 - easy,
            "a repetition or two more in reserve": 1 - hard,
            "fewer sets at RPE 10": 1 - limit,
        },
    )
