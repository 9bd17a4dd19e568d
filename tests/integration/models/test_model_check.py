"""`fitcsv-ai models check` against simulated providers: the exit code, the findings, and that no key is shown."""

import json
from datetime import date
from typing import Any

import pytest

from agents.model_check import Answer, check_models
from agents.models import ModelSettings
from evals.fault_run import CHAIN, simulated_settings
from evals.provider_simulator import Fault, Provider, simulate
from service.cli.entry import run

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

JUNE = date(2026, 6, 1)
CLAUDE, GPT, COACH = CHAIN


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in (
        "ANTHROPIC_API_KEY",
        "OPENAI_API_KEY",
        "MODEL_CHAIN",
        "REVIEW_MODEL",
        "MODEL_BASE_URLS",
        "OFFLINE_LAST_RESORT",
    ):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def with_keys(environment: pytest.MonkeyPatch, urls: dict[str, str]) -> None:
    environment.setenv("ANTHROPIC_API_KEY", "sk-secret-a")
    environment.setenv("OPENAI_API_KEY", "sk-secret-o")
    environment.setenv("MODEL_BASE_URLS", ",".join(f"{name}={url}" for name, url in urls.items()))


def test_without_keys_it_says_so_and_all_is_well(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["models", "check"]) == 0
    printed = capsys.readouterr().out
    assert "offline/coach" in printed
    assert "No key is set" in printed


def test_the_default_chain_is_known_priced_and_not_about_to_end(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with simulate() as simulator:
        with_keys(environment, simulator.base_urls)
        assert run(["models", "check", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["ok"] is True
    reviewers = ["anthropic/claude-haiku-5-5", "openai/gpt-6-luna"]
    assert [row["model"] for row in answer["models"]] == [CLAUDE, GPT, COACH, *reviewers]
    assert [row["answer"] for row in answer["models"]] == ["exists", "exists", "not asked", "exists", "exists"]
    assert [row["inputUsdPerMillion"] for row in answer["models"]] == [2.0, 2.0, 0.0, 0.1, 0.1]


def test_a_finding_makes_it_fail_and_no_key_is_shown(
    environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with simulate(anthropic=(Fault.BAD_KEY,)) as simulator:
        with_keys(environment, simulator.base_urls)
        assert run(["models", "check"]) == 1
    shown = "".join(capsys.readouterr())
    assert "refuses the key" in shown
    # the model that designs and the one that reviews
    assert "2 findings about" in shown
    assert "sk-secret" not in shown


@pytest.mark.parametrize("provider", Provider)
@pytest.mark.parametrize(
    ("fault", "answer"),
    [(Fault.BAD_KEY, Answer.KEY_REFUSED), (Fault.SERVER_ERROR, Answer.NO_ANSWER)],
)
def test_each_provider_is_asked_and_each_answer_is_told_apart(provider: Provider, fault: Fault, answer: Answer) -> None:
    faults: dict[str, Any] = {provider.value: (fault,)}
    with simulate(**faults) as simulator:
        checks = check_models(simulated_settings(simulator), today=JUNE)
    asked = {check.model.partition("/")[0]: check for check in checks}
    assert asked[provider.value].answer is answer
    assert len(asked[provider.value].findings) == 1
    [other] = {"anthropic", "openai"} - {provider.value}
    assert asked[other].answer is Answer.EXISTS


def test_who_reviews_is_checked_too(environment: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with simulate() as simulator:
        with_keys(environment, simulator.base_urls)
        simulator.list_models(Provider.ANTHROPIC, "claude-sonnet-5-5")
        assert run(["models", "check"]) == 1
        assert "claude-haiku-5-5: The provider has no model of this name" in capsys.readouterr().out
        environment.setenv("REVIEW_MODEL", "off")
        assert run(["models", "check"]) == 0


def test_an_id_that_the_provider_does_not_list_is_a_finding() -> None:
    with simulate() as simulator:
        simulator.list_models(Provider.ANTHROPIC, "claude-of-tomorrow")
        simulator.list_models(Provider.OPENAI)
        claude, gpt, _ = check_models(simulated_settings(simulator), today=JUNE)
    assert (claude.answer, gpt.answer) == (Answer.MISSING, Answer.MISSING)


@pytest.mark.parametrize(
    ("today", "word"),
    [
        (date(2026, 12, 1), "ended"),
        (date(2026, 11, 30), "ends"),
        (date(2026, 10, 31), "ends"),
        (date(2026, 10, 30), ""),
    ],
)
def test_a_model_that_is_past_or_near_its_end_is_a_finding(today: date, word: str) -> None:
    [check] = check_models(ModelSettings(chain=("anthropic/claude-sonnet-4-5",)), today=today)
    assert check.ends == date(2026, 11, 30)
    assert [finding.split()[1] for finding in check.findings] == ([word] if word else [])


@pytest.mark.parametrize(("allowed", "findings"), [(False, 1), (True, 0)])
def test_an_unknown_price_is_a_finding_unless_it_is_allowed(allowed: bool, findings: int) -> None:
    settings = ModelSettings(chain=("openai/nobody-knows",), allow_unpriced=allowed)
    [check] = check_models(settings, today=JUNE)
    assert (check.price, len(check.findings)) == (None, findings)
