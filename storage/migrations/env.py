"""What Alembic runs: our migrations on the connection that `storage.migrations` hands over."""

from typing import cast

from alembic import context
from sqlalchemy import Connection

from storage.migrations import VERSION_TABLE

connection = cast("Connection", context.config.attributes["connection"])
context.configure(connection=connection, version_table=VERSION_TABLE)
context.run_migrations()
