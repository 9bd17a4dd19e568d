"""The sweep as a service does it: done, logged, and its figures counted."""

import structlog

from service.api.parts import Parts
from storage.jobs.answers import SweepReport

logger = structlog.get_logger(__name__)


async def sweep(parts: Parts) -> SweepReport:
    """Put back or end what dead workers and lost tasks left behind, and say how long the oldest job waits.

    Raises:
        StorageError: the database does not answer; the next sweep is another try.
    """
    report = await parts.threads.run(parts.jobs.sweep)
    oldest_wait_s = await parts.threads.run(parts.jobs.oldest_wait_s)
    logger.info(
        "swept",
        oldest_wait_s=round(oldest_wait_s, 1),
        requeued=report.requeued,
        count=report.requeued + report.reenqueued + report.failed + report.cancelled + report.expired,
    )
    return report
