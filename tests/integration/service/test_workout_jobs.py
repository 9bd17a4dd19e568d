"""Adapting a workout and substituting an exercise, over HTTP and through the queue."""

import concurrent.futures
from typing import Any

import pytest
from sqlalchemy import text

from service.settings import LOCAL_USER
from storage.jobs.creation import NewJob


def rows(service: Any, statement: str, **values: object) -> list[Any]:
    with service.engine.connect() as connection:
        return list(connection.execute(text(statement), values))


def make_program(service: Any) -> str:
    job = service.finish(service.make(frequency=3, equipment=["full_gym"], experience="intermediate", units="kg"))
    assert job["status"] == "completed", job
    return job["result"]["programId"]


@pytest.fixture(scope="module")
def program_id(service) -> str:
    return make_program(service)


def workouts(service: Any, program_id: str) -> list[str]:
    found = rows(
        service,
        """SELECT workout."id" FROM "Workout" AS workout JOIN "Week" AS week ON week."id" = workout."weekId"
        WHERE week."programId" = :id ORDER BY week."weekNumber", workout."dayNumber" """,
        id=program_id,
    )
    return [row.id for row in found]


def plan(service: Any, workout_id: str) -> list[tuple[Any, ...]]:
    """Everything that FitCSV shows of a workout."""
    found = rows(
        service,
        """SELECT e."id", e."name", e."exerciseDefinitionId", e."order", e."exerciseGroup", e."notes", s."id",
        s."setNumber", s."reps", s."weight", s."rpe", s."rir"
        FROM "Exercise" AS e LEFT JOIN "PrescribedSet" AS s ON s."exerciseId" = e."id"
        WHERE e."workoutId" = :id ORDER BY e."order", e."id", s."setNumber" """,
        id=workout_id,
    )
    return [tuple(row) for row in found]


def undo(service: Any, job_id: str) -> Any:
    return service.http.post(f"/api/ai/jobs/{job_id}/undo")


def test_a_proposal_fits_the_day_and_writes_nothing(service, program_id) -> None:
    workout = workouts(service, program_id)[0]
    before = plan(service, workout)
    job = service.done(
        "adapt-workout", workoutId=workout, minutesAvailable=30, missingEquipment=["barbell"], readiness=2
    )
    assert (job["type"], job["status"]) == ("workout_adapter", "completed")
    result = job["result"]
    assert result["minutesAfter"] <= 30 < result["minutesBefore"]
    assert (result["workoutId"], result["applied"], "previous" in result) == (workout, False, False)
    assert {"name", "changes", "exercises", "options", "warnings", "explanation"} <= set(result)
    assert (job["model"], job["cost"], job["inputTokens"]) == ("offline/coach", 0.0, 0)
    assert plan(service, workout) == before
    assert undo(service, job["id"]).json()["code"] == "nothing_to_undo"


def test_an_applied_adaptation_is_what_was_shown_and_is_undone_once(service, program_id) -> None:
    workout = workouts(service, program_id)[1]
    before = plan(service, workout)
    job = service.done("adapt-workout", workoutId=workout, minutesAvailable=25, readiness=1, apply=True)
    result = job["result"]
    assert result["applied"] is True
    names = [(item["exerciseId"], item["name"], len(item["sets"])) for item in result["exercises"]]
    written = plan(service, workout)
    assert [(row[0], row[1]) for row in written if row[7] == 1] == [(key, name) for key, name, _ in names]
    assert sum(row[7] is not None for row in written) == sum(count for _, _, count in names)
    answer = undo(service, job["id"])
    assert (answer.status_code, answer.json()["success"]) == (200, True)
    assert plan(service, workout) == before
    again = undo(service, job["id"])
    assert (again.status_code, again.json()["code"]) == (409, "changed_since")
    assert plan(service, workout) == before


def test_undo_does_not_overwrite_what_was_changed_since(service, program_id) -> None:
    workout = workouts(service, program_id)[2]
    job = service.done("adapt-workout", workoutId=workout, minutesAvailable=25, apply=True)
    with service.engine.begin() as connection:
        connection.execute(
            text(
                """UPDATE "PrescribedSet" SET "reps" = '99' WHERE "id" = (SELECT s."id" FROM "PrescribedSet" AS s
                JOIN "Exercise" AS e ON e."id" = s."exerciseId" WHERE e."workoutId" = :id LIMIT 1)"""
            ),
            {"id": workout},
        )
    changed = plan(service, workout)
    assert undo(service, job["id"]).status_code == 409
    assert plan(service, workout) == changed


