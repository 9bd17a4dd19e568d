"""What a job's owner has logged lately, and the maxima that follow from it."""

from storage.training_history import load_history
from strength.exercise import Lift
from strength.history import History
from strength.request import ONE_REP_MAX_RANGE, ProgramRequest
from tools.workspace import Workspace

_NAMES = {Lift.SQUAT: "squat", Lift.BENCH: "bench press", Lift.DEADLIFT: "deadlift", Lift.PRESS: "overhead press"}


def recent_history(workspace: Workspace) -> History:
    """The owner's newest eight weeks, as they were when the job was asked for: every attempt sees the same.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    job = workspace.store.load(workspace.job_id)
    if job is None:
        return History()
    return load_history(workspace.engine, workspace.user_id, job.created_at)


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
