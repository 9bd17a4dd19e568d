"""Finding substitutes for an exercise, and writing the chosen one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from storage.errors import ExercisePoolError
from storage.exercise_pool import load_pool
from storage.features import detect_features
from storage.planned_workout import load_planned_exercise, load_remaining
from storage.planned_workout_undo import with_fingerprint
from storage.planned_workout_writer import swap_exercise
from storage.visible_definition import load_definition
from strength.adaptation import PlannedExercise, PlannedWorkout, pool_request
from strength.adaptation.planned_workout import USUAL_EXPERIENCE
from strength.exercise import Exercise
from strength.expansion.notes import LONGEST_NOTE
from strength.history import History
from strength.pool import PoolEntry, needs_caution
from strength.program import Prescription, SetPrescription
from strength.request import Units
from strength.substitution import (
    Scope,
    Substitute,
    SubstituteRequest,
    convert_sets,
    is_blocked,
    missing_by_reason,
    substitutes,
)
from tools.errors import ChoiceNotOffered, TargetMissing
from tools.recent_training import recent_history
from tools.workspace import Workspace

MOST = 10
"""As many substitutes as a request may ask for; a choice has to be among them."""

DONE = {"stage": "done", "percent": 100, "message": "Your substitutes are ready"}
_GONE = "The exercise is not there any more; choose another one."


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What may stand in for one exercise.

    Attributes:
        request: what the lifter says.
        name: of the exercise, as the lifter reads it.
        definition_id: its row.
        exercise: what is known about it; None for a row that tells too little.
        workout: the workout that it is in, or None.
        planned: how it stands there, or None.
        found: substitutes, best first, at most ten.
        history: what was logged lately.
        warnings: sentences for the lifter.
    """

    request: SubstituteRequest
    name: str
    definition_id: str | None
    exercise: Exercise | None
    workout: PlannedWorkout | None
    planned: PlannedExercise | None
    found: tuple[Substitute, ...]
    history: History
    warnings: tuple[str, ...]

    @property
    def level(self) -> int:
        """The lifter's level, 1-3."""
        return USUAL_EXPERIENCE.level if self.workout is None else self.workout.level

    @property
    def units(self) -> Units:
        """Unit of new loads; FitCSV's default where the program says none."""
        return (None if self.workout is None else self.workout.units) or Units.LBS

    def sets_with(self, substitute: Substitute, planned: PlannedExercise | None) -> tuple[SetPrescription, ...]:
        """The planned sets carried over; none for an exercise that stands in no workout."""
        if planned is None or self.exercise is None:
            return ()
        exercise = substitute.entry.exercise
        known = self.history.lift(exercise.slug)
        return convert_sets(
            planned.prescription.sets,
            self.exercise,
            exercise,
            level=self.level,
            is_caution=needs_caution(exercise, self.request.active_limitations),
            one_rep_max=None if known is None else known.e1rm(self.units),
            units=self.units,
        )

    def to_json(self, substitute: Substitute) -> dict[str, Any]:
        """One substitute as plain data, with the sets it would be done for."""
        sets = self.sets_with(substitute, self.planned)
        return {**substitute.to_json(), "sets": [one.model_dump(mode="json", by_alias=True) for one in sets]}

    @property
    def chosen(self) -> Substitute | None:
        """The substitute that the lifter has chosen; None when none was named.

        Raises:
            ChoiceNotOffered: the choice is not among those found.
        """
        if self.request.choice is None:
            return None
        for substitute in self.found:
            if substitute.entry.definition_id == self.request.choice:
                return substitute
        raise ChoiceNotOffered(
            f"choice is {self.request.choice!r}, which is none of the substitutes found for this request; "
            "take an exerciseDefinitionId from an answer to the same request."
        )


def find_substitutes(workspace: Workspace, request: SubstituteRequest) -> Search:
    """Substitutes for the request's exercise that its owner can do, best first.

    Raises:
        TargetMissing: the exercise is not the owner's, or no more.
        DatabaseDown: the database cannot be reached.
    """
    if request.exercise_id is not None:
        both = load_planned_exercise(workspace.engine, request.exercise_id, workspace.user_id)
        if both is None:
            raise TargetMissing(_GONE)
        workout, planned = both
        name, exercise = planned.name, planned.exercise
        definition_id = planned.prescription.exercise_definition_id
    else:
        definition = load_definition(workspace.engine, request.exercise_definition_id or "", workspace.user_id)
        if definition is None:
            raise TargetMissing(_GONE)
        workout, planned = None, None
        name, exercise, definition_id = definition.name, definition.exercise, definition.definition_id
    found = () if exercise is None else _ranked(workspace, request, exercise, workout)
    return Search(
        request=request,
        name=name,
        definition_id=definition_id,
        exercise=exercise,
        workout=workout,
        planned=planned,
        found=found,
        history=recent_history(workspace),
        warnings=_warnings(request, name, exercise, found),
    )


