"""Other ways to write and read a program: the ORM as its tutorial has it, Core's executemany, COPY."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import psycopg
from sqlalchemy import Engine, Table, insert
from sqlalchemy.orm import Session, foreign, registry, relationship

from storage.program_rows import rows_of
from storage.tables import exercise, prescribed_set, program, week, workout
from strength.program import Program

USER = "bench-user"
_WHEN = datetime(2026, 1, 1)  # noqa: DTZ001 - the column holds UTC without a zone
TABLES: Mapping[str, Table] = {
    "program": program, "weeks": week, "workouts": workout, "exercises": exercise, "sets": prescribed_set,
}  # fmt: skip

# Any: rows are columns by name
Tables = dict[str, list[dict[str, Any]]]


def tables_of(program_id: str, one: Program) -> Tables:
    """The rows of a program by table, with every column that an insert needs."""
    rows = rows_of(program_id, one)
    rows["sets"] = [
        {
            "id": f"{row['id'][:22]}{number:03x}", "exerciseId": row["id"], "setNumber": number, "reps": reps,
            "weight": weight, "rpe": rpe, "rir": rir,
        }
        for row in rows["exercises"]
        for number, (reps, weight, rpe, rir) in enumerate(row["sets"], start=1)
    ]  # fmt: skip
    same: dict[str, dict[str, Any]] = {
        "program": {
            "id": program_id, "isUserCreated": True, "isActive": False, "isArchived": False, "createdAt": _WHEN,
            "updatedAt": _WHEN,
        },
        "weeks": {"programId": program_id},
    }  # fmt: skip
    found: Tables = {}
    for name, table in TABLES.items():
        given = [rows[name]] if name == "program" else rows[name]
        full = [{**row, **same.get(name, {}), "userId": USER} for row in given]
        found[name] = [{key: value for key, value in row.items() if key in table.columns} for row in full]
    return found


# Any below: classes mapped at run time have no attributes that a checker knows
@dataclass(frozen=True, slots=True, kw_only=True)
class Orm:
    """Mapped classes with relationships, everything at the ORM's defaults.

    Attributes:
        classes: by the name of the rows.
    """

    classes: dict[str, type[Any]]

    def store(self, engine: Engine, tables: Tables) -> None:
        """`add_all` and commit."""
        with Session(engine) as session:
            for name, rows in tables.items():
                session.add_all([self.classes[name](**row) for row in rows])
                session.flush()
            session.commit()

    def read(self, engine: Engine, program_id: str) -> int:
        """Walk down the relationships, each loaded when it is touched; the number of sets."""
        with Session(engine) as session:
            found: Any = session.get(self.classes["program"], program_id)
            exercises = itertools.chain.from_iterable(day.parts for one in found.parts for day in one.parts)
            return sum(len(part.parts) for part in exercises)


def map_classes() -> Orm:
    """Map the five tables."""
    mapper = registry()
    classes = {name: type(name.title(), (), {}) for name in TABLES}
    children: list[tuple[str, str, str]] = [
        ("program", "weeks", "programId"), ("weeks", "workouts", "weekId"), ("workouts", "exercises", "workoutId"),
        ("exercises", "sets", "exerciseId"),
    ]  # fmt: skip
    below = {parent: (child, key) for parent, child, key in children}
    for name, table in TABLES.items():
        properties: dict[str, Any] = {}
        if name in below:
            child, key = below[name]
            joined = table.c.id == foreign(TABLES[child].c[key])
            properties["parts"] = relationship(classes[child], primaryjoin=joined, viewonly=True)
        mapper.map_imperatively(classes[name], table, properties=properties)
    return Orm(classes=classes)


def store_by_core(engine: Engine, tables: Tables) -> None:
    """One executemany for each table."""
    with engine.begin() as connection:
        for name, rows in tables.items():
            connection.execute(insert(TABLES[name]), rows)


def copier(url: str) -> tuple[Callable[[Tables], None], Callable[[], None]]:
    """What writes by COPY on a connection of its own, one COPY for each table; and what closes it."""
    connection = psycopg.connect(url)

    def store(tables: Tables) -> None:
        with connection.cursor() as cursor:
            for name, rows in tables.items():
                columns = ", ".join(f'"{column}"' for column in rows[0])
                with cursor.copy(f'COPY "{TABLES[name].name}" ({columns}) FROM STDIN'.encode()) as copy:
                    for row in rows:
                        copy.write_row(tuple(row.values()))
        connection.commit()

    return store, connection.close
