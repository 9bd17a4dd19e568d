"""The ledger knows estimates and prompt versions, and sums up a day of everybody's calls from an index alone."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

# both columns have a default or may be NULL: the previous release goes on writing rows without them
_STATEMENTS = """
ALTER TABLE "AIModelCall" ADD COLUMN IF NOT EXISTS "isEstimated" BOOLEAN NOT NULL DEFAULT false;
ALTER TABLE "AIModelCall" ADD COLUMN IF NOT EXISTS "promptVersion" TEXT;
CREATE INDEX IF NOT EXISTS "AIModelCall_createdAt_idx" ON "AIModelCall"("createdAt") INCLUDE ("costUsd");
"""


def upgrade() -> None:
    """Add what is missing to a table of our own."""
    op.get_bind().exec_driver_sql(_STATEMENTS)
