"""Mesocycles unrolled to weeks, and what each week is called (design 04, C.2.1; design 10, 5)."""

from dataclasses import dataclass
from typing import Literal

from strength.blueprint import Blueprint, Ending, SchemeRow
from strength.loading import percent_for
from strength.request import Goal

Stage = Literal["work", "deload", "test", "taper", "last"]
"""What a week asks for: full work, a deload, a test of the top sets, the first and the last week of a taper."""

Phase = Literal["Build", "Strengthen", "Peak", "Deload", "Test", "Taper"]

TAPER_WEEKS = 2
SHORTEST_TAPERED = 3
"""A taper needs a week before it."""

USUAL_EFFORT = 8.0
_PEAKS = ("peak", "real")
_BUILDS = ("base", "acc", "build", "hyp", "vol")


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedWeek:
    """A week of the program before its workouts.

    Attributes:
        number: 1-based.
        mesocycle: 0-based index of its mesocycle.
        kind: the mesocycle's kind, the key of scheme rows.
        index: 0-based week inside the mesocycle.
        work_weeks: weeks of the mesocycle at full work; at least 1.
        stage: what it asks for.
        rotation: 0-based mesocycle whose exercises are used: no new exercise appears in an easier week (PRG05).
        phase: what the lifter reads.
    """

    number: int
    mesocycle: int
    kind: str
    index: int
    work_weeks: int
    stage: Stage
    rotation: int
    phase: Phase


def plan_weeks(blueprint: Blueprint, goal: Goal) -> tuple[PlannedWeek, ...]:
    """Every week in order. A test is a deload for size, where nothing is tested (design 10, 3.1)."""
    total = blueprint.weeks
    tapers = blueprint.taper and goal is not Goal.HYPERTROPHY and total >= SHORTEST_TAPERED
    phases = _mesocycle_phases(blueprint)
    weeks: list[PlannedWeek] = []
    rotation = 0
    for number_of, mesocycle in enumerate(blueprint.mesocycles):
        stages: list[Stage] = []
        for index in range(mesocycle.weeks):
            ending: Ending = mesocycle.ending if index == mesocycle.weeks - 1 else "plain"
            stages.append(_stage(len(weeks) + 1 + index, total, tapers=tapers, ending=ending, goal=goal))
        for index, stage in enumerate(stages):
            if stage == "work":
                rotation = number_of
            weeks.append(
                PlannedWeek(
                    number=len(weeks) + 1,
                    mesocycle=number_of,
                    kind=mesocycle.kind,
                    index=index,
                    work_weeks=max(1, stages.count("work")),
                    stage=stage,
                    rotation=rotation,
                    phase=_phase(stage, phases[number_of]),
                )
            )
    return tuple(weeks)


def _stage(number: int, total: int, *, tapers: bool, ending: Ending, goal: Goal) -> Stage:
    if tapers and number > total - TAPER_WEEKS:
        return "last" if number == total else "taper"
    if ending == "test":
        return "deload" if goal is Goal.HYPERTROPHY else "test"
    return "deload" if ending == "deload" else "work"


def _phase(stage: Stage, usual: Phase) -> Phase:
    match stage:
        case "work":
            return usual
        case "deload":
            return "Deload"
        case "test":
            return "Test"
        case "taper" | "last":
            return "Taper"


def _mesocycle_phases(blueprint: Blueprint) -> list[Phase]:
    """A name for each mesocycle that fits what it asks for, whatever its key promises (NAM05).

    Only a mesocycle heavier than all before it is Strengthen or Peak; an accumulation stays Build however it rises.
    """
    heaviest: list[float] = [_heaviest(blueprint, item.kind) for item in blueprint.mesocycles]
    phases: list[Phase] = []
    for index, mesocycle in enumerate(blueprint.mesocycles):
        key = mesocycle.kind.lower()
        rises = index > 0 and heaviest[index] > max(heaviest[:index])
        if key.startswith(_PEAKS) and rises and index == len(heaviest) - 1:
            phases.append("Peak")
        elif not key.startswith(_BUILDS) and (rises or (index == 0 and key.startswith("int"))):
            phases.append("Strengthen")
        else:
            phases.append("Build")
    return phases


def _heaviest(blueprint: Blueprint, kind: str) -> float:
    """The heaviest load that the main rows of a kind begin with, in percent of one-rep maximum; else of any row."""
    held = [scheme for scheme in blueprint.schemes if scheme.type != "time"]
    mains = [scheme for scheme in held if scheme.slot_role == "main"] or held
    rows = [scheme.row_for(kind) for scheme in mains]
    return max((_percent(row) for row in rows if row is not None), default=0.0)


def _percent(row: SchemeRow) -> float:
    if row.percent is not None:
        return row.percent
    reps = row.top_reps or (row.reps + (row.reps_high or row.reps)) / 2.0
    return percent_for(reps, USUAL_EFFORT if row.rpe is None else row.rpe)
