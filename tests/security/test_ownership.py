"""Another user's things, on every route that the interface description has: as if they did not exist."""

from benchmarks.ownership import OWNER, STRANGER, sweep


def test_nothing_of_another_user_is_told_served_or_changed(guarded) -> None:
    findings = sweep(guarded, probes=220, seed=7)
    assert findings.faults == []
    # the contract's routes and pages are among those that the description and the router named
    assert {
        "GET /api/ai/jobs",
        "GET /api/ai/jobs/{job_id}",
        "GET /api/ai/jobs/{job_id}/events",
        "POST /api/ai/jobs/{job_id}/cancel",
        "POST /api/ai/generate-program",
        "POST /api/ai/adapt-workout",
        "POST /api/ai/substitute-exercise",
        "GET /api/programs/{program_id}",
        "GET /api/programs/{program_id}/export.csv",
        "GET /api/programs/{program_id}/export.ics",
        "GET /api/programs/{program_id}/diff/{other_id}",
        "POST /api/programs/{program_id}/revise",
        "GET /programs/{program_id}",
        "POST /jobs/{job_id}/cancel",
    } <= set(findings.by_operation)


def test_a_key_of_one_user_is_free_for_another(guarded) -> None:
    body = b'{"goal":"strength","frequency":2,"experience":"beginner","equipment":[]}'
    key = ((b"idempotency-key", b"the same"),)
    answers = [
        guarded.wire.send("POST", "/api/ai/generate-program", (*guarded.as_user(user), *key), body)
        for user in (OWNER, STRANGER, OWNER)
    ]
    assert [answer.status for answer in answers] == [202, 202, 202]
    assert answers[0].body == answers[2].body != answers[1].body
