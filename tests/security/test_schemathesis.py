"""The running service answers as its own interface description says, whatever a generator makes of that description."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from hypothesis.strategies import SearchStrategy
from schemathesis import APIOperation, Case, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.specs.openapi.schemas import OpenApiSchema

from benchmarks.access.estate import make_estate
from benchmarks.access.guarded import QUEUE, SCHEDULER, Guarded
from service.api.description import EXAMPLES

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
OWNER = "wanda"
# of each kind, good and odd requests: eight for an operation, and the description's own example
TRIES = 4
SHOWN = [*EXAMPLES["parameters"].values()] + [
    value for own in EXAMPLES["operations"].values() for value in own.get("request", {}).values()
]

# the service runs beside the generator in this process, and its spans draw their ids from the module's random numbers
pytestmark = pytest.mark.filterwarnings(r"ignore:Do not use the `random` module:hypothesis.errors.HypothesisWarning")

# named so that it is loaded before the service's threads run, beside which Python 3.11 may fail to parse a module
Schema = OpenApiSchema
Met = Counter[tuple[str, int]]
Operation = APIOperation[Any, Any, Any, Any]


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
                if values[name] in SHOWN:
                    # of an example of the description, which speaks of things that are there
                    values[name] = known[0]
                else:
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


def try_out(operation: Operation, mode: GenerationMode, caller: Caller, met: Met) -> list[str]:
    """What an operation answers to a few requests that its description allows, or forbids, and does not say so."""
    findings: list[str] = []
    if mode is GenerationMode.POSITIVE:
        for shown in operation.get_strategies_from_examples():
            findings += answered(operation, shown, 1, caller, met)
    try:
        findings += answered(operation, operation.as_strategy(generation_mode=mode), TRIES, caller, met)
    except Unsatisfiable:
        # without a parameter there is no wrong one
        assert mode is GenerationMode.NEGATIVE
    return findings


def answered(operation: Operation, cases: SearchStrategy[Case], count: int, caller: Caller, met: Met) -> list[str]:
    findings: list[str] = []

    @settings(
        max_examples=count,
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

    one()
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


def test_whoever_is_not_signed_in_is_told_as_the_example_shows(guarded: Guarded) -> None:
    answer = requests.get(f"{guarded.url}/api/ai/jobs", timeout=20)
    written = EXAMPLES["problems"]["401"]
    assert {**answer.json(), "requestId": written["requestId"]} == written
    assert answer.status_code == 401
