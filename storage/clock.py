"""The database's clock: the only one that leases and schedules know."""

UTC_NOW = "(clock_timestamp() AT TIME ZONE 'UTC')"
"""Now, as Prisma's TIMESTAMP(3) columns hold it. It moves on inside a transaction, unlike CURRENT_TIMESTAMP."""
