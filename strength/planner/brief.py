"""What the planner needs to know of a request, worked out once."""

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b

from strength.exercise import Exercise, Lift, LoadKind, Pattern
from strength.expansion.training_max import training_max
from strength.limitation import Area
from strength.planner.tiers import HYPERTROPHY, STRENGTH
from strength.pool import Pool, is_discouraged, needs_caution
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import Experience, Goal, ProgramRequest

COMPETITION_FLOOR = 0.75
"""Least similarity at which a lift may stand for a competition lift in a peak: the floor press (design 04, D.5)."""

SHORTEST_PEAK = 30
"""Minutes below which nobody can work up to a heavy single and rest for it (warm-up alone takes ten)."""

SHORTEST_ADVANCED_PEAK = 40
"""The same for advanced lifters, whose last heavy single is followed by back-off sets at full rest."""

LEAST_WEEK = 90
"""Minutes a week below which a day would have to hold two lifts' singles, with four minutes after each."""

UNLOADED = frozenset({LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})
_LOADED = frozenset({LoadKind.BARBELL, LoadKind.MACHINE, LoadKind.SMITH, LoadKind.CABLE})


@dataclass(frozen=True, kw_only=True)
class Brief:
    """The request and its pool with the answers every step of planning asks for.

    Attributes:
        request: what the lifter asked.
        pool: what the lifter can do.
        recent: what the lifter did lately.
    """

    request: ProgramRequest
    pool: Pool
    recent: RecentTraining = NOTHING_LOGGED

    @property
    def goal(self) -> Goal:
        """What the program is for."""
        return self.request.goal

    @property
    def experience(self) -> Experience:
        """The lifter's experience."""
        return self.request.experience

    @property
    def is_beginner(self) -> bool:
        """Whether the simpler rules hold."""
        return self.request.experience is Experience.BEGINNER

    @property
    def minutes(self) -> int:
        """Minutes asked per workout."""
        return self.request.session_minutes

    @property
    def is_hypertrophy(self) -> bool:
        """Whether size is the goal; strength and powerlifting share most rules."""
        return self.goal is Goal.HYPERTROPHY

    @property
    def column(self) -> str:
        """Column of the tier lists."""
        return HYPERTROPHY if self.is_hypertrophy else STRENGTH

    @cached_property
    def loaded_patterns(self) -> frozenset[Pattern]:
        """Patterns that something of the pool trains with a load, if only with care."""
        return frozenset(row.pattern for row in self.pool.exercises if row.load_kind not in UNLOADED)

    @cached_property
    def areas(self) -> frozenset[Area]:
        """Areas that rule something out."""
        return frozenset(self.request.active_limitations)

    @cached_property
    def competes(self) -> bool:
        """Whether a peak and a taper to heavy singles make sense.

        True when the goal is powerlifting and each competition lift, or a close stand-in, can be trained without
        caution, and when there is time for it. Otherwise the program is built like one for strength and says so (design 04, D.5).
        """
        shortest = SHORTEST_ADVANCED_PEAK if self.experience is Experience.ADVANCED else SHORTEST_PEAK
        has_time = self.minutes >= shortest and self.minutes * self.request.frequency >= LEAST_WEEK
        return self.goal is Goal.POWERLIFTING and has_time and not self.missing_lifts

    @cached_property
    def missing_lifts(self) -> tuple[Lift, ...]:
        """Competition lifts that cannot be trained heavy with this kit and these limitations."""
        return tuple(lift for lift in (Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT) if not self._has_lift(lift))

    def _has_lift(self, lift: Lift) -> bool:
        return any(
            item.competition_lift is lift
            and item.competition_similarity >= COMPETITION_FLOOR
            and not self.needs_caution(item)
            for item in self.pool.exercises
        )

    @cached_property
    def has_loaded_squat(self) -> bool:
        """Whether some bilateral squat can be loaded with more than what two hands hold."""
        return any(
            item.pattern is Pattern.SQUAT and not item.is_unilateral and item.load_kind in _LOADED
            for item in self.pool.exercises
        )

    @cached_property
    def has_load(self) -> bool:
        """Whether anything at hand can be loaded."""
        return any(item.load_kind not in UNLOADED for item in self.pool.exercises)

    @cached_property
    def has_loaded_row(self) -> bool:
        """Whether some row can be loaded."""
        return any(item.pattern is Pattern.H_PULL and item.load_kind not in UNLOADED for item in self.pool.exercises)

    def needs_caution(self, exercise: Exercise) -> bool:
        """Whether the exercise is capped at RPE 7 and 8 or more reps for this lifter."""
        return needs_caution(exercise, self.request.active_limitations)

    def is_discouraged(self, exercise: Exercise) -> bool:
        """Whether the exercise is for when nothing clean is left."""
        return is_discouraged(exercise, self.request.active_limitations)

    def knows_max(self, exercise: Exercise) -> bool:
        """Whether a percentage of this exercise's maximum can be turned into a load."""
        return training_max(exercise, self.request) is not None

    @cached_property
    def _asks(self) -> str:
        """Who asks, as text."""
        request = self.request
        focus = "+".join(muscle.value for muscle in request.focus)
        kit = "+".join(sorted(request.owned))
        areas = "+".join(sorted(self.areas))
        level = self.experience.value
        return f"{self.goal.value}|{level}|{request.frequency}|{self.minutes}|{focus}|{kit}|{areas}"

    def draw(self, key: str, count: int) -> int:
        """A number below `count` that depends on the seed, on who asks and on the key, the same on every machine.

        Level, days, minutes, kit and areas move a tie as goal and focus do: equals are equals, and two lifters need not
        get the same.
        """
        text = f"{self.request.seed}|{self._asks}|{key}"
        return int.from_bytes(blake2b(text.encode(), digest_size=8).digest(), "big") % count
