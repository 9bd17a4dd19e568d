"""The command line says which coach answered, and what to do about it."""

from service.cli.results import coach_hint


def test_a_model_that_answered_needs_no_hint() -> None:
    assert coach_hint({"id": "j1", "model": "anthropic/claude-sonnet-5-5", "result": {}}) is None


def test_the_rule_based_coach_tells_how_to_get_a_model() -> None:
    assert "set ANTHROPIC_API_KEY" in (coach_hint({"id": "j1", "model": "offline/coach", "result": {}}) or "")


def test_a_job_whose_models_failed_points_to_its_story_and_not_to_keys() -> None:
    hint = coach_hint({"id": "j1", "model": "offline/coach", "result": {"degraded": True}}) or ""
    assert "fitcsv-ai jobs show j1 --trace" in hint
    assert "ANTHROPIC_API_KEY" not in hint
