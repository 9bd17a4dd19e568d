"""Selection: exercises that stay long enough to progress, vary enough to cover, and can be loaded (design 04, A11, H.2)."""

from collections import Counter, defaultdict

from strength.catalog import Catalog
from strength.exercise import Exercise, Pattern
from strength.pool import fits_kit, is_contraindicated
from strength.scoring.brief import Brief
from strength.scoring.curves import down, mean, up
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_BIG = frozenset(
    {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH, Pattern.H_PULL, Pattern.V_PULL}
)


def best_potential(brief: Brief, catalog: Catalog) -> dict[Pattern, float]:
    """The most that each pattern could be loaded with this kit, level and these limitations."""
    best: dict[Pattern, float] = defaultdict(float)
    for exercise in catalog.exercises:
        allowed = fits_kit(exercise, brief.owned) and not is_contraindicated(exercise, brief.limitations)
        if allowed and exercise.min_level <= brief.level:
            best[exercise.pattern] = max(best[exercise.pattern], exercise.load_potential)
    return dict(best)


def _kept(work: Work) -> float:
    weeks: dict[str, set[int]] = defaultdict(set)
    sets: Counter[str] = Counter()
    for week, item, _ in work.reading.all_sets():
        weeks[item.key].add(week)
        sets[item.key] += 1
    total = sum(sets.values()) or 1
    return sum(up(len(weeks[key]), 1, 5) * count for key, count in sets.items()) / total


def _variety(work: Work) -> float:
    distinct = {item.key for _, item, _ in work.reading.all_sets()}
    weekly = mean(
        float(len({item.key for session in work.reading.weeks[week] for item in session.items}))
        for week in work.working
    )
    enough = up(weekly, 1.5, 5) if work.brief.is_strength else up(weekly, 2, 8)
    return min(enough, down(len(distinct), 32, 55))


def _redundancy(work: Work) -> float:
    """No more than two exercises of one big pattern in a workout."""
    values: list[float] = []
    for week in work.working:
        for session in work.reading.weeks[week]:
            counts = Counter(item.exercise.pattern for item in session.items if item.exercise)
            surplus = sum(max(0, count - 2) for count in counts.values())
            values.append(down(surplus, 0, 3))
    return mean(values, default=1.0)


def _loadable(work: Work, best: dict[Pattern, float]) -> float:
    pairs: list[float] = []
    for week in work.working:
        for _, item, _ in work.reading.sets(week):
            exercise: Exercise | None = item.exercise
            if exercise is None or exercise.pattern not in _BIG or best.get(exercise.pattern, 0.0) <= 0:
                continue
            pairs.append(up(exercise.load_potential / best[exercise.pattern], 0.3, 0.78))
    return mean(pairs, default=1.0)


def judge(work: Work, catalog: Catalog) -> Verdict:
    """0.45 kept, 0.15 variety, 0.12 no redundancy, 0.28 loadable; less for exercises above the lifter's level."""
    brief = work.brief
    items = [item for week in work.reading.weeks for session in week for item in session.items]
    excess = mean(float(item.exercise is not None and item.exercise.min_level > brief.level) for item in items)
    score = (
        0.45 * _kept(work)
        + 0.15 * _variety(work)
        + 0.12 * _redundancy(work)
        + 0.28 * _loadable(work, best_potential(brief, catalog))
    ) * (1 - 0.5 * max(0.0, excess - 0.1))
    return pick(
        score,
        "Exercises stay long enough to progress on and are the best your kit allows.",
        "Exercises change too often, repeat each other, or cannot be loaded as far as your kit allows.",
    )
