"""Steps on loads and effort: possible percentages, no maxima for beginners, care with doubtful exercises."""

from collections.abc import Iterator

from strength.blueprint import Blueprint, Scheme, SchemeRow
from strength.landmarks import CAUTION_REPS
from strength.loading import percent_for
from strength.repair.edits import Edit, Place, free_scheme_id, revise, slot_at, with_rows, with_scheme, with_slot
from strength.repair.step import Step, exercise_at, named, places_of
from strength.repair.swaps import substitute_for
from strength.repair.trial import Terms, Trial
from strength.validation.effort_rules import usual_for

SAFE_REPS, SAFE_RPE = 5, 7.5
"""What a beginner gets instead of a maximum (design 04, A, repair order 4)."""

CAUTION_START = 6.5
_IMPOSSIBLE = frozenset({"impossible_load", "load_above_max", "effort_mismatch"})
_BEGINNER = frozenset({"beginner_max", "beginner_open_set", "rpe_cap", "rpe_high", "rpe10_share"})
_CAUTION = frozenset({"caution_effort", "caution_reps"})


def _possible_loads(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Percentages that the repetitions allow; failing that, effort instead of percentages."""
    for place in places_of(trial, _IMPOSSIBLE):
        slot = slot_at(trial.blueprint, place)
        scheme = trial.blueprint.scheme(slot.scheme)
        highest = usual_for(terms.request.experience, exercise_at(trial, place, terms))
        weeks = max(item.weeks for item in trial.blueprint.mesocycles)
        lower = _with_lower_percent(scheme, highest, weeks)
        if lower != scheme:
            sentence = f"Lowered the percentages of {named(slot, terms)} to what its repetitions allow."
            yield Edit(blueprint=with_scheme(trial.blueprint, lower), sentence=sentence)
        yield from _by_effort(trial, place, terms, reps=None)


def _steady(trial: Trial, _: Terms) -> Iterator[Edit]:
    """Effort that does not fall from week to week, where falling takes it below what means anything."""
    steady = with_rows(trial.blueprint, lambda _, row: row.model_copy(update={"rpe_step": max(0.0, row.rpe_step)}))
    if steady != trial.blueprint:
        yield Edit(blueprint=steady, sentence="Stopped the effort from falling every week.")


def _no_maxima(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """Sets of five that leave something, where the effort is too high for the level."""
    cap = usual_for(terms.request.experience, None)
    capped = tuple(_with_rpe_cap(scheme, cap) for scheme in trial.blueprint.schemes)
    if capped != trial.blueprint.schemes:
        yield Edit(
            blueprint=revise(trial.blueprint, {"schemes": capped}), sentence=f"Kept all effort at RPE {cap:g} or less."
        )
    for place in places_of(trial, _BEGINNER):
        yield from _by_effort(trial, place, terms, reps=SAFE_REPS)
    if trial.blueprint.taper:
        yield Edit(blueprint=revise(trial.blueprint, {"taper": False}), sentence="Took the taper's heavy singles out.")


def _care(trial: Trial, terms: Terms) -> Iterator[Edit]:
    """A clean exercise instead of a doubtful one; else eight repetitions or more at RPE 7."""
    for place in places_of(trial, _CAUTION):
        slot = slot_at(trial.blueprint, place)
        row = SchemeRow(sets=3, reps=CAUTION_REPS, reps_high=CAUTION_REPS + 2, rpe=CAUTION_START)
        eased = _with_own_scheme(trial.blueprint, place, "S", Scheme(id="?", type="rir", rows=(row,), role="secondary"))
        if eased is not None:
            yield Edit(blueprint=eased, sentence=f"Eased {named(slot, terms)}: a limited area asks for care.")
        exercise = exercise_at(trial, place, terms)
        beside = {slug for other in trial.blueprint.days[place.day].slots for slug in other.exercises}
        found = substitute_for(exercise, terms, beside, clean=True) if exercise else None
        if found is not None:
            swapped = slot.model_copy(update={"exercises": (found.exercise.slug,)})
            yield Edit(
                blueprint=with_slot(trial.blueprint, place, swapped),
                sentence=f"Replaced {named(slot, terms)} by {found.exercise.name}, which spares the limited area.",
            )


def _by_effort(trial: Trial, place: Place, terms: Terms, *, reps: int | None) -> Iterator[Edit]:
    """The slot on a scheme by effort, with the sets it has."""
    slot = slot_at(trial.blueprint, place)
    old = trial.blueprint.scheme(slot.scheme)
    rows = tuple(
        SchemeRow(kind=row.kind, sets=row.sets, reps=reps or row.reps, rpe=SAFE_RPE)
        for row in {row.kind: row for row in old.rows}.values()
    )
    changed = _with_own_scheme(
        trial.blueprint, place, old.id[0], Scheme(id="?", type="rir", rows=rows, role=old.slot_role)
    )
    if changed is not None:
        count = f"{reps} repetitions" if reps else "its repetitions"
        yield Edit(blueprint=changed, sentence=f"Gave {named(slot, terms)} {count} at RPE {SAFE_RPE:g}.")


def _with_own_scheme(blueprint: Blueprint, place: Place, letter: str, scheme: Scheme) -> Blueprint | None:
    """The blueprint with this scheme for the one slot; None when no scheme can be added and none is the same."""
    slot = slot_at(blueprint, place)
    for item in blueprint.schemes:
        if item.id != slot.scheme and item.model_copy(update={"id": "?"}) == scheme:
            return with_slot(blueprint, place, slot.model_copy(update={"scheme": item.id}))
    free = free_scheme_id(blueprint, letter)
    if free is None:
        return None
    added = with_scheme(blueprint, scheme.model_copy(update={"id": free}))
    return with_slot(added, place, slot.model_copy(update={"scheme": free}))


def _with_lower_percent(scheme: Scheme, highest_rpe: float, weeks: int) -> Scheme:
    rows: list[SchemeRow] = []
    for row in scheme.rows:
        if row.percent is None:
            rows.append(row)
            continue
        ceiling = percent_for(row.reps, highest_rpe)
        percent = max(20.0, min(row.percent, percent_for(row.reps, highest_rpe - 1.0)))
        step = max(-10.0, min(row.percent_step, (ceiling - percent) / max(1, weeks - 1)))
        # a percentage carries no effort of its own: it follows from the table (design 04, A)
        rows.append(row.model_copy(update={"percent": percent, "percent_step": step, "rpe": None, "rpe_step": 0.0}))
    return scheme.model_copy(update={"rows": tuple(rows)})


def _with_rpe_cap(scheme: Scheme, cap: float) -> Scheme:
    rows = tuple(
        row if row.rpe is None or row.rpe <= cap else row.model_copy(update={"rpe": cap, "rpe_step": 0.0})
        for row in scheme.rows
    )
    return scheme.model_copy(update={"rows": rows})


STEADY = Step(codes=frozenset({"schema"}), edits=_steady)
POSSIBLE_LOADS = Step(codes=_IMPOSSIBLE, edits=_possible_loads)
NO_MAXIMA = Step(codes=_BEGINNER, edits=_no_maxima)
CARE = Step(codes=_CAUTION, edits=_care)
