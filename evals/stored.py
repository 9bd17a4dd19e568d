"""Evidence from what a job stored: the program is read back from the database, not taken from anybody's word."""

from evals.evidence import Evidence, Made
from evals.fault_run import job_of
from storage.exercise_pool import load_pool
from storage.program_reader import load_program
from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.program import Program
from strength.request import ProgramRequest
from strength.scoring import score
from strength.validation import validate
from strength.violation import Gravity
from tools.recent_training import recent_history, with_recent_maxima
from tools.workspace import Workspace


def evidence_of(workspace: Workspace, request: ProgramRequest) -> Evidence:
    """What a completed job came to.

    Args:
        workspace: the job's.
        request: what it was asked.

    Raises:
        LookupError: the job stored no program.
    """
    job = job_of(workspace)
    stored = None if job.program_id is None else load_program(workspace.engine, job.program_id, job.user_id)
    if stored is None or stored.document is None:
        msg = f"job {job.job_id!r} stored no program"
        raise LookupError(msg)
    filled, _ = with_recent_maxima(request, recent_history(workspace))
    program = Program.model_validate(stored.document)
    catalog = load_catalog()
    found = validate(program, filled, catalog)
    made = Made(
        request=filled,
        pool=load_pool(workspace.engine, job.user_id, filled),
        design=Blueprint.model_validate(program.blueprint),
        program=program,
        scorecard=score(program, filled, catalog),
        design_faults=(),
        hard=tuple(one for one in found if one.severity is Gravity.HARD),
        soft=tuple(one for one in found if one.severity is Gravity.SOFT),
        repairs=(),
    )
    added = {lift.value: load for lift, load in filled.one_rep_maxes.items() if lift not in request.one_rep_maxes}
    return Evidence(request=request, made=made, warnings=tuple(job.warnings), maxima=added)
