"""Cases with models over HTTP: the whole workflow, what is stored is scored, nothing is paid for twice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from agents.models import ANTHROPIC_DEFAULT, ModelSettings
from agents.offline import OFFLINE_COACH
from evals.case import Case, all_cases, chosen
from evals.errors import LiveImpossible
from evals.fault_run import simulated_settings
from evals.live import LiveTerms, run_live
from evals.provider_simulator import Fault, Provider, Simulator, instant, simulate
from evals.result import CaseResult, read_run
from evals.run import run_cases

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CHAIN = (ANTHROPIC_DEFAULT, OFFLINE_COACH)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with simulate() as running:
        yield running


@pytest.fixture
def cases() -> tuple[Case, ...]:
    return chosen(all_cases(), ["history-loads", "four-weeks", "refuse-goal"])


def test_a_live_run_scores_what_is_stored_and_goes_on_where_it_stopped(
    simulator: Simulator, cases: tuple[Case, ...], tmp_path: Path
) -> None:
    settings = simulated_settings(simulator, chain=CHAIN)
    path = tmp_path / "live.json"
    told: list[CaseResult] = []

    # no money: nothing is asked
    broke = run_live(cases, settings, LiveTerms(name="live", path=path, cap_usd=0.0))
    assert len(broke.left) == 3
    assert simulator.received == []

    # no model answers the first time: only what needs none is done
    simulator.script(Provider.ANTHROPIC, Fault.BAD_KEY)
    terms = LiveTerms(name="live", path=path, cap_usd=2.0)
    down = run_live(cases, settings, terms, on_done=told.append, runtime=instant().runtime)
    assert [one.id for one in told] == ["refuse-goal"]
    assert sorted(reason.partition(":")[0] for reason in down.left) == ["four-weeks", "history-loads"]

    simulator.script(Provider.ANTHROPIC, Fault.GOOD)
    told.clear()
    done = run_live(cases, settings, terms, on_done=told.append, runtime=instant().runtime)
    assert done.left == ()
    assert sorted(one.id for one in told) == ["four-weeks", "history-loads"]
    assert read_run(path) == done.run
    calls = len(simulator.received)

    again = run_live(cases, settings, terms)
    assert again.run == done.run
    assert len(simulator.received) == calls

    found = {one.id: one for one in done.run.cases}
    offline = {one.id: one for one in run_cases(cases, processes=1).cases}
    # the simulated model designs as the rule-based coach does, and finds the same log in the database
    for name in ("four-weeks", "history-loads"):
        assert found[name].total == offline[name].total
        assert found[name].fingerprint == offline[name].fingerprint
        assert found[name].model == ANTHROPIC_DEFAULT
        assert found[name].spent_usd
        assert not found[name].is_degraded
    assert [claim.label for claim in found["history-loads"].unmet] == [
        claim.label for claim in offline["history-loads"].unmet
    ]


def test_the_rule_based_coach_alone_is_no_model() -> None:
    terms = LiveTerms(name="live", path=Path("nowhere.json"))
    with pytest.raises(LiveImpossible, match="set ANTHROPIC_API_KEY"):
        run_live((), ModelSettings(), terms)
