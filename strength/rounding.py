"""Loads that exist: plates, dumbbells, bells and stacks, in the lifter's unit (design 10, 3.3). Always down."""

from math import floor

from strength.exercise import Exercise, LoadKind, Pattern
from strength.request import Units

LOWER_PATTERNS = frozenset(
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
"""Patterns of the legs and hips: their loads and steps are bigger."""

EMPTY_BAR = {Units.KG: 20.0, Units.LBS: 45.0}
LIGHTEST_DUMBBELL = {Units.KG: 2.0, Units.LBS: 5.0}
KETTLEBELLS: dict[Units, tuple[float, ...]] = {
    Units.KG: (8.0, 12.0, 16.0, 20.0, 24.0, 28.0, 32.0, 36.0, 40.0, 44.0, 48.0),
    Units.LBS: (18.0, 26.0, 35.0, 44.0, 53.0, 62.0, 70.0, 79.0, 88.0, 97.0, 106.0),
}
"""Bells as they are sold: 4 kg apart; in pounds the same bells, stamped rounded."""

_SLACK = 1e-9
"""Keeps 0.7 * 140 = 97.99999 from losing a plate to floating point."""


def is_lower_body(exercise: Exercise) -> bool:
    """Whether the exercise is of the legs and hips."""
    return exercise.pattern in LOWER_PATTERNS


def load_step(exercise: Exercise, units: Units, *, beginner: bool) -> float | None:
    """The smallest sensible step of this exercise's load, in `units`; None when it has no load to count.

    A beginner's barbell presses and rows go up by the small plates (1.25 kg or 2.5 lb in all).
    """
    metric = units is Units.KG
    lower = is_lower_body(exercise)
    match exercise.load_kind:
        case LoadKind.BARBELL | LoadKind.SMITH:
            small = beginner and not lower
            return (1.25 if small else 2.5) if metric else (2.5 if small else 5.0)
        case LoadKind.DUMBBELL:
            return 2.0 if metric else 5.0
        case LoadKind.KETTLEBELL:
            return 4.0 if metric else 9.0
        case LoadKind.CABLE | LoadKind.MACHINE:
            return (5.0 if lower else 2.5) if metric else (10.0 if lower else 5.0)
        case LoadKind.BAND | LoadKind.BODYWEIGHT | LoadKind.ISOMETRIC:
            return None


def lightest_load(exercise: Exercise, units: Units) -> float | None:
    """The least the exercise can be loaded with, in `units`: an empty bar, the lightest dumbbell, bell or plate.

    None when it has no load to count.
    """
    match exercise.load_kind:
        case LoadKind.BARBELL | LoadKind.SMITH:
            return EMPTY_BAR[units]
        case LoadKind.DUMBBELL:
            return LIGHTEST_DUMBBELL[units]
        case LoadKind.KETTLEBELL:
            return KETTLEBELLS[units][0]
        case LoadKind.CABLE | LoadKind.MACHINE:
            return load_step(exercise, units, beginner=False)
        case LoadKind.BAND | LoadKind.BODYWEIGHT | LoadKind.ISOMETRIC:
            return None


def round_load(load: float, exercise: Exercise, units: Units, *, beginner: bool) -> float | None:
    """`load` rounded down to one that can be put on, never below the lightest; dumbbells are per hand.

    Returns:
        The load in `units`; None for exercises without a load to count (bands, bodyweight, holds).
    """
    step = load_step(exercise, units, beginner=beginner)
    lightest = lightest_load(exercise, units)
    if step is None or lightest is None:
        return None
    if exercise.load_kind is LoadKind.KETTLEBELL:
        fitting = [bell for bell in KETTLEBELLS[units] if bell <= load + _SLACK]
        return fitting[-1] if fitting else lightest
    return max(lightest, floor(load / step + _SLACK) * step)


def format_load(load: float, units: Units) -> str:
    """As FitCSV shows it: "102.5kg", "225lbs"."""
    return f"{load:g}{units.value}"
