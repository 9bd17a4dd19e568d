"""`fitcsv-ai serve` and the commands beside it."""

import json
import re
import signal
import socket

import httpx
import pytest

BODY = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": ["barbell"], "weeks": 4}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_until_it_is_told_to_stop(run, database_url, number) -> None:
    command = run("serve", "--port", "0", DATABASE_URL=database_url)
    url = re.search(r"http://127\.0\.0\.1:\d+", command.wait_for("http://"))
    assert url is not None
    with httpx.Client(base_url=url.group(), trust_env=False) as http:
        assert http.get("/health/ready").status_code == 200
        assert http.get("/").status_code == 200
    command.interrupt(number)
    code, _, err = command.end()
    assert code == 0
    assert err.splitlines()[-1] == "Stopped."
    assert command.group_is_gone()


def test_a_running_job_is_given_back_and_its_attempt_refunded(run, query, database_url) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        environ = {
            "DATABASE_URL": database_url,
            "OPENAI_API_KEY": "no-key",
            "MODEL_BASE_URLS": f"openai=http://127.0.0.1:{silent.getsockname()[1]}/v1",
        }
        command = run("serve", "--port", "0", **environ)
        url = re.search(r"http://127\.0\.0\.1:\d+", command.wait_for("http://"))
        assert url is not None
        job_id = httpx.post(f"{url.group()}/api/ai/generate-program", json=BODY, trust_env=False).json()["jobId"]
        model_call, _ = silent.accept()
        command.interrupt(signal.SIGTERM)
        code, _, _ = command.end()
        model_call.close()
    assert code == 0
    assert query('SELECT "id", "status", "attempt", "snoozes" FROM "AIJob"') == [(job_id, "queued", 0, 1)]
    # the next service takes it up and, with the rule-based coach, finishes it
    again = run("serve", "--port", "0", DATABASE_URL=database_url)
    url = re.search(r"http://127\.0\.0\.1:\d+", again.wait_for("http://"))
    assert url is not None
    with httpx.stream("GET", f"{url.group()}/api/ai/jobs/{job_id}/events", trust_env=False, timeout=60) as events:
        assert [line for line in events.iter_lines() if line.startswith("event: ")][-1] == "event: done"
    again.interrupt(signal.SIGTERM)
    assert again.end()[0] == 0
    assert query('SELECT "status" FROM "AIJob"') == [("completed",)]


def test_a_taken_port_is_one_sentence_and_exit_1(run, database_url) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        code, out, err = run("serve", "--port", port, DATABASE_URL=database_url).end()
    assert code == 1
    assert out == ""
    assert f"127.0.0.1:{port}" in err
    assert "--port" in err
    assert err.count("\n") == 1


@pytest.mark.parametrize(
    ("arguments", "environ", "words"),
    [
        (("serve", "--port", "x"), {}, "PORT"),
        (("serve", "--role", "boss"), {}, "all, api, worker"),
        (("serve", "--host", "0.0.0.0"), {}, "127.0.0.1"),
        (("serve",), {"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
        (("serve",), {"MODEL_CHAIN": "anthropic/claude-sonnet-5-5"}, "ANTHROPIC_API_KEY"),
        (("adapt",), {}, "WORKOUT_ID"),
        (("substitute",), {}, "exactly one of exerciseId"),
        (("evals", "run", "--cap", "x"), {}, "--cap"),
        (("jobs", "list", "--limit", "0"), {}, "--limit"),
        (("jobs", "list", "--status", "lost"), {}, "--status"),
        (("programs", "export", "x", "--format", "pdf"), {}, "csv, xlsx, json, html"),
        (("score", "/nowhere.json"), {}, "/nowhere.json"),
        (("nonsense",), {}, "nonsense"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_wrong_usage_is_one_sentence_and_exit_2(run, arguments, environ, words) -> None:
    code, out, err = run(*arguments, **environ).end()
    assert code == 2
    assert out == ""
    assert words in err
    assert err.count("\n") == 1


@pytest.mark.parametrize("command", [(), ("generate",), ("serve",), ("jobs",), ("programs",), ("db",), ("score",)])
def test_every_command_explains_itself(run, command) -> None:
    code, out, _ = run(*command, "--help").end()
    assert code == 0
    assert "Usage: fitcsv-ai" in out


def test_the_database_commands_prepare_an_empty_database(run, empty_database_url) -> None:
    environ = {"DATABASE_URL": empty_database_url}
    code, _, err = run("db", "check", **environ).end()
    assert code == 1
    assert "db upgrade" in err
    assert run("db", "upgrade", **environ).end()[0] == 0
    code, out, _ = run("db", "seed", "--json", **environ).end()
    assert code == 0
    assert len(json.loads(out)["added"]) > 100
    assert run("db", "check", **environ).end()[0] == 0


def test_an_operator_lists_cancels_retries_and_shows_jobs(run, engine, database_url) -> None:
    from storage.jobs import JobStore
    from storage.jobs.creation import NewJob

    job = JobStore(engine).create(NewJob(user_id="somebody", type="program_generator", params=BODY)).job
    environ = {"DATABASE_URL": database_url}
    assert json.loads(run("jobs", "list", "--json", **environ).end()[1])["jobs"][0]["id"] == job.job_id
    assert json.loads(run("jobs", "cancel", job.job_id, "--json", **environ).end()[1])["status"] == "cancelled"
    assert run("jobs", "cancel", job.job_id, **environ).end()[0] == 1
    retried = json.loads(run("jobs", "retry", job.job_id, "--json", **environ).end()[1])["jobId"]
    assert retried != job.job_id
    code, out, _ = run("jobs", "show", retried, **environ).end()
    assert code == 0
    assert retried in out
    code, _, err = run("jobs", "show", "nope", **environ).end()
    assert code == 1
    assert "'nope'" in err


def test_an_operator_reads_the_whole_story_of_a_job(run, engine, database_url) -> None:
    from storage.jobs import Claimed, JobStore, ModelCall
    from storage.jobs.creation import NewJob

    jobs = JobStore(engine)
    job = jobs.create(
        NewJob(
            user_id="somebody", type="program_generator", params=BODY, max_attempts=1,
            traceparent="00-aaaabbbbccccddddaaaabbbbccccdddd-aaaabbbbccccdddd-01",
        )
    ).job  # fmt: skip
    claimed = jobs.claim(job.job_id)
    assert isinstance(claimed, Claimed)
    jobs.record_model_call(
        ModelCall(
            call_id="call-1", job_id=job.job_id, user_id="somebody", fence=claimed.job.fence, step="design",
            model_asked="anthropic/claude",
            cause="rate_limited", milliseconds=1234, input_tokens=500, output_tokens=7, cost_usd=0.0125,
        )
    )  # fmt: skip
    jobs.fail(job.job_id, claimed.job.fence, code="model_unavailable", message="No model answered.")
    code, out, _ = run("jobs", "show", job.job_id, "--trace", DATABASE_URL=database_url).end()
    assert code == 0
    assert "attempt 1 (fence 1): failed, model_unavailable" in out
    assert "anthropic/claude for design: rate_limited, 1234 ms, 500 in (0 cached), 7 out, $0.0125" in out
    assert "trace aaaabbbbccccddddaaaabbbbccccdddd" in out
    told = json.loads(run("jobs", "show", job.job_id, "--trace", "--json", DATABASE_URL=database_url).end()[1])
    assert [event["kind"] for event in told["trace"]] == ["attempt", "call"]
    code, out, err = run("jobs", "watch", job.job_id, DATABASE_URL=database_url).end()
    assert (code, "failed" in out, "No model answered." in err) == (1, True, True)