def test_undo_twice_at_once_undoes_once(service, program_id) -> None:
    workout = workouts(service, program_id)[3]
    before = plan(service, workout)
    job = service.done("adapt-workout", workoutId=workout, minutesAvailable=25, apply=True)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: undo(service, job["id"]).status_code, range(4)))
    assert sorted(answers) == [200, 409, 409, 409]
    assert plan(service, workout) == before


def test_substitutes_are_ranked_and_carry_their_sets(service, program_id) -> None:
    exercise = plan(service, workouts(service, program_id)[4])[0]
    job = service.done("substitute-exercise", exerciseId=exercise[0], reason="no barbell today", count=3)
    result = job["result"]
    assert (job["type"], job["status"], result["applied"]) == ("exercise_substitution", "completed", False)
    assert result["original"]["name"] == exercise[1]
    assert len(result["substitutes"]) == 3
    first = result["substitutes"][0]
    assert {"exerciseDefinitionId", "slug", "name", "similarity", "reasons", "warning", "load", "sets"} == set(first)
    assert all(item["similarity"] >= 0.45 and item["reasons"] and item["sets"] for item in result["substitutes"])
    assert result["recommended"] == first["exerciseDefinitionId"]
    in_workout = {row[2] for row in plan(service, workouts(service, program_id)[4])}
    assert in_workout.isdisjoint(item["exerciseDefinitionId"] for item in result["substitutes"])


def test_a_choice_is_written_everywhere_it_is_left_and_undone(service, program_id) -> None:
    days = workouts(service, program_id)[4:]
    exercise = plan(service, days[0])[0]
    asked = {"exerciseId": exercise[0], "reason": "no barbell"}
    choice = service.done("substitute-exercise", **asked)["result"]["substitutes"][1]
    before = [plan(service, day) for day in days]
    wanted = {**asked, "choice": choice["exerciseDefinitionId"], "apply": True, "scope": "remaining"}
    job = service.done("substitute-exercise", **wanted)
    result = job["result"]
    assert (result["applied"], result["substitutes"][0]["name"]) == (True, choice["name"])
    assert exercise[0] in result["changed"]
    now = [plan(service, day) for day in days]
    swapped = {row[0] for day in now for row in day if row[2] == choice["exerciseDefinitionId"]}
    assert swapped >= set(result["changed"])
    assert undo(service, job["id"]).status_code == 200
    assert [plan(service, day) for day in days] == before


def test_a_choice_that_was_not_offered_fails_and_writes_nothing(service, program_id) -> None:
    workout = workouts(service, program_id)[5]
    before = plan(service, workout)
    foreign = rows(service, """SELECT "id" FROM "ExerciseDefinition" WHERE "name" = 'Plank'""")[0].id
    job = service.done("substitute-exercise", exerciseId=before[0][0], choice=foreign, apply=True)
    assert (job["status"], job["error"]["code"]) == ("failed", "choice_not_offered")
    assert plan(service, workout) == before


def test_an_exercise_in_no_workout_has_substitutes_without_sets(service) -> None:
    definition = rows(service, """SELECT "id" FROM "ExerciseDefinition" WHERE "name" = 'Deadlift'""")[0].id
    result = service.done("substitute-exercise", exerciseDefinitionId=definition, equipment=["dumbbell"])["result"]
    assert result["substitutes"]
    assert all(item["sets"] == [] for item in result["substitutes"])


def test_what_is_anothers_cannot_be_told_from_what_is_missing(service, program_id) -> None:
    workout = workouts(service, program_id)[6]
    exercise = plan(service, workout)[0][0]
    own = "cmyown000000000000000000"
    with service.engine.begin() as connection:
        for table in ("Program", "Week", "Workout", "Exercise"):
            connection.execute(text(f'UPDATE "{table}" SET "userId" = \'somebody-else\''))
        connection.execute(
            text(
                """INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "isSystem", "createdBy", "userId",
                "updatedAt") VALUES (:id, 'Their own', 'their own', false, 'somebody-else', 'somebody-else', now())"""
            ),
            {"id": own},
        )
    try:
        pairs = [
            ("adapt-workout", {"workoutId": workout}, {"workoutId": "missing"}),
            ("substitute-exercise", {"exerciseId": exercise}, {"exerciseId": "missing"}),
            ("substitute-exercise", {"exerciseDefinitionId": own}, {"exerciseDefinitionId": "missing"}),
        ]
        jobs = service.count("AIJob")
        for kind, foreign, missing in pairs:
            answers = [service.post(body, kind=kind) for body in (foreign, missing)]
            assert [answer.status_code for answer in answers] == [404, 404]
            bodies = [{**answer.json(), "requestId": None} for answer in answers]
            assert bodies[0] == bodies[1]
        assert service.count("AIJob") == jobs
        # made by the web app past our check: the worker looks again
        row = service.jobs.create(NewJob(user_id=LOCAL_USER, type="workout_adapter", params={"workoutId": workout}))
        assert service.deliver(row.job.job_id, "/tasks/workout-adapter").status_code == 200
        job = service.finish(row.job.job_id)
        assert (job["status"], job["error"]["code"]) == ("failed", "not_found")
    finally:
        with service.engine.begin() as connection:
            for table in ("Program", "Week", "Workout", "Exercise"):
                connection.execute(text(f'UPDATE "{table}" SET "userId" = :user'), {"user": LOCAL_USER})


