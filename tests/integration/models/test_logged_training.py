"""A model job knows the lifter's log: the model reads it, the coach that steps in plans from it, the lifter is told."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from agents.brief import brief_of, read_brief
from agents.models import ModelSettings
from evals.fault_run import CHAIN, claim_again, claimed_job, job_of, run_job, simulated_settings
from evals.history_rows import log_history
from evals.logged_lift import LoggedLift
from evals.provider_simulator import Fault, instant, simulate
from evals.provider_simulator.design import good_design
from strength.catalog import load_catalog
from strength.muscle import Muscle
from strength.pool import catalog_pool
from strength.program import Program
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest
from strength.volume import fractional_sets
from tools.recent_training import recent_history
from tools.workspace import Workspace

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

USER = "user-1"
PARAMS: dict[str, Any] = {
    "goal": "hypertrophy",
    "frequency": 4,
    "experience": "intermediate",
    "equipment": ["full_gym"],
    "weeks": 6,
    "sessionMinutes": 90,
    "units": "kg",
}
LOG = (
    LoggedLift(exercise="bench_press", weights=(60, 61, 62, 63, 64, 65), sets=10, reps=8),
    LoggedLift(exercise="db_incline_bench", weights=(20,) * 6, sets=6, reps=8, days_ago=5),
    LoggedLift(exercise="leg_press", weights=(100, 102, 104, 106, 108, 110), sets=2, reps=10, days_ago=4),
)


class Killed(Exception):
    """Stands for a process that ends at just this point."""


def killed_while_checking(workspace: Workspace) -> Workspace:
    def die(stage: str, percent: int, message: str) -> None:
        if stage == "checking":
            raise Killed
        workspace.on_progress(stage, percent, message)

    return replace(workspace, on_progress=die)


def stored(engine: Engine, workspace: Workspace) -> Program:
    query = text('SELECT "document" FROM "AIProgram" WHERE "programId" = :id')
    with engine.connect() as connection:
        document = connection.execute(query, {"id": job_of(workspace).program_id}).scalar_one()
    return Program.model_validate(document)


def chest_of(program: Program) -> float:
    return fractional_sets(program.weeks[0], load_catalog().by_slug)[Muscle.CHEST]


def design_saying(rationale: str, *, slots: int = 9) -> str:
    """A design by somebody who knows no log, with these words and so many exercises a day."""
    request = ProgramRequest.model_validate(PARAMS)
    parts = brief_of(request, catalog_pool(request, load_catalog().exercises)).parts
    design = json.loads(good_design(parts)) | {"rationale": rationale}
    for day in design["tpl"]:
        day["s"] = day["s"][:slots]
    return json.dumps(design)


def test_the_model_reads_what_was_logged_beside_the_part_that_jobs_share(engine: Engine) -> None:
    log_history(engine, USER, LOG)
    workspace, other = claimed_job(engine, PARAMS, USER), claimed_job(engine, PARAMS, "user-2")
    with simulate() as simulator:
        for one in (workspace, other):
            assert run_job(one, simulated_settings(simulator), instant().runtime) == "completed"
        first, second = (received.user_texts for received in simulator.received)
    recent = read_brief("\n".join(first)).recent
    assert recent == RecentTraining.of(recent_history(workspace))
    assert recent.weekly_sets[Muscle.CHEST] == 16
    assert "bench_press" in recent.rising
    assert first[0] == second[0]
    assert read_brief("\n".join(second)).recent == NOTHING_LOGGED
    said = stored(engine, workspace).rationale or ""
    assert said.count("in your log") == 1
    assert "your log" not in (stored(engine, other).rationale or "")


@pytest.mark.parametrize(
    "words",
    [
        "Four days give each muscle two turns. Loads climb in small steps.",
        "Four days give each muscle two turns. Your log says 99 sets of chest, so we start there. Loads climb in small steps.",
        "Four days give each muscle two turns. " + "Loads climb in small steps. " * 14,
    ],
    ids=["silent", "wrong", "long"],
)
def test_the_lifter_is_told_once_with_counted_sets_whatever_the_model_says(engine: Engine, words: str) -> None:
    log_history(engine, USER, LOG)
    workspace = claimed_job(engine, PARAMS, USER)
    with simulate((design_saying(words),)) as simulator:
        assert run_job(workspace, simulated_settings(simulator), instant().runtime) == "completed"
    program = stored(engine, workspace)
    said = program.rationale or ""
    assert said.startswith("Four days give each muscle two turns. Weekly sets start at ")
    assert f"chest {chest_of(program):.0f}" in said
    assert said.count("your log") == 1
    assert "against 16 and" in said
    assert "99" not in said
    assert "Loads climb" in said
    assert len(said.split()) <= 80
    assert program.blueprint is not None
    assert program.blueprint["rationale"] == said


@pytest.mark.parametrize(
    ("chain", "script", "calls"),
    [
        (CHAIN, (Fault.UNAVAILABLE,), None),
        (CHAIN[:2], (Fault.NOT_JSON,), None),
        (CHAIN[:1], ("One exercise a day.",), 2),
    ],
    ids=["no model answers", "no answer is usable", "no design passes"],
)
def test_the_coach_that_steps_in_plans_from_the_same_log(
    engine: Engine, chain: tuple[str, ...], script: Sequence[Fault | str], calls: int | None
) -> None:
    log_history(engine, USER, LOG)
    alone, stepping_in = claimed_job(engine, PARAMS, USER), claimed_job(engine, PARAMS, USER)
    spoken = tuple(one if isinstance(one, Fault) else design_saying(one, slots=1) for one in script)
    with simulate(spoken, spoken) as simulator:
        settings = simulated_settings(simulator, chain=chain)
        assert run_job(stepping_in, settings, instant().runtime) == "completed, degraded"
        # the third question is the second one again, whose answer is known
        assert calls is None or len(simulator.received) == calls
    assert run_job(alone, ModelSettings(), instant().runtime) == "completed"
    ours, expected = stored(engine, stepping_in), stored(engine, alone)
    assert ours.weeks == expected.weeks
    assert ours.rationale == expected.rationale
    assert "in your log" in (ours.rationale or "")
    unlogged = claimed_job(engine, PARAMS, "user-2")
    run_job(unlogged, ModelSettings(), instant().runtime)
    assert stored(engine, unlogged).weeks != ours.weeks


def test_a_second_attempt_reads_the_log_as_it_was_when_the_job_was_asked_for(engine: Engine) -> None:
    log_history(engine, USER, LOG)
    with simulate() as simulator:
        settings, runtime = simulated_settings(simulator), instant().runtime
        first = claimed_job(engine, PARAMS, USER)
        with pytest.raises(Killed):
            run_job(killed_while_checking(first), settings, runtime)
        log_history(engine, USER, [LoggedLift(exercise="deadlift", weights=(180,), sets=8, days_ago=0)])
        with engine.begin() as connection:
            connection.execute(text('UPDATE "AIJob" SET "leaseUntil" = "leaseUntil" - interval \'1 hour\''))
        again = claim_again(engine, first.job_id)
        assert run_job(again, settings, runtime) == "completed"
        # the same question: the answer that was paid for is taken
        assert len(simulator.received) == 1
        # and what the coach would plan from, or the model be asked anew, has not changed either
        newer = claimed_job(engine, PARAMS, USER)
        assert "deadlift" not in recent_history(again).lifts
        assert "deadlift" in recent_history(newer).lifts
        assert run_job(newer, settings, runtime) == "completed"
        assert len(simulator.received) == 2
