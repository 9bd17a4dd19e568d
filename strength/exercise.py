"""An exercise as the catalog knows it: pattern, muscles, kits, level, limits, how it is loaded."""

from dataclasses import dataclass
from enum import StrEnum

from strength.equipment import Equipment
from strength.limitation import Area
from strength.muscle import Muscle


class Pattern(StrEnum):
    """Movement patterns (design 04, D.2)."""

    SQUAT = "squat"
    LUNGE = "lunge"
    KNEE_EXT = "knee_ext"
    HINGE = "hinge"
    BRIDGE = "bridge"
    KNEE_FLEX = "knee_flex"
    H_PUSH = "h_push"
    FLY = "fly"
    V_PUSH = "v_push"
    H_PULL = "h_pull"
    V_PULL = "v_pull"
    SIDE_RAISE = "side_raise"
    REAR = "rear"
    CURL = "curl"
    TRI = "tri"
    CALF = "calf"
    CORE = "core"
    CARRY = "carry"
    SHRUG = "shrug"


class LoadKind(StrEnum):
    """What the load is made of; decides rounding, increments and whether a percentage means anything."""

    BARBELL = "barbell"
    MACHINE = "machine"
    SMITH = "smith"
    DUMBBELL = "dumbbell"
    CABLE = "cable"
    KETTLEBELL = "kettlebell"
    BAND = "band"
    BODYWEIGHT = "bodyweight"
    ISOMETRIC = "isometric"


class Lift(StrEnum):
    """The lifts whose one-rep maximum a request may state."""

    SQUAT = "squat"
    BENCH = "bench"
    DEADLIFT = "deadlift"
    PRESS = "press"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExerciseKit:
    """One set of things with which an exercise can be done: every token must be owned.

    Attributes:
        tokens: what is needed; empty means bodyweight alone.
        label: how the lifter tells this way from the others ("Kettlebell"); empty for the usual way.
    """

    tokens: frozenset[Equipment]
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One row of the catalog, or one of the user's own rows with inferred fields.

    Attributes:
        slug: stable id, also the id in blueprints.
        name: what the lifter reads.
        aliases: other names, for matching.
        pattern: movement pattern.
        primary: muscles counted 1.0 per hard set.
        secondary: muscles counted 0.5 per hard set.
        kits: alternative ways to equip it; any one is enough.
        min_level: 1 beginner, 2 intermediate, 3 advanced.
        is_unilateral: one side at a time, so a set takes twice the time.
        load_kind: what the load is made of.
        is_compound: more than one joint works.
        is_timed: prescribed in seconds.
        avoid_when: areas that rule it out.
        caution_when: areas that cap it at RPE 7 and 8 or more reps.
        competition_lift: squat, bench or deadlift when it is one or resembles one.
        competition_similarity: 0-1, how much it carries over to that lift; 1.0 is the lift itself.
        rep_min: fewest reps (or seconds) that make sense.
        rep_max: most reps (or seconds) that make sense.
        load_potential: 0-1, how far it can be loaded (design 04, 0.10).
        axial_load: 0-3, how much it loads the spine from above.
        needs_spotter: unsafe near failure alone.
        regression: slug of an easier exercise, or "".
        progression: slug of a harder exercise, or "".
        cue: one short positive instruction.
    """

    slug: str
    name: str
    aliases: tuple[str, ...] = ()
    pattern: Pattern
    primary: tuple[Muscle, ...]
    secondary: tuple[Muscle, ...] = ()
    kits: tuple[ExerciseKit, ...]
    min_level: int = 1
    is_unilateral: bool = False
    load_kind: LoadKind
    is_compound: bool
    is_timed: bool = False
    avoid_when: frozenset[Area] = frozenset()
    caution_when: frozenset[Area] = frozenset()
    competition_lift: Lift | None = None
    competition_similarity: float = 0.0
    rep_min: int = 5
    rep_max: int = 20
    load_potential: float = 0.5
    axial_load: int = 0
    needs_spotter: bool = False
    regression: str = ""
    progression: str = ""
    cue: str = ""
