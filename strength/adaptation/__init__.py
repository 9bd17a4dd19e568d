"""Fitting a planned workout to the day: equipment, sore joints, readiness, recent logs, minutes. By rule, always alike."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from strength.adaptation.change import Adaptation, Change, ChangeKind, SwapOption
from strength.adaptation.day_request import pool_request
from strength.adaptation.pairing import without_illegal_groups, without_single_groups
from strength.adaptation.piece import Piece, minutes_of, pieces_of
from strength.adaptation.planned_workout import PlannedExercise, PlannedWorkout
from strength.adaptation.readiness import Readiness
from strength.adaptation.request import AdaptRequest
from strength.adaptation.shortening import shorten
from strength.adaptation.summary import changes_of, day_note, day_warnings
from strength.adaptation.swapping import Swapper, Swaps
from strength.catalog import Catalog
from strength.history import History
from strength.pool import Pool

__all__ = [
    "AdaptRequest",
    "Adaptation",
    "Change",
    "ChangeKind",
    "PlannedExercise",
    "PlannedWorkout",
    "SwapOption",
    "adapt",
    "pool_request",
]

LONG = 180
"""As many minutes as a request may name: no limit at all."""


def adapt(
    workout: PlannedWorkout,
    request: AdaptRequest,
    pool: Pool,
    history: History | None = None,
    *,
    catalog: Catalog,
    choices: Mapping[str, str] = MappingProxyType({}),
) -> Adaptation:
    """The workout fitted to the day. Equal arguments give an equal answer.

    First what cannot be done is replaced or left out; then a tired lifter, or a lift that was too hard last time, gets
    lighter sets (no load ever rises); then the minutes are met, the main lift last to suffer.

    Args:
        workout: as it is planned.
        request: what the lifter says about today.
        pool: what can be done today: loaded by `pool_request` with what is missing and what hurts.
        history: what was logged lately; None when nobody looked.
        catalog: knows the exercises that the rows of the plan did not explain.
        choices: by id of an exercise in the workout, the slug of the option to take for it; what is no option is passed
            over, so that a model's choice cannot leave the rules.
    """
    known = history or History()
    level = workout.level
    planned = pieces_of(_explained(workout.exercises, catalog))
    minutes_before = minutes_of(planned)
    swapper = Swapper(
        pool=pool,
        missing=request.missing,
        limitations=request.active_limitations,
        level=level,
        history=known,
        units=workout.units,
        choices=choices,
    )
    swaps = swapper.swap(planned)
    minutes = request.minutes_available
    pieces = without_illegal_groups(_with_a_main(swaps.kept), LONG if minutes is None else minutes)
    readiness = Readiness(readiness=request.readiness, history=known, level=level)
    pieces = tuple(readiness.apply(piece) for piece in pieces)
    untimed = pieces
    out_of_time: tuple[Piece, ...] = ()
    fits = True
    if minutes is not None and pieces:
        shortened = shorten(pieces, minutes)
        pieces, out_of_time, fits = shortened.kept, shortened.dropped, shortened.fits
    pieces = without_single_groups(pieces)
    minutes_after = minutes_of(pieces) if pieces else 0
    finished = _finished(pieces, untimed)
    dropped = _in_order(planned, (*swaps.dropped, *out_of_time))
    return Adaptation(
        workout=replace(workout, exercises=finished),
        dropped=tuple(
            replace(
                piece.planned, prescription=piece.planned.prescription.model_copy(update={"sets": (), "group": None})
            )
            for piece in dropped
        ),
        changes=changes_of(
            planned=planned,
            before_time=untimed,
            kept=pieces,
            impossible=swaps.dropped,
            out_of_time=out_of_time,
            minutes=minutes,
        ),
        options=swaps.options,
        minutes_before=minutes_before,
        minutes_after=minutes_after,
        warnings=_warnings(request, swaps, pieces, minutes_after, fits=fits),
    )


def _explained(exercises: Sequence[PlannedExercise], catalog: Catalog) -> tuple[PlannedExercise, ...]:
    """Exercises that nobody looked up yet are looked up by slug and name."""
    return tuple(
        item
        if item.exercise is not None
        else replace(item, exercise=catalog.get(item.prescription.slug or "") or catalog.find(item.name))
        for item in exercises
    )


def _with_a_main(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Where the main lift could not be kept, the next compound exercise takes its part."""
    if not pieces or any(piece.part == "main" for piece in pieces):
        return tuple(pieces)
    best = next((at for at, item in enumerate(pieces) if item.exercise is not None and item.exercise.is_compound), 0)
    return tuple(replace(piece, part="main") if at == best else piece for at, piece in enumerate(pieces))


def _finished(pieces: Sequence[Piece], untimed: Sequence[Piece]) -> tuple[PlannedExercise, ...]:
    """The exercises as they are to be done, numbered from 1, each with the note of the day."""
    before = {piece.planned.exercise_id: piece for piece in untimed}
    return tuple(
        PlannedExercise(
            exercise_id=piece.planned.exercise_id,
            prescription=piece.prescription.model_copy(
                update={"order": order, "notes": day_note(piece, before[piece.planned.exercise_id], pieces)}
            ),
            exercise=piece.exercise,
        )
        for order, piece in enumerate(pieces, start=1)
    )


def _in_order(planned: Sequence[Piece], pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    place = {piece.planned.exercise_id: at for at, piece in enumerate(planned)}
    return tuple(sorted(pieces, key=lambda piece: place[piece.planned.exercise_id]))


def _warnings(
    request: AdaptRequest, swaps: Swaps, pieces: Sequence[Piece], minutes_after: int, *, fits: bool
) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*day_warnings(request, pieces, minutes_after, fits=fits), *swaps.warnings)))
