"""`fitcsv-ai adapt`, `substitute` and `jobs undo` as a person runs them."""

import json

import pytest

QUICK = ("--goal", "strength", "--frequency", "2", "--experience", "beginner", "--weeks", "4", "--json")


def test_a_workout_is_adapted_an_exercise_replaced_and_both_are_undone(run, query, database_url, tmp_path) -> None:
    plan = 'SELECT * FROM "Exercise" ORDER BY "id"', 'SELECT * FROM "PrescribedSet" ORDER BY "id"'
    code, out, err = run("generate", *QUICK, "--out", str(tmp_path), DATABASE_URL=database_url).end()
    assert code == 0, err
    program = json.loads(out)["job"]["result"]["programId"]
    listed = json.loads(run("programs", "workouts", program, "--json", DATABASE_URL=database_url).end()[1])
    workout = listed["workouts"][0]
    before = [query(statement) for statement in plan]

    flags = ("--minutes", "30", "--missing", "barbell", "--limitation", "knee:caution", "--readiness", "2")
    code, out, err = run("adapt", workout["workoutId"], *flags, "--apply", "--json", DATABASE_URL=database_url).end()
    assert code == 0, err
    adapted = json.loads(out)["job"]
    assert (adapted["status"], adapted["result"]["applied"]) == ("completed", True)
    assert adapted["result"]["minutesAfter"] <= 30
    assert [query(statement) for statement in plan] != before
    assert run("jobs", "undo", adapted["id"], DATABASE_URL=database_url).end()[0] == 0
    assert [query(statement) for statement in plan] == before
    code, _, err = run("jobs", "undo", adapted["id"], DATABASE_URL=database_url).end()
    assert (code, "taken back already" in err) == (1, True)

    exercise = workout["exercises"][0]["exerciseId"]
    why = ("--reason", "no barbell", "--count", "3")
    code, out, err = run("substitute", exercise, *why, DATABASE_URL=database_url).end()
    assert code == 0, err
    choice = [line.split()[1] for line in out.splitlines() if "--choice" in line][1]
    chosen = ("--choice", choice, "--scope", "remaining", "--apply", "--json")
    code, out, err = run("substitute", exercise, *why, *chosen, DATABASE_URL=database_url).end()
    assert code == 0, err
    swapped = json.loads(out)["job"]
    assert len(swapped["result"]["changed"]) >= 4
    assert run("jobs", "undo", swapped["id"], DATABASE_URL=database_url).end()[0] == 0
    assert [query(statement) for statement in plan] == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("adapt", "w", "--minutes", "3"),
            "minutesAvailable: 3 is not allowed; it must be a whole number from 5 to 180",
        ),
        (("adapt", "w", "--readiness", "fine"), "readiness"),
        (("adapt", "w", "--limitation", "foot"), "limitations[0].area"),
        (("adapt",), "WORKOUT_ID"),
        (("substitute",), "exactly one of exerciseId"),
        (("substitute", "e", "--definition", "d"), "exactly one of exerciseId"),
        (("substitute", "e", "--count", "11"), "count: 11 is not allowed; it must be a whole number from 1 to 10"),
        (("substitute", "e", "--apply"), "choice"),
        (("substitute", "e", "--scope", "ever"), "scope"),
    ],
    ids=str,
)
def test_a_bad_flag_is_one_sentence_and_exit_2(run, tmp_path, arguments, words) -> None:
    code, out, err = run(*arguments, "--data-dir", str(tmp_path / "pg")).end()
    assert (code, out) == (2, "")
    assert words in err
    assert err.count("\n") == 1


def test_what_is_not_there_is_one_sentence_and_exit_1(run, database_url) -> None:
    for arguments in (("adapt", "nope"), ("substitute", "nope"), ("substitute", "--definition", "nope")):
        code, out, err = run(*arguments, DATABASE_URL=database_url).end()
        assert (code, out) == (1, "")
        assert "there is no" in err.splitlines()[-1]
