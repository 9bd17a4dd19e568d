"""What can be told of a user's own exercise from its row: enough to prescribe it, or nothing at all."""

import re
from collections.abc import Mapping

from storage.definition_row import DefinitionRow
from storage.ids import derived_id
from strength.catalog import LOAD_POTENTIAL, Catalog
from strength.equipment import Equipment
from strength.exercise import Exercise, ExerciseKit, LoadKind, Pattern
from strength.muscle import Muscle

_WORDS: tuple[tuple[Pattern, str], ...] = (
    (Pattern.LUNGE, r"lunges?|split squats?|step ups?|stepups?"),
    (Pattern.KNEE_EXT, r"leg extensions?|knee extensions?|sissy squats?"),
    (Pattern.KNEE_FLEX, r"leg curls?|hamstring curls?|nordics?"),
    (Pattern.SQUAT, r"squats?|leg press"),
    (Pattern.BRIDGE, r"hip thrusts?|glute bridges?|bridges?"),
    (Pattern.HINGE, r"deadlifts?|rdls?|good mornings?|swings?|pull throughs?|back extensions?|hyperextensions?"),
    (Pattern.CALF, r"calf|calves"),
    (Pattern.SHRUG, r"shrugs?"),
    (Pattern.CARRY, r"carry|carries|farmers?"),
    (Pattern.REAR, r"face pulls?|rear delts?|reverse fl(?:y|ye|yes|ies)|pull aparts?"),
    (Pattern.SIDE_RAISE, r"(?:lateral|side) raises?|laterals"),
    (Pattern.FLY, r"fly|flye|flyes|flies|pec deck|crossovers?"),
    (Pattern.V_PULL, r"(?:lat )?pulldowns?|pull downs?|pull ?ups?|chin ?ups?|pullovers?"),
    (Pattern.TRI, r"triceps? (?:extensions?|press|kickbacks?|pushdowns?)|pushdowns?|skull ?crushers?"),
    (Pattern.CURL, r"(?:biceps?|hammer|preacher|concentration|barbell|dumbbell|cable|spider|ez bar) curls?"),
    (Pattern.V_PUSH, r"(?:overhead|shoulder|military|push|arnold|landmine|strict) press|handstand push ?ups?"),
    (Pattern.H_PUSH, r"bench press|chest press|floor press|bench|push ?ups?|dips?"),
    (Pattern.CORE, r"planks?|crunch|crunches|sit ?ups?|leg raises?|rollouts?|dead bugs?|hollow|wood ?chops?|pallof"),
    (Pattern.H_PULL, r"(?<!upright )rows?"),
)
"""Words of a name that settle the pattern; the first that occurs counts, so the more special ones come first."""

_ISOLATION: Mapping[Muscle, Pattern] = {
    Muscle.CHEST: Pattern.FLY,
    Muscle.SIDE_DELT: Pattern.SIDE_RAISE,
    Muscle.REAR_DELT: Pattern.REAR,
    Muscle.BICEPS: Pattern.CURL,
    Muscle.TRICEPS: Pattern.TRI,
    Muscle.QUADS: Pattern.KNEE_EXT,
    Muscle.HAMSTRINGS: Pattern.KNEE_FLEX,
    Muscle.CALVES: Pattern.CALF,
    Muscle.GLUTES: Pattern.BRIDGE,
    Muscle.TRAPS: Pattern.SHRUG,
    Muscle.ABS: Pattern.CORE,
}

_COMPOUND: Mapping[Muscle, Pattern] = {
    Muscle.CHEST: Pattern.H_PUSH,
    Muscle.BACK: Pattern.H_PULL,
    Muscle.FRONT_DELT: Pattern.V_PUSH,
    Muscle.QUADS: Pattern.SQUAT,
    Muscle.HAMSTRINGS: Pattern.HINGE,
    Muscle.LOWER_BACK: Pattern.HINGE,
    Muscle.GLUTES: Pattern.BRIDGE,
}

