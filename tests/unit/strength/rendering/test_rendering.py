"""What people read is what the program says, and the CSV is what FitCSV's importer takes."""

import csv
import io
import re

import pytest

from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.rendering.chart import mesocycle_chart
from strength.rendering.csv_export import COLUMNS, importable_reps, stored_rpe, to_csv
from strength.rendering.html import to_html
from strength.rendering.lines import program_text, week_text, workout_lines
from strength.request import Experience, Goal


def sets(*texts: str, **fields: object) -> tuple[SetPrescription, ...]:
    return tuple(
        SetPrescription.model_validate({"setNumber": number, "reps": text, **fields})
        for number, text in enumerate(texts, start=1)
    )


@pytest.fixture
def program() -> Program:
    squat = Prescription(
        name="Back Squat",
        order=1,
        notes="Bar speed first",
        sets=sets("5", "5", "5", weight="102.5kg", rpe=7.5, percent1rm=80.0, restSeconds=180),
    )
    plank = Prescription(name="Plank <b>", order=2, group="a", sets=sets("30s", "30s", rpe=None, restSeconds=60))
    last = Prescription(name="Bench Press", order=1, sets=sets("5+", "AMRAP", "8-12", weight="80%", rir=2))
    weeks = (
        Week(
            week_number=1,
            phase="Build",
            workouts=(Workout(name="Squat", day_number=1, weekday=1, minutes=42, exercises=(squat, plank)),),
        ),
        Week(
            week_number=2,
            phase="Deload",
            is_deload=True,
            workouts=(Workout(name="Bench", day_number=1, notes="Easy day", exercises=(last,)),),
        ),
    )
    return Program(
        name="Two Weeks",
        goal=Goal.STRENGTH,
        experience=Experience.BEGINNER,
        frequency=2,
        weeks=weeks,
        rationale="Because & so.",
        warnings=("Mind the <knee>.",),
    )


def test_equal_sets_are_one_line_and_unequal_ones_are_not(program: Program) -> None:
    first = workout_lines(program.weeks[0].workouts[0])
    assert [(line.exercise, line.sets, line.load, line.effort, line.rest) for line in first] == [
        ("Back Squat", "3 x 5", "102.5kg", "RPE 7.5", "3:00"),
        ("Plank <b>", "2 x 30s", "", "", "1:00"),
    ]
    last = workout_lines(program.weeks[1].workouts[0])
    assert [(line.exercise, line.sets, line.effort) for line in last] == [
        ("Bench Press", "1 x 5+", "RIR 2"),
        ("", "1 x AMRAP", "RIR 2"),
        ("", "1 x 8-12", "RIR 2"),
    ]


def test_week_text_lines_its_columns_up(program: Program) -> None:
    lines = week_text(program, 1).splitlines()
    assert lines[0] == "Week 1 - Build"
    assert lines[2] == "Mon  Squat  (42 min)"
    assert lines[3].index("3 x 5") == lines[4].index("2 x 30s")
    with pytest.raises(ValueError, match="weeks 1 to 2"):
        week_text(program, 9)


def test_program_text_says_everything_once(program: Program) -> None:
    text = program_text(program)
    for part in ("Two Weeks", "Because & so.", "! Mind the <knee>.", "Week 2 - Deload", "Easy day"):
        assert text.count(part) >= 1, part


def test_chart_has_a_bar_a_week_that_reads_without_colour(program: Program) -> None:
    first, second = mesocycle_chart(program, width=10).splitlines()
    assert "##########" in first
    assert "5 sets" in first
    assert "80.0 %1RM" in first
    assert "------" in second
    assert "#" not in second


@pytest.mark.parametrize(
    ("reps", "written", "word"),
    [
        ("5", "5", ""),
        ("8-12", "8-12", ""),
        ("5+", "5", "do more"),
        ("AMRAP", "5", "as many"),
        ("30s", "30", "seconds"),
    ],
)
def test_reps_are_written_as_the_importer_takes_them(reps: str, written: str, word: str) -> None:
    number, note = importable_reps(reps)
    assert number == written
    assert re.fullmatch(r"\d+(-\d+)?", number)
    assert word in note
    assert bool(note) == bool(word)


@pytest.mark.parametrize(("rpe", "stored"), [(7.5, 7), (8.0, 8), (6.6, 7), (9.5, 9), (10.0, 10), (0.5, 1)])
def test_half_points_of_rpe_are_stored_down(rpe: float, stored: int) -> None:
    assert stored_rpe(rpe) == stored


def test_csv_has_a_row_a_set_with_exactly_the_importers_columns(program: Program) -> None:
    rows = list(csv.DictReader(io.StringIO(to_csv(program))))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == 8
    assert rows[0] == {
        "week": "1",
        "day": "1",
        "workout_name": "Squat",
        "exercise": "Back Squat",
        "set": "1",
        "reps": "5",
        "weight": "102.5kg",
        "rpe": "7",
        "notes": "Bar speed first; RPE 7.5",
        "exercise_group": "",
    }
    assert rows[1]["notes"] == "RPE 7.5"
    assert rows[3]["exercise_group"] == "a"
    assert rows[5]["rpe"] == "8", "two in reserve is an RPE of 8"


def test_html_escapes_every_text_and_needs_nothing_from_outside(program: Program) -> None:
    page = to_html(program)
    assert "Plank &lt;b&gt;" in page
    assert "<knee>" not in page
    assert "Because &amp; so." in page
    assert "http" not in page
    assert "<script" not in page
    assert page.count("<h2") == 2
