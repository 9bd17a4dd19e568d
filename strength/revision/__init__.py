"""Changing a program in words: a sentence becomes typed changes, these a new request, and that a new design."""

from strength.catalog import Catalog
from strength.errors import RevisionRefused
from strength.program import Program
from strength.request import ProgramRequest, Units
from strength.revision.change import WHAT_CAN_BE_SAID, Change, RevisionOrder, RevisionRequest, UnitsChange
from strength.revision.contradiction import settled
from strength.revision.difference import Difference, difference
from strength.revision.exercise_words import avoided
from strength.revision.fulfilment import fulfilled
from strength.revision.reading import read_changes, words_of
from strength.revision.request_change import changed_request, refuse_impossible_swaps
from strength.revision.revision import Revised, revise

__all__ = [
    "WHAT_CAN_BE_SAID",
    "Change",
    "Difference",
    "Revised",
    "RevisionOrder",
    "RevisionRequest",
    "difference",
    "fulfilled",
    "ordered",
    "revise",
]


def ordered(
    sentence: str,
    program: Program,
    request: ProgramRequest,
    catalog: Catalog,
    *,
    program_id: str,
    units: Units | None = None,
    avoid: tuple[str, ...] = (),
) -> tuple[ProgramRequest, RevisionOrder]:
    """The new request and the order for a sentence about a program.

    Args:
        sentence: what the lifter said.
        program: what it is about.
        request: what that program was made for.
        catalog: knows every exercise.
        program_id: id of the program.
        units: in which loads are to be shown, too; None leaves them.
        avoid: what earlier wishes took out of it.

    Raises:
        RevisionRefused: it is not understood, contradicts itself, is not possible, or changes nothing.
    """
    if not program.blueprint:
        raise RevisionRefused("This program was not designed here, so it cannot be revised; ask for a new one")
    read = read_changes(sentence, program, catalog)
    asked = () if units is None or units is request.units else (UnitsChange(to=units),)
    changes = settled(tuple(dict.fromkeys((*read, *asked))))
    changed = changed_request(request, program, changes, catalog)
    refuse_impossible_swaps(changes, changed, catalog)
    of_request = {"swap", "drop", "volume"}
    if changed == request and all(change.kind not in of_request for change in changes):
        raise RevisionRefused("Your program is that already, so nothing was changed")
    into = {change.into for change in changes if change.kind == "swap"}
    gone = tuple(slug for slug in dict.fromkeys((*avoid, *avoided(changes, catalog))) if slug not in into)
    order = RevisionOrder(program_id=program_id, sentence=words_of(sentence), changes=changes, avoid=gone)
    return changed, order
