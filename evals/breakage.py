"""Planners that are broken on purpose, to see whether the gate notices: `python -m evals.breakage`."""

import sys
from collections.abc import Sequence

from evals.baseline import Baseline, baseline_of
from evals.case import Case, all_cases
from evals.gate import Regression, regressions
from evals.rehearsal import Planner, coach
from evals.run import PROCESSES, run_cases
from strength.blueprint import Blueprint, Day, Mesocycle, Scheme, Slot
from strength.catalog import load_catalog
from strength.equipment import FULL_GYM
from strength.pool import Pool, catalog_pool
from strength.recent_training import RecentTraining
from strength.request import ProgramRequest

_SHOWN = 6


def without_deload(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    """The coach's design with no easier week and no taper: every week is like the others."""
    design = coach(request, pool, recent)
    hard = tuple(Mesocycle(kind=one.kind, weeks=one.weeks) for one in design.mesocycles)
    return design.model_copy(update={"mesocycles": hard, "taper": False})


def with_any_equipment(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    """The coach's design for somebody who owns a whole gym."""
    del pool
    # not a copy: a copied request remembers the kit that it was asked for
    owned = tuple(sorted(token.value for token in FULL_GYM))
    richer = ProgramRequest.model_validate({**request.model_dump(), "equipment": owned})
    return coach(richer, catalog_pool(richer, load_catalog().exercises), recent)


def with_double_volume(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    """The coach's design with twice the sets."""
    design = coach(request, pool, recent)
    return design.model_copy(update={"schemes": tuple(_doubled(one) for one in design.schemes)})


def with_one_exercise_less(request: ProgramRequest, pool: Pool, recent: RecentTraining) -> Blueprint:
    """The coach's design as it was, but for the second exercise of its longest day."""
    design = coach(request, pool, recent)
    longest = max(design.days, key=lambda day: len(day.slots))
    days = tuple(_shortened(day) if day is longest else day for day in design.days)
    return design.model_copy(update={"days": days})


BREAKAGES: dict[str, Planner] = {
    "drop the deload": without_deload,
    "ignore the equipment": with_any_equipment,
    "double the volume": with_double_volume,
    "one exercise less": with_one_exercise_less,
}


def noticed(
    cases: Sequence[Case], planner: Planner, baseline: Baseline, *, processes: int = PROCESSES
) -> tuple[Regression, ...]:
    """What the gate says of a planner.

    Args:
        cases: all of them, or a few.
        planner: who designs.
        baseline: of the same cases, by a planner in order.
        processes: 1 stays in this one.
    """
    run = run_cases(cases, planner=planner, processes=processes)
    return regressions(run, baseline, is_whole=len(cases) == len(baseline.cases))


def main() -> int:
    """Breaks the planner in every way, at full size; exit code 1 when the gate misses one."""
    cases = all_cases()
    baseline = baseline_of(run_cases(cases))
    missed = 0
    for name, planner in BREAKAGES.items():
        found = noticed(cases, planner, baseline)
        missed += not found
        means = [one for one in found if one.message.startswith("all cases")]
        touched = len({one.case for one in found})
        sys.stdout.write(f"\n{name}: {len(found)} regressions in {touched} of {len(cases)} cases\n")
        for one in [*means, *(one for one in found if one not in means)][:_SHOWN]:
            sys.stdout.write(f"  {one.message}\n")
    return 1 if missed else 0


def _doubled(scheme: Scheme) -> Scheme:
    most = 12
    rows = tuple(row.model_copy(update={"sets": min(most, 2 * row.sets)}) for row in scheme.rows)
    return scheme.model_copy(update={"rows": rows})


def _shortened(day: Day) -> Day:
    if len(day.slots) < 2:  # noqa: PLR2004 - a day keeps one exercise
        return day
    # whoever alternated with the exercise stands alone now
    gone = day.slots[1]
    return day.model_copy(update={"slots": tuple(_alone(slot, gone) for slot in day.slots if slot is not gone)})


def _alone(slot: Slot, gone: Slot) -> Slot:
    return slot.model_copy(update={"group": None}) if gone.group and slot.group == gone.group else slot


if __name__ == "__main__":
    raise SystemExit(main())
