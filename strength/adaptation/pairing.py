"""Supersets: which two exercises may be done in turns (design 10, 1.3, legal pairs, and TIM04)."""

from collections.abc import Sequence

from strength.adaptation.piece import Piece
from strength.exercise import Exercise, Pattern
from strength.exercise_groups import AXIAL, GRIP, SPINE, Station, stations

CROWDED_FROM = 45
"""From so many minutes on nobody holds a rack and a cable at once."""

_P = Pattern
_PUSH, _PULL = frozenset({_P.H_PUSH, _P.V_PUSH, _P.FLY}), frozenset({_P.H_PULL, _P.V_PULL, _P.REAR})
_BIG_LEGS = frozenset({_P.SQUAT, _P.HINGE, _P.LUNGE, _P.BRIDGE})
_UPPER_SMALL = frozenset({_P.SIDE_RAISE, _P.REAR, _P.CURL, _P.TRI, _P.FLY})
_LOWER = _BIG_LEGS | {_P.KNEE_EXT, _P.KNEE_FLEX, _P.CALF}
_TRUNK = frozenset({_P.CORE, _P.CARRY})
_CROWDED = frozenset({Station.RACK, Station.CABLE})
_LETTERS = "ABCDEFGH"
_WEIGHT = {"main": 0, "secondary": 1, "accessory": 2, "isolation": 3, "core": 4}


def may_alternate(first: Exercise, second: Exercise, minutes: int) -> bool:
    """Whether two exercises can be done in turns without one spoiling the other. Main lifts are not asked about."""
    if any(len({first.slug, second.slug} & group) > 1 for group in (AXIAL, SPINE, GRIP)):
        return False
    if minutes >= CROWDED_FROM and _hold_two_stations(first, second):
        return False
    return _oppose(first, second) or _oppose(second, first)


def next_pair(pieces: Sequence[Piece], minutes: int) -> tuple[Piece, ...] | None:
    """The exercises with one superset more, the partners side by side; None when no legal pair is left.

    Pairs are looked for from the end: the small exercises alternate first. A small exercise never moves ahead of a
    bigger one, and the main lift is always done alone.
    """
    for at in range(len(pieces) - 2, -1, -1):
        for partner in range(at + 1, len(pieces)):
            if _may_pair(pieces, at, partner, minutes):
                return _paired(pieces, at, partner)
    return None


def without_single_groups(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """A group of one is no group: its partner is gone."""
    groups = [piece.prescription.group for piece in pieces]
    return tuple(
        piece
        if piece.prescription.group is None or groups.count(piece.prescription.group) > 1
        else piece.changed(group=None)
        for piece in pieces
    )


def without_illegal_groups(pieces: Sequence[Piece], minutes: int) -> tuple[Piece, ...]:
    """A planned superset that a swap has spoilt is taken apart; others stay as they were planned."""
    spoilt: set[str] = set()
    for piece in pieces:
        group = piece.prescription.group
        if group is None or piece.exercise is None or piece.exercise is piece.planned.exercise:
            continue
        partners = [other for other in pieces if other is not piece and other.prescription.group == group]
        if any(
            other.exercise is None or not may_alternate(piece.exercise, other.exercise, minutes) for other in partners
        ):
            spoilt.add(group)
    return without_single_groups(
        [piece.changed(group=None) if piece.prescription.group in spoilt else piece for piece in pieces]
    )


def _may_pair(pieces: Sequence[Piece], at: int, partner: int, minutes: int) -> bool:
    first, second = pieces[at], pieces[partner]
    if first.exercise is None or second.exercise is None:
        return False
    if "main" in (first.part, second.part) or first.prescription.group or second.prescription.group:
        return False
    between = pieces[at + 1 : partner]
    if any(_WEIGHT[item.part] < _WEIGHT[second.part] or item.prescription.group for item in between):
        return False
    return may_alternate(first.exercise, second.exercise, minutes)


def _paired(pieces: Sequence[Piece], at: int, partner: int) -> tuple[Piece, ...]:
    taken = {piece.prescription.group for piece in pieces}
    letter = next((letter for letter in _LETTERS if letter not in taken), _LETTERS[-1])
    first, second = (pieces[index].changed(group=letter) for index in (at, partner))
    others = [piece for index, piece in enumerate(pieces) if index not in (at, partner)]
    return (*others[:at], first, second, *others[at:])


def _hold_two_stations(first: Exercise, second: Exercise) -> bool:
    one, other = stations(first), stations(second)
    return (one | other) >= _CROWDED and not one & other


def _oppose(one: Exercise, other: Exercise) -> bool:
    if one.pattern in _PUSH and other.pattern in _PULL:
        return True
    if one.pattern in _TRUNK:
        return other.pattern not in _TRUNK | _BIG_LEGS and other.slug not in AXIAL
    if one.pattern is _P.CALF:
        return other.pattern not in _LOWER or other.pattern in _BIG_LEGS
    if one.pattern in _UPPER_SMALL:
        return other.pattern in _BIG_LEGS or (other.pattern in _UPPER_SMALL and other.pattern is not one.pattern)
    return one.pattern is _P.KNEE_EXT and other.pattern is _P.KNEE_FLEX
