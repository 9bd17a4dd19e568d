"""`fitcsv-ai generate` as a person runs it."""

import json
import signal
import socket

import pytest

QUICK = ("--goal", "strength", "--frequency", "3", "--experience", "beginner", "--weeks", "4")


def test_it_prints_one_object_writes_three_files_and_leaves_one_program(run, query, database_url, tmp_path) -> None:
    arguments = ("--one-rep-max", "squat=140", "--units", "kg", "--limitation", "knee:caution", "--json")
    code, out, err = run("generate", *QUICK, *arguments, "--out", str(tmp_path), DATABASE_URL=database_url).end()
    assert code == 0, err
    result = json.loads(out)
    assert set(result) == {"job", "program", "score"}
    assert result["job"]["status"] == "completed"
    assert len(result["program"]["weeks"]) == 4
    # the job keeps the score as it is shown, with one decimal
    assert result["job"]["result"]["score"] == pytest.approx(result["score"]["total"], abs=0.051)
    assert json.loads((tmp_path / "program.json").read_text()) == result["program"]
    assert (tmp_path / "program.csv").read_text().startswith("week,day,workout_name")
    assert (tmp_path / "program.html").read_text().startswith("<!doctype html>")
    program_id = result["job"]["result"]["programId"]
    assert query('SELECT "id", "isActive" FROM "Program"') == [(program_id, False)]
    assert query('SELECT "status", "programId" FROM "AIJob"') == [("completed", program_id)]
    assert query('SELECT count(*) FROM "Week"') == [(4,)]
    hints = [line for line in err.splitlines() if "ANTHROPIC_API_KEY" in line]
    assert len(hints) == 1
    assert "offline/coach" in hints[0]


def test_two_runs_at_once_share_the_embedded_database(run, tmp_path) -> None:
    common = ("generate", *QUICK, "--json", "--data-dir", str(tmp_path / "pg"))
    commands = [run(*common, "--out", str(tmp_path / name)) for name in ("one", "two")]
    results = [command.end() for command in commands]
    assert [code for code, _, _ in results] == [0, 0], results
    programs = {json.loads(out)["job"]["result"]["programId"] for _, out, _ in results}
    assert len(programs) == 2
    assert all(command.group_is_gone() for command in commands)
    assert not (tmp_path / "pg" / "postmaster.pid").exists()


def test_text_shows_week_one_the_chart_the_score_and_the_files(run, database_url, tmp_path) -> None:
    code, out, _ = run("generate", *QUICK, "--out", str(tmp_path), DATABASE_URL=database_url).end()
    assert code == 0
    for words in ("Week 1", "RPE", "The whole program", "Score ", "compliance", "cost $", "program.csv"):
        assert words in out


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--frequency", "9"), "frequency: 9 is not allowed; it must be a whole number from 2 to 6"),
        (("--frequency", "many"), 'frequency: "many"'),
        (("--goal", "fame"), "strength, hypertrophy, powerlifting"),
        (("--limitation", "foot:caution"), "limitations[0].area"),
        (("--one-rep-max", "squat"), "LIFT=LOAD"),
        (("--one-rep-max", "squat=nan"), "oneRepMaxes.squat"),
        (("--notes", "a\x07"), "control characters"),
        (("--days", "1,1,2"), "different weekdays"),
        (("--bogus",), "--bogus"),
    ],
    ids=lambda value: value[0] + "=" + value[-1] if isinstance(value, tuple) else "",
)
def test_a_bad_flag_is_one_sentence_and_exit_2(run, tmp_path, flags, words) -> None:
    code, out, err = run("generate", *QUICK, *flags, "--out", str(tmp_path / "out")).end()
    assert code == 2
    assert out == ""
    assert words in err
    assert err.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_an_unreachable_database_is_one_sentence_and_exit_1(run, tmp_path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"postgresql://nobody:secret@127.0.0.1:{taken.getsockname()[1]}/nothing"
        code, out, err = run("generate", *QUICK, "--out", str(tmp_path), DATABASE_URL=url).end()
    assert code == 1
    assert out == ""
    assert "the database cannot be reached" in err.splitlines()[-1]
    assert "secret" not in err
    assert "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_said_before_any_work(run, tmp_path) -> None:
    (tmp_path / "file").write_text("in the way")
    code, _, err = run("generate", *QUICK, "--out", str(tmp_path / "file" / "out")).end()
    assert code == 1
    assert "--out" in err
    assert err.count("\n") == 1


def test_ctrl_c_in_the_middle_cancels_the_job_and_leaves_nothing_running(run, query, database_url, tmp_path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        environ = {
            "DATABASE_URL": database_url,
            "ANTHROPIC_API_KEY": "no-key",
            "MODEL_BASE_URLS": f"anthropic=http://127.0.0.1:{silent.getsockname()[1]}",
        }
        command = run("generate", *QUICK, "--out", str(tmp_path), **environ)
        # the model has been asked and will never answer: this is the middle
        model_call, _ = silent.accept()
        command.interrupt(signal.SIGINT)
        code, out, err = command.end()
        model_call.close()
    assert code == 130
    assert out == ""
    assert err.splitlines()[-1].startswith("fitcsv-ai: ")
    assert "Traceback" not in err
    assert command.group_is_gone()
    assert query('SELECT "status" FROM "AIJob"') == [("cancelled",)]
    assert query('SELECT count(*) FROM "Program"') == [(0,)]
    assert list(tmp_path.iterdir()) == []


def test_a_batch_goes_on_where_it_stopped_and_names_bad_lines(run, query, database_url, tmp_path) -> None:
    request = {"goal": "strength", "frequency": 2, "experience": "beginner", "equipment": [], "weeks": 4}
    lines = [json.dumps(request), json.dumps({**request, "weeks": 99}), json.dumps({**request, "frequency": 3})]
    batch = tmp_path / "requests.jsonl"
    batch.write_text(lines[0] + "\n")
    out = tmp_path / "out"
    first = run("generate", "--batch", str(batch), "--out", str(out), DATABASE_URL=database_url).end()
    assert first[0] == 0, first
    batch.write_text("\n".join(lines) + "\n")
    second = run("generate", "--batch", str(batch), "--out", str(out), "--json", DATABASE_URL=database_url).end()
    assert second[0] == 1
    results = [json.loads(line) for line in (out / "requests.results.jsonl").read_text().splitlines()]
    assert [result["line"] for result in results] == [1, 2, 3]
    assert "from 4 to 16" in results[1]["error"]
    assert [json.loads(line) for line in second[1].splitlines()] == [
        {key: value for key, value in result.items() if key not in ("line", "key")} for result in results[1:]
    ]
    assert query('SELECT count(*) FROM "Program"') == [(2,)]
