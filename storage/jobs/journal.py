"""The journal of finished steps: a retry reads a reply here instead of paying for it again."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, text

from storage.clock import UTC_NOW
from storage.jobs import claim
from storage.json_text import to_jsonb

_GET = text("""
SELECT "reply" FROM "AIJobStep"
WHERE "jobId" = :job_id AND "step" = :step AND "inputHash" = :input_hash AND "promptVersion" = :prompt_version
""")

_PUT = text(f"""
INSERT INTO "AIJobStep" ("jobId", "step", "inputHash", "promptVersion", "reply", "createdAt")
VALUES (:job_id, :step, :input_hash, :prompt_version, CAST(:reply AS jsonb), {UTC_NOW})
ON CONFLICT ("jobId", "step") DO UPDATE SET "inputHash" = EXCLUDED."inputHash",
    "promptVersion" = EXCLUDED."promptVersion", "reply" = EXCLUDED."reply", "createdAt" = EXCLUDED."createdAt"
""")  # noqa: S608 - only the clock is put in


# replies are JSON of the agents' own shape
def get(connection: Connection, job_id: str, step: str, input_hash: str, prompt_version: str) -> Any:
    """The reply of a finished step; None when there is none for just this input and prompt."""
    values = {"job_id": job_id, "step": step, "input_hash": input_hash, "prompt_version": prompt_version}
    return connection.execute(_GET, values).scalar_one_or_none()


def put(
    connection: Connection,
    job_id: str,
    fence: int,
    *,
    step: str,
    input_hash: str,
    prompt_version: str,
    reply: Mapping[str, Any] | list[Any] | str,
) -> None:
    """Store the reply of a finished step in place of an older one.

    Raises:
        LostLease: the fence is not the job's, or the job has ended.
    """
    claim.own(connection, job_id, fence)
    values = {"job_id": job_id, "step": step, "input_hash": input_hash, "prompt_version": prompt_version}
    connection.execute(_PUT, {**values, "reply": to_jsonb(reply)})
