"""What a job's owner has logged lately, the maxima that follow from it, and what the program says of it."""

from storage.training_history import load_history
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.exercise import Lift
from strength.history import History
from strength.planner.log_sentence import log_sentence, start_of, with_log_sentence
from strength.pool import Pool
from strength.recent_training import RecentTraining
from strength.repair.trial import catalog_with
from strength.request import ONE_REP_MAX_RANGE, ProgramRequest
from tools.program_check import CheckReport
from tools.workspace import Workspace

_NAMES = {Lift.SQUAT: "squat", Lift.BENCH: "bench press", Lift.DEADLIFT: "deadlift", Lift.PRESS: "overhead press"}


def recent_history(workspace: Workspace) -> History:
    """The owner's newest eight weeks, as they were when the job was asked for: every attempt sees the same.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    asked_at = workspace.asked_at
    if asked_at is None:
        job = workspace.store.load(workspace.job_id)
        if job is None:
            return History()
        asked_at = job.created_at
    return load_history(workspace.engine, workspace.user_id, asked_at)


def with_recent_maxima(request: ProgramRequest, history: History) -> tuple[ProgramRequest, str | None]:
    """The request with the maxima that it does not state, and a sentence that says so; None when nothing was added.

    What the lifter states is never touched: a tested maximum knows more than an estimate.
    """
    low, high = ONE_REP_MAX_RANGE
    found = {
        lift: load
        for lift, load in history.one_rep_maxes(request.units).items()
        if lift not in request.one_rep_maxes and low <= load <= high
    }
    if not found:
        return request, None
    filled = request.model_copy(update={"one_rep_maxes": {**request.one_rep_maxes, **found}})
    loads = ", ".join(f"{_NAMES[lift]} about {load:.0f} {request.units.value}" for lift, load in found.items())
    return filled, f"Loads start from your logged sets of the last 8 weeks ({loads})."


def with_start_told(report: CheckReport, recent: RecentTraining, request: ProgramRequest, pool: Pool) -> CheckReport:
    """The checked program with a rationale that says what it makes of the log, whoever designed it.

    After the check, because only then the sets of the first week are what the lifter will read.

    Args:
        report: what checking came to.
        recent: what was logged.
        request: what the lifter asked for.
        pool: exercises that the lifter can do.
    """
    if report.program is None or recent.is_empty:
        return report
    exercises = catalog_with(load_catalog(), pool).by_slug
    sentence = log_sentence(recent, start_of(report.blueprint, report.program, exercises, recent.stalled))
    areas = [area.value.replace("_", " ") for area in request.active_limitations]
    needed = (*areas, *(muscle.value.replace("_", " ") for muscle in request.focus))
    rationale = with_log_sentence(report.program.rationale or "", sentence, needed=needed)
    if rationale == report.program.rationale:
        return report
    blueprint = report.blueprint.model_copy(update={"rationale": rationale})
    program = report.program.model_copy(update={"rationale": rationale, "blueprint": to_wire(blueprint)})
    return report.model_copy(update={"blueprint": blueprint, "program": program})
