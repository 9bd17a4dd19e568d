"""An in-process queue server that speaks Cloud Tasks v2, for development and tests.

The official client talks to it as it talks to Google. It keeps tasks in memory only: what is lost with the process is
re-enqueued by the sweeper, as after a purge of the real queue.
"""

from .errors import LocalQueueError
from .faults import Faults
from .queue import QueueConfig
from .rate import RateLimits
from .retry import RetryPolicy
from .server import LocalQueue
from .store import QueueStats

__all__ = ["Faults", "LocalQueue", "LocalQueueError", "QueueConfig", "QueueStats", "RateLimits", "RetryPolicy"]
