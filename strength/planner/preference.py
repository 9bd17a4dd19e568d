"""How well an exercise fits its day and its week, in points inside one tier (design 10, 2.1 step 4)."""

from dataclasses import dataclass
from typing import assert_never

from strength.exercise import Exercise, LoadKind
from strength.exercise_groups import AXIAL, GRIP, SPINE, Station, stations
from strength.planner.brief import Brief
from strength.planner.draft import Draft, DraftDay
from strength.planner.function import LOWER, TRUNK, Function
from strength.request import Experience, Goal

KEEPS_STATION = 3.0
THIRD_STATION = -2.0
NEW_THIS_WEEK = 2.0
DOUBTFUL = -4.0
OTHER_LATERALITY = 1.0
SECOND_GRIP_OR_SPINE = -3.0
THIRD_AXIAL = -2.0
POOR_LOAD = -1.0
BORROWED_BELL = -0.5
SAME_ROLE_NEXT_DAY = -3.0
TIRES_WITH_LEGS = -3.0
RISES = 2.0
FAMILIAR = 0.5
SUITS_LEVEL = 0.4
"""Points inside a tier (design 10, 2.1 step 4; coaching convention)."""

LOAD_GAP = 0.3
_BELL_PREFIX = "kb_"
_TIRING_TRUNK = frozenset({"hanging_leg_raise", "cable_crunch"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A place that wants an exercise.

    Attributes:
        function: what it is for.
        role: its role.
        key: its identity, for the seed.
    """

    function: Function
    role: str
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where an exercise is chosen.

    Attributes:
        brief: the request.
        draft: the week as far as it is filled.
        day: the workout as far as it is filled.
        opening: the place.
    """

    brief: Brief
    draft: Draft
    day: DraftDay
    opening: Opening

    @property
    def neighbours(self) -> tuple[DraftDay, ...]:
        """The workouts 24 hours before and after."""
        return neighbours_of(self.draft, self.day)

    def points(self, row: Exercise, best_load: float) -> float:
        """How well the exercise fits; only the difference to its equals means anything."""
        return (
            self._week_points(row)
            + self._day_points(row)
            + self._load_points(row, best_load)
            + self._personal_points(row)
        )

    def _personal_points(self, row: Exercise) -> float:
        """What suits the level goes before its equals, what the lifter does lately before that, what rises first."""
        recent = self.brief.recent
        if row.slug in recent.rising:
            return RISES
        points = FAMILIAR if row.slug in recent.familiar else 0.0
        # a light slot rehearses the lift, whoever does it
        is_suited = self.opening.role != "L" and suits_level(self.brief.experience, row)
        return points + SUITS_LEVEL if is_suited else points

    def _week_points(self, row: Exercise) -> float:
        points = 0.0
        is_used = any(place.exercise.slug == row.slug for place in self.draft.places())
        rehearses = self.brief.goal is Goal.POWERLIFTING and row.competition_lift is not None
        if not is_used or rehearses:
            points += NEW_THIS_WEEK
        if any(
            place.exercise.slug == row.slug and place.role == self.opening.role
            for day in self.neighbours
            for place in day.places
        ):
            points += SAME_ROLE_NEXT_DAY
        return points

    def _day_points(self, row: Exercise) -> float:
        here = [place.exercise for place in self.day.places]
        points = self._station_points(row)
        legs = [place.exercise for place in self.day.places if place.function in LOWER]
        if self.opening.function in LOWER and legs and legs[-1].is_unilateral != row.is_unilateral:
            points += OTHER_LATERALITY
        for group in (GRIP, SPINE):
            if row.slug in group and any(item.slug in group for item in here):
                points += SECOND_GRIP_OR_SPINE
        if row.slug in AXIAL and sum(item.slug in AXIAL for item in here) > 1:
            points += THIRD_AXIAL
        pulls_heavy = self.day.has_main(Function.HI)
        if row.slug in _TIRING_TRUNK and (pulls_heavy or self.day.has_main(Function.SQ)):
            points += TIRES_WITH_LEGS
        if pulls_heavy and row.slug in GRIP and self.opening.function in TRUNK:
            points += TIRES_WITH_LEGS  # nothing to carry where the hands have just held a deadlift
        # a row that bends the back asks it to recover from the pull of the same day (design 10, 2.2: not on HI day)
        if row.slug in SPINE and pulls_heavy and self.opening.function in {Function.HR, Function.HR2}:
            points += SECOND_GRIP_OR_SPINE
        return points

    def _load_points(self, row: Exercise, best_load: float) -> float:
        points = DOUBTFUL if self.brief.needs_caution(row) else 0.0
        if self.opening.role in "SV" and row.load_potential < best_load - LOAD_GAP:
            points += POOR_LOAD
        if row.load_kind is LoadKind.KETTLEBELL and not row.slug.startswith(_BELL_PREFIX):
            points += BORROWED_BELL  # where bells are at hand, what is made for them goes before a dumbbell's exercise
        return points

    def _station_points(self, row: Exercise) -> float:
        used: set[Station] = set()
        for place in self.day.places:
            used |= stations(place.exercise)
        if stations(row) & used:
            return KEEPS_STATION
        return THIRD_STATION if len(used) > 1 else 0.0


def neighbours_of(draft: Draft, day: DraftDay) -> tuple[DraftDay, ...]:
    """The workouts 24 hours before and after a day; the week is a circle."""
    return tuple(other for other in draft.days if (other.weekday - day.weekday) % 7 in (1, 6))


def suits_level(experience: Experience, row: Exercise) -> bool:
    """Whether a row is what a coach gives at this level: the simple one early, the demanding one late (design 10, 8)."""
    match experience:
        case Experience.BEGINNER:
            return not row.is_unilateral
        case Experience.INTERMEDIATE:
            return False
        case Experience.ADVANCED:
            return row.min_level > 1
        case _:
            assert_never(experience)
