"""Our metric for `adk eval`: what the agent designed, by our own rules, and not how well it talks about it."""

import json
import math
import re
from itertools import zip_longest
from typing import Any, cast

from google.adk.evaluation.eval_case import ConversationScenario, Invocation, InvocationEvents
from google.adk.evaluation.eval_metrics import EvalMetric
from google.adk.evaluation.evaluator import EvalStatus, EvaluationResult, PerInvocationResult
from google.genai import types
from pydantic import ValidationError

from agents.intake import read_prose
from agents.job_request import EXERCISE_SUBSTITUTION, WORKOUT_ADAPTER
from evals.adk.eval_sets import REJECTED
from strength.adaptation import AdaptRequest
from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.pool import catalog_pool, fits_kit, is_contraindicated
from strength.request import ProgramRequest
from strength.substitution import SubstituteRequest
from tools.program_check import check_program

PASS_MARK = 0.85
"""Coaching convention: below 85 of 100 a coach would design anew. Counts where the eval config names no threshold."""

_STORED = re.compile(r"^Stored .*score ([\d.]+) of 100", re.DOTALL)
_CHECKED = re.compile(r"^The blueprint passed: score ([\d.]+) of 100, 0 hard findings")
_REJECTED = re.compile(rf"^{REJECTED}: score .*, [1-9]\d* hard findings")
# what an agent returns beside its text does not reach a metric: ADK keeps of an event its content only
_MINUTES = re.compile(r"(\d+) minutes as planned, (\d+) today")
_INSTEAD = re.compile(r"(?:today|left out)\. (?P<name>.+?) instead of ")
_SUBSTITUTE = re.compile(r"^(?P<first>.+?) instead of .+?: .*?(?: Or: (?P<others>.+)\.)?$", re.DOTALL)


def program_score(
    eval_metric: EvalMetric,
    actual_invocations: list[Invocation],
    expected_invocations: list[Invocation] | None,
    conversation_scenario: ConversationScenario | None = None,  # noqa: ARG001 - ADK passes it
) -> EvaluationResult:
    """Score what an agent made: the worst of its turns, 0 to 1.

    Args:
        eval_metric: carries the threshold of the eval config.
        actual_invocations: what was asked and answered.
        expected_invocations: only whether a design is to be rejected; of all else our rules know what is right.
        conversation_scenario: not used.
    """
    criterion = eval_metric.criterion
    threshold = PASS_MARK if criterion is None else criterion.threshold
    results: list[PerInvocationResult] = []
    for invocation, expected in zip_longest(actual_invocations, expected_invocations or []):
        if invocation is None:
            # a turn that never came
            return EvaluationResult(
                overall_score=0.0, overall_eval_status=EvalStatus.FAILED, per_invocation_results=results
            )
        is_bad = expected is not None and _text(expected.final_response).startswith(REJECTED)
        found = _rejection_score(invocation) if is_bad else invocation_score(invocation)
        results.append(
            PerInvocationResult(actual_invocation=invocation, score=found, eval_status=_status(found, threshold))
        )
    worst = min((result.score or 0.0 for result in results), default=0.0)
    return EvaluationResult(
        overall_score=worst, overall_eval_status=_status(worst, threshold), per_invocation_results=results
    )


def invocation_score(invocation: Invocation) -> float:
    """One turn's score, 0 to 1; 0 for a broken hard rule, and for an answer that is none."""
    asked = _text(invocation.user_content)
    answer = _text(invocation.final_response)
    body = _object(asked)
    params = cast(dict[str, Any], body.get("params", body))
    if body.get("type") == WORKOUT_ADAPTER or "workoutId" in params:
        return _day_score(params, answer)
    if body.get("type") == EXERCISE_SUBSTITUTION or "exerciseDefinitionId" in params:
        return _swap_score(params, answer)
    return _program_score(asked, body, invocation, answer)


