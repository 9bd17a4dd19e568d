"""What was changed and why, one thing after the other, in the lifter's words."""

from collections.abc import Iterable, Iterator, Sequence

from strength.adaptation.change import Change
from strength.adaptation.piece import Piece
from strength.adaptation.request import AdaptRequest
from strength.expansion.notes import LONGEST_NOTE

JOIN = "; "


def changes_of(
    *,
    planned: Sequence[Piece],
    before_time: Sequence[Piece],
    kept: Sequence[Piece],
    impossible: Iterable[Piece],
    out_of_time: Iterable[Piece],
    minutes: int | None,
) -> tuple[Change, ...]:
    """Every change, in the order of the plan.

    Args:
        planned: the workout as planned.
        before_time: as it was before the minutes were looked at.
        kept: as it is now.
        impossible: what nothing could replace; its changes say so.
        out_of_time: what there is no time for.
        minutes: how many there are.
    """
    now = {piece.planned.exercise_id: piece for piece in kept}
    untimed = {piece.planned.exercise_id: piece for piece in before_time}
    gone = {piece.planned.exercise_id: piece for piece in impossible}
    late = {piece.planned.exercise_id for piece in out_of_time}
    changes: list[Change] = []
    for piece in planned:
        key = piece.planned.exercise_id
        if key in gone:
            changes += gone[key].notes
        elif key in late:
            detail = f"Left out: {minutes} minutes hold only what matters more."
            changes.append(Change(kind="dropped", exercise=piece.planned.name, detail=detail))
        else:
            found = [
                *now[key].notes,
                *_trims(piece, untimed[key], now[key]),
                *_pairs(piece.prescription.group, now[key], kept),
            ]
            changes += found or [Change(kind="kept", exercise=piece.planned.name, detail="As planned.")]
    return tuple(changes)


def day_warnings(request: AdaptRequest, kept: Sequence[Piece], minutes_after: int, *, fits: bool) -> Iterator[str]:
    """What the lifter should know about the day as a whole."""
    for word in request.missing_kit.unknown:
        yield f"{word!r} is no equipment that we know; nothing was changed for it."
    if not kept:
        yield "Nothing of this workout can be done today: rest, or choose another workout."
    elif not fits:
        yield (
            f"{request.minutes_available} minutes are too few: {kept[0].name} with its warm-up takes about "
            f"{minutes_after}. Do what fits, and stop in time."
        )
    if request.limitations:
        yield "Stop if pain goes above 3 of 10 or is worse the next morning; a clinician can say more than we can."
    if request.readiness == 1:
        yield "Worn out for days, or ill? Then rest does more than this workout."


def day_note(piece: Piece, untimed: Piece, kept: Sequence[Piece]) -> str | None:
    """The note beside the exercise: how to alternate, or the shorter rest, before what was there and still fits.

    FitCSV has no column for rests, so a rest that changed is said here.
    """
    note = piece.prescription.notes
    extra = next((change.detail for change in _pairs(piece.planned.prescription.group, piece, kept)), None)
    rest = _rest(piece)
    if extra is None and rest is not None and rest != _rest(untimed):
        extra = f"Rest {rest} s between sets"
    if extra is None:
        return note
    both = f"{extra.rstrip('.')}{JOIN}{note}" if note else extra.rstrip(".")
    return both if len(both) <= LONGEST_NOTE else extra.rstrip(".")[:LONGEST_NOTE]


def _trims(planned: Piece, untimed: Piece, now: Piece) -> Iterator[Change]:
    reason = "to fit the time" if now.set_count < untimed.set_count else "you are tired today"
    if now.set_count < planned.set_count:
        detail = f"{_sets(now.set_count)} instead of {planned.set_count}, {reason}."
        yield Change(kind="trimmed", exercise=planned.planned.name, detail=detail)
    before, after = _rest(untimed), _rest(now)
    if after is not None and after != before:
        detail = f"Rest {after} s between sets, to fit the time."
        yield Change(kind="trimmed", exercise=planned.planned.name, detail=detail)


def _pairs(planned_group: str | None, now: Piece, kept: Sequence[Piece]) -> Iterator[Change]:
    group = now.prescription.group
    if group is None or group == planned_group:
        return
    partner = next((item for item in kept if item is not now and item.prescription.group == group), None)
    if partner is not None:
        detail = f"Alternate with {partner.name}, 60 s between sets."
        yield Change(kind="paired", exercise=now.planned.name, detail=detail)


def _sets(count: int) -> str:
    return "1 set" if count == 1 else f"{count} sets"


def _rest(piece: Piece) -> int | None:
    rests = [one.rest_seconds for one in piece.prescription.sets if one.rest_seconds is not None]
    return max(rests, default=None)
