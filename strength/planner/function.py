"""What a place in a workout is for: the slot codes of the coaching design (design 10, notation)."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from strength.exercise import Pattern
from strength.muscle import Muscle


class Function(StrEnum):
    """Slot codes; a prime marks the other or lighter exercise of the same function."""

    SQ = "SQ"
    SQ2 = "SQ'"
    LU = "LU"
    KE = "KE"
    HI = "HI"
    HI2 = "HI'"
    BR = "BR"
    KF = "KF"
    HP = "HP"
    HP2 = "HP'"
    FL = "FL"
    VP = "VP"
    VP2 = "VP'"
    HR = "HR"
    HR2 = "HR'"
    VR = "VR"
    VR2 = "VR'"
    SR = "SR"
    RD = "RD"
    BI = "BI"
    TR = "TR"
    CA = "CA"
    CO = "CO"
    CO2 = "CO'"
    CY = "CY"
    SH = "SH"


class Big(StrEnum):
    """The six patterns that every week trains (design 10, SEL05)."""

    KNEE = "knee"
    HIP = "hip"
    H_PUSH = "h_push"
    V_PUSH = "v_push"
    H_PULL = "h_pull"
    V_PULL = "v_pull"


BIG_OF: Mapping[Function, Big] = MappingProxyType(
    {
        Function.SQ: Big.KNEE,
        Function.SQ2: Big.KNEE,
        Function.LU: Big.KNEE,
        Function.HI: Big.HIP,
        Function.HI2: Big.HIP,
        Function.BR: Big.HIP,
        Function.HP: Big.H_PUSH,
        Function.HP2: Big.H_PUSH,
        Function.VP: Big.V_PUSH,
        Function.VP2: Big.V_PUSH,
        Function.HR: Big.H_PULL,
        Function.HR2: Big.H_PULL,
        Function.VR: Big.V_PULL,
        Function.VR2: Big.V_PULL,
    }
)
"""Which of the six a function trains; the others are assistance."""

PATTERNS_OF: Mapping[Function, tuple[Pattern, ...]] = MappingProxyType(
    {
        Function.SQ: (Pattern.SQUAT, Pattern.LUNGE),
        Function.SQ2: (Pattern.SQUAT, Pattern.LUNGE),
        Function.LU: (Pattern.LUNGE,),
        Function.KE: (Pattern.KNEE_EXT,),
        Function.HI: (Pattern.HINGE, Pattern.BRIDGE),
        Function.HI2: (Pattern.HINGE, Pattern.BRIDGE),
        Function.BR: (Pattern.BRIDGE, Pattern.HINGE),
        Function.KF: (Pattern.KNEE_FLEX,),
        Function.HP: (Pattern.H_PUSH,),
        Function.HP2: (Pattern.H_PUSH,),
        Function.FL: (Pattern.FLY,),
        Function.VP: (Pattern.V_PUSH,),
        Function.VP2: (Pattern.V_PUSH,),
        Function.HR: (Pattern.H_PULL,),
        Function.HR2: (Pattern.H_PULL,),
        Function.VR: (Pattern.V_PULL,),
        Function.VR2: (Pattern.V_PULL,),
        Function.SR: (Pattern.SIDE_RAISE,),
        Function.RD: (Pattern.REAR,),
        Function.BI: (Pattern.CURL,),
        Function.TR: (Pattern.TRI,),
        Function.CA: (Pattern.CALF,),
        Function.CO: (Pattern.CORE,),
        Function.CO2: (Pattern.CORE,),
        Function.CY: (Pattern.CARRY,),
        Function.SH: (Pattern.SHRUG,),
    }
)
"""Patterns whose exercises can fill the function when its tiers name none, best first."""

_M = Muscle
_NOMINAL: Mapping[Big, tuple[Muscle, ...]] = MappingProxyType(
    {
        Big.KNEE: (_M.QUADS, _M.GLUTES),
        Big.HIP: (_M.HAMSTRINGS, _M.GLUTES),
        Big.H_PUSH: (_M.CHEST,),
        Big.V_PUSH: (_M.FRONT_DELT,),
        Big.H_PULL: (_M.BACK,),
        Big.V_PULL: (_M.BACK,),
    }
)
_NOMINAL_SMALL: Mapping[Function, tuple[Muscle, ...]] = MappingProxyType(
    {
        Function.KE: (_M.QUADS,),
        Function.KF: (_M.HAMSTRINGS,),
        Function.FL: (_M.CHEST,),
        Function.SR: (_M.SIDE_DELT,),
        Function.RD: (_M.REAR_DELT,),
        Function.BI: (_M.BICEPS,),
        Function.TR: (_M.TRICEPS,),
        Function.CA: (_M.CALVES,),
        Function.CO: (_M.ABS,),
        Function.CO2: (_M.ABS,),
        Function.CY: (_M.FOREARMS, _M.TRAPS),
        Function.SH: (_M.TRAPS,),
    }
)

LOWER = frozenset(
    {
        Function.SQ,
        Function.SQ2,
        Function.LU,
        Function.KE,
        Function.HI,
        Function.HI2,
        Function.BR,
        Function.KF,
        Function.CA,
    }
)
"""Functions of the legs and hips."""

TRUNK = frozenset({Function.CO, Function.CO2, Function.CY})
"""Functions of the trunk."""

PUSHES = frozenset({Function.HP, Function.HP2, Function.VP, Function.VP2, Function.FL})
"""Functions that push; side raises and triceps are not counted (as the balance rules count, design 04, 0.8)."""

PULLS = frozenset({Function.HR, Function.HR2, Function.VR, Function.VR2, Function.RD})
"""Functions that pull."""


def nominal_muscles(function: Function) -> tuple[Muscle, ...]:
    """The muscles a function trains whatever exercise fills it: what spacing can know before exercises are chosen."""
    big = BIG_OF.get(function)
    return _NOMINAL[big] if big is not None else _NOMINAL_SMALL[function]
