"""Weekly volume: what each muscle should get, and taking off what no session or week can use (design 10, 4)."""

from dataclasses import replace

from strength.landmarks import (
    BEGINNER_ACCESSORY_SETS,
    FREQUENCY_SHARE,
    MUSCLE_SESSION_CAP,
    SLOT_SET_CAP,
    WEEK_SET_CAP,
    landmark,
)
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.draft import Draft, Place, fractional

TOO_MUCH = 1.3
"""Times MAV high that no muscle passes while others could use the time (BAL03; coaching convention)."""

_MOST_WEEK_BEGINNER_THREE_DAYS = 42
_TRIM_ORDER = "ICTASLVM"
_FLOOR = 2
_ROUNDS = 40


def target(brief: Brief, muscle: Muscle) -> float:
    """Fractional sets a week to aim at: MAV low, less on two and three days (design 10, 4)."""
    goal_of = landmark(muscle, brief.experience.level, brief.goal)
    return goal_of.mav_low * FREQUENCY_SHARE[brief.request.frequency]


def trimmed(brief: Brief, draft: Draft) -> Draft:
    """The week without what is too much: in one place, in one session for one muscle, in the whole week."""
    draft = _capped_places(brief, draft)
    for _ in range(_ROUNDS):
        smaller = _less_in_session(brief, draft) or _less_in_week(brief, draft)
        if smaller is None:
            return draft
        draft = smaller
    return draft


def _capped_places(brief: Brief, draft: Draft) -> Draft:
    most = SLOT_SET_CAP[brief.experience.level]
    small = min(most, BEGINNER_ACCESSORY_SETS) if brief.is_beginner else most
    return draft.with_days(
        day.with_places(
            replace(place, sets=min(place.sets, small if place.role in "AICT" else most)) for place in day.places
        )
        for day in draft.days
    )


def _less_in_session(brief: Brief, draft: Draft) -> Draft | None:
    cap = MUSCLE_SESSION_CAP[brief.experience.level]
    for index, day in enumerate(draft.days):
        over = [muscle for muscle, sets in fractional(day.places).items() if sets > cap]
        for muscle in over:
            at = _spare(day.places, muscle) or _spare(day.places, muscle, with_focus=True)
            if at is not None:
                return draft.with_day(index, day.changed(at, sets=day.places[at].sets - 1))
    return None


def _less_in_week(brief: Brief, draft: Draft) -> Draft | None:
    level = brief.experience.level
    week = fractional(draft.places())
    over = [muscle for muscle, sets in week.items() if sets > TOO_MUCH * landmark(muscle, level, brief.goal).mav_high]
    most = WEEK_SET_CAP[level]
    if brief.is_beginner and brief.request.frequency == 3:
        most = _MOST_WEEK_BEGINNER_THREE_DAYS
    if not over and sum(day.sets for day in draft.days) > most:
        over = [max(week, key=lambda muscle: week[muscle] / max(1.0, landmark(muscle, level, brief.goal).mav_high))]
    for muscle in over:
        best: tuple[int, int, int] | None = None
        for index, day in enumerate(draft.days):
            at = _spare(day.places, muscle)
            if at is not None and (best is None or day.places[at].sets > best[0]):
                best = (day.places[at].sets, index, at)
        if best is not None:
            sets, index, at = best
            return draft.with_day(index, draft.days[index].changed(at, sets=sets - 1))
    return None


def _spare(places: tuple[Place, ...], muscle: Muscle, *, with_focus: bool = False) -> int | None:
    """The place that gives a set of the muscle up most easily."""
    best: tuple[int, int, int] | None = None
    for at, place in enumerate(places):
        if muscle not in place.exercise.primary or place.sets <= _FLOOR or (place.is_focus and not with_focus):
            continue
        rank = (_TRIM_ORDER.index(place.role), -place.sets, -at)
        if best is None or rank < best:
            best = rank
    return None if best is None else -best[2]
