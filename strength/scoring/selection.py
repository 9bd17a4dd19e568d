"""Selection: exercises that stay long enough to progress, vary enough to cover, and can be loaded (design 04, A11, H.2)."""

from collections import Counter, defaultdict

from strength.exercise import Pattern
from strength.exercise_groups import LAST_RESORT
from strength.scoring.curves import down, mean, up
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_BIG = frozenset(
    {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.H_PUSH, Pattern.V_PUSH, Pattern.H_PULL, Pattern.V_PULL}
)

_SMALL_PATTERNS = frozenset({Pattern.CORE, Pattern.CARRY, Pattern.CALF})


def _kept(work: Work) -> float:
    weeks: dict[str, set[int]] = defaultdict(set)
    sets: Counter[str] = Counter()
    for week, item, _ in work.reading.all_sets():
        weeks[item.key].add(week)
        sets[item.key] += 1
    total = sum(sets.values()) or 1
    most = min(5, max(2, len(work.reading.weeks)))
    return sum(up(len(weeks[key]), 1, most) * count for key, count in sets.items()) / total


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


def _loadable(work: Work) -> float:
    """How far the big patterns are loaded against what the kit allows."""
    return mean(
        (
            work.brief.loadability(item.exercise)
            for week in work.working
            for _, item, _ in work.reading.sets(week)
            if item.exercise is not None and item.exercise.pattern in _BIG
        ),
        default=1.0,
    )


def _drills(work: Work) -> float:
    """Share of sets on holds and gentle drills where the kit has something better for the same pattern."""
    values: list[float] = []
    for week in work.working:
        for _, item, _ in work.reading.sets(week):
            exercise = item.exercise
            if exercise is not None:
                values.append(
                    1 - work.brief.loadability(exercise)
                    if exercise.slug in LAST_RESORT or exercise.pattern not in _SMALL_PATTERNS
                    else 0.0
                )
    return mean(values)


def judge(work: Work) -> Verdict:
    """(0.5 kept + 0.25 variety + 0.25 no redundancy) x how far the exercises can be loaded x few drills x level.

    Keeping exercises long enough to progress on and loading them is what selection is for (Kassiano 2022: random and
    excessive rotation hurts; design 04, 0.8 and A11, whose last term was needed because holds in a full gym "won").
    """
    brief = work.brief
    items = [item for week in work.reading.weeks for session in week for item in session.items]
    excess = mean(float(item.exercise is not None and item.exercise.min_level > brief.level) for item in items)
    loadable, drills = _loadable(work), _drills(work)
    score = (
        (0.5 * _kept(work) + 0.25 * _variety(work) + 0.25 * _redundancy(work))
        * (0.3 + 0.7 * up(loadable, 0.3, 0.8))
        * (1 - 0.7 * up(drills, 0.08, 0.35))
        * (1 - 0.5 * max(0.0, excess - 0.1))
    )
    return pick(
        score,
        "Exercises stay long enough to progress on and are the best your kit allows.",
        "Exercises change too often, repeat each other, or cannot be loaded as far as your kit allows",
        {
            "the same exercises for five weeks or more": 0.5 * (1 - _kept(work)),
            "more different exercises in a week, fewer in all": 0.25 * (1 - _variety(work)),
            "no third exercise of one kind in a workout": 0.25 * (1 - _redundancy(work)),
            "exercises that take more load": 0.7 * (1 - up(loadable, 0.3, 0.8)),
            "fewer holds and drills": 0.7 * up(drills, 0.08, 0.35),
            "easier exercises": 0.5 * max(0.0, excess - 0.1),
        },
    )
