"""Effort: hard enough to matter, never harder than the lifter can recover from (design 04, 0.4, A4, H.2).

Robinson 2024: size rises as sets end nearer failure, strength does not; so strength work earns effort through load too.
"""

from strength.scoring.curves import down, mean, trapezoid, up, weighted_mean
from strength.scoring.reading import Item, WorkSet
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_HIGH = {1: 8.5, 2: 9.0, 3: 9.5}
_LOW = {1: 5.5, 2: 6.0, 3: 6.0}


def _too_hard(work: Work) -> float:
    level = work.brief.level
    values: list[float] = []
    for _, item, entry in work.reading.all_sets():
        isolation = item.exercise is not None and not item.exercise.is_compound
        cap = _HIGH[level] + 0.5 * isolation + 0.5 * entry.is_amrap
        effort = max(
            entry.stated or 0.0,
            (entry.implied or 0.0) - 0.75 + entry.beyond / 4,
            entry.effort if entry.stated is None else 0.0,
        )
        values.append(down(effort, cap, cap + (1.75 if isolation else 1.25)))
    return mean(values, default=0.0)


def _item_effort(item: Item, entries: list[WorkSet], work: Work, floor: float) -> float:
    strong = work.brief.is_strength
    percents = [entry.percent for entry in entries if entry.percent is not None]
    heaviest = max(percents, default=0.0)
    credits: list[float] = []
    for entry in entries:
        if entry.percent is not None and entry.percent < 0.8 * heaviest:
            continue
        value = up(entry.believed, floor - 2, floor)
        if strong and entry.percent is not None:
            value = max(value, 0.85 * up(entry.percent, 60, 75))
        credits.append(value)
    if item.exercise is not None and all(entry.is_timed for entry in entries):
        return 1.0
    peak, middle = max(credits, default=0.0), mean(credits)
    return 0.75 * peak + 0.25 * middle if strong else 0.5 * peak + 0.5 * middle


def _too_easy(work: Work) -> float:
    pairs: list[tuple[float, float]] = []
    spreads: list[float] = []
    last = len(work.hard) - 2
    for week in range(len(work.hard)):
        floor = (
            _LOW[work.brief.level] - 1.5 * work.low[week] - (1.5 if work.brief.is_strength and week >= last else 0.0)
        )
        grouped: dict[str, tuple[Item, list[WorkSet]]] = {}
        efforts: list[float] = []
        for _, item, entry in work.reading.sets(week):
            grouped.setdefault(item.key, (item, []))[1].append(entry)
            if entry.percent is None and not entry.is_timed:
                efforts.append(entry.effort)
        pairs += [(_item_effort(item, entries, work, floor), float(len(entries))) for item, entries in grouped.values()]
        middle = mean(efforts)
        spreads.append(mean((value - middle) ** 2 for value in efforts) ** 0.5)
    return weighted_mean(pairs) * (0.6 + 0.4 * down(mean(spreads), 0.8, 1.5))


def rpe_ten_share(work: Work) -> float:
    """Share of sets at RPE 10."""
    return mean(0.0 if entry.is_amrap else up(entry.stated or 0.0, 9.5, 10) for _, _, entry in work.reading.all_sets())


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
