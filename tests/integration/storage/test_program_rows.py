"""A written program obeys FitCSV's rules, and reads back as it was."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.exercise_pool import load_pool
from storage.features import detect_features
from storage.ids import program_id_for_job
from storage.pipeline import round_trips
from storage.program_reader import load_program
from storage.program_writer import insert_program
from strength.program import Program
from strength.request import ProgramRequest

DATA = Path(__file__).parents[2] / "data"
PROGRAM_ID = program_id_for_job("job")


def write(engine: Engine, program: Program) -> None:
    features = detect_features(engine)
    with engine.begin() as connection:
        insert_program(
            connection,
            program_id=PROGRAM_ID,
            user_id="user-1",
            program=program,
            features=features,
            job_id="job",
            score={"total": 90},
            focus_areas=["chest"],
        )


@pytest.fixture
def july(new_database: Callable[[str | None], str]) -> Iterator[Engine]:
    engine = build_engine(DatabaseSettings(url=new_database(None)))
    with engine.begin() as connection:
        connection.exec_driver_sql((DATA / "fitcsv-2026-07.sql").read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    yield engine
    engine.dispose()


def test_rows_obey_the_rules(engine: Engine, program: Program, sql: Callable[..., list[tuple[object, ...]]]) -> None:
    write(engine, program)
    assert sql(
        'SELECT "name", "description", "userId", "isActive", "isUserCreated", "isArchived", "programType" FROM "Program"'
    ) == [("Strong in twelve weeks", "Because it works.", "user-1", False, True, False, "strength")]
    assert sql('SELECT "weekNumber" FROM "Week" ORDER BY 1') == [(number,) for number in range(1, 13)]
    days = sql('SELECT array_agg("dayNumber" ORDER BY "dayNumber") FROM "Workout" GROUP BY "weekId"')
    assert days == [([1, 2, 3, 4],)] * 12
    assert sql('SELECT DISTINCT "order" FROM "Exercise" ORDER BY 1') == [(number,) for number in range(1, 7)]
    assert sql('SELECT DISTINCT "exerciseGroup", "order" > 4 FROM "Exercise" ORDER BY 2') == [
        (None, False),
        ("A", True),
    ]
    # 7.5 is stored as 7 (ties down), 8 as 8; the exact figures are in the notes
    assert sql('SELECT DISTINCT "setNumber", "rpe", "rir", "reps", "weight" FROM "PrescribedSet" ORDER BY 1') == [
        (number, 7 if number < 8 else 8, None, "5", "102.5kg") for number in range(1, 9)
    ]
    assert sql('SELECT DISTINCT "notes" FROM "Exercise"') == [
        ("Brace first · Warm-up: bar x 10, 60kg x 5 · RPE 7.5 (sets 1-7), 8 (set 8)",)
    ]
    for table in ["Program", "Week", "Workout", "Exercise", "PrescribedSet", "AIProgram"]:
        assert sql(f'SELECT DISTINCT "userId" FROM "{table}"') == [("user-1",)]


def test_the_statement_is_one_round_trip(engine: Engine, program: Program) -> None:
    features = detect_features(engine)
    with round_trips(engine) as trips, engine.begin() as connection:
        connection.exec_driver_sql("SELECT 1")
        before = trips.count
        insert_program(connection, program_id="p", user_id="user-1", program=program, features=features)
        assert trips.count == before + 1


def test_a_program_reads_back_in_at_most_eight_round_trips(engine: Engine, program: Program) -> None:
    write(engine, program)
    with round_trips(engine) as trips:
        stored = load_program(engine, PROGRAM_ID, "user-1")
    assert trips.count <= 8
    assert stored is not None
    assert (stored.job_id, stored.score, stored.name) == ("job", {"total": 90}, program.name)
    assert Program.model_validate(stored.document) == program
    assert [week["weekNumber"] for week in stored.weeks] == list(range(1, 13))
    for week, workout in itertools.product(range(12), range(4)):
        read = stored.weeks[week]["workouts"][workout]
        wanted = program.weeks[week].workouts[workout]
        assert read["name"] == wanted.name
        for one, prescription in zip(read["exercises"], wanted.exercises, strict=True):
            assert one["name"] == one["definitionName"] == prescription.name
            assert [given["reps"] for given in one["sets"]] == [given.reps for given in prescription.sets]


def test_a_foreign_or_missing_program_is_none(engine: Engine, program: Program) -> None:
    write(engine, program)
    assert load_program(engine, PROGRAM_ID, "user-2") is None
    assert load_program(engine, "nothing", "user-1") is None


def test_later_columns_are_filled_and_deleted_programs_are_gone(
    july: Engine, program: Program, request_: ProgramRequest
) -> None:
    entries = list(load_pool(july, "user-1", request_).entries.values())
    document = program.to_json()
    for week, workout in itertools.product(document["weeks"], range(4)):
        for entry, exercise in zip(entries, week["workouts"][workout]["exercises"], strict=False):
            exercise["exerciseDefinitionId"] = entry.definition_id
    write(july, Program.model_validate(document))
    with july.begin() as connection:
        row = connection.exec_driver_sql(
            'SELECT "goals", "level", "durationWeeks", "targetDaysPerWeek", "equipmentNeeded", "focusAreas", '
            '"copyStatus", "deletedAt" FROM "Program"'
        ).one()
        assert tuple(row) == (["strength"], "intermediate", 12, 4, ["full_gym"], ["chest"], "ready", None)
        weeks = connection.exec_driver_sql('SELECT "name", "description" FROM "Week" ORDER BY "weekNumber"').all()
        assert tuple(weeks[0]) == ("Build", None)
        assert weeks[11].name == "Deload"
        assert "easier week" in weeks[11].description
        assert connection.exec_driver_sql('SELECT DISTINCT "isWarmup" FROM "PrescribedSet"').all() == [(False,)]
    assert load_program(july, PROGRAM_ID, "user-1") is not None
    with july.begin() as connection:
        connection.exec_driver_sql('UPDATE "Program" SET "deletedAt" = now()')
    assert load_program(july, PROGRAM_ID, "user-1") is None


def test_a_program_of_fitcsvs_own_is_read_without_a_document(
    engine: Engine, sql: Callable[..., list[tuple[object, ...]]]
) -> None:
    sql("""INSERT INTO "Program" ("id", "name", "userId", "updatedAt") VALUES ('web', 'By hand', 'user-1', now())""")
    stored = load_program(engine, "web", "user-1")
    assert stored is not None
    assert (stored.document, stored.job_id, stored.weeks) == (None, None, ())


@pytest.mark.parametrize("word", ["a\x00bc", "ab\ud800c", "a\x00b\udfffc"], ids=["nul", "half a pair", "both"])
def test_what_postgres_cannot_hold_is_left_out_of_rows_and_document(
    engine: Engine, program: Program, word: str
) -> None:
    write(engine, program.model_copy(update={"rationale": word, "weeks": ()}))
    stored = load_program(engine, PROGRAM_ID, "user-1")
    assert stored is not None
    assert stored.document is not None
    assert (stored.description, stored.document["rationale"]) == ("abc", "abc")


def test_every_set_has_an_id_of_its_own_beside_its_exercises(
    engine: Engine, program: Program, sql: Callable[..., list[tuple[object, ...]]]
) -> None:
    write(engine, program)
    assert sql(
        'SELECT count(*), count(DISTINCT "id"), bool_and(length("id") = 25), bool_and("id" ~ \'^c[0-9a-z]+$\'), '
        'bool_and(left("id", 22) = left("exerciseId", 22)) FROM "PrescribedSet"'
    ) == [(2304, 2304, True, True, True)]