def _rejection_score(invocation: Invocation) -> float:
    """1 where the agent says that a design breaks hard rules, and it does; else 0."""
    body = _object(_text(invocation.user_content))
    if not _REJECTED.match(_text(invocation.final_response)):
        return 0.0
    try:
        request, design = ProgramRequest.model_validate(body["request"]), Blueprint.model_validate(body["blueprint"])
    except (KeyError, ValidationError):
        return 0.0
    report = check_program(design, request, catalog_pool(request, load_catalog().exercises), load_catalog())
    return 1.0 if report.hard else 0.0


def _program_score(asked: str, body: dict[str, Any], invocation: Invocation, answer: str) -> float:
    """The lower one of the score that the agent states and the one that its design has."""
    try:
        request = _request(asked, body)
        if "blueprint" in body:
            stated, design = _CHECKED.match(answer), Blueprint.model_validate(body["blueprint"])
        else:
            stated, design = _STORED.match(answer), _design(invocation)
    except ValidationError:
        return 0.0
    # periodization alone states no score: its answer is the design
    states_none = "blueprint" not in body and "meso" in _object(answer)
    if request is None or design is None or (stated is None and not states_none):
        return 0.0
    report = check_program(design, request, catalog_pool(request, load_catalog().exercises), load_catalog())
    if not report.passed or report.scorecard is None:
        return 0.0
    total = report.scorecard.total
    return min(total, float(stated.group(1)) if stated else total) / 100


def _request(asked: str, body: dict[str, Any]) -> ProgramRequest | None:
    if not body:
        request = read_prose(asked).request
        return request if isinstance(request, ProgramRequest) else None
    return ProgramRequest.model_validate(body.get("request") or body.get("params") or body)


def _design(invocation: Invocation) -> Blueprint | None:
    """The last design that any agent of the run wrote: an earlier one was sent back."""
    data = invocation.intermediate_data
    events = data.invocation_events if isinstance(data, InvocationEvents) else []
    texts = [*(_text(event.content) for event in events), _text(invocation.final_response)]
    found = [fields for fields in map(_object, texts) if "meso" in fields]
    return Blueprint.model_validate(found[-1]) if found else None


def _day_score(params: dict[str, Any], answer: str) -> float:
    """1 for a workout that fits the time there is, and a substitute that is at hand and hurts nothing; else 0."""
    minutes, substitute = _MINUTES.search(answer), _INSTEAD.search(answer)
    request = AdaptRequest.model_validate(params)
    if minutes is None or (request.minutes_available or math.inf) < int(minutes.group(2)):
        return 0.0
    if substitute is None:
        return 1.0
    exercise = load_catalog().find(substitute["name"])
    if exercise is None or is_contraindicated(exercise, request.active_limitations):
        return 0.0
    return 1.0 if any(kit.tokens.isdisjoint(request.missing) for kit in exercise.kits) else 0.0


def _swap_score(params: dict[str, Any], answer: str) -> float:
    """1 for substitutes of the catalog that are in the kit and hurt nothing, as many as asked for at most; else 0."""
    found, request = _SUBSTITUTE.match(answer), SubstituteRequest.model_validate(params)
    if found is None:
        return 0.0
    names = [found["first"], *(found["others"].split(", ") if found["others"] else [])]
    exercises = [load_catalog().find(name) for name in names]
    fits = all(
        exercise is not None
        and exercise.slug != request.exercise_definition_id
        and (request.kit is None or fits_kit(exercise, request.kit.owned))
        and not is_contraindicated(exercise, request.active_limitations)
        for exercise in exercises
    )
    return 1.0 if fits and len(set(names)) == len(names) <= request.count else 0.0


def _status(score: float, threshold: float) -> EvalStatus:
    return EvalStatus.PASSED if score >= threshold else EvalStatus.FAILED


def _text(content: types.Content | None) -> str:
    return "".join(part.text or "" for part in (content.parts if content else None) or ())


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (json.JSONDecodeError, RecursionError):
        return {}
    return cast(dict[str, Any], found) if isinstance(found, dict) else {}
