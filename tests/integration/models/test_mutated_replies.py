"""Mutated and truncated replies: no uncaught exception, no invalid program, a code for every failure."""

import pytest
from sqlalchemy import Engine, text

from agents.fallback import UNUSABLE
from evals.fault_run import CHAIN, claimed_job, job_of, run_job, simulated_settings
from evals.mutations import PASSED, cases, mutated, verdict
from evals.provider_simulator import instant, simulate
from storage.program_reader import load_program
from strength.catalog import load_catalog
from strength.program import Program
from strength.validation import validate
from strength.violation import Gravity

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")

CODES = {PASSED, *(cause.value for cause in UNUSABLE)}


def test_three_hundred_replies_pass_or_fail_with_a_code() -> None:
    every = cases()
    ends = {verdict(every[number % 2], mutated(every[number % 2].design, number)) for number in range(300)}
    # the rest of the codes are the validator's own
    assert {PASSED, "not_readable"} <= ends
    assert all(end.isidentifier() for end in ends)


def test_a_reply_cut_at_any_byte_is_of_no_use_and_says_so() -> None:
    case = cases()[0]
    ends = {verdict(case, case.design[:end]) for end in range(0, len(case.design), 7)}
    assert ends <= {"empty", "not_readable"}
    assert verdict(case, case.design) == PASSED


def test_the_same_number_is_the_same_mutation() -> None:
    design = cases()[0].design
    assert mutated(design, 5) == mutated(design, 5)
    assert len({mutated(design, number) for number in range(40)}) > 30


def test_whatever_models_reply_what_is_stored_keeps_the_rules(engine: Engine) -> None:
    case = cases()[0]
    params = case.request.model_dump(mode="json", by_alias=True)
    for number in range(24):
        replies = [mutated(case.design, 1_000 + 10 * number + turn) for turn in range(3)]
        workspace = claimed_job(engine, params, f"user-{number}")
        with simulate(replies, replies[::-1]) as simulator:
            end = run_job(workspace, simulated_settings(simulator), instant().runtime)
        assert end in {"completed", "completed, degraded"}
        job = job_of(workspace)
        assert (job.status, job.model in CHAIN) == ("completed", True)
        assert job.program_id is not None
        stored = load_program(engine, job.program_id, job.user_id)
        assert stored is not None
        findings = validate(Program.model_validate(stored.document), case.request, load_catalog())
        assert [finding.code for finding in findings if finding.severity is Gravity.HARD] == []
    with engine.connect() as connection:
        assert connection.execute(text('SELECT count(*) FROM "Program"')).scalar_one() == 24
