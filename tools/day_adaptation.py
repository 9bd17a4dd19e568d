"""Fitting a planned workout to the day, and storing what came of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from storage.errors import ExercisePoolError
from storage.exercise_pool import load_pool
from storage.features import detect_features
from storage.planned_workout import load_planned_workout
from storage.planned_workout_undo import with_fingerprint
from storage.planned_workout_writer import replace_sets
from strength.adaptation import Adaptation, AdaptRequest, PlannedWorkout, adapt, pool_request
from strength.catalog import load_catalog
from strength.history import History
from strength.pool import Pool
from tools.errors import TargetMissing
from tools.recent_training import recent_history
from tools.workspace import Workspace

DONE = {"stage": "done", "percent": 100, "message": "Your workout is ready"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """Everything that decides how a workout is fitted to the day.

    Attributes:
        request: what the lifter says about today.
        workout: as it is planned.
        pool: what can be done today; empty when nothing can.
        history: what was logged lately.
    """

    request: AdaptRequest
    workout: PlannedWorkout
    pool: Pool
    history: History


def load_day(workspace: Workspace, request: AdaptRequest) -> Day:
    """Read what the adaptation needs.

    Raises:
        TargetMissing: the workout is not the owner's, or no more.
        DatabaseDown: the database cannot be reached.
    """
    workout = load_planned_workout(workspace.engine, request.workout_id, workspace.user_id)
    if workout is None:
        raise TargetMissing("The workout is not there any more; choose another one.")
    wanted = pool_request(
        goal=workout.goal,
        experience=workout.experience,
        equipment=workout.equipment,
        missing=request.missing,
        limitations=request.limitations,
    )
    try:
        pool = load_pool(workspace.engine, workspace.user_id, wanted)
    except ExercisePoolError:
        # then what cannot be done as planned has no substitute, which is an answer, too
        pool = Pool(entries=MappingProxyType({}))
    return Day(request=request, workout=workout, pool=pool, history=recent_history(workspace))


def fit(day: Day, choices: Mapping[str, str]) -> Adaptation:
    """The workout fitted to the day.

    Args:
        day: see `load_day`.
        choices: by id of an exercise, the slug to take instead; what is no option is passed over.
    """
    return adapt(day.workout, day.request, day.pool, day.history, catalog=load_catalog(), choices=choices)


def save_adaptation(
    workspace: Workspace, adaptation: Adaptation, *, result: Mapping[str, Any], is_applied: bool, model: str
) -> None:
    """Complete the job; when it is applied, write the workout in the same transaction and keep what was there.

    Raises:
        TargetMissing: the workout was deleted meanwhile; nothing was written.
        UnknownExercise: a substitute was deleted meanwhile; nothing was written.
        LostLease: somebody else has the job by now; nothing was written, stop.
        CancelRequested: its owner wants the job cancelled; nothing was written, stop.
        DatabaseDown: the database cannot be reached.
    """
    # read when the job's row is written, which is after `write` has run
    stored: dict[str, Any] = {**result, "applied": is_applied}
    features = detect_features(workspace.engine)

    def write(connection: Connection, user_id: str) -> None:
        previous = replace_sets(
            connection,
            workout_id=adaptation.workout.workout_id,
            user_id=user_id,
            exercises=(*adaptation.workout.exercises, *adaptation.dropped),
            features=features,
        )
        if previous is None:
            raise TargetMissing("The workout is not there any more; choose another one.")
        stored["previous"] = with_fingerprint(connection, previous, user_id)

    workspace.store.complete(
        workspace.job_id,
        workspace.fence,
        result=stored,
        warnings=tuple(result["warnings"]),
        model=model,
        progress=DONE,
        write=write if is_applied else None,
    )
