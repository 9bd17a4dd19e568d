"""Revising a stored program: what it was, what it becomes, and what is told of it."""

from dataclasses import dataclass
from types import MappingProxyType

from storage.program_reader import load_program
from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.errors import RevisionRefused
from strength.pool import Pool
from strength.program import Program
from strength.recent_training import RecentTraining
from strength.request import ProgramRequest
from strength.revision import RevisionOrder, fulfilled, revise
from tools.errors import ProgramRefused, TargetMissing
from tools.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionReport:
    """What a revision came to, for the job's result.

    Attributes:
        program_id: the program that was revised.
        changes: what is different, in sentences.
        unmet: wishes that could not be met, in sentences for the lifter.
    """

    program_id: str
    changes: tuple[str, ...]
    unmet: tuple[str, ...]


def revise_program(
    workspace: Workspace, order: RevisionOrder, request: ProgramRequest, pool: Pool, recent: RecentTraining
) -> tuple[Blueprint, Pool]:
    """The design that an order makes of its program, and the exercises that it may use.

    Args:
        workspace: the job; only its owner's programs are read.
        order: what is to change.
        request: what is asked for now.
        pool: what the lifter can do now.
        recent: what the lifter did lately.

    Raises:
        TargetMissing: the program is gone, or another user's.
        ProgramRefused: it cannot be done; the message says why.
        PoolTooThin: no program can be made from what is left.
        DatabaseDown: the database cannot be reached.
    """
    before = _before(workspace, order)
    kept = {slug: entry for slug, entry in pool.entries.items() if slug not in order.avoid}
    left = Pool(entries=MappingProxyType(kept), warnings=pool.warnings)
    try:
        revised = revise(before, request, left, load_catalog(), order.changes, history=recent)
    except RevisionRefused as error:
        raise ProgramRefused(str(error)) from error
    return revised.blueprint, left


def report_revision(workspace: Workspace, order: RevisionOrder, after: Program) -> RevisionReport:
    """What became of each wish.

    Raises:
        TargetMissing: the program that was revised is gone meanwhile.
        DatabaseDown: the database cannot be reached.
    """
    before = _before(workspace, order)
    told = [fulfilled(change, before, after, load_catalog()) for change in order.changes]
    return RevisionReport(
        program_id=order.program_id,
        changes=tuple(dict.fromkeys(sentence for is_met, sentence in told if is_met)),
        unmet=tuple(dict.fromkeys(sentence for is_met, sentence in told if not is_met)),
    )


def _before(workspace: Workspace, order: RevisionOrder) -> Program:
    stored = load_program(workspace.engine, order.program_id, workspace.user_id)
    if stored is None or stored.document is None:
        raise TargetMissing("The program that was to be revised is not there any more; choose another one")
    return Program.model_validate(stored.document)
