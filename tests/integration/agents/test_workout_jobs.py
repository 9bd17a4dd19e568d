"""Adapting and substituting through the whole workflow: applied and undone, chosen by rule and by models, on both schemas."""

import asyncio
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text

from agents.errors import ChoiceInvalid, RequestInvalid, TargetGone
from agents.menu import Menu, Option, Slot, first_picks
from agents.models import ModelSettings
from agents.run import run_job, run_program_job
from evals.provider_simulator import Fault, instant, simulate
from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.errors import CancelRequested, LostLease
from storage.features import detect_features
from storage.ids import derived_id
from storage.planned_workout_undo import UndoOutcome, undo_if_untouched
from storage.seed import seed

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

DATA = Path(__file__).parents[2] / "data"
PROGRAM: dict[str, Any] = {
    "goal": "strength",
    "frequency": 3,
    "experience": "intermediate",
    "equipment": ["full_gym"],
    "weeks": 4,
    "units": "kg",
    "oneRepMaxes": {"squat": 140.0},
}
ADAPT, SUBSTITUTE = "workout_adapter", "exercise_substitution"
TABLES = ("Program", "Week", "Workout", "Exercise", "PrescribedSet")


@pytest.fixture(params=["fitcsv-2026-01.sql", "fitcsv-2026-07.sql"])
def engine(request: pytest.FixtureRequest, new_database: Callable[[str | None], str]) -> Iterator[Engine]:
    engine = build_engine(DatabaseSettings(url=new_database(None)))
    with engine.begin() as connection:
        connection.exec_driver_sql((DATA / request.param).read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    detect_features(engine, afresh=True)
    seed(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def program_id(claimed: Callable[..., Any]) -> str:
    desk = claimed(PROGRAM)
    return asyncio.run(run_program_job(desk.workspace, PROGRAM, ModelSettings())).program_id


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Every row of every plan."""
    with engine.connect() as connection:
        return {
            table: [dict(row) for row in connection.execute(text(f'SELECT * FROM "{table}" ORDER BY "id"')).mappings()]
            for table in TABLES
        }


def run(claimed: Callable[..., Any], job_type: str, models: ModelSettings | None = None, **params: Any) -> Any:
    desk = claimed(params, job_type=job_type)
    asyncio.run(run_job(desk.workspace, job_type, params, models or ModelSettings(), instant().runtime))
    return desk.job


def day(program_id: str) -> dict[str, Any]:
    """A morning with three exercises that need another one."""
    return {"workoutId": derived_id(program_id, 1, 1), "missingEquipment": ["barbell"], "minutesAvailable": 45}


def first_exercise(program_id: str) -> str:
    return derived_id(program_id, 1, 1, 1)


def undo(engine: Engine, job: Any) -> UndoOutcome:
    return undo_if_untouched(engine, job.user_id, job.result)


def claude(url: str) -> ModelSettings:
    return ModelSettings(
        chain=("anthropic/claude-sonnet-5-5", "offline/coach"),
        api_keys={"anthropic": "sk-test"},
        base_urls={"anthropic": url},
        timeout_s=10,
    )


def test_an_adaptation_is_applied_and_undone(claimed: Callable[..., Any], engine: Engine, program_id: str) -> None:
    before = rows(engine)
    job = run(claimed, ADAPT, **day(program_id), apply=True)
    assert (job.status, job.result["applied"]) == ("completed", True)
    after = rows(engine)
    assert after["PrescribedSet"] != before["PrescribedSet"]
    assert after["Workout"] == before["Workout"]
    assert undo(engine, job) is UndoOutcome.UNDONE
    assert rows(engine) == before
    assert undo(engine, job) is UndoOutcome.CHANGED


def test_a_substitute_is_applied_in_all_remaining_weeks_and_undone(
    claimed: Callable[..., Any], engine: Engine, program_id: str
) -> None:
    before = rows(engine)
    wish = {"exerciseId": first_exercise(program_id), "reason": "no barbell"}
    choice = run(claimed, SUBSTITUTE, **wish).result["substitutes"][2]["exerciseDefinitionId"]
    assert rows(engine) == before
    job = run(claimed, SUBSTITUTE, **wish, apply=True, choice=choice, scope="remaining")
    assert job.result["substitutes"][0]["exerciseDefinitionId"] == choice
    assert len(job.result["changed"]) >= 2
    assert undo(engine, job) is UndoOutcome.UNDONE
    assert rows(engine) == before


def test_a_lost_lease_writes_neither_the_workout_nor_the_job(
    claimed: Callable[..., Any], engine: Engine, program_id: str
) -> None:
    before = rows(engine)
    params = {**day(program_id), "apply": True}
    desk = claimed(params, job_type=ADAPT)
    tell = desk.workspace.on_progress

    def lose(stage: str, percent: int, message: str) -> None:
        tell(stage, percent, message)
        if stage == "saving":
            with engine.begin() as connection:
                connection.execute(text('UPDATE "AIJob" SET "fence" = "fence" + 1'))

    object.__setattr__(desk.workspace, "on_progress", lose)
    with pytest.raises(LostLease):
        asyncio.run(run_job(desk.workspace, ADAPT, params, ModelSettings()))
    assert rows(engine) == before
    assert desk.job.status == "processing"


def test_a_cancelled_job_writes_nothing(claimed: Callable[..., Any], engine: Engine, program_id: str) -> None:
    before = rows(engine)
    params = {**day(program_id), "apply": True}
    desk = claimed(params, job_type=ADAPT)
    desk.workspace.store.cancel(desk.workspace.job_id, desk.workspace.user_id)
    with pytest.raises(CancelRequested):
        asyncio.run(run_job(desk.workspace, ADAPT, params, ModelSettings()))
    assert rows(engine) == before


def test_a_workout_of_another_user_is_not_there(claimed: Callable[..., Any], program_id: str) -> None:
    for job_type, params in (
        (ADAPT, day(program_id)),
        (SUBSTITUTE, {"exerciseId": first_exercise(program_id)}),
    ):
        desk = claimed(params, user_id="somebody-else", job_type=job_type)
        with pytest.raises(TargetGone):
            asyncio.run(run_job(desk.workspace, job_type, params, ModelSettings()))


def test_a_choice_that_was_not_offered_is_refused(claimed: Callable[..., Any], program_id: str) -> None:
    with pytest.raises(ChoiceInvalid, match="nope"):
        run(claimed, SUBSTITUTE, exerciseId=first_exercise(program_id), apply=True, choice="nope")


def test_parameters_that_are_no_request_name_the_field(claimed: Callable[..., Any]) -> None:
    with pytest.raises(RequestInvalid, match="readiness"):
        run(claimed, ADAPT, workoutId="w", readiness=9)


def test_a_model_chooses_among_the_options_and_pays_for_itself(
    claimed: Callable[..., Any], engine: Engine, program_id: str
) -> None:
    by_rule = run(claimed, ADAPT, **day(program_id)).result
    wanted = by_rule["options"][0]["choices"][1]
    answer = json.dumps({"picks": [{"slot": 1, "id": wanted["slug"], "because": [1]}]})
    with simulate(anthropic=[answer]) as provider:
        job = run(claimed, ADAPT, claude(provider.base_urls["anthropic"]), **day(program_id))
        assert len(provider.received) == 1
        sent = provider.received[0]
    assert job.result["options"][0]["chosen"] == wanted["slug"]
    # the slots that it did not answer are chosen by rule
    assert [item["chosen"] for item in job.result["options"][1:]] == [item["chosen"] for item in by_rule["options"][1:]]
    assert wanted["reasons"][0] in job.result["explanation"]
    assert (job.model, job.output_tokens) == ("anthropic/claude-sonnet-5-5", 500)
    assert job.cost > 0
    assert "strength coach" in json.dumps(sent.system)
    with engine.connect() as connection:
        steps = connection.execute(text('SELECT "step" FROM "AIModelCall" WHERE "jobId" = :id'), {"id": job.job_id})
        assert list(steps.scalars()) == [ADAPT]


def test_a_models_recommendation_comes_first_and_the_others_stay_in_order(
    claimed: Callable[..., Any], program_id: str
) -> None:
    wish = {"exerciseId": first_exercise(program_id), "reason": "no barbell", "count": 4}
    by_rule = [item["slug"] for item in run(claimed, SUBSTITUTE, **wish).result["substitutes"]]
    answer = json.dumps({"picks": [{"slot": 1, "id": by_rule[2], "because": [1]}]})
    with simulate(anthropic=[f"Sure!\n```json\n{answer}\n```"]) as provider:
        job = run(claimed, SUBSTITUTE, claude(provider.base_urls["anthropic"]), **wish)
    assert [item["slug"] for item in job.result["substitutes"]] == [by_rule[2], by_rule[0], by_rule[1], by_rule[3]]


@pytest.mark.parametrize("fault", [Fault.NOT_JSON, Fault.REFUSAL, Fault.EMPTY, Fault.SERVER_ERROR, Fault.BAD_KEY])
def test_when_no_model_answers_the_rules_choose(claimed: Callable[..., Any], program_id: str, fault: Fault) -> None:
    by_rule = run(claimed, ADAPT, **day(program_id)).result
    with simulate(anthropic=[fault]) as provider:
        job = run(claimed, ADAPT, claude(provider.base_urls["anthropic"]), **day(program_id))
    assert job.status == "completed"
    assert job.model == "offline/coach"
    assert job.result["exercises"] == by_rule["exercises"]
    assert any("rules chose" in warning for warning in job.warnings)


def test_the_lifters_choice_asks_no_model(claimed: Callable[..., Any], program_id: str) -> None:
    wish = {"exerciseId": first_exercise(program_id), "reason": "no barbell"}
    choice = run(claimed, SUBSTITUTE, **wish).result["substitutes"][1]["exerciseDefinitionId"]
    with simulate() as provider:
        job = run(claimed, SUBSTITUTE, claude(provider.base_urls["anthropic"]), **wish, choice=choice, apply=True)
        assert provider.received == []
    assert (job.cost, job.result["applied"]) == (0.0, True)


def test_a_job_whose_worker_died_after_the_answer_does_not_pay_twice(
    claimed: Callable[..., Any], engine: Engine, program_id: str
) -> None:
    params = day(program_id)
    desk = claimed(params, job_type=ADAPT)
    tell = desk.workspace.on_progress

    def die(stage: str, percent: int, message: str) -> None:
        if stage == "saving":
            raise KeyboardInterrupt
        tell(stage, percent, message)

    with simulate(anthropic=['{"picks":[]}']) as provider:
        models = claude(provider.base_urls["anthropic"])
        object.__setattr__(desk.workspace, "on_progress", die)
        with pytest.raises(KeyboardInterrupt):
            asyncio.run(run_job(desk.workspace, ADAPT, params, models, instant().runtime))
        assert len(provider.received) == 1
        object.__setattr__(desk.workspace, "on_progress", tell)
        asyncio.run(run_job(desk.workspace, ADAPT, params, models, instant().runtime))
        assert len(provider.received) == 1
    assert desk.job.status == "completed"


def test_a_menu_takes_nothing_but_its_own_options_and_sentences() -> None:
    option = Option(slug="leg_press", name="Leg Press", reasons=("Same muscles.", "Easier on the spine."))
    other = Option(slug="hack_squat", name="Hack Squat", reasons=("Same movement.",))
    menu = Menu(slots=(Slot(exercise="Squat", why="No rack", options=(option, other)),), lifter={"notes": "x"})
    assert menu.picks(json.loads(first_picks(menu.text)))[0].option is option
    for picks in (
        [{"slot": 1, "id": "plank", "because": [1]}],
        [{"slot": 2, "id": "hack_squat", "because": [1]}],
        [{"slot": "1", "id": "hack_squat"}],
        [None, "x", 7],
        "hack_squat",
    ):
        assert menu.picks({"picks": picks})[0].option is option
    pick = menu.picks({"picks": [{"slot": 1, "id": "leg_press", "because": [2, 99, -1, "a", 2]}]})[0]
    assert pick.reasons == ("Easier on the spine.",)
    assert menu.picks({"picks": [{"slot": 1, "id": "hack_squat", "because": []}]})[0].reasons == ("Same movement.",)
