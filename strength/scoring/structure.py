"""Structure: order, roles, length and rests inside a workout (design 04, 0.8, A10, H.2)."""

from functools import lru_cache
from itertools import combinations

from strength.exercise import Pattern
from strength.scoring.curves import mean, trapezoid, up, weighted_mean
from strength.scoring.reading import Item, Session
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_SECONDS_PER_REP = 3.5


@lru_cache(maxsize=1024)
def _in_order(classes: tuple[float, ...]) -> float:
    """Share of the pairs of unlike exercises that stand in the right order."""
    pairs = [(first, second) for first, second in combinations(classes, 2) if first != second]
    if not pairs:
        return 1.0
    return 1 - sum(first > second for first, second in pairs) / len(pairs)


def _roles(session: Session) -> float:
    """Compound work is done for no more repetitions than the isolation work of the same workout."""
    compound = isolation = 0.0
    compound_sets = isolation_sets = 0
    for item in session.items:
        for entry, count in item.runs:
            if item.row.is_compound:
                compound += count * entry.reps
                compound_sets += count
            elif item.row.is_isolation and not entry.is_timed:
                isolation += count * entry.reps
                isolation_sets += count
    if not isolation_sets or not compound:
        return 1.0
    return up(isolation / isolation_sets / (compound / compound_sets), 0.6, 1.15)


_LEADING = frozenset(
    {
        Pattern.SQUAT,
        Pattern.LUNGE,
        Pattern.HINGE,
        Pattern.BRIDGE,
        Pattern.H_PUSH,
        Pattern.V_PUSH,
        Pattern.H_PULL,
        Pattern.V_PULL,
    }
)


def _lead(session: Session) -> float:
    """How far a workout begins with a big lift that can be loaded; the better of its first two exercises.

    The second counts a little less, so that a workout may begin with a focus muscle or a warm-up exercise.
    """
    values = [
        share * item.row.loadability
        for share, item in zip((1.0, 0.6), session.items, strict=False)
        if item.exercise is not None and item.exercise.is_compound and item.exercise.pattern in _LEADING
    ]
    return max(values, default=0.0)


def usual_rest(item: Item, reps: float) -> float:
    """Seconds of rest that lifters take when less is printed: cutting rest on paper buys no time."""
    if not item.row.is_compound:
        return 60.0
    return 150.0 if reps <= 5 else 90.0


def minutes_of(session: Session) -> float:
    """Estimated minutes of a workout by the time model of design 04, 0.8; alternating exercises share their rests."""
    seconds = 300.0
    for item in session.items:
        seconds += 60.0
        sides = 2 if item.exercise is not None and item.exercise.is_unilateral else 1
        for entry, count in item.runs:
            rest = max(float(entry.rest or 0), usual_rest(item, entry.reps))
            seconds += count * (entry.reps * _SECONDS_PER_REP * sides + (rest / 2 if item.group else rest))
    return seconds / 60


def _rests(session: Session) -> float:
    values = [
        (min(1.0, entry.rest / usual_rest(item, entry.reps)), count)
        for item in session.items
        for entry, count in item.runs
        if entry.rest is not None and not item.group
    ]
    return weighted_mean(values, default=1.0)


def judge(work: Work) -> Verdict:
    """(0.36 order + 0.2 roles + 0.16 time + 0.04 count + 0.1 rests + 0.14 sets per exercise) x leads.

    Multi-joint work first gains more on multi-joint lifts (Nunes 2021; design 04, 0.8); the minutes are those of the
    same section. What leads a workout is a big lift that can be loaded: all thirteen published programs do so.
    """
    brief = work.brief
    sessions = [session for week in work.working for session in work.reading.weeks[week] if session.items]
    if not sessions:
        return Verdict(0.0, "There is no workout to judge.")
    order = mean([_in_order(tuple([item.row.order for item in session.items])) for session in sessions])
    roles = mean([_roles(session) for session in sessions])
    shares = [minutes_of(session) / brief.minutes for session in sessions]
    low = (0.25, 0.4) if brief.minutes_known else (0.0, 0.2)
    time = mean([trapezoid(share, *low, 1.05, 1.5) for share in shares])
    count = mean([trapezoid(len(session.items), 1, 3, 9, 14) for session in sessions])
    per_exercise = mean([trapezoid(len(item.sets), 0.5, 2, 6, 12) for item in work.working_items])
    rests = mean([_rests(session) for session in sessions])
    leads = mean([_lead(session) for session in sessions])
    score = (
        0.36 * up(order, 0.45, 0.92) + 0.2 * roles + 0.16 * time + 0.04 * count + 0.1 * rests + 0.14 * per_exercise
    ) * (0.2 + 0.8 * up(leads, 0.4, 0.95))
    return pick(
        score,
        "Heavy work comes first, small work last, and a workout fits the time you have.",
        f"Order, rests or length are off: workouts take about {mean(shares) * brief.minutes:.0f} minutes",
        {
            "a big lift that can be loaded at the start of each workout": 0.8 * (1 - up(leads, 0.4, 0.95)),
            "big lifts before small ones": 0.36 * (1 - up(order, 0.45, 0.92)),
            "fewer repetitions on the big lifts than on the small ones": 0.2 * (1 - roles),
            "workouts that fit your time": 0.16 * (1 - time),
            "longer rests": 0.1 * (1 - rests),
            "two to six sets of an exercise": 0.14 * (1 - per_exercise),
        },
    )
