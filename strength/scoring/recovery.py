"""Recovery: each muscle often enough, far enough apart, and not all at once (design 04, 0.3, A9, H.2)."""

from functools import lru_cache

from strength.exercise_groups import HEAVY_HINGE
from strength.muscle import Muscle
from strength.scoring.curves import down, mean, up
from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work

_MUSCLES = (
    Muscle.CHEST,
    Muscle.BACK,
    Muscle.QUADS,
    Muscle.HAMSTRINGS,
    Muscle.GLUTES,
    Muscle.TRICEPS,
    Muscle.BICEPS,
    Muscle.SIDE_DELT,
)
_COUNTED = frozenset(_MUSCLES)
_DEFAULT_DAYS = {1: (1,), 2: (1, 4), 3: (1, 3, 5), 4: (1, 2, 4, 5), 5: (1, 2, 3, 5, 6), 6: (1, 2, 3, 4, 5, 6)}


def weekdays(work: Work, week: int) -> tuple[int, ...]:
    """Weekdays of a week's workouts; the usual spread when the program does not say."""
    sessions = work.reading.weeks[week]
    said = tuple([session.weekday for session in sessions if session.weekday is not None])
    if len(said) == len(sessions) and len(set(said)) == len(said):
        return said
    return _DEFAULT_DAYS.get(len(sessions), tuple(1 + index % 7 for index in range(len(sessions))))


def _exposed(work: Work, week: int) -> float:
    values: list[float] = []
    for muscle in _MUSCLES:
        times = sum([up(session.get(muscle, 0.0), 0.75, 1.25) for session in work.session_muscles[week]])
        values.append(0.75 * min(1.0, times) + 0.25 * up(times, 1, 2))
    return mean(values)


@lru_cache(maxsize=256)
def _neighbours(days: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
    """Places of workouts whose days follow each other; the week is a circle."""
    places = range(len(days))
    return tuple((first, second) for first in places for second in places if (days[second] - days[first]) % 7 == 1)


def _overlap(work: Work, week: int, days: tuple[int, ...]) -> float:
    """Hard work for the same muscle on neighbouring days."""
    sessions = work.session_muscles[week]
    values: list[float] = []
    for first, second in _neighbours(days):
        one, other = sessions[first], sessions[second]
        shared = max(
            [min(sets, other[muscle]) for muscle, sets in one.items() if muscle in other and muscle in _COUNTED],
            default=0.0,
        )
        values.append(max(0.0, 1 - 0.8 * shared / 6))
    return mean(values, default=1.0)


def _hinges_in_a_row(work: Work, week: int, days: tuple[int, ...]) -> float:
    """0-1, heavy hinges on neighbouring days: they tire the back for longer than a day (coaching convention)."""
    sets = [
        sum([len(item.sets) for item in session.items if item.row.key in HEAVY_HINGE])
        for session in work.reading.weeks[week]
    ]
    return max([up(min(sets[first], sets[second]), 1, 5) for first, second in _neighbours(days)], default=0.0)


@lru_cache(maxsize=256)
def _gap(weekdays: tuple[int, ...]) -> float:
    days = sorted(weekdays)
    if len(days) < 2:
        return 0.0
    gaps = [(days[(index + 1) % len(days)] - day) % 7 or 7 for index, day in enumerate(days)]
    ideal = -(-7 // len(days))
    return down(max(gaps), ideal + 1, ideal + 3)


def _capped(work: Work, week: int) -> float:
    cap = 10.0 if work.brief.level == 1 else 12.0
    most = [max(session.values(), default=0.0) for session in work.raw_session_muscles[week]]
    values = [down(sets, cap, 20.0) for sets in most]
    return 0.5 * mean(values, default=1.0) + 0.5 * min(values, default=1.0)


def judge(work: Work) -> Verdict:
    """0.35 exposures, 0.2 neighbouring days, 0.25 longest gap, 0.2 sets at once; less for heavy hinges in a row."""
    weeks = work.working
    days = [(week, weekdays(work, week)) for week in weeks]
    hinges = mean([_hinges_in_a_row(work, week, each) for week, each in days])
    exposed = mean([_exposed(work, week) for week in weeks])
    overlap = mean([_overlap(work, week, each) for week, each in days])
    gap = mean([_gap(each) for _, each in days])
    capped = mean([_capped(work, week) for week in weeks])
    score = (1 - 0.35 * hinges) * (0.35 * exposed + 0.2 * overlap + 0.25 * gap + 0.2 * capped)
    return pick(
        score,
        "Every muscle works about twice a week with a day or more to recover.",
        "Some muscles work too seldom, too much at once, or on days that follow each other",
        {
            "each muscle on two days of the week": 0.35 * (1 - exposed),
            "different muscles on neighbouring days": 0.2 * (1 - overlap),
            "workouts spread over the week": 0.25 * (1 - gap),
            "fewer sets of one muscle in a workout": 0.2 * (1 - capped),
            "a day between heavy hinges": 0.35 * hinges,
        },
    )
