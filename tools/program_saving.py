"""Storing a program: it and the end of its job in one transaction."""

from storage.errors import ProgramExists, UnknownExercise
from storage.ids import program_id_for_job
from strength.program import Program
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from tools.errors import ProgramRefused
from tools.program_revision import RevisionReport
from tools.workspace import Workspace

DONE = {"stage": "done", "percent": 100, "message": "Your program is ready"}


def save_program(
    workspace: Workspace,
    program: Program,
    *,
    request: ProgramRequest,
    scorecard: Scorecard,
    is_degraded: bool,
    model: str,
    revision: RevisionReport | None = None,
) -> str:
    """Store a program that passed and complete its job, both or neither, under the job's fence.

    Args:
        workspace: the claimed job.
        program: what passed; every exercise carries the id of its database row.
        request: what it was made for.
        scorecard: how good it is.
        is_degraded: whether the rule-based coach stepped in for a model.
        model: id of the model that designed it.
        revision: what was changed of which program, where it was made of one.

    Returns:
        The id of the stored program.

    Raises:
        ProgramRefused: it cannot be stored as it is; the message says what to change.
        LostLease: somebody else has the job by now; nothing was stored, stop.
        CancelRequested: its owner wants the job cancelled; nothing was stored, stop.
        DatabaseDown: the database cannot be reached.
    """
    try:
        workspace.store.complete_program(
            workspace.job_id,
            workspace.fence,
            program=program,
            score=scorecard.model_dump(mode="json"),
            result={
                "name": program.name,
                "weeks": len(program.weeks),
                "score": round(scorecard.total, 1),
                "degraded": is_degraded,
                "warnings": list(program.warnings),
                **({} if revision is None else {"revisedFrom": revision.program_id, "changes": list(revision.changes)}),
            },
            warnings=program.warnings,
            model=model,
            progress=DONE,
            focus_areas=request.focus_muscles,
        )
    except UnknownExercise as error:
        raise ProgramRefused(f"{error}; use exercises of the pool, with their row's id") from error
    except ProgramExists as error:
        raise ProgramRefused(f"{error}; start a new job for another program") from error
    return program_id_for_job(workspace.job_id)
