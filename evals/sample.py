"""Requests whose planned programs the truth table spoils, and a wider sample whose scores it reports."""

import json
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path

from strength.catalog import load_catalog
from strength.equipment import Equipment, kit_of
from strength.expansion import expand
from strength.limitation import Area, Limitation
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import Experience, Goal, Lift, ProgramRequest

_PUBLISHED = Path(__file__).parent / "published"
_KITS: dict[str, tuple[str, ...]] = {
    "full gym": ("full_gym",),
    "barbell": ("barbell", "rack", "bench", "pull_up_bar"),
    "dumbbells": ("dumbbell", "bench"),
    "machines": ("machine", "cable"),
    "bands": ("resistance_band",),
    "bodyweight": ("bodyweight",),
}
_MAXIMA = {Lift.SQUAT: 315.0, Lift.BENCH: 225.0, Lift.DEADLIFT: 365.0, Lift.PRESS: 140.0}
_MINUTES = {2: 75, 4: 60, 6: 75}
_DAYS = {Experience.BEGINNER: 3, Experience.INTERMEDIATE: 4, Experience.ADVANCED: 5}


def requests() -> dict[str, ProgramRequest]:
    """The two dozen requests that are planned and spoiled, by label: goals, levels and kits, and the awkward ones."""
    found: dict[str, ProgramRequest] = {}
    for goal, level, kit in product(Goal, Experience, ("full gym", "barbell")):
        found[f"{goal.value}, {level.value}, {kit}"] = ProgramRequest(
            goal=goal,
            experience=level,
            frequency=_DAYS[level],
            equipment=_KITS[kit],
            one_rep_maxes=_MAXIMA if kit == "full gym" else {},
        )
    limited = (Limitation(area=Area.KNEE), Limitation(area=Area.SHOULDER))
    found |= {
        "hypertrophy, dumbbells": _made(Goal.HYPERTROPHY, "dumbbells", 4),
        "hypertrophy, machines, focus": _made(Goal.HYPERTROPHY, "machines", 4, focus_muscles=("biceps", "chest")),
        "hypertrophy, focus legs": _made(Goal.HYPERTROPHY, "full gym", 5, focus_muscles=("quads", "hamstrings")),
        "hypertrophy, knee and shoulder": _made(Goal.HYPERTROPHY, "full gym", 4, limitations=limited),
        "strength, dumbbells": _made(Goal.STRENGTH, "dumbbells", 3),
        "strength, lower back": _made(
            Goal.STRENGTH, "full gym", 3, limitations=(Limitation(area=Area.LOWER_BACK),), one_rep_maxes=_MAXIMA
        ),
    }
    return found


def _made(goal: Goal, kit: str, days: int, **terms: object) -> ProgramRequest:
    return ProgramRequest.model_validate(
        {
            "goal": goal,
            "frequency": days,
            "experience": Experience.INTERMEDIATE,
            "equipment": _KITS[kit],
            **terms,
        }
    )


def wide_requests() -> Iterator[tuple[str, ProgramRequest]]:
    """(kit, request) of a wider sample: every goal, level and kit, short and usual workouts, few and many days."""
    for goal, level, kit, days in product(Goal, Experience, _KITS, _MINUTES):
        yield (
            kit,
            ProgramRequest(
                goal=goal,
                experience=level,
                frequency=days,
                equipment=_KITS[kit],
                session_minutes=_MINUTES[days],
            ),
        )


def planned(request: ProgramRequest) -> Program:
    """Our program for a request."""
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


@cache
def published() -> dict[str, Program]:
    """The published programs by file name, sorted."""
    return {
        path.stem: Program.model_validate(json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(_PUBLISHED.glob("*.json"))
    }


def can_be_loaded(equipment: tuple[str, ...]) -> bool:
    """Whether the kit allows a good program of every goal: a bar with a rack, or machines."""
    owned = kit_of(equipment).owned
    return {Equipment.BARBELL, Equipment.RACK, Equipment.BENCH} <= owned
