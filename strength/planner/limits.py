"""How limited areas change the sheets before anything is chosen (design 10, 2.5)."""

from collections.abc import Sequence
from dataclasses import replace

from strength.limitation import Area
from strength.planner.brief import Brief
from strength.planner.function import BIG_OF, Big, Function
from strength.planner.notation import SheetDay, SheetSlot

MOST_SETS, FEWEST_SETS = 5, 2
KNEE_SHARE = 0.7
_KNEE_SMALLER = frozenset({Function.SQ, Function.SQ2, Function.LU, Function.KE})
_HIP_LARGER = frozenset({Function.HI, Function.HI2, Function.BR, Function.KF})
_ARMS = frozenset({Function.BI, Function.TR})

_AREA_WORDS = {area: area.value.replace("_", " ") for area in Area}


def adapted(brief: Brief, plan: Sequence[tuple[int, SheetDay]]) -> tuple[tuple[int, SheetDay], ...]:
    """The sheets as a limited area wants them."""
    sheets = [sheet for _, sheet in plan]
    if Area.KNEE in brief.areas:
        sheets = [_for_knee(brief, sheet) for sheet in sheets]
    if Area.LOWER_BACK in brief.areas:
        sheets = [_with_slot(sheet, Function.CO2, "C") for sheet in sheets]
    if Area.SHOULDER in brief.areas:
        sheets = [_with_slot(sheet, Function.RD, "I") if _is_upper(sheet) else sheet for sheet in sheets]
    if Area.ELBOW in brief.areas:
        sheets = _arms_once(sheets)
    return tuple((weekday, sheet) for (weekday, _), sheet in zip(plan, sheets, strict=True))


def limitation_warnings(brief: Brief) -> tuple[str, ...]:
    """What a lifter with a limitation must read: once, without a diagnosis."""
    words = [_AREA_WORDS[area] for area in Area if area in brief.areas]
    if not words:
        return ()
    return (
        f"With your {_joined(words)} doubtful exercises stay at RPE 7 or less and 8 or more reps. Stop an exercise if "
        "pain goes above 3 out of 10 or is worse the next morning.",
    )


def _joined(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _is_upper(sheet: SheetDay) -> bool:
    return any(
        BIG_OF.get(slot.functions[0]) in {Big.H_PUSH, Big.V_PUSH, Big.H_PULL, Big.V_PULL} for slot in sheet.slots
    )


def _for_knee(brief: Brief, sheet: SheetDay) -> SheetDay:
    """Less at the knee, a set more at the hip (LIM06: knee sets to about 70 %, hip sets + 20 %)."""
    most = 3 if brief.is_beginner else MOST_SETS
    return replace(sheet, slots=tuple(_slot_for_knee(slot, most) for slot in sheet.slots))


def _slot_for_knee(slot: SheetSlot, most: int) -> SheetSlot:
    function = slot.functions[0]
    if function in _KNEE_SMALLER:
        return replace(slot, sets=max(FEWEST_SETS, round(slot.sets * KNEE_SHARE)))
    if function in _HIP_LARGER and slot.role != "M":
        return replace(slot, sets=max(slot.sets, min(most, slot.sets + 1)))
    return slot


def _with_slot(sheet: SheetDay, function: Function, role: str) -> SheetDay:
    """The sheet with a small slot that it lacks: trunk last, rear delts before trunk."""
    family = {Function.CO, Function.CO2} if function is Function.CO2 else {function}
    if any(slot.functions[0] in family for slot in sheet.slots):
        return sheet
    new = SheetSlot(functions=(function,), role=role, sets=2)
    at = len(sheet.slots)
    while role == "I" and at and sheet.slots[at - 1].role in "CT":
        at -= 1
    return replace(sheet, slots=(*sheet.slots[:at], new, *sheet.slots[at:]))


def _arms_once(sheets: list[SheetDay]) -> list[SheetDay]:
    """One slot a week for the biceps and one for the triceps; others go, unless the day would be left with nothing."""
    kept: dict[Function, int] = {}
    # the shortest day keeps its slot: it would miss it most
    for at in sorted(range(len(sheets)), key=lambda at: len(sheets[at].slots)):
        for slot in sheets[at].slots:
            if slot.functions[0] in _ARMS:
                kept.setdefault(slot.functions[0], at)
    result: list[SheetDay] = []
    for at, sheet in enumerate(sheets):
        slots = tuple(slot for slot in sheet.slots if kept.get(slot.functions[0], at) == at)
        result.append(replace(sheet, slots=slots) if slots else sheet)
    return result
