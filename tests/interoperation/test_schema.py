"""The Prisma schema that the web app pastes names every column as a migrated database has it. Needs no node."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from storage import migrations
from storage.engine import DatabaseSettings, build_engine

HERE = Path(__file__).parent
JULY = HERE.parent / "data" / "fitcsv-2026-07.sql"

OURS = {"AIJob", "AIJobAttempt", "AIJobStep", "AIModelCall", "AIProgram", "_AIMigration"}
_TYPES = {
    "String": "text", "Boolean": "boolean", "Int": "integer", "Float": "double precision", "Json": "jsonb",
    "DateTime": "timestamp(3) without time zone", "String[]": "text[]",
}  # fmt: skip

Columns = set[tuple[str, str, str, bool, str | None]]
"""Table, column, type, whether it may be null, default as SQL."""


@dataclass(frozen=True)
class Database:
    """What is in FitCSV's database of July after our migrations."""

    columns: Columns
    indexes: set[tuple[str, str]]


def models_of(schema: str) -> list[tuple[str, str]]:
    """The tables of a Prisma schema and the lines of each."""
    models = re.findall(r"^model (\w+) \{\n(.*?)^\}", schema, re.DOTALL | re.MULTILINE)
    return [(named[1] if (named := re.search(r'@@map\("(\w+)"\)', body)) else model, body) for model, body in models]


def columns_of_schema(schema: str) -> Columns:
    columns: Columns = set()
    for model, body in models_of(schema):
        for name, kind, is_optional, rest in re.findall(r"^  (\w+) +(\w+(?:\[\])?)(\??)(.*)$", body, re.MULTILINE):
            # a relation is no column
            if kind in _TYPES:
                # Prisma's lists are columns that may be null, although its client never says so
                may_be_null = bool(is_optional) or kind == "String[]"
                length = re.search(r"@db\.VarChar\((\d+)\)", rest)
                sql_type = f"character varying({length[1]})" if length else _TYPES[kind]
                columns.add((model, name, sql_type, may_be_null, default_of(rest)))
    return columns


def default_of(attributes: str) -> str | None:
    found = re.search(r"@default\((.*?\)?)\)(?= |$)", attributes)
    match found and found[1]:
        # ids are made by the client
        case None | "cuid()":
            return None
        case "now()":
            return "CURRENT_TIMESTAMP"
        case "[]":
            return "ARRAY[]::text[]"
        case value if value.startswith('"'):
            return f"'{value[1:-1]}'"
        case value:
            return value


def indexes_of_schema(schema: str) -> set[tuple[str, str]]:
    """Table and name of every index but the primary keys', by Prisma's rules for names."""
    indexes: set[tuple[str, str]] = set()
    for model, body in models_of(schema):
        for kind, fields, mapped in re.findall(
            r'^  @@(index|unique)\(\[(.*?)\](?:.*map: "(\w+)")?', body, re.MULTILINE
        ):
            names = [field.split("(")[0] for field in fields.split(", ")]
            ending = "idx" if kind == "index" else "key"
            indexes.add((model, mapped or "_".join([model, *names, ending])))
        for field, mapped in re.findall(r'^  (\w+) .*@unique(?:\(map: "(\w+)"\))?', body, re.MULTILINE):
            indexes.add((model, mapped or f"{model}_{field}_key"))
    return indexes


def read_database(url: str) -> Database:
    engine = build_engine(DatabaseSettings(url=url))
    with engine.begin() as connection:
        connection.exec_driver_sql(JULY.read_text(encoding="utf-8"))
    migrations.upgrade(engine)
    with engine.connect() as connection:
        rows = connection.execute(
            text("""
SELECT one.relname, a.attname, format_type(a.atttypid, a.atttypmod), NOT a.attnotnull,
       regexp_replace(pg_get_expr(d.adbin, d.adrelid), '^(''.*'')::\\w+$', '\\1')
FROM pg_class AS one JOIN pg_attribute AS a ON a.attrelid = one.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef AS d ON d.adrelid = one.oid AND d.adnum = a.attnum
WHERE one.relkind = 'r' AND one.relnamespace = current_schema()::regnamespace
""")
        ).all()
        indexes = connection.execute(
            text("""SELECT tablename, indexname FROM pg_indexes AS one WHERE schemaname = current_schema()
                    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE contype = 'p' AND conname = one.indexname)""")
        ).all()
    engine.dispose()
    return Database(
        columns={(row[0], row[1], row[2], row[3], row[4]) for row in rows},
        indexes={(row[0], row[1]) for row in indexes},
    )


@pytest.fixture(scope="module")
def database(new_database: Callable[[str | None], str]) -> Database:
    return read_database(new_database(None))


def test_every_column_is_as_prisma_would_make_it(database: Database) -> None:
    schema = columns_of_schema((HERE / "schema.prisma").read_text(encoding="utf-8"))
    assert {table for table, *_ in schema} >= OURS
    assert schema == database.columns


def test_every_index_has_the_name_that_prisma_would_give_it(database: Database) -> None:
    indexes = indexes_of_schema((HERE / "schema.prisma").read_text(encoding="utf-8"))
    assert indexes == database.indexes


def test_the_designs_job_is_a_part_of_the_whole_one() -> None:
    design = columns_of_schema((HERE / "design.prisma").read_text(encoding="utf-8"))
    whole = columns_of_schema((HERE / "schema.prisma").read_text(encoding="utf-8"))
    assert len(design) == 15
    assert design < whole
    # what a design's client leaves out, the database fills in
    assert all(may_be_null or default for table, _, _, may_be_null, default in whole - design if table == "AIJob")
