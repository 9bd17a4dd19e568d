"""Which of the columns that later FitCSV schemas have are there (design 03, 3.3)."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, text

from storage.transaction import in_transaction

_COLUMNS = text("SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()")


@dataclass(frozen=True, slots=True)
class Features:
    """The columns of every table in our schema.

    Attributes:
        columns: (table, column) pairs.
    """

    columns: frozenset[tuple[str, str]]

    def has(self, table: str, column: str) -> bool:
        """Whether the database has this column."""
        return (table, column) in self.columns

    def has_table(self, table: str) -> bool:
        """Whether the database has this table."""
        return any(name == table for name, _ in self.columns)


_known: WeakKeyDictionary[Engine, Features] = WeakKeyDictionary()


def detect_features(engine: Engine, *, afresh: bool = False) -> Features:
    """The features of the engine's database, asked for once per engine.

    Args:
        engine: the database.
        afresh: ask again, after a migration.

    Raises:
        DatabaseDown: the database cannot be reached.
    """
    if afresh or engine not in _known:
        rows = in_transaction(engine, lambda connection: connection.execute(_COLUMNS).all())
        _known[engine] = Features(frozenset((str(table), str(column)) for table, column in rows))
    return _known[engine]
