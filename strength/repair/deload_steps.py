"""Steps on easier weeks: one is put in where too many full weeks follow each other (design 04, A, repair order 7)."""

from collections.abc import Iterator

from strength.blueprint import Blueprint, Mesocycle
from strength.landmarks import LONGEST_RUN
from strength.repair.edits import MAX_MESOCYCLES, Edit, with_mesocycles
from strength.repair.step import Step, spot_of
from strength.repair.trial import Terms, Trial

PREFERRED_RUN = (4, 5, 3, 6, 2, 7, 1)
"""Full weeks before the inserted one, the best first: deloads come at week 5, 6 or 4 of a run (design 04, A)."""

_DELOAD = frozenset({"missing_deload"})


def _easier_week(trial: Trial, terms: Terms) -> Iterator[Edit]:
    longest = LONGEST_RUN[terms.request.experience.level]
    for finding in trial.of(_DELOAD):
        last = spot_of(finding).week
        if last is None:
            continue
        start = last - longest
        weeks = [start + run for run in PREFERRED_RUN if run <= longest]
        at_end = [week for week in weeks if _ends_mesocycle(trial.blueprint, week)]
        ordered = (*at_end, *(week for week in weeks if week not in at_end))
        for week in ordered:
            deloaded = _with_deload(trial.blueprint, week)
            if deloaded is not None:
                yield Edit(blueprint=deloaded, sentence=f"Made week {week + 1} a deload: too many full weeks in a row.")
        # one easier week may only move the long run behind it
        for week in ordered:
            once = _with_deload(trial.blueprint, week)
            twice = _with_deload(once, week + longest) if once is not None else None
            if twice is not None:
                sentence = f"Made weeks {week + 1} and {week + longest + 1} deloads: too many full weeks in a row."
                yield Edit(blueprint=twice, sentence=sentence)


def _ends_mesocycle(blueprint: Blueprint, week: int) -> bool:
    end = 0
    for mesocycle in blueprint.mesocycles:
        end += mesocycle.weeks
        if end == week + 1:
            return True
    return False


def _with_deload(blueprint: Blueprint, week: int) -> Blueprint | None:
    """The blueprint with that 0-based week as a deload, its mesocycle split behind it; None when there is no room or no such week."""
    result: list[tuple[Mesocycle, int]] = []
    start = 0
    for index, mesocycle in enumerate(blueprint.mesocycles):
        end = start + mesocycle.weeks
        if start <= week < end:
            before = mesocycle.model_copy(update={"weeks": week + 1 - start, "ending": "deload"})
            result.append((before, index))
            if week + 1 < end:
                result.append((mesocycle.model_copy(update={"weeks": end - week - 1}), index))
        else:
            result.append((mesocycle, index))
        start = end
    if week >= start or len(result) > MAX_MESOCYCLES:
        return None
    return with_mesocycles(blueprint, result)


EASIER_WEEK = Step(codes=_DELOAD, edits=_easier_week)
