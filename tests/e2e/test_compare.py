"""`fitcsv-ai generate --compare` as a person runs it."""

import json

import pytest

from service.cli.comparison import Row

QUICK = ("--goal", "strength", "--frequency", "3", "--experience", "beginner", "--weeks", "4")


def test_two_seeds_stand_side_by_side_and_both_programs_are_kept(run, query, database_url, tmp_path) -> None:
    arguments = ("--compare", "seed=1,2", "--out", str(tmp_path))
    code, out, err = run("generate", *QUICK, *arguments, "--json", DATABASE_URL=database_url).end()
    assert code == 0, err
    told = json.loads(out)
    assert [side["label"] for side in told["sides"]] == ["seed 1", "seed 2"]
    assert told["sides"][0]["program"] != told["sides"][1]["program"]
    groups = dict.fromkeys(row["group"] for row in told["rows"])
    assert list(groups) == [
        "Score", "Sets a week", "Minutes, week 1", "Main lifts, week 1", "Exercises, week 1", "Coach",
    ]  # fmt: skip
    [total] = [row for row in told["rows"] if row["name"] == "total"]
    assert total["values"] == [round(side["score"]["total"], 1) for side in told["sides"]]
    assert any(sign in "+-*" for row in told["rows"] for sign in row["signs"][1:])
    stored = {side["job"]["result"]["programId"] for side in told["sides"]}
    assert {program_id for (program_id,) in query('SELECT "id" FROM "Program"')} == stored
    for name, side in zip(("seed-1", "seed-2"), told["sides"], strict=True):
        assert json.loads((tmp_path / name / "program.json").read_text()) == side["program"]


def test_as_text_it_is_a_table_with_signs_and_the_way_to_the_reasons(run, database_url, tmp_path) -> None:
    arguments = ("--compare", "seed=1,2", "--out", str(tmp_path))
    code, out, err = run("generate", *QUICK, *arguments, DATABASE_URL=database_url, COLUMNS="160").end()
    assert code == 0, err
    for words in ("seed 1", "seed 2", "Sets a week", "quads", "cost in $", "programs diff", "= the same", "+ more"):
        assert words in out
    assert "\x1b" not in out + err


@pytest.mark.parametrize(
    ("flags", "words"),
    [
        (("--compare", "seed=1"), "two or three different values"),
        (("--compare", "seed=1,1"), "two or three different values"),
        (("--compare", "colour=1,2"), "--compare is 'colour=1,2'; write seed=1,2 or model=ID,ID"),
        (("--compare", "seed=1,2", "--seed", "3"), "leave --seed out"),
        (("--compare", "seed=1,x"), 'seed: "x"'),
        (("--compare", "model=offline/coach,openai/gpt-6-luna"), "OPENAI_API_KEY"),
        (("--compare", "seed=1,2", "--batch", "x.jsonl"), "--batch and --compare cannot go together"),
    ],
)
def test_a_comparison_that_cannot_be_is_one_sentence_and_exit_2(run, tmp_path, flags, words) -> None:
    code, out, err = run("generate", *QUICK, *flags, "--out", str(tmp_path / "no")).end()
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert words in err
    assert not (tmp_path / "no").exists()


def test_differences_are_told_by_signs() -> None:
    row = Row(group="Score", name="total", values=(2.0, 3.0, 1.0, 2.0, None, "word"))
    assert row.signs == ("", "+", "-", "=", "*", "*")
