"""The database's clock: the only one that leases and schedules know."""

UTC_NOW = "(clock_timestamp() AT TIME ZONE 'UTC')"
"""Now, as Prisma's TIMESTAMP(3) columns hold it. It moves on inside a transaction, unlike CURRENT_TIMESTAMP."""

DURATION_MS = (
    f'CAST(LEAST(extract(epoch FROM {UTC_NOW} - COALESCE("startedAt", "createdAt")) * 1000, 2147483647) AS integer)'
)
"""From a job's start to now. The column is an INTEGER, which 25 days of milliseconds do not fit: they are cut there,
because one row that somebody left in `processing` for a month must not stop the sweep of all others."""
