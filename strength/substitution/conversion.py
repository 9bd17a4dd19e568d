"""Carrying sets over to a substitute: their number stays, the load is found anew by effort (design 04, 0.10)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from strength.exercise import Exercise
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.occasion import LONGEST_HEAVY_HINGE, SHORTEST_WITHOUT_MAXIMA
from strength.landmarks import (
    CAUTION_EFFORT,
    CAUTION_REPS,
    EFFORT_CAPS,
    HIGHEST_PLANNED_EFFORT,
    ISOLATION_EFFORT_BONUS,
)
from strength.loading import percent_for, rpe_for
from strength.minutes import SECONDS_PER_REP
from strength.program import SetPrescription
from strength.repetitions import Repetitions, parse_repetitions
from strength.request import Units
from strength.rounding import format_load, round_load

BIG_LOSS = 0.3
"""A fall of load potential above this is made up for by repetitions and effort (design 04, 0.10)."""

MORE_REPS, MORE_EFFORT = 4, 1.0
USUAL_EFFORT = 8.0
"""Effort of a set that says neither effort nor percent (design 04, H.1)."""

LOWEST_EFFORT = 4.0
STRONGER_REASON_TO_STOP = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadConversion:
    """How sets change on the way to a substitute.

    Attributes:
        reps_added: repetitions added to every set before the substitute's own band is respected.
        effort_added: RPE added to every set before the lifter's cap is respected.
        changes_unit: repetitions become seconds, or seconds repetitions.
        advice: how to find the load, for the lifter.
    """

    reps_added: int
    effort_added: float
    changes_unit: bool
    advice: str


def load_conversion(original: Exercise, substitute: Exercise) -> LoadConversion:
    """What changes on the way from one exercise to another."""
    changes_unit = original.is_timed is not substitute.is_timed
    loses = original.load_potential - substitute.load_potential > BIG_LOSS and not changes_unit
    if changes_unit and substitute.is_timed:
        advice = "Hold for the seconds given; stop when the position is lost."
    elif loses:
        advice = f"Same number of sets, {MORE_REPS} more reps, a little closer to the limit."
    else:
        advice = "Same sets; find a load that gives the same effort. The old weight does not carry over."
    return LoadConversion(
        reps_added=MORE_REPS if loses and not substitute.is_timed else 0,
        effort_added=MORE_EFFORT if loses else 0.0,
        changes_unit=changes_unit,
        advice=advice,
    )


def convert_sets(
    sets: Sequence[SetPrescription],
    original: Exercise,
    substitute: Exercise,
    *,
    level: int,
    is_caution: bool = False,
    one_rep_max: float | None = None,
    units: Units = Units.KG,
) -> tuple[SetPrescription, ...]:
    """The same number of sets for the substitute.

    A percentage never carries over, and neither does a weight: repetitions and effort decide. Where the lifter's own
    history with the substitute is known, they are turned into a load.

    Args:
        sets: of the original.
        original: what they were for.
        substitute: what they are to be for.
        level: the lifter's, 1-3; caps the effort.
        is_caution: the substitute is allowed only with care: RPE 7 at most, 8 repetitions at least.
        one_rep_max: of the substitute, from the lifter's history, in `units`; None when unknown.
        units: unit of loads.
    """
    change = load_conversion(original, substitute)
    cap = effort_cap(substitute, level, is_caution=is_caution)
    converted: list[SetPrescription] = []
    for one in sets:
        reps = _converted_reps(one.reps, change, substitute, level=level, is_caution=is_caution)
        effort = max(LOWEST_EFFORT, min(cap, effort_of(one) + change.effort_added))
        weight = _load(substitute, reps, effort, one_rep_max, units, beginner=level == 1)
        converted.append(
            SetPrescription(
                set_number=one.set_number,
                reps=_text(one.reps, reps),
                weight=weight,
                rpe=effort if one.rir is None else None,
                rir=None if one.rir is None else 10.0 - effort,
                percent1rm=None,
                rest_seconds=one.rest_seconds,
            )
        )
    return tuple(converted)


def effort_of(one: SetPrescription) -> float:
    """A set's RPE: stated, from repetitions in reserve, implied by its percentage, or the usual one."""
    if one.rpe is not None:
        return one.rpe
    if one.rir is not None:
        return max(LOWEST_EFFORT, 10.0 - one.rir)
    reps = parse_repetitions(one.reps)
    if one.percent1rm is None or reps is None or reps.is_timed:
        return USUAL_EFFORT
    # people say too little rather than too much, and tables differ: halves are as fine as this gets
    return round(2.0 * rpe_for(reps.counted, one.percent1rm)) / 2.0


def effort_cap(exercise: Exercise, level: int, *, is_caution: bool) -> float:
    """The highest RPE that may be planned (design 04, 0.4 and 0.9)."""
    cap = EFFORT_CAPS[level].high
    if not exercise.is_compound:
        cap = min(cap + ISOLATION_EFFORT_BONUS, HIGHEST_PLANNED_EFFORT)
    return min(cap, CAUTION_EFFORT) if is_caution else cap


def rep_band(exercise: Exercise, level: int, *, is_caution: bool) -> tuple[int, int]:
    """Fewest and most repetitions (or seconds) that make sense for this lifter."""
    low, high = exercise.rep_min, exercise.rep_max
    if exercise.is_timed:
        return low, high
    if level == 1:
        low = max(low, SHORTEST_WITHOUT_MAXIMA)
    if exercise.slug in HEAVY_HINGE:
        high = min(high, LONGEST_HEAVY_HINGE)
    if is_caution:
        low = max(low, CAUTION_REPS)
    return low, max(low, high)


def _converted_reps(
    text: str, change: LoadConversion, substitute: Exercise, *, level: int, is_caution: bool
) -> Repetitions:
    low, high = rep_band(substitute, level, is_caution=is_caution)
    reps = parse_repetitions(text)
    if reps is None:
        # nobody knows what the text asks for: the lower half of what makes sense
        return Repetitions(low=low, high=max(low, (low + high) // 2), is_timed=substitute.is_timed)
    if reps.is_timed is not substitute.is_timed:
        factor = SECONDS_PER_REP if substitute.is_timed else 1.0 / SECONDS_PER_REP
        reps = Repetitions(low=round(reps.low * factor), high=round(reps.high * factor), is_timed=substitute.is_timed)
    width = min(reps.high - reps.low, high - low)
    first = min(max(reps.low + change.reps_added, low), high - width)
    # as many as possible is for lifters who know their limit, and for joints that do not mind
    is_open = reps.is_open and level > 1 and not is_caution and not substitute.is_timed
    return replace(reps, low=first, high=first + width, is_open=is_open)


def _text(old: str, reps: Repetitions) -> str:
    """As before where nothing changed: "AMRAP" stays "AMRAP"."""
    return old if parse_repetitions(old) == reps else str(reps)


def _load(
    substitute: Exercise, reps: Repetitions, effort: float, maximum: float | None, units: Units, *, beginner: bool
) -> str | None:
    if maximum is None or substitute.is_timed:
        return None
    wanted = maximum * percent_for(reps.counted, effort) / 100.0
    load = round_load(wanted, substitute, units, beginner=beginner)
    # the lightest there is may still be too heavy: then effort has to find another way
    return None if load is None or load > wanted * (1.0 + STRONGER_REASON_TO_STOP) else format_load(load, units)
