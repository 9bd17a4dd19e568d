"""Seeding adds what is missing and touches nothing else."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from storage import migrations
from storage.engine import DatabaseSettings, build_engine
from storage.seed import catalog_rows, seed
from strength.catalog import load_catalog

DATA = Path(__file__).parents[2] / "data"

FITCSV_ROWS = [
    {"id": "cmiz1", "name": "Barbell Bench Press", "aliases": ["bench press"], "equipment": ["barbell", "bench"]},
    {"id": "cmiz2", "name": "PULL-UP", "aliases": ["pullup"], "equipment": ["pull_up_bar"]},
    {"id": "cmiz3", "name": "Something Else", "aliases": None, "equipment": None},
]


@pytest.fixture(params=["fitcsv-2026-01.sql", "fitcsv-2026-07.sql"])
def fitcsv(new_database: Callable[[str | None], str], request: pytest.FixtureRequest) -> Iterator[Engine]:
    """A database of FitCSV's with a few exercises in it, migrated."""
    engine = build_engine(DatabaseSettings(url=new_database(None)))
    with engine.begin() as connection:
        connection.exec_driver_sql((DATA / request.param).read_text(encoding="utf-8"))
        for row in FITCSV_ROWS:
            connection.execute(
                text(
                    'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "aliases", "isSystem", '
                    '"equipment", "updatedAt", "userId") VALUES (:id, :name, lower(CAST(:name AS text)), '
                    "CAST(:aliases AS text[]), true, CAST(:equipment AS text[]), '2026-01-01', 'system')"
                ),
                row,
            )
    migrations.upgrade(engine)
    yield engine
    engine.dispose()


def rows(engine: Engine) -> dict[str, dict[str, object]]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql('SELECT to_jsonb(d) FROM "ExerciseDefinition" AS d').scalars()
        return {row["id"]: row for row in found}


def test_every_way_to_equip_an_exercise_becomes_a_row(engine: Engine) -> None:
    stored = rows(engine)
    assert len(stored) == sum(len(exercise.kits) for exercise in load_catalog().exercises)
    band = next(row for row in stored.values() if row["name"] == "Face Pull (Band)")
    assert band["equipment"] == ["resistance_band"]
    assert band["normalizedName"] == "face pull band"
    assert band["isSystem"] is True
    assert band["createdBy"] is None
    assert band["userId"] == "00000000-0000-0000-0000-000000000000"
    assert str(band["id"]).startswith("ex_ai_")


def test_seeding_again_adds_nothing(engine: Engine) -> None:
    before = rows(engine)
    report = seed(engine)
    assert report.added == ()
    assert report.present == len(before)
    assert rows(engine) == before


def test_rows_of_fitcsv_stay_and_are_not_doubled(fitcsv: Engine) -> None:
    before = rows(fitcsv)
    report = seed(fitcsv)
    after = rows(fitcsv)
    assert {key: after[key] for key in before} == before
    assert "Pull Up" not in report.added
    assert "Bench Press" not in report.added
    assert "Back Squat" in report.added
    assert len(after) == len(before) + len(report.added)
    assert seed(fitcsv).added == ()


def test_later_columns_are_filled_where_they_exist(fitcsv: Engine) -> None:
    seed(fitcsv)
    row = next(row for row in rows(fitcsv).values() if row["name"] == "Leg Curl")
    if "movementPattern" in row:
        assert (row["movementPattern"], row["force"], row["mechanic"]) == ("knee_flex", "pull", "isolation")
        assert (row["level"], row["isBodyweight"]) == ("beginner", False)


def test_a_private_row_of_the_same_name_keeps_nobody_from_the_exercise(fitcsv: Engine) -> None:
    with fitcsv.begin() as connection:
        connection.exec_driver_sql(
            'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "createdBy", "updatedAt", "userId") '
            "VALUES ('mine', 'Goblet Squat', 'goblet squat', 'user-9', now(), 'user-9')"
        )
    assert "Goblet Squat" in seed(fitcsv).added


def test_a_renamed_row_of_ours_stays_renamed(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.exec_driver_sql(
            """UPDATE "ExerciseDefinition" SET "name" = 'Kniebeuge' WHERE "name" = 'Back Squat'"""
        )
    before = rows(engine)
    seed(engine)
    assert rows(engine) == before


def test_ids_and_rows_are_the_same_everywhere() -> None:
    first, second = list(catalog_rows()), list(catalog_rows())
    assert json.dumps(first) == json.dumps(second)
    assert len({row["id"] for row in first}) == len(first)
    assert len({row["normalizedName"] for row in first}) == len(first)