def test_undo_of_a_foreign_job_is_a_404(service) -> None:
    foreign = service.jobs.create(NewJob(user_id="somebody-else", type="workout_adapter", params={})).job.job_id
    assert [undo(service, key).status_code for key in (foreign, "missing")] == [404, 404]


def test_the_same_key_makes_one_job(service, program_id) -> None:
    body = {"workoutId": workouts(service, program_id)[7], "minutesAvailable": 40}
    answers = [service.post(body, kind="adapt-workout", idempotency_key="adapt-1") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["jobId"] for answer in answers}) == 1
    other = service.post({**body, "minutesAvailable": 41}, kind="adapt-workout", idempotency_key="adapt-1")
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_conflict")
    service.finish(answers[0].json()["jobId"])


@pytest.mark.parametrize("path", ["/tasks/workout-adapter", "/tasks/exercise-substitution"])
def test_a_task_at_the_wrong_address_changes_nothing(service, program_id, path) -> None:
    service.insert("cwrong" + path[7:11] + "0000000000000000", LOCAL_USER, {"goal": "strength"})
    job_id = "cwrong" + path[7:11] + "0000000000000000"
    assert service.deliver(job_id, path).status_code == 200
    row = service.jobs.load(job_id)
    assert row is not None
    assert row.attempt == 0
    service.jobs.cancel(job_id, LOCAL_USER)


def test_duplicate_deliveries_write_once(service, program_id) -> None:
    workout = workouts(service, program_id)[8]
    before = plan(service, workout)
    body = {"workoutId": workout, "minutesAvailable": 25, "apply": True}
    job_id = service.post(body, kind="adapt-workout").json()["jobId"]
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: service.deliver(job_id, "/tasks/workout-adapter"), range(6)))
    assert {answer.status_code for answer in answers} <= {200, 409}
    job = service.finish(job_id)
    assert (job["status"], job["attempt"]) == ("completed", 1)
    assert service.deliver(job_id, "/tasks/workout-adapter").json()["ending"] == "ended_before"
    assert undo(service, job_id).status_code == 200
    assert plan(service, workout) == before


def test_the_pages_show_jobs_of_every_type(service, program_id) -> None:
    job = service.done("adapt-workout", workoutId=workouts(service, program_id)[0], minutesAvailable=30)
    page = service.http.get(f"/jobs/{job['id']}")
    assert page.status_code == 200
    assert "Your workout" in page.text
    assert service.http.get("/jobs").status_code == 200


def test_the_cap_on_open_jobs_counts_every_type(api_only) -> None:
    definition = rows(api_only, """SELECT "id" FROM "ExerciseDefinition" WHERE "name" = 'Deadlift'""")[0].id
    api_only.make()
    body = {"exerciseDefinitionId": definition}
    answers = [api_only.post(body, kind="substitute-exercise") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [202, 202, 429, 429]
    assert answers[2].headers["retry-after"].isdigit()
    assert api_only.count("AIJob") == 3
    listed = api_only.http.get("/api/ai/jobs?type=exercise_substitution").json()["jobs"]
    assert [job["params"]["exerciseDefinitionId"] for job in listed] == [definition] * 2
    assert answers[0].headers["location"] == f"/api/ai/jobs/{answers[0].json()['jobId']}"


def test_the_interface_describes_the_routes(service) -> None:
    document = service.http.get("/openapi.json").json()
    for path, field in (("/api/ai/adapt-workout", "minutesAvailable"), ("/api/ai/substitute-exercise", "choice")):
        schema = document["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
        assert field in schema["properties"]
    assert "/api/ai/jobs/{job_id}/undo" in document["paths"]
