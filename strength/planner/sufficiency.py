"""Whether a kit allows the goal at all: where it does a good program is owed, where it does not an honest warning.

The answer is computed from the request and its pool, never from a program, so that a poor program cannot excuse itself.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from strength.exercise import Exercise, LoadKind, Pattern
from strength.exercise_groups import LAST_RESORT
from strength.planner.brief import Brief
from strength.planner.candidates import ROW_DRILLS
from strength.planner.function import Big
from strength.pool import Pool
from strength.request import Goal, ProgramRequest

_PATTERNS: Mapping[Big, frozenset[Pattern]] = MappingProxyType(
    {
        Big.KNEE: frozenset({Pattern.SQUAT, Pattern.LUNGE}),
        Big.HIP: frozenset({Pattern.HINGE, Pattern.BRIDGE}),
        Big.H_PUSH: frozenset({Pattern.H_PUSH}),
        Big.V_PUSH: frozenset({Pattern.V_PUSH}),
        Big.H_PULL: frozenset({Pattern.H_PULL}),
        Big.V_PULL: frozenset({Pattern.V_PULL}),
    }
)
_UNLOADED = frozenset({LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})
_HEAVY = frozenset({LoadKind.BARBELL, LoadKind.MACHINE, LoadKind.SMITH})
_LED_BY: Mapping[Goal, tuple[Big, ...]] = MappingProxyType(
    {
        Goal.HYPERTROPHY: (),
        Goal.STRENGTH: (Big.KNEE, Big.H_PUSH),
        Goal.POWERLIFTING: (Big.KNEE, Big.H_PUSH),
    }
)
"""Patterns that need a bar or a machine: strength is trained by loads that two hands cannot hold (design 04, D.4)."""


def equipment_allows(request: ProgramRequest, pool: Pool) -> bool:
    """Whether this kit, with these limitations, holds what a good program for the goal needs.

    It does when each of the six big patterns has an exercise that takes load and needs no care, or is loaded with care
    because nothing clean is left (what the planner does then; design 10, 2.1); when, for strength and powerlifting, a
    squat and a press are among them that take more than two hands can hold and that no sore joint caps at RPE 7; and
    when, for powerlifting, all three competition lifts or a close stand-in can be trained heavy (design 04, D.4, D.5).
    A pull-up counts as loaded for lifters who do them for sets, and a powerlifter may do without an overhead press
    (design 10, SEL05).

    Minutes and days do not enter: they are the lifter's choice, and volume targets shrink with them.

    Args:
        request: what the lifter asked.
        pool: what the lifter can do.
    """
    brief = Brief(request=request, pool=pool)
    if request.goal is Goal.POWERLIFTING and brief.missing_lifts:
        return False
    return all(
        _is_trained(
            brief, [row for row in pool.exercises if row.pattern in patterns], is_heavy=big in _LED_BY[request.goal]
        )
        for big, patterns in _PATTERNS.items()
        if not (big is Big.V_PUSH and request.goal is Goal.POWERLIFTING)
    )


def _is_trained(brief: Brief, rows: Sequence[Exercise], *, is_heavy: bool) -> bool:
    """Whether what the planner may take for a pattern carries it for this lifter."""
    useful = [row for row in rows if row.slug not in LAST_RESORT | ROW_DRILLS]
    clean = [row for row in useful if not brief.needs_caution(row)]
    if is_heavy:
        return any(row.load_kind in _HEAVY for row in clean)
    return any(_takes_load(brief, row) for row in clean or useful)


def _takes_load(brief: Brief, row: Exercise) -> bool:
    if row.pattern is Pattern.V_PULL and row.load_kind is LoadKind.BODYWEIGHT:
        return not brief.is_beginner
    return row.load_kind not in _UNLOADED
