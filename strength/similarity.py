"""How alike two exercises are: decides whether one may stand in for the other (design 04, 0.10)."""

from collections.abc import Mapping
from types import MappingProxyType

from strength.exercise import Exercise, Pattern
from strength.muscle import Muscle

ACCEPT = 0.60
"""At or above: a substitute."""

REFUSE = 0.45
"""Below: no substitute. Between the two: a substitute with a warning."""

_SISTERS = frozenset(
    {
        frozenset({Pattern.SQUAT, Pattern.LUNGE}),
        frozenset({Pattern.HINGE, Pattern.BRIDGE}),
        frozenset({Pattern.H_PUSH, Pattern.V_PUSH}),
        frozenset({Pattern.H_PULL, Pattern.V_PULL}),
    }
)

_LOWER = frozenset(
    {
        Pattern.SQUAT,
        Pattern.LUNGE,
        Pattern.KNEE_EXT,
        Pattern.HINGE,
        Pattern.BRIDGE,
        Pattern.KNEE_FLEX,
        Pattern.CALF,
    }
)
_TRUNK = frozenset({Pattern.CORE, Pattern.CARRY})


def similarity(a: Exercise, b: Exercise) -> float:
    """How well one exercise replaces the other, 0-1: 1 for itself, the same in both directions.

    Same pattern counts most, then the muscles, then laterality, how far it can be loaded, and level.
    """
    return (
        0.35 * _pattern_share(a.pattern, b.pattern)
        + 0.25 * _overlap(_weights(a, 0.0), _weights(b, 0.0))
        + 0.10 * _overlap(_weights(a, 0.5), _weights(b, 0.5))
        + 0.10 * (a.is_unilateral == b.is_unilateral)
        + 0.10 * (1.0 - abs(a.load_potential - b.load_potential))
        + 0.10 * (1.0 - abs(a.min_level - b.min_level) / 2.0)
    )


def _pattern_share(a: Pattern, b: Pattern) -> float:
    """1 for the same pattern, 0.6 for a sister, 0.25 within one region of the body, else 0."""
    if a is b:
        return 1.0
    if frozenset({a, b}) in _SISTERS:
        return 0.6
    return 0.25 if _region(a) == _region(b) else 0.0


def _region(pattern: Pattern) -> str:
    """Legs, trunk or the rest."""
    if pattern in _LOWER:
        return "lower"
    return "trunk" if pattern in _TRUNK else "upper"


def _weights(exercise: Exercise, secondary: float) -> Mapping[Muscle, float]:
    """Its muscles: the primary ones weigh 1, the secondary ones as given."""
    weights = dict.fromkeys(exercise.secondary, secondary) if secondary else {}
    return MappingProxyType(weights | dict.fromkeys(exercise.primary, 1.0))


def _overlap(a: Mapping[Muscle, float], b: Mapping[Muscle, float]) -> float:
    """Weighted Jaccard index: what both have over what either has."""
    muscles = a.keys() | b.keys()
    shared = sum(min(a.get(muscle, 0.0), b.get(muscle, 0.0)) for muscle in muscles)
    return shared / sum(max(a.get(muscle, 0.0), b.get(muscle, 0.0)) for muscle in muscles)
