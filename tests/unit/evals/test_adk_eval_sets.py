"""What `adk eval` is given, and the metric that it calls; `make adk-evals` runs it in an environment of its own."""

import importlib
import json
from typing import Any

import pytest
from google.adk.evaluation.eval_case import Invocation
from google.adk.evaluation.eval_config import EvalConfig
from google.adk.evaluation.eval_metrics import BaseCriterion, EvalMetric
from google.adk.evaluation.eval_set import EvalSet
from google.adk.evaluation.evaluator import EvalStatus
from google.genai import types

from evals.adk.eval_sets import AGENTS, FOLDER, REJECTED, eval_sets, file_text, path_of, too_long_design
from evals.adk.program_metric import invocation_score, program_score
from evals.adk.run import complaint

METRIC = EvalMetric(metric_name="program_score", criterion=BaseCriterion(threshold=0.85))
SUMMARY = (
    "Using evaluation criteria\n****\nEval Run Summary\nvalidator_programs:\n  Tests passed: {}\n  Tests failed: {}\n"
)
KNEE = [{"area": "knee", "severity": "avoid_loading"}]


def turn(asked: str, answer: str = "") -> Invocation:
    """One turn of a conversation, as ADK hands it to a metric."""
    return Invocation(
        user_content=types.Content(role="user", parts=[types.Part(text=asked)]),
        final_response=types.Content(role="model", parts=[types.Part(text=answer)]),
    )


def asked_of(agent: str, case: str) -> str:
    """What the committed set asks."""
    found = EvalSet.model_validate_json(path_of(agent).read_text(encoding="utf-8"))
    conversation = next(item.conversation for item in found.eval_cases if item.eval_id == case)
    assert conversation is not None
    assert conversation[0].user_content.parts is not None
    return conversation[0].user_content.parts[0].text or ""


def day(answer: str, **asked: Any) -> float:
    """The score of an adapted workout."""
    return invocation_score(turn(json.dumps({"workoutId": "example", **asked}), answer))


def swap(answer: str, **asked: Any) -> float:
    """The score of substitutes for the back squat."""
    return invocation_score(turn(json.dumps({"exerciseDefinitionId": "back_squat", **asked}), answer))


def test_the_committed_sets_are_what_the_code_makes_and_what_adk_reads() -> None:
    made = eval_sets()

    assert set(made) == set(AGENTS)
    for agent, eval_set in made.items():
        text = path_of(agent).read_text(encoding="utf-8")
        assert text == file_text(eval_set), f"{agent}: run python -m evals.adk.eval_sets"
        assert EvalSet.model_validate_json(text) == eval_set


def test_the_eval_config_names_our_metric_and_its_function() -> None:
    config = EvalConfig.model_validate_json((FOLDER / "test_config.json").read_text(encoding="utf-8"))

    assert set(config.criteria) == {"program_score"}
    assert config.custom_metrics is not None
    code = config.custom_metrics["program_score"].code_config
    module, _, function = code.name.rpartition(".")
    assert getattr(importlib.import_module(module), function) is program_score


@pytest.mark.parametrize("agent", AGENTS)
def test_the_folder_that_adk_eval_loads_has_the_agent_of_that_name(agent: str) -> None:
    folder = importlib.import_module(f"evals.adk.{agent}")

    assert folder.agent.root_agent.name == agent
    assert folder.agent is importlib.import_module(f"agents.{agent}.agent")


def test_a_good_design_has_its_score_and_never_more_than_the_agent_states() -> None:
    asked = asked_of("validator", "strength-4d-beginner")

    assert invocation_score(turn(asked, "The blueprint passed: score 100 of 100, 0 hard findings.")) > 0.85
    assert invocation_score(turn(asked, "The blueprint passed: score 50 of 100, 0 hard findings.")) == 0.5
    assert invocation_score(turn(asked, "A fine design.")) == 0.0


def test_a_design_that_breaks_a_hard_rule_scores_0_whatever_the_agent_says_of_it() -> None:
    boast = turn(too_long_design(), "The blueprint passed: score 99 of 100, 0 hard findings.")

    result = program_score(METRIC, [boast], None)

    assert result.overall_score == 0.0
    assert result.overall_eval_status is EvalStatus.FAILED


def test_a_case_that_expects_a_rejection_passes_by_a_rightful_rejection_only() -> None:
    good, bad = asked_of("validator", "strength-4d-beginner"), too_long_design()
    rejected, expected = f"{REJECTED}: score none, 3 hard findings.", turn(bad, REJECTED)

    assert program_score(METRIC, [turn(bad, rejected)], [expected]).overall_score == 1.0
    assert program_score(METRIC, [turn(bad, "The blueprint passed.")], [expected]).overall_score == 0.0
    assert program_score(METRIC, [turn(good, rejected)], [expected]).overall_score == 0.0
    assert program_score(METRIC, [turn(bad, rejected)], None).overall_score == 0.0


def test_the_worst_turn_counts_and_a_turn_that_never_came_fails() -> None:
    good = turn(
        asked_of("validator", "strength-4d-beginner"), "The blueprint passed: score 100 of 100, 0 hard findings."
    )

    assert program_score(METRIC, [good], [good]).overall_eval_status is EvalStatus.PASSED
    assert program_score(METRIC, [good, turn("{}", "Yes.")], None).overall_eval_status is EvalStatus.FAILED
    assert program_score(METRIC, [good], [good, good]).overall_eval_status is EvalStatus.FAILED
    assert program_score(METRIC, [], None).overall_eval_status is EvalStatus.FAILED


def test_an_adapted_workout_must_fit_the_time_and_use_what_is_at_hand() -> None:
    box = "'Squat': 50 minutes as planned, 44 today, 1 left out. {} instead of Box Squat: Same movement."

    assert day("'Push': 43 minutes as planned, 34 today.", minutesAvailable=35) == 1.0
    assert day("'Push': 43 minutes as planned, 36 today.", minutesAvailable=35) == 0.0
    assert day("Have a nice day.", minutesAvailable=35) == 0.0
    assert day(box.format("Dumbbell Box Squat"), missingEquipment=["barbell"]) == 1.0
    assert day(box.format("Back Squat"), missingEquipment=["barbell"]) == 0.0
    assert day(box.format("Unicorn Squat"), missingEquipment=["barbell"]) == 0.0
    assert day(box.format("Leg Press"), limitations=KNEE) == 0.0


def test_substitutes_must_be_in_the_kit_hurt_nothing_and_be_no_more_than_asked_for() -> None:
    said = "{} instead of Back Squat: Same movement."

    assert swap(said.format("Goblet Squat"), equipment=["dumbbell"]) == 1.0
    assert swap(said.format("Goblet Squat") + " Or: Front Squat.", equipment=["dumbbell"]) == 0.0
    assert swap(said.format("Back Squat"), equipment=["full_gym"]) == 0.0
    assert swap(said.format("Leg Press"), equipment=["full_gym"], limitations=KNEE) == 0.0
    assert swap(said.format("Goblet Squat") + " Or: Leg Press.", equipment=["full_gym"], count=1) == 0.0
    assert swap("Nothing was found.", equipment=["dumbbell"]) == 0.0


def test_a_run_of_adk_eval_is_good_only_when_every_case_was_evaluated_and_passed() -> None:
    assert complaint(SUMMARY.format(4, 0), 4) is None
    assert complaint(SUMMARY.format(3, 1), 4) == "1 of 4 cases failed"
    assert complaint(SUMMARY.format(3, 0), 4) == "3 of 4 cases were evaluated"
    assert complaint("", 4) == "adk eval printed no summary"
