"""Compliance: what was asked is what is there (design 04, A1 and H.2)."""

from strength.scoring.verdict import Verdict, pick
from strength.scoring.work import Work


def missing_sessions(work: Work) -> int:
    """Workouts that the asked frequency promised and the program lacks."""
    brief = work.brief
    missing = sum(max(0, brief.days - len(week)) for week in work.reading.weeks)
    return max(0, missing - brief.sessions_excused)


def judge(work: Work) -> Verdict:
    """(1 - 4 violations/items) x (1 - 1.5 level excess/items beyond the free share) x (1 - 2 missing/asked), x 0.4 for another length."""
    brief = work.brief
    items = work.all_items
    if not items:
        return Verdict(0.0, "There is nothing to train in this program.")
    violations = sum([item.row.is_unfit for item in items]) / len(items)
    excess = sum([max(0, item.exercise.min_level - brief.level) for item in items if item.exercise]) / len(items)
    free = 0.04 if brief.level == 1 else 0.10
    missing = missing_sessions(work) / max(1, len(work.reading.weeks) * brief.days)
    fits, suits, there = (
        max(0.0, 1 - 4 * violations),
        max(0.0, 1 - 1.5 * max(0.0, excess - free)),
        max(0.0, 1 - 2 * missing),
    )
    length = 0.4 if brief.weeks is not None and len(work.reading.weeks) != brief.weeks else 1.0
    score = fits * suits * there * length
    return pick(
        score,
        "It uses what you own, respects what hurts and has every workout you asked for.",
        f"{violations:.0%} of the exercises do not fit your kit or limits, {missing_sessions(work)} workouts are missing",
        {
            "exercises that fit your kit and limits": 1 - fits,
            "easier exercises": 1 - suits,
            "the missing workouts": 1 - there,
            "as many weeks as you asked for": 1 - length,
        },
    )
