"""Where a page of a list ends: opaque to the client, a time and an id to us."""

import base64
import binascii
import json
from datetime import datetime

from storage.errors import BadCursor
from storage.jobs.job_row import JobRow
from storage.json_text import storable


def cursor_of(job: JobRow) -> str:
    """The cursor of the page that follows this job."""
    text = json.dumps([job.created_at.replace(tzinfo=None).isoformat(), job.job_id])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(cursor: str) -> tuple[datetime, str]:
    """When the job before the page was made, and its id.

    Raises:
        BadCursor: the cursor was not made by us.
    """
    try:
        text = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        created_at, job_id = json.loads(text)
        return datetime.fromisoformat(created_at).replace(tzinfo=None), storable(job_id)
    except (ValueError, TypeError, binascii.Error) as error:
        raise BadCursor("the cursor was not made by this service; leave it out to begin anew") from error
