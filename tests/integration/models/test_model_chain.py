"""The chain over a simulated provider and a real database: what is sent, paid once, kept, capped and given back."""

import asyncio
import json
import logging
from dataclasses import replace
from typing import Any

import pytest
from google.adk.models.llm_request import LlmRequest
from google.genai import types
from sqlalchemy import Engine, text

from agents.brief import brief_of
from agents.errors import ModelUnavailable
from agents.model_chain import ModelChain
from agents.models import ModelSettings
from agents.periodization.blueprint_question import blueprint_question
from agents.periodization.designer import STOOD_IN_BUDGET, STOOD_IN_UNAVAILABLE
from agents.provider_client import close_clients
from agents.run import run_program_job
from agents.runtime import ModelRuntime
from evals.fault_run import CHAIN, PARAMS, claim_again, claimed_job, job_of, ledger_of, run_job, simulated_settings
from evals.provider_simulator import Fault, Provider, Received, instant, simulate
from storage.errors import CancelRequested, LostLease
from storage.jobs import Caps
from strength.catalog import load_catalog
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from tools.workspace import Workspace

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CLAUDE, GPT, COACH = CHAIN


def user_blocks(received: Received) -> list[Any]:
    """What the user's messages are made of, cache marks included: LiteLLM sends one message to one API, two to the other."""
    contents = [message["content"] for message in received.body["messages"] if message["role"] == "user"]
    return [block for content in contents for block in (content if isinstance(content, list) else [content])]


class Killed(Exception):
    """Stands for a process that ends at just this point."""


def killed_while_checking(workspace: Workspace) -> Workspace:
    """The same workspace, for a worker that dies once the design is there."""

    def die(stage: str, percent: int, message: str) -> None:
        if stage == "checking":
            raise Killed
        workspace.on_progress(stage, percent, message)

    return replace(workspace, on_progress=die)


