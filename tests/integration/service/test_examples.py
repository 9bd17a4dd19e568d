"""Every example of `/openapi.json` is what happens: each is sent, or provoked, and the answer is held beside it."""

import json
from collections.abc import Iterator
from typing import Any

import jsonschema
import pytest

from service.api.description import EXAMPLES
from service.settings import LOCAL_USER

# of an answer: where it may hold other keys from run to run
OPEN = {"params", "breakers"}
# what takes a service of its own: without a database (`test_outage.py`), broken (below), or with a lock on its door
# (`tests/security/test_schemathesis.py`)
ELSEWHERE = {"401", "500", "503"}
BODY = {
    "goal": "strength",
    "frequency": 3,
    "experience": "beginner",
    "equipment": ["barbell", "rack", "bench"],
    "weeks": 4,
}

Story = dict[tuple[str, str], Any]


def sent(service: Any, operation: str, ids: dict[str, str], body: object = None, **headers: str) -> Any:
    method, path = operation.split(" ")
    for name, value in ids.items():
        path = path.replace(f"{{{name}}}", value)
    return (
        service.http.request(method, path, json=body, headers=headers)
        if body is not None
        else service.http.request(method, path, headers=headers)
    )


@pytest.fixture(scope="module")
def document(service: Any) -> dict[str, Any]:
    return service.http.get("/openapi.json").json()


@pytest.fixture(scope="module")
def ids(service: Any) -> dict[str, str]:
    """Things that are there, by the names under which the examples speak of them."""
    job_id = service.make()
    program_id = service.finish(job_id)["result"]["programId"]
    other_id = service.finish(service.make(seed=2))["result"]["programId"]
    with service.engine.connect() as connection:
        row = connection.exec_driver_sql(
            'SELECT w."id", e."id", e."exerciseDefinitionId" FROM "Exercise" e JOIN "Workout" w ON w."id" = e."workoutId" '
            f"""JOIN "Week" k ON k."id" = w."weekId" WHERE k."programId" = '{program_id}' AND e."order" = 1 LIMIT 1"""
        ).one()
    applied = service.done("adapt-workout", workoutId=row[0], minutesAvailable=30, apply=True)
    return {
        "job_id": job_id, "program_id": program_id, "other_id": other_id, "workoutId": row[0], "exerciseId": row[1],
        "exerciseDefinitionId": row[2], "applied": applied["id"],
    }  # fmt: skip


def kept_ids(value: object, ids: dict[str, str]) -> object:
    """A request as it is written, with the ids of things that are there."""
    if isinstance(value, dict):
        return {name: ids.get(name, held) if isinstance(held, str) else held for name, held in value.items()}
    return value


def real(service: Any, operation: str, status: str, example: dict[str, Any], ids: dict[str, str]) -> Any:
    """The answer to the request of an example."""
    body = kept_ids(example.get("request"), ids)
    match operation.rsplit("/", maxsplit=1)[-1], status:
        case "cancel", "200":
            service.insert("example-queued", LOCAL_USER, BODY)
            known = {**ids, "job_id": "example-queued"}
        case ("cancel", "202") | ("program-generator" | "workout-adapter" | "exercise-substitution", "409"):
            # somebody else works on it at this moment
            known = {**ids, "job_id": f"busy-{operation.rpartition('/')[2]}"}
            service.insert(known["job_id"], LOCAL_USER, BODY)
            kind = operation.rpartition("/")[2].replace("-", "_")
            with service.engine.begin() as connection:
                connection.exec_driver_sql(
                    f"""UPDATE "AIJob" SET "type" = '{kind}' WHERE "id" = '{known["job_id"]}' AND '{kind}' <> 'cancel'"""
                )
            service.jobs.claim(known["job_id"])
        case "cancel" | "undo", "404":
            known = {"job_id": "nobody"}
        case "undo", "200":
            known = {**ids, "job_id": ids["applied"]}
        case _, "404":
            known = dict.fromkeys(ids, "nobody")
            body = kept_ids(example.get("request"), known)
        case _, "422" if isinstance(body, dict):
            known, body = ids, {**body, "frequency": 9, "minutesAvailable": 1, "count": 99, "sentence": ""}
        case _, "304":
            etag = sent(service, operation, ids).headers["etag"]
            return sent(service, operation, ids, **{"If-None-Match": etag})
        case _:
            known = ids
    if operation.startswith("POST /tasks/") and body is not None:
        body = {"jobId": known["job_id"]}
    return sent(service, operation, known, body)