def _ranked(
    workspace: Workspace, request: SubstituteRequest, original: Exercise, workout: PlannedWorkout | None
) -> tuple[Substitute, ...]:
    missing = missing_by_reason(request.reason, original)
    planned_kit = None if workout is None else workout.equipment
    wanted = pool_request(
        goal=None if workout is None else workout.goal,
        experience=None if workout is None else workout.experience,
        equipment=planned_kit if request.equipment is None else request.equipment,
        missing=missing,
        limitations=request.limitations,
    )
    try:
        entries = load_pool(workspace.engine, workspace.user_id, wanted).entries.values()
    except ExercisePoolError:
        return ()
    used = {item.exercise.slug for item in (() if workout is None else workout.exercises) if item.exercise is not None}
    candidates: list[PoolEntry] = [
        entry for entry in entries if entry.exercise.slug not in used and not is_blocked(entry.exercise, missing)
    ]
    return substitutes(
        original,
        candidates,
        limitations=request.active_limitations,
        level=(USUAL_EXPERIENCE if workout is None else workout.experience or USUAL_EXPERIENCE).level,
        count=MOST,
    )


def _warnings(
    request: SubstituteRequest, name: str, exercise: Exercise | None, found: tuple[Substitute, ...]
) -> tuple[str, ...]:
    words = () if request.kit is None else request.kit.unknown
    warnings = [f"{word!r} is no equipment that we know; it was left out." for word in words]
    if exercise is None:
        warnings.append(f"We know too little about {name} to find a substitute: say in its muscles what it trains.")
    elif not found:
        warnings.append(f"Nothing comes close enough to {name} with what is at hand; leave it out today.")
    if request.active_limitations:
        warnings.append("Stop if pain goes above 3 of 10 or is worse the next morning.")
    return tuple(warnings)


def save_search(
    workspace: Workspace, search: Search, *, result: Mapping[str, Any], applied: Substitute | None, model: str
) -> None:
    """Complete the job; with a substitute to apply, write it in the same transaction and keep what was there.

    Raises:
        TargetMissing: the exercise was deleted meanwhile; nothing was written.
        UnknownExercise: the substitute was deleted meanwhile; nothing was written.
        LostLease: somebody else has the job by now; nothing was written, stop.
        CancelRequested: its owner wants the job cancelled; nothing was written, stop.
        DatabaseDown: the database cannot be reached.
    """
    swaps = () if applied is None else _swaps(workspace, search, applied)
    # read when the job's row is written, which is after `write` has run
    stored: dict[str, Any] = {**result, "applied": bool(swaps)}
    features = detect_features(workspace.engine)

    def write(connection: Connection, user_id: str) -> None:
        previous = swap_exercise(connection, user_id=user_id, exercises=swaps, features=features)
        if previous is None:
            raise TargetMissing(_GONE)
        stored["changed"] = [str(row["id"]) for row in previous["exercises"]]
        stored["previous"] = with_fingerprint(connection, previous, user_id)

    workspace.store.complete(
        workspace.job_id,
        workspace.fence,
        result=stored,
        warnings=tuple(result["warnings"]),
        model=model,
        progress=DONE,
        write=write if swaps else None,
    )


def _swaps(workspace: Workspace, search: Search, applied: Substitute) -> tuple[PlannedExercise, ...]:
    """The exercise, or all that are left of the program, with the substitute in its place."""
    if search.planned is None:
        return ()
    targets = (search.planned,)
    if search.request.scope is Scope.REMAINING:
        targets = load_remaining(
            workspace.engine,
            search.planned.exercise_id,
            workspace.user_id,
            unless=applied.entry.definition_id,
        )
    return tuple(_swapped(search, item, applied) for item in targets)


def _swapped(search: Search, planned: PlannedExercise, applied: Substitute) -> PlannedExercise:
    prescription = Prescription(
        slug=applied.entry.exercise.slug,
        exercise_definition_id=applied.entry.definition_id,
        name=applied.entry.name,
        order=planned.prescription.order,
        notes=f"Instead of {planned.name}"[:LONGEST_NOTE],
        warmup=None,
        group=planned.prescription.group,
        sets=search.sets_with(applied, planned),
    )
    return PlannedExercise(exercise_id=planned.exercise_id, prescription=prescription, exercise=applied.entry.exercise)
