"""Reading jobs: one, or a page of them."""

from sqlalchemy import Engine, and_, bindparam, or_, select, text

from storage.clock import UTC_NOW
from storage.jobs.answers import JobPage
from storage.jobs.cursor import cursor_of, read_cursor
from storage.jobs.job_row import JobRow, job_of
from storage.jobs.story import StoryEvent, read_story
from storage.tables import job as table
from storage.transaction import in_one_trip, in_transaction

MAX_PAGE = 100

_OLDEST_WAIT = text(f"""
SELECT COALESCE(EXTRACT(EPOCH FROM {UTC_NOW} - min(COALESCE("runAt", "createdAt"))), 0) FROM "AIJob"
WHERE "status" = 'queued' AND COALESCE("runAt", "createdAt") <= {UTC_NOW}
""")  # noqa: S608 - only the clock is put in


# built once: it is asked for more often than all other statements together, and building costs more than sending
_OF_ANYBODY = select(table).where(table.c.id == bindparam("job"))
_OF_USER = _OF_ANYBODY.where(table.c.userId == bindparam("owner"))


class Reading:
    """The part of the job store that reads."""

    def __init__(self, engine: Engine) -> None:
        """Jobs of this database; nothing is asked of it yet."""
        self._engine = engine

    def get(self, job_id: str, user_id: str) -> JobRow | None:
        """The user's job; None when it is missing or another user's."""
        rows = in_one_trip(self._engine, _OF_USER, {"job": job_id, "owner": user_id})
        return job_of(rows[0]) if rows else None

    def story(self, job_id: str) -> tuple[StoryEvent, ...]:
        """What happened to a job, oldest first, whoever owns it."""
        return in_transaction(self._engine, lambda connection: read_story(connection, job_id))

    def oldest_wait_s(self) -> float:
        """For how many seconds the job that has waited longest could have been started; 0 when none waits."""
        read = in_transaction(self._engine, lambda connection: connection.execute(_OLDEST_WAIT).scalar_one())
        return float(read)

    def load(self, job_id: str) -> JobRow | None:
        """The job of whatever user, for the worker and the operator."""
        rows = in_one_trip(self._engine, _OF_ANYBODY, {"job": job_id})
        return job_of(rows[0]) if rows else None

    def list(
        self,
        user_id: str | None,
        *,
        status: str | None = None,
        job_type: str | None = None,
        limit: int = 20,
        cursor: str | None = None,
    ) -> JobPage:
        """Jobs of a user (None: of all), newest first, at most 100 at a time.

        Raises:
            BadCursor: the cursor was not made by us.
        """
        size = max(1, min(limit, MAX_PAGE))
        query = select(table).order_by(table.c.createdAt.desc(), table.c.id.desc()).limit(size + 1)
        if user_id is not None:
            query = query.where(table.c.userId == user_id)
        if status is not None:
            query = query.where(table.c.status == status)
        if job_type is not None:
            query = query.where(table.c.type == job_type)
        if cursor is not None:
            created_at, job_id = read_cursor(cursor)
            older = and_(table.c.createdAt == created_at, table.c.id < job_id)
            query = query.where(or_(table.c.createdAt < created_at, older))
        rows = in_transaction(self._engine, lambda connection: connection.execute(query).all())
        jobs = tuple(job_of(row) for row in rows[:size])
        return JobPage(jobs=jobs, next_cursor=cursor_of(jobs[-1]) if len(rows) > size else None)