def expire_lease(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIJob" SET "leaseUntil" = "leaseUntil" - interval \'1 hour\''))


def ask(workspace: Workspace, settings: ModelSettings, runtime: ModelRuntime, notes: str = "") -> str | None:
    """One question, straight to the chain; who answered."""
    request = ProgramRequest.model_validate(PARAMS | {"notes": notes})
    brief = brief_of(request, catalog_pool(request, load_catalog().exercises))
    contents = [types.Content(role="user", parts=[types.Part(text=part)]) for part in brief.parts]
    chain = ModelChain(settings, runtime).asking(blueprint_question("Design."), workspace)

    async def answer() -> str | None:
        try:
            async for response in chain.generate_content_async(LlmRequest(contents=contents)):
                return (response.custom_metadata or {})["fitcsv_answered_by"]
        finally:
            await close_clients()
        return None

    return asyncio.run(answer())


def test_a_job_killed_after_the_models_answer_pays_nothing_the_second_time(engine: Engine) -> None:
    with simulate() as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        first = claimed_job(engine, PARAMS)
        with pytest.raises(Killed):
            run_job(killed_while_checking(first), settings, runtime)
        assert len(simulator.received) == 1
        expire_lease(engine)
        again = claim_again(engine, first.job_id)
        assert run_job(again, settings, runtime) == "completed"
        assert len(simulator.received) == 1
    job = job_of(again)
    assert (job.model, job.attempt) == (CLAUDE, 2)
    assert job.cost == pytest.approx(0.007)


def test_a_retry_takes_the_answer_that_was_paid_for_even_when_the_first_choice_is_back(engine: Engine) -> None:
    with simulate(anthropic=(Fault.SERVER_ERROR, Fault.SERVER_ERROR, Fault.GOOD)) as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        first = claimed_job(engine, PARAMS)
        with pytest.raises(Killed):
            run_job(killed_while_checking(first), settings, runtime)
        sent = len(simulator.received)
        expire_lease(engine)
        again = claim_again(engine, first.job_id)
        assert run_job(again, settings, runtime) == "completed"
        assert (len(simulator.received), job_of(again).model) == (sent, GPT)


def test_an_answer_after_a_re_ask_is_replayed_too(engine: Engine) -> None:
    with simulate(anthropic=(Fault.NOT_JSON, Fault.GOOD)) as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        workspace = claimed_job(engine, PARAMS)
        assert [ask(workspace, settings, runtime) for _ in range(3)] == [CLAUDE] * 3
        assert len(simulator.received) == 2


def test_other_words_or_another_prompt_are_another_question(engine: Engine) -> None:
    with simulate() as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        workspace = claimed_job(engine, PARAMS)
        for notes in ("", "shoulders please", ""):
            ask(workspace, settings, runtime, notes)
        assert len(simulator.received) == 2
        other_job = claimed_job(engine, PARAMS)
        ask(other_job, settings, runtime)
        assert len(simulator.received) == 3


@pytest.mark.parametrize("chain", [(CLAUDE, COACH), (GPT, COACH)])
def test_two_jobs_with_the_same_pool_send_the_same_bytes_up_to_their_requests(
    engine: Engine, chain: tuple[str, ...]
) -> None:
    other = PARAMS | {"notes": "other words", "sessionMinutes": 60}
    with simulate() as simulator:
        settings = simulated_settings(simulator, chain=chain)
        for params in (PARAMS, other):
            assert run_job(claimed_job(engine, params), settings, instant().runtime) == "completed"
        first, second = simulator.received
    assert json.dumps(first.system) == json.dumps(second.system)
    blocks, others = user_blocks(first), user_blocks(second)
    assert json.dumps(blocks[0]) == json.dumps(others[0])
    assert json.dumps(blocks[1]) != json.dumps(others[1])
    shared = len(json.dumps(first.system)) + len(json.dumps(blocks[0]))
    assert shared >= 0.8 * (shared + len(json.dumps(blocks[1])))


def test_each_provider_gets_its_own_model_and_its_own_key(engine: Engine) -> None:
    with simulate(anthropic=(Fault.BAD_KEY,)) as simulator:
        settings = replace(simulated_settings(simulator), api_keys={"anthropic": "sk-a", "openai": "sk-o"})
        assert run_job(claimed_job(engine, PARAMS), settings, instant().runtime) == "completed"
        claude, gpt = simulator.received
    assert (claude.path, claude.body["model"], claude.headers["x-api-key"]) == (
        "/v1/messages", "claude-sonnet-5-5", "sk-a",
    )  # fmt: skip
    assert (gpt.path, gpt.body["model"], gpt.headers["authorization"]) == (
        "/v1/chat/completions", "gpt-6.1-sol", "Bearer sk-o",
    )  # fmt: skip
    assert "sk-a" not in json.dumps(gpt.headers)


def test_the_model_that_answered_is_kept_even_if_it_is_not_the_one_that_was_asked(engine: Engine) -> None:
    with simulate(anthropic=(Fault.WRONG_MODEL,)) as simulator:
        workspace = claimed_job(engine, PARAMS)
        run_job(workspace, simulated_settings(simulator), instant().runtime)
    [call] = ledger_of(engine, workspace.job_id)
    assert (call["modelAsked"], call["modelAnswered"]) == (CLAUDE, "some-other-model")


def test_the_lifter_is_told_why_the_coach_stood_in(engine: Engine) -> None:
    down = claimed_job(engine, PARAMS)
    with simulate((Fault.UNAVAILABLE,), (Fault.UNAVAILABLE,)) as simulator:
        assert run_job(down, simulated_settings(simulator), instant().runtime) == "completed, degraded"
    assert STOOD_IN_UNAVAILABLE in job_of(down).warnings
    poor = claimed_job(engine, PARAMS)
    with simulate() as simulator:
        caps = Caps(job_usd=0.01)
        assert run_job(poor, simulated_settings(simulator, caps=caps), instant().runtime) == "completed, degraded"
        assert simulator.received == []
    assert STOOD_IN_BUDGET in job_of(poor).warnings
    assert [call["cause"] for call in ledger_of(engine, poor.job_id)] == ["over_budget", "over_budget", "answered"]
    assert job_of(poor).cost == 0.0


def test_without_the_coach_a_cap_fails_the_job_with_a_code(engine: Engine) -> None:
    with simulate() as simulator:
        settings = simulated_settings(simulator, chain=(CLAUDE, GPT), caps=Caps(job_usd=0.01))
        assert run_job(claimed_job(engine, PARAMS), settings, instant().runtime) == "failed: budget_exceeded"
        assert simulator.received == []


@pytest.mark.parametrize(("allowed", "calls"), [(False, 0), (True, 1)])
def test_a_model_without_a_known_price_is_asked_only_when_that_is_allowed(
    engine: Engine, allowed: bool, calls: int
) -> None:
    workspace = claimed_job(engine, PARAMS)
    with simulate() as simulator:
        settings = replace(simulated_settings(simulator, chain=("openai/nobody-knows",)), allow_unpriced=allowed)
        end = run_job(workspace, settings, instant().runtime)
        assert len(simulator.received) == calls
    assert end == ("completed" if allowed else "failed: budget_exceeded")
    assert job_of(workspace).cost == (None if allowed else 0.0)


def test_an_open_breaker_sends_nothing_until_a_probe_succeeds(engine: Engine) -> None:
    waiting = instant()
    with simulate(anthropic=(Fault.SERVER_ERROR,)) as simulator:
        settings = simulated_settings(simulator)
        for _ in range(3):
            assert ask(claimed_job(engine, PARAMS), settings, waiting.runtime) == GPT
        # two tries, one more that opens it, then none
        assert simulator.calls_of(Provider.ANTHROPIC) == 3
        assert waiting.runtime.breakers.view()["anthropic"].state == "open"
        simulator.script(Provider.ANTHROPIC, Fault.GOOD)
        waiting.clock.seconds += 31
        last = claimed_job(engine, PARAMS)
        assert ask(last, settings, waiting.runtime) == CLAUDE
        assert waiting.runtime.breakers.view()["anthropic"].state == "closed"


def test_an_outage_of_everybody_ends_and_no_job_was_lost(engine: Engine) -> None:
    waiting = instant()
    with simulate() as simulator:
        settings = simulated_settings(simulator, chain=(CLAUDE, GPT))
        simulator.outage(is_down=True)
        workspaces = [claimed_job(engine, PARAMS) for _ in range(3)]
        for workspace in workspaces:
            with pytest.raises(ModelUnavailable) as caught:
                ask(workspace, settings, waiting.runtime)
            assert 0 < caught.value.wait_s <= 30
        simulator.outage(is_down=False)
        waiting.clock.seconds += 60
        assert [ask(workspace, settings, waiting.runtime) for workspace in workspaces] == [CLAUDE] * 3


def test_a_context_that_is_too_long_is_trimmed_once(engine: Engine) -> None:
    with simulate(anthropic=(Fault.NOT_JSON, Fault.TOO_LONG)) as simulator:
        settings = simulated_settings(simulator, chain=(CLAUDE, COACH))
        assert run_job(claimed_job(engine, PARAMS), settings, instant().runtime) == "completed, degraded"
        sizes = [len(one.user_texts[-1]) for one in simulator.received]
    assert len(sizes) == 2
    assert sizes[1] > sizes[0]


def test_a_job_that_is_not_ours_any_more_spends_nothing(engine: Engine) -> None:
    with simulate() as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        lost = claimed_job(engine, PARAMS)
        with engine.begin() as connection:
            connection.execute(text('UPDATE "AIJob" SET "fence" = "fence" + 1'))
        with pytest.raises(LostLease):
            ask(lost, settings, runtime)
        unwanted = claimed_job(engine, PARAMS)
        unwanted.store.cancel(unwanted.job_id, unwanted.user_id)
        with pytest.raises(CancelRequested):
            ask(unwanted, settings, runtime)
        assert simulator.received == []


def test_a_call_that_is_left_while_under_way_is_booked_at_the_most_it_can_cost(engine: Engine) -> None:
    workspace = claimed_job(engine, PARAMS)

    async def leave(simulator_settings: ModelSettings) -> None:
        run = asyncio.create_task(run_program_job(workspace, PARAMS, simulator_settings, instant().runtime))
        await asyncio.to_thread(simulator.arrived.wait, 20)
        run.cancel()
        await asyncio.gather(run, return_exceptions=True)
        await close_clients()

    with simulate(anthropic=(Fault.TIMEOUT,)) as simulator:
        asyncio.run(leave(simulated_settings(simulator)))
    [call] = ledger_of(engine, workspace.job_id)
    assert (call["cause"], call["isEstimated"]) == ("cancelled", True)
    assert call["costUsd"] > 0.08


def test_neither_the_models_words_nor_keys_reach_the_logs(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO), simulate(("CANARY {", "CANARY"), (Fault.BAD_KEY,)) as simulator:
        run_job(claimed_job(engine, PARAMS | {"notes": "CANARY"}), simulated_settings(simulator), instant().runtime)
    assert "CANARY" not in caplog.text
    assert "sk-simulated" not in caplog.text
