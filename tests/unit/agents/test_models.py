"""Which model answers, and what importing it costs."""

import subprocess
import sys

import pytest

from agents.models import ModelSettings, build_entries, default_chain
from agents.offline import OfflineCoach
from agents.prices import price_usd, price_version
from agents.token_count import TokenCount

TOKENS = TokenCount(uncached=1_000, cache_read=2_000, cache_write=3_000, output=500)


@pytest.mark.parametrize(
    ("has_anthropic", "has_openai", "chain"),
    [
        (True, True, ("anthropic/claude-sonnet-5-5", "openai/gpt-6.1-sol", "offline/coach")),
        (False, True, ("openai/gpt-6.1-sol", "offline/coach")),
        (False, False, ("offline/coach",)),
    ],
)
def test_the_keys_decide_who_answers(has_anthropic: bool, has_openai: bool, chain: tuple[str, ...]) -> None:
    assert default_chain(has_anthropic_key=has_anthropic, has_openai_key=has_openai) == chain


def test_without_settings_the_rule_based_coach_answers() -> None:
    [model] = build_entries(ModelSettings())
    assert isinstance(model, OfflineCoach)
    assert model.model == "offline/coach"


@pytest.mark.parametrize("chain", [(), ("claude-sonnet-5-5",), ("anthropic/",)])
def test_an_id_without_a_provider_is_refused(chain: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"chain of models is empty|names no provider"):
        build_entries(ModelSettings(chain=chain))


def test_settings_do_not_show_keys() -> None:
    assert "sk-secret" not in repr(ModelSettings(api_keys={"anthropic": "sk-secret"}))


def test_the_coach_is_free_and_that_is_known() -> None:
    assert price_usd("offline/coach", TOKENS) == 0.0
    assert price_version("offline/coach") == "offline"


def test_an_unknown_number_of_tokens_has_no_price() -> None:
    assert price_usd("anthropic/claude-sonnet-5-5", None) is None


def test_the_rule_based_coach_needs_no_provider_library() -> None:
    code = (
        "import sys, agents.run, agents.coordinator.agent, agents.periodization.agent, agents.validator.agent, "
        "agents.persister.agent\n"
        "sys.exit(','.join({'litellm', 'openai', 'anthropic'} & sys.modules.keys()) or 0)"
    )
    environment = {"PATH": "/usr/bin:/bin"}
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stderr) == (0, "")
