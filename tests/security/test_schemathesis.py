"""The running service answers as its own interface description says, whatever a generator makes of that description."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import APIOperation, Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from benchmarks.access.estate import make_estate
from benchmarks.access.guarded import QUEUE, SCHEDULER, Guarded

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OWNER = "wanda"
# of each kind, good and odd requests: eight for an operation
EXAMPLES = 4

Met = Counter[tuple[str, int]]


class Caller:
    """Calls operations as whoever may call them, often with ids of things that are there and sentences that make sense."""

    def __init__(self, service: Guarded, session: requests.Session) -> None:
        self._service = service
        self._session = session
        ids = make_estate(service, OWNER).ids
        ended, (program, workout, exercise), queued = ids[:4], ids[4:7], ids[8]
        self._known = {
            "job_id": (queued, *ended),
            # the stream of a job that has not ended would not end either
            "/api/ai/jobs/{job_id}/events": ended,
            "program_id": (program,),
            "other_id": (program,),
            "sentence": ("Three days a week, please.",),
            "workoutId": (workout,),
            "exerciseId": (exercise,),
        }
        self._turns: Counter[tuple[str, str]] = Counter()

    def call(self, case: Case) -> Response:
        parts: list[Any] = [case.path_parameters, case.body]
        for values in (part for part in parts if isinstance(part, dict)):
            for name in self._known.keys() & values.keys():
                known = (*self._known.get(case.path, self._known[name]), None)
                turn = case.operation.label, name
                values[name] = known[self._turns[turn] % len(known)] or values[name]
                self._turns[turn] += 1
                if name == "exerciseId":
                    # exactly one of the two may be there, which the schema does not say
                    values.pop("exerciseDefinitionId", None)
        case.headers["Authorization"] = self._token(case.path)
        return case.call(base_url=self._service.url, session=self._session, timeout=20)

    def _token(self, path: str) -> str:
        match path:
            case "/tasks/sweep":
                [(_, value)] = self._service.as_account(SCHEDULER)
            case _ if path.startswith("/tasks/"):
                [(_, value)] = self._service.as_account(QUEUE)
            case _:
                [(_, value)] = self._service.as_user(OWNER)
        return value.decode()


@pytest.fixture(scope="module")
def caller(guarded: Guarded) -> Iterator[Caller]:
    with requests.Session() as session:
        session.trust_env = False
        yield Caller(guarded, session)


def try_out(operation: APIOperation[Any, Any, Any, Any], mode: GenerationMode, caller: Caller, met: Met) -> list[str]:
    """What an operation answers to a few requests that its description allows, or forbids, and does not say so."""
    findings: list[str] = []
    cases = operation.as_strategy(generation_mode=mode)

    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=cases)
    def one(case: Case) -> None:
        answer = caller.call(case)
        met[operation.label, answer.status_code] += 1
        try:
            case.validate_response(answer, checks=CHECKS)
        except FailureGroup as failures:
            findings.extend(f"{operation.label}: {answer.status_code}: {failure}" for failure in failures.exceptions)

    try:
        one()
    except Unsatisfiable:
        # without a parameter there is no wrong one
        assert mode is GenerationMode.NEGATIVE
    return findings


def test_every_operation_answers_as_it_is_described(guarded: Guarded, caller: Caller) -> None:
    document = requests.get(f"{guarded.url}/openapi.json", timeout=20).json()
    met: Met = Counter()
    findings: list[str] = []
    labels: set[str] = set()
    for result in schemathesis.openapi.from_dict(document).get_all_operations():
        operation = result.ok()  # pyright: ignore[reportAttributeAccessIssue] - an error in the document ends the test
        labels.add(operation.label)
        for mode in GenerationMode:
            findings += try_out(operation, mode, caller, met)
    assert findings == []
    # the requests went deep enough: every operation did what it is for at least once, and bad bodies were refused
    assert len(labels) == sum(len(operations) for operations in document["paths"].values())
    done = {label for label, status in met if status < 300}
    assert labels == done
    assert {
        ("POST /api/ai/generate-program", 422),
        ("GET /api/ai/jobs", 422),
        ("GET /api/ai/jobs/{job_id}", 404),
    } <= set(met)


def test_a_description_that_lies_is_noticed(guarded: Guarded, caller: Caller) -> None:
    document = requests.get(f"{guarded.url}/openapi.json", timeout=20).json()
    answers = document["paths"]["/api/ai/jobs"]["get"]["responses"]
    answers["200"]["content"]["application/json"]["schema"] = {"type": "array"}
    del answers["422"]
    operation = schemathesis.openapi.from_dict(document)["/api/ai/jobs"]["GET"]
    met: Met = Counter()
    findings = [finding for mode in GenerationMode for finding in try_out(operation, mode, caller, met)]
    assert {finding.split(": ")[1] for finding in findings} == {"200", "422"}
