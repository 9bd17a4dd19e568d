"""Hostile replies to all three types of jobs: nothing of what a model made up is stored anywhere, and a retry costs nothing."""

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, text

from agents.models import ModelSettings
from agents.provider_client import close_clients
from agents.run import run_job, run_program_job
from evals.fault_run import CHAIN, PARAMS, claim_again, claimed_job, job_of, simulated_settings
from evals.provider_simulator import Simulator, instant, simulate
from evals.provider_simulator.design import with_wrong_ids
from storage.ids import derived_id
from strength.blueprint_wire import to_wire
from strength.catalog import load_catalog
from strength.planner import plan
from strength.pool import catalog_pool
from strength.request import ProgramRequest
from tools.workspace import Workspace

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CANARY = "Zorblax77Quux"
"""No note names it, so that nothing but what a reply may hold at all keeps it out."""

CLAUDE = CHAIN[0]
PROGRAM, ADAPT, SUBSTITUTE = "program_generator", "workout_adapter", "exercise_substitution"
PLANS = ("Program", "Week", "Workout", "Exercise", "PrescribedSet")


def stored(engine: Engine) -> str:
    """Every row of every table of ours and of every plan, all columns as text."""
    with engine.connect() as connection:
        ours = connection.execute(
            text("SELECT table_name FROM information_schema.tables WHERE table_name LIKE 'AI%'")
        ).scalars()
        tables = (*ours, *PLANS)
        assert len(tables) >= len(PLANS) + 5
        return "\n".join(
            row
            for table in tables
            for row in connection.execute(text(f'SELECT CAST(t AS text) FROM "{table}" t')).scalars()
        )


def design() -> dict[str, Any]:
    request = ProgramRequest.model_validate(PARAMS)
    return to_wire(plan(request, catalog_pool(request, load_catalog().exercises)))


def spoken() -> str:
    """A good design with the canary wherever a model may write words or make up keys, and words around it."""
    wire = design()
    kinds = {item[0] for item in wire["meso"]}
    wire |= {"name": f"{CANARY} program", "rationale": f"Because {CANARY} says so.", "warnings": [CANARY]}
    wire |= {
        "goal": CANARY,
        "level": CANARY,
        "meso": [[f"{CANARY[:10]}{item[0][:2]}", *item[1:]] for item in wire["meso"]],
    }
    wire["sch"] = {
        f"{key[0]}{CANARY[:5]}{key[1:2]}": {
            (f"{CANARY[:10]}{name[:2]}" if name in kinds else name): value for name, value in scheme.items()
        }
        for key, scheme in wire["sch"].items()
    }
    for day in wire["tpl"]:
        day |= {"n": f"{CANARY} day", "note": CANARY}
        day["s"] = [
            {"exercises": slot[0], "scheme": f"{slot[1][0]}{CANARY[:5]}{slot[1][1:2]}", "note": CANARY}
            for slot in day["s"]
        ]
    return f"{CANARY}! {json.dumps(wire)} {CANARY}"


def picks(**fields: Any) -> str:
    return json.dumps({"picks": [{"slot": 1, "id": "back_squat", "because": [1], **fields}], "why": CANARY})


PROGRAM_REPLIES = {
    "words, keys and names": (spoken(),),
    "prose": (f"{CANARY}, said the {CANARY}.",),
    "made-up ids": (with_wrong_ids(json.dumps(design())).replace("of_doom", CANARY),),
    "a made-up field": (json.dumps(design() | {CANARY: CANARY}),),
    "a made-up scheme": (json.dumps(design() | {"sch": {CANARY[:8]: {"t": CANARY}}}),),
    "a list for a slot": (json.dumps(design() | {"tpl": [{"d": 1, "n": CANARY, "s": [[CANARY]]}]}),),
    "one of them, then words": (f'{{"{CANARY}": 1}}', spoken()),
}
CHOOSER_REPLIES = {
    "reasons": (f"{CANARY} {picks(because=[CANARY], explanation=CANARY)} {CANARY}",),
    "a made-up id": (picks(id=CANARY),),
    "prose": (CANARY,),
    "prose, then reasons": (CANARY, picks(because=CANARY)),
}


class Killed(Exception):
    """Stands for a process that ends at just this point."""


def killed_at(workspace: Workspace, last: str) -> Workspace:
    """The same workspace, for a worker that dies at this stage."""

    def die(stage: str, percent: int, message: str) -> None:
        if stage == last:
            raise Killed
        workspace.on_progress(stage, percent, message)

    return replace(workspace, on_progress=die)


def do(workspace: Workspace, job_type: str, settings: ModelSettings) -> None:
    async def work() -> None:
        try:
            await run_job(workspace, job_type, job_of(workspace).params, settings, instant().runtime)
        finally:
            await close_clients()

    asyncio.run(work())


def twice(engine: Engine, first: Workspace, job_type: str, simulator: Simulator, *, killed: str) -> None:
    """Do a job up to a stage, die there, and do it again: the second time nothing is sent."""
    settings = simulated_settings(simulator, chain=(CLAUDE, CHAIN[2]))
    with pytest.raises(Killed):
        do(killed_at(first, killed), job_type, settings)
    sent = len(simulator.received)
    assert sent > 0
    with engine.begin() as connection:
        connection.execute(text('UPDATE "AIJob" SET "leaseUntil" = "leaseUntil" - interval \'1 hour\''))
    again = claim_again(engine, first.job_id)
    do(again, job_type, settings)
    assert job_of(again).status == "completed"
    assert len(simulator.received) == sent


@pytest.mark.parametrize("replies", PROGRAM_REPLIES.values(), ids=PROGRAM_REPLIES)
def test_nothing_that_a_designer_makes_up_is_stored_and_a_retry_asks_nobody(
    engine: Engine, replies: tuple[str, ...]
) -> None:
    with simulate(anthropic=replies) as simulator:
        workspace = claimed_job(engine, PARAMS)
        twice(engine, workspace, PROGRAM, simulator, killed="checking")
    # the words are hostile, the design is good: it is used without them
    assert (job_of(workspace).model == CLAUDE) == (spoken() in replies)
    kept = stored(engine)
    assert CANARY[:5].lower() not in kept.lower()
    assert "periodization/" in kept


@pytest.mark.parametrize("replies", CHOOSER_REPLIES.values(), ids=CHOOSER_REPLIES)
@pytest.mark.parametrize("job_type", [ADAPT, SUBSTITUTE])
def test_nothing_that_a_chooser_makes_up_is_stored_and_a_retry_asks_nobody(
    engine: Engine, job_type: str, replies: tuple[str, ...]
) -> None:
    program = asyncio.run(run_program_job(claimed_job(engine, PARAMS), PARAMS, ModelSettings())).program_id
    wish: dict[str, Any] = (
        {"workoutId": derived_id(program, 1, 1), "missingEquipment": ["barbell"], "apply": True}
        if job_type == ADAPT
        else {"exerciseId": derived_id(program, 1, 1, 1), "reason": "no barbell"}
    )
    with simulate(anthropic=replies) as simulator:
        twice(engine, claimed_job(engine, wish, job_type=job_type), job_type, simulator, killed="saving")
    kept = stored(engine)
    assert CANARY.lower() not in kept.lower()
    assert f"{job_type}/" in kept