def shape(value: object, at: str = "") -> Iterator[str]:
    """Every key there is, with its path; of a list its first item."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield f"{at}.{name}"
            if name not in OPEN:
                yield from shape(held, f"{at}.{name}")
    elif isinstance(value, list) and value:
        yield from shape(value[0], f"{at}[]")


def described(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            yield f"{method.upper()} {path}", operation


def test_every_operation_has_examples_of_what_it_takes_and_answers(document: dict[str, Any]) -> None:
    lacking: list[str] = []
    for name, operation in described(document):
        bodies = [("request", operation.get("requestBody", {}))]
        bodies += list(operation["responses"].items())
        for place, body in bodies:
            for media, content in body.get("content", {}).items():
                if "json" in media and "export." not in name and "example" not in content:
                    lacking.append(f"{name} {place}")
    assert lacking == []


def test_every_example_is_of_its_schema(document: dict[str, Any]) -> None:
    count = 0
    for _, operation in described(document):
        for body in (operation.get("requestBody", {}), *operation["responses"].values()):
            for content in body.get("content", {}).values():
                if "example" in content and "schema" in content:
                    schema = {**content["schema"], "components": document["components"]}
                    jsonschema.Draft202012Validator(schema).validate(content["example"])
                    count += 1
    assert count > 200


CASES = [
    (operation, status)
    for operation, example in EXAMPLES["operations"].items()
    for status in example["responses"]
    if status not in ELSEWHERE
]


@pytest.mark.parametrize(("operation", "status"), CASES, ids=lambda value: value.replace("/", "."))
def test_an_example_is_what_happens(service: Any, ids: dict[str, str], operation: str, status: str) -> None:
    example = EXAMPLES["operations"][operation]
    answer = real(service, operation, status, example, ids)
    assert answer.status_code == int(status), answer.text
    written = example["responses"][status]
    assert set(shape(written)) == set(shape(answer.json())), json.dumps(answer.json())
    if int(status) >= 400 and "code" in written:
        assert written["code"] == answer.json()["code"]
        assert written["status"] == answer.status_code


@pytest.mark.parametrize(
    ("status", "content", "headers"),
    [
        ("400", b"{", {"content-type": "application/json"}),
        ("413", b" " * 2_000_000, {"content-type": "application/json"}),
        ("415", b"x", {"content-type": "text/plain"}),
        ("403", b"{}", {"content-type": "application/json", "host": "elsewhere.example"}),
        ("431", b"{}", {"content-type": "application/json", "x-long": "x" * 60_000}),
    ],
)
def test_the_problems_of_the_edge_are_as_shown(
    service: Any, status: str, content: bytes, headers: dict[str, str]
) -> None:
    answer = service.http.post("/api/ai/generate-program", content=content, headers=headers)
    written = EXAMPLES["problems"][status]
    assert (answer.status_code, answer.json()["code"]) == (int(status), written["code"])
    assert set(answer.json()) == set(written)


def test_the_problem_of_too_many_jobs_is_as_shown(api_only: Any) -> None:
    answers = [api_only.post(BODY) for _ in range(4)]
    written = EXAMPLES["problems"]["429"]
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (429, written["code"])
    assert set(answers[-1].json()) == set(written)


def test_the_answer_of_a_fault_is_as_shown(api_only: Any) -> None:
    lonely = api_only
    job_id = EXAMPLES["parameters"]["job_id"]
    lonely.insert(job_id, LOCAL_USER, BODY)
    with lonely.engine.begin() as connection:
        # a date that is none
        connection.exec_driver_sql("""ALTER TABLE "AIJob" ALTER "createdAt" TYPE text USING 'x'""")
    lonely.engine.dispose()
    assert problem_of(lonely.http.get(f"/api/ai/jobs/{job_id}")) == shown_problem("500")


def test_the_answer_of_an_outage_has_the_same_keys() -> None:
    """Provoked in `test_outage.py`; its words come from the class that words all others."""
    written = EXAMPLES["problems"]["503"]
    assert (set(written), written["status"]) == (set(EXAMPLES["problems"]["429"]), 503)


def shown_problem(status: str) -> tuple[object, ...]:
    written = EXAMPLES["problems"][status]
    return (int(status), *sorted({**written, "requestId": ""}.items()))


def problem_of(answer: Any) -> tuple[object, ...]:
    return (answer.status_code, *sorted({**answer.json(), "requestId": ""}.items()))
