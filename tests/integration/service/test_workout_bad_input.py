"""Whatever is sent to adapt or substitute, the answer is a problem that names field, value and what is allowed."""

import pytest

ADAPT = {"workoutId": "w1"}
SUBSTITUTE = {"exerciseDefinitionId": "d1"}

ADAPT_ROWS = [
    ("workoutId", None, "workoutId"),
    ("workoutId", "", "workoutId"),
    ("workoutId", 7, "workoutId"),
    ("workoutId", "x" * 65, "workoutId"),
    ("minutesAvailable", 4, "minutesAvailable"),
    ("minutesAvailable", 181, "minutesAvailable"),
    ("minutesAvailable", "30", "minutesAvailable"),
    ("missingEquipment", "barbell", "missingEquipment"),
    ("missingEquipment", ["\u0007"], "missingEquipment"),
    ("limitations", [{"area": "foot"}], "limitations[0].area"),
    ("limitations", [{"area": "knee"}, {"area": "knee"}], "limitations"),
    ("readiness", 0, "readiness"),
    ("readiness", 6, "readiness"),
    ("readiness", 2.5, "readiness"),
    ("notes", "x" * 501, "notes"),
    ("notes", "\ud800", "notes"),
    ("apply", "yes", "apply"),
    ("userId", "somebody", "userId"),
]
SUBSTITUTE_ROWS = [
    ("exerciseDefinitionId", 1, "exerciseDefinitionId"),
    ("exerciseId", "e1", ""),
    ("reason", "x" * 201, "reason"),
    ("equipment", [1], "equipment[0]"),
    ("limitations", [{"area": "knee", "severity": "bad"}], "limitations[0].severity"),
    ("count", 0, "count"),
    ("count", 11, "count"),
    ("apply", True, "apply"),
    ("choice", 3, "choice"),
    ("scope", "for ever", "scope"),
    ("userId", "somebody", "userId"),
]


@pytest.mark.parametrize(("name", "value", "field"), ADAPT_ROWS, ids=[str(index) for index in range(len(ADAPT_ROWS))])
def test_a_bad_field_of_adapt_is_a_422_that_names_it(service, name, value, field) -> None:
    answer = service.post({**ADAPT, name: value}, kind="adapt-workout")
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert "a valid value" not in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize(
    ("name", "value", "field"), SUBSTITUTE_ROWS, ids=[str(index) for index in range(len(SUBSTITUTE_ROWS))]
)
def test_a_bad_field_of_substitute_is_a_422_that_names_it(service, name, value, field) -> None:
    answer = service.post({**SUBSTITUTE, name: value}, kind="substitute-exercise")
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["field"] == field
    assert "a valid value" not in answer.json()["errors"][0]["message"]


@pytest.mark.parametrize("kind", ["adapt-workout", "substitute-exercise"])
@pytest.mark.parametrize(("content", "status"), [(b"", 400), (b"{", 400), (b"[]", 422), (b"{}", 422), (b'"x"', 422)])
def test_what_is_no_body_is_a_problem(service, kind, content, status) -> None:
    answer = service.post(content, kind=kind)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/tasks/workout-adapter", "/tasks/exercise-substitution"])
def test_bad_tasks_are_dropped_without_harm(service, path) -> None:
    before = service.count("AIJob")
    for content in (b"", b"{", b'{"jobId":1}', b'{"jobId":"nope"}'):
        answer = service.http.post(path, content=content)
        assert (answer.status_code, answer.json()["ending"]) == (200, "unknown")
    assert service.count("AIJob") == before
