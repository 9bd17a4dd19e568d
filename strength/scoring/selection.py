"""Selection: exercises that stay long enough to progress, vary enough to cover, and can be loaded (design 04, A11, H.2)."""

from strength.exercise import Pattern
from strength.exercise_groups import LAST_RESORT
from strength.scoring.curves import down, mean, up, weighted_mean
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_BIG = frozenset(
    {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH, Pattern.H_PULL, Pattern.V_PULL}
)

_SMALL_PATTERNS = frozenset({Pattern.CORE, Pattern.CARRY, Pattern.CALF})


def _kept(work: Work) -> float:
    """How far exercises stay for five weeks, each counted with its sets."""
    weeks: dict[str, set[int]] = {}
    sets: dict[str, int] = {}
    for week, items in enumerate(work.items):
        for item in items:
            if item.sets:
                key = item.row.key
                weeks.setdefault(key, set()).add(week)
                sets[key] = sets.get(key, 0) + len(item.sets)
    most = min(5, max(2, len(work.items)))
    return sum([up(len(weeks[key]), 1, most) * count for key, count in sets.items()]) / (sum(sets.values()) or 1)


def _variety(work: Work) -> float:
    distinct = {item.row.key for item in work.all_items if item.sets}
    weekly = mean([float(len({item.row.key for item in work.items[week]})) for week in work.working])
    enough = up(weekly, 1.5, 5) if work.brief.is_strength else up(weekly, 2, 8)
    return min(enough, down(len(distinct), 32, 55))


def _redundancy(work: Work) -> float:
    """No more than two exercises of one big pattern in a workout."""
    values: list[float] = []
    for week in work.working:
        for session in work.reading.weeks[week]:
            patterns = [item.exercise.pattern for item in session.items if item.exercise]
            surplus = sum([max(0, patterns.count(pattern) - 2) for pattern in set(patterns)])
            values.append(down(surplus, 0, 3))
    return mean(values, default=1.0)


def _loadable(work: Work) -> float:
    """How far the big patterns are loaded against what the kit allows."""
    shares = [
        (item.row.loadability, len(item.sets))
        for item in work.working_items
        if item.exercise is not None and item.exercise.pattern in _BIG
    ]
    return weighted_mean(shares, default=1.0)


def _drills(work: Work) -> float:
    """Share of sets on holds and gentle drills where the kit has something better for the same pattern."""
    shares: list[tuple[float, float]] = []
    for item in work.working_items:
        exercise = item.exercise
        if exercise is not None:
            is_judged = exercise.slug in LAST_RESORT or exercise.pattern not in _SMALL_PATTERNS
            shares.append((1 - item.row.loadability if is_judged else 0.0, len(item.sets)))
    return weighted_mean(shares)


def judge(work: Work) -> Verdict:
    """(0.5 kept + 0.25 variety + 0.25 no redundancy) x how far the exercises can be loaded x few drills x level.

    Keeping exercises long enough to progress on and loading them is what selection is for (Kassiano 2022: random and
    excessive rotation hurts; design 04, 0.8 and A11, whose last term was needed because holds in a full gym "won").
    """
    brief = work.brief
    excess = mean(
        [float(item.exercise is not None and item.exercise.min_level > brief.level) for item in work.all_items]
    )
    kept, variety, redundancy = _kept(work), _variety(work), _redundancy(work)
    loadable, drills = _loadable(work), _drills(work)
    score = (
        (0.5 * kept + 0.25 * variety + 0.25 * redundancy)
        * (0.3 + 0.7 * up(loadable, 0.3, 0.8))
        * (1 - 0.7 * up(drills, 0.08, 0.35))
        * (1 - 0.5 * max(0.0, excess - 0.1))
    )
    return pick(
        score,
        "Exercises stay long enough to progress on and are the best your kit allows.",
        "Exercises change too often, repeat each other, or cannot be loaded as far as your kit allows",
        {
            "the same exercises for five weeks or more": 0.5 * (1 - kept),
            "more different exercises in a week, fewer in all": 0.25 * (1 - variety),
            "no third exercise of one kind in a workout": 0.25 * (1 - redundancy),
            "exercises that take more load": 0.7 * (1 - up(loadable, 0.3, 0.8)),
            "fewer holds and drills": 0.7 * up(drills, 0.08, 0.35),
            "easier exercises": 0.5 * max(0.0, excess - 0.1),
        },
    )
