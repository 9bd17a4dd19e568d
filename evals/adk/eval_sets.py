"""The eval sets of ADK's format, made from evals/cases: `python -m evals.adk.eval_sets` writes them anew."""

import json
from pathlib import Path
from typing import Any

from google.adk.evaluation.eval_case import EvalCase, Invocation
from google.adk.evaluation.eval_set import EvalSet
from google.genai import types

from agents.job_request import EXERCISE_SUBSTITUTION, PROGRAM_GENERATOR, WORKOUT_ADAPTER
from evals.case import Case, all_cases, chosen
from evals.logged_lift import history_of
from evals.rehearsal import coach, read_request
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.pool import catalog_pool
from strength.recent_training import RecentTraining

FOLDER = Path(__file__).parent
AGENTS = ("periodization", "validator", "workout_adapter", "exercise_substitution", "coordinator")
REJECTED = "The blueprint did not pass"
"""How the answer has to begin that a case expects where our metric is to want a rejection."""

_TYPED = ("strength-3d-intermediate", "hypertrophy-4d-intermediate")
_SPOKEN = ("words-plain", "words-knee", "words-focus")
_DESIGNED = ("strength-2d-beginner", "hypertrophy-3d-beginner", "powerlifting-3d-intermediate", "focus-glutes")
_CHECKED = ("strength-4d-beginner", "hypertrophy-2d-beginner", "powerlifting-4d-intermediate")
_SHORTENED = "hypertrophy-2d-beginner"
_TOO_LONG = "an-hours-design-in-20-minutes"
_DAYS: dict[str, dict[str, Any]] = {
    "half-an-hour": {"workoutId": "example", "minutesAvailable": 35},
    "no-barbell": {"workoutId": "example", "minutesAvailable": 30, "missingEquipment": ["barbell"]},
    "sore-knee": {
        "workoutId": "example",
        "minutesAvailable": 30,
        "missingEquipment": ["barbell"],
        "limitations": [{"area": "knee", "severity": "avoid_loading"}],
    },
}
_SWAPS: dict[str, dict[str, Any]] = {
    "deadlift-without-bar": {
        "exerciseDefinitionId": "deadlift",
        "equipment": ["dumbbell", "kettlebell", "cable", "bench"],
        "count": 5,
    },
    "bench-with-dumbbells": {"exerciseDefinitionId": "bench_press", "equipment": ["dumbbell", "bench"], "count": 3},
    "squat-with-a-knee": {
        "exerciseDefinitionId": "back_squat",
        "equipment": ["full_gym"],
        "limitations": [{"area": "knee", "severity": "avoid_loading"}],
        "count": 4,
    },
}
"""Days and swaps: evals/cases knows programs only.

Every day is too short for any planned workout: which one is next depends on what the coordinator's other cases make at
the same time, and a workout that stays as it is says no minutes.
"""


def eval_sets() -> dict[str, EvalSet]:
    """The set of each agent, by the agent's name."""
    days = {name: json.dumps(body) for name, body in _DAYS.items()}
    swaps = {name: json.dumps(body) for name, body in _SWAPS.items()}
    jobs = {case.id: _job(PROGRAM_GENERATOR, case.request or {}) for case in _cases(_TYPED)}
    jobs |= {case.id: case.words or "" for case in _cases(_SPOKEN)}
    jobs |= {name: _job(WORKOUT_ADAPTER, body) for name, body in _DAYS.items()}
    jobs |= {name: _job(EXERCISE_SUBSTITUTION, body) for name, body in _SWAPS.items()}
    return {
        "coordinator": _set("coordinator", "All three jobs, typed and in plain English.", jobs),
        "periodization": _set(
            "periodization",
            "A typed request in, a design out.",
            {case.id: json.dumps(case.request) for case in _cases(_DESIGNED)},
        ),
        "validator": _set(
            "validator",
            "The rule-based coach's designs, which have to pass, and one that is too long for its session.",
            {case.id: _design_of(case) for case in _cases(_CHECKED)} | {_TOO_LONG: too_long_design()},
            expected={_TOO_LONG: REJECTED},
        ),
        "workout_adapter": _set("workout_adapter", "A planned workout fitted to the day.", days),
        "exercise_substitution": _set("exercise_substitution", "What may stand in for an exercise.", swaps),
    }


def too_long_design() -> str:
    """A good design with a request that it cannot keep: no rule can make 20 minutes of that session."""
    body = json.loads(_design_of(_cases((_SHORTENED,))[0]))
    return json.dumps({**body, "request": {**body["request"], "sessionMinutes": 20}})


def file_text(eval_set: EvalSet) -> str:
    """The text of the committed file."""
    found = eval_set.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return json.dumps(found, indent=1, ensure_ascii=False) + "\n"


def path_of(agent: str) -> Path:
    """Where an agent's set is committed."""
    return FOLDER / f"{agent}.evalset.json"


def _cases(ids: tuple[str, ...]) -> tuple[Case, ...]:
    return chosen(all_cases(), ids)


def _job(job_type: str, params: dict[str, Any]) -> str:
    return json.dumps({"type": job_type, "params": params})


def _design_of(case: Case) -> str:
    request = read_request(case)
    blueprint = coach(
        request, catalog_pool(request, load_catalog().exercises), RecentTraining.of(history_of(case.history))
    )
    return json.dumps({"request": case.request, "blueprint": to_wire(blueprint)})


def _set(agent: str, description: str, messages: dict[str, str], expected: dict[str, str] | None = None) -> EvalSet:
    answers = expected or {}
    cases = [
        EvalCase(
            eval_id=name,
            conversation=[
                Invocation(
                    invocation_id=name,
                    user_content=types.Content(role="user", parts=[types.Part(text=message)]),
                    final_response=types.Content(role="model", parts=[types.Part(text=answers[name])])
                    if name in answers
                    else None,
                )
            ],
        )
        for name, message in messages.items()
    ]
    return EvalSet(eval_set_id=f"{agent}_programs", name=agent, description=description, eval_cases=cases)


if __name__ == "__main__":
    for name, made in eval_sets().items():
        path_of(name).write_text(file_text(made), encoding="utf-8")