_NO_STRENGTH = frozenset({"mobility", "stretching", "cardio", "plyometrics"})
_NOT_AN_EXERCISE = re.compile(r"\b(?:stretch|foam roll|pose|warm ?up|jump|sprint)")
_ONE_SIDED = re.compile(r"\b(?:single|one|1) ?(?:arm|leg|side)|\bunilateral\b")
_TIMED = re.compile(r"\b(?:planks?|holds?|isometric|iso|carry|carries|farmers?)\b")

_LEVELS = {"beginner": 1, "intermediate": 2, "advanced": 3, "expert": 3}

_LOAD_KINDS: tuple[tuple[Equipment, LoadKind], ...] = (
    (Equipment.SMITH_MACHINE, LoadKind.SMITH),
    (Equipment.BARBELL, LoadKind.BARBELL),
    (Equipment.TRAP_BAR, LoadKind.BARBELL),
    (Equipment.EZ_BAR, LoadKind.BARBELL),
    (Equipment.SAFETY_SQUAT_BAR, LoadKind.BARBELL),
    (Equipment.SWISS_BAR, LoadKind.BARBELL),
    (Equipment.MACHINE, LoadKind.MACHINE),
    (Equipment.CABLE, LoadKind.CABLE),
    (Equipment.FUNCTIONAL_TRAINER, LoadKind.CABLE),
    (Equipment.DUMBBELL, LoadKind.DUMBBELL),
    (Equipment.KETTLEBELL, LoadKind.KETTLEBELL),
    (Equipment.RESISTANCE_BAND, LoadKind.BAND),
)


def infer(row: DefinitionRow, catalog: Catalog) -> Exercise | None:
    """The exercise that a row describes; None when its pattern or its muscles cannot be told.

    Limits are those of the most delicate exercise of the same pattern, because nobody told us better.
    """
    words = _words(row.name)
    if row.category in _NO_STRENGTH or _NOT_AN_EXERCISE.search(words) or not row.primary:
        return None
    pattern = _pattern(row, words)
    if pattern is None:
        return None
    is_timed = bool(_TIMED.search(words)) and pattern in {Pattern.CORE, Pattern.CARRY}
    load_kind = _load_kind(row, is_isometric=is_timed and pattern is not Pattern.CARRY)
    alike = [item for item in catalog.exercises if item.pattern is pattern]
    avoid = frozenset(area for item in alike for area in item.avoid_when)
    caution = frozenset(area for item in alike for area in item.caution_when)
    is_compound = row.mechanic == "compound" or (not row.mechanic and any(item.is_compound for item in alike))
    low, high = (20, 60) if is_timed else (5, 20) if is_compound else (8, 20)
    return Exercise(
        slug=_slug(row),
        name=row.name,
        pattern=pattern,
        primary=row.primary,
        secondary=row.secondary,
        kits=(ExerciseKit(tokens=row.tokens),),
        min_level=_LEVELS.get(row.level, 1),
        is_unilateral=bool(_ONE_SIDED.search(words)),
        load_kind=load_kind,
        is_compound=is_compound,
        is_timed=is_timed,
        avoid_when=avoid,
        caution_when=caution - avoid,
        rep_min=low,
        rep_max=high,
        load_potential=LOAD_POTENTIAL[load_kind],
        axial_load=max((item.axial_load for item in alike if item.load_kind is load_kind), default=0),
    )


def _words(name: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", name.lower()).split())


def _pattern(row: DefinitionRow, words: str) -> Pattern | None:
    for pattern, sign in _WORDS:
        if re.search(rf"\b(?:{sign})\b", words):
            return pattern
    if row.pattern in set(Pattern):
        return Pattern(row.pattern)
    by_muscle = {"isolation": _ISOLATION, "compound": _COMPOUND}.get(row.mechanic, {})
    return by_muscle.get(row.primary[0])


def _load_kind(row: DefinitionRow, *, is_isometric: bool) -> LoadKind:
    if is_isometric:
        return LoadKind.ISOMETRIC
    return next((kind for token, kind in _LOAD_KINDS if token in row.tokens), LoadKind.BODYWEIGHT)


def _slug(row: DefinitionRow) -> str:
    """Readable for a model, and of no other row: names may differ in what a slug cannot show."""
    words = _words(row.name).replace(" ", "_")[:40].strip("_")
    return "_".join(part for part in ("own", words, derived_id(row.definition_id)[1:5]) if part)
