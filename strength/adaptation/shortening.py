"""Fitting a workout into the minutes there are, least needed first (drop order of design 10, 1.3, for one workout).

Isolation and trunk work goes from the end, then sets of accessories; then exercises alternate, rests go to their floor;
then accessories and secondary lifts go; the main lift is the last to lose sets and is never left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from strength.adaptation.pairing import next_pair, without_single_groups
from strength.adaptation.piece import Part, Piece, minutes_of
from strength.exercise import Pattern
from strength.program import SetPrescription
from strength.repetitions import AMRAP_COUNTED, parse_repetitions
from strength.rest import SUPERSET_REST, usual_rest

_P = Pattern
DROP_ORDER: tuple[frozenset[Pattern], ...] = (
    frozenset({_P.SHRUG, _P.CARRY}),
    frozenset({_P.CALF}),
    frozenset({_P.REAR}),
    frozenset({_P.SIDE_RAISE}),
    frozenset({_P.KNEE_EXT, _P.FLY}),
    frozenset({_P.CURL, _P.TRI}),
)
"""Small exercises that go, first to last; what is in none of them (leg curls, trunk work) goes after them."""

SMALL: frozenset[Part] = frozenset({"isolation", "core"})
FEWEST = 2

MAIN_REST_FLOORS = ((30, 120), (60, 150))
"""Shortest rest of the main lift below these minutes (design 10, 1.3)."""

LONG_MAIN_REST_FLOOR = 180
COMPOUND_REST_FLOOR, SMALL_REST_FLOOR = 90, 45
"""Shortest rests of the others (design 10, 1.3 and 5)."""

TIGHT = 15
TIGHT_MAIN_REST = 60
"""With less than a quarter of an hour the main lift is done lightly rested rather than not at all (calibration)."""

_State = tuple[Piece, ...]
_Step = Callable[[_State, int], Iterator[_State]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortened:
    """A workout made to fit.

    Attributes:
        kept: what is left, in order.
        dropped: what there is no time for, in the order of the plan.
        fits: whether it is inside the minutes.
    """

    kept: tuple[Piece, ...]
    dropped: tuple[Piece, ...]
    fits: bool


def shorten(pieces: Sequence[Piece], minutes: int) -> Shortened:
    """The workout inside `minutes`, as far as that goes; one exercise is always left."""
    state = tuple(pieces)
    gone: list[Piece] = []
    while minutes_of(state) > minutes:
        smaller = next((found for step in _STEPS for found in step(state, minutes)), None)
        if smaller is None:
            break
        left = {piece.planned.exercise_id for piece in smaller}
        gone += [piece for piece in state if piece.planned.exercise_id not in left]
        state = without_single_groups(smaller)
    state, gone = _put_back(pieces, state, gone, minutes)
    dropped = {piece.planned.exercise_id for piece in gone}
    return Shortened(
        kept=state,
        dropped=tuple(piece for piece in pieces if piece.planned.exercise_id in dropped),
        fits=minutes_of(state) <= minutes,
    )


def _put_back(pieces: Sequence[Piece], state: _State, gone: list[Piece], minutes: int) -> tuple[_State, list[Piece]]:
    """What was dropped last and fits after all, with two sets: a later step may have freed more than was needed."""
    order = {piece.planned.exercise_id: at for at, piece in enumerate(pieces)}
    still_gone: list[Piece] = []
    for piece in reversed(gone):
        short = piece.with_sets(piece.prescription.sets[:FEWEST]).changed(group=None)
        place = sum(order[item.planned.exercise_id] < order[piece.planned.exercise_id] for item in state)
        # never between two that alternate
        while 0 < place < len(state) and _are_partners(state[place - 1], state[place]):
            place += 1
        longer = (*state[:place], short, *state[place:])
        if minutes_of(longer) <= minutes:
            state = longer
        else:
            still_gone.append(piece)
    return state, still_gone


def _are_partners(first: Piece, second: Piece) -> bool:
    return first.prescription.group is not None and first.prescription.group == second.prescription.group


def _drop_doubled(state: _State, _minutes: int) -> Iterator[_State]:
    """A second small exercise of the same pattern."""
    for at in range(len(state) - 1, -1, -1):
        piece = state[at]
        if piece.part in SMALL and piece.exercise is not None:
            pattern = piece.exercise.pattern
            if any(item.exercise is not None and item.exercise.pattern is pattern for item in state[:at]):
                yield _without(state, at)


def _drop_small(state: _State, _minutes: int) -> Iterator[_State]:
    for patterns in (*DROP_ORDER, frozenset(Pattern)):
        for at in range(len(state) - 1, -1, -1):
            piece = state[at]
            if piece.part in SMALL and piece.exercise is not None and piece.exercise.pattern in patterns:
                yield _without(state, at)


def _drop(*parts: Part) -> _Step:
    def step(state: _State, _minutes: int) -> Iterator[_State]:
        for at in range(len(state) - 1, -1, -1):
            if state[at].part in parts:
                yield _without(state, at)

    return step


def _fewer_sets(part: Part, floor: int) -> _Step:
    """One set less where there are most, the later one of equals."""

    def step(state: _State, _minutes: int) -> Iterator[_State]:
        best = max(
            (at for at, piece in enumerate(state) if piece.part == part and piece.set_count > floor),
            key=lambda at: (state[at].set_count, at),
            default=None,
        )
        if best is not None:
            piece = state[best]
            yield _with(state, best, piece.with_sets(piece.prescription.sets[:-1]))

    return step


def _pair(state: _State, minutes: int) -> Iterator[_State]:
    paired = next_pair(state, minutes)
    if paired is not None and minutes_of(paired) < minutes_of(state):
        yield paired


def _shorter_rest(state: _State, minutes: int) -> Iterator[_State]:
    """Rests to their floor, from the last exercise to the first."""
    for at in range(len(state) - 1, -1, -1):
        piece = state[at]
        rested = piece.with_sets(_rested(piece, one, _rest_floor(piece, minutes)) for one in piece.prescription.sets)
        if minutes_of(_with(state, at, rested)) < minutes_of(state) or rested.prescription != piece.prescription:
            yield _with(state, at, rested)


def _tight(state: _State, minutes: int) -> Iterator[_State]:
    if minutes >= TIGHT:
        return
    for at, piece in enumerate(state):
        rested = piece.with_sets(_rested(piece, one, TIGHT_MAIN_REST) for one in piece.prescription.sets)
        if rested.prescription != piece.prescription:
            yield _with(state, at, rested)


def _rested(piece: Piece, one: SetPrescription, floor: int) -> SetPrescription:
    """The set with its rest at the floor; an unsaid rest becomes a said one only where it gets shorter."""
    reps = parse_repetitions(one.reps)
    counted = reps.counted if reps is not None else float(AMRAP_COUNTED)
    rest = usual_rest(piece.exercise, counted, one.percent1rm) if one.rest_seconds is None else one.rest_seconds
    return one.model_copy(update={"rest_seconds": floor}) if rest > floor else one


def _rest_floor(piece: Piece, minutes: int) -> int:
    if piece.prescription.group is not None:
        return SUPERSET_REST
    if piece.part == "main":
        return next((floor for below, floor in MAIN_REST_FLOORS if minutes < below), LONG_MAIN_REST_FLOOR)
    is_big = piece.exercise is None or piece.exercise.is_compound
    return COMPOUND_REST_FLOOR if is_big and piece.part != "core" else SMALL_REST_FLOOR


def _with(state: _State, at: int, piece: Piece) -> _State:
    return (*state[:at], piece, *state[at + 1 :])


def _without(state: _State, at: int) -> _State:
    return (*state[:at], *state[at + 1 :])


_STEPS: tuple[_Step, ...] = (
    _drop_doubled,
    _drop_small,
    _fewer_sets("accessory", FEWEST),
    _pair,
    _shorter_rest,
    _drop("accessory"),
    _fewer_sets("secondary", FEWEST),
    _drop("secondary"),
    _fewer_sets("main", FEWEST),
    _tight,
    _fewer_sets("main", 1),
)
