"""Makes zombies: a worker stops where it has done the model's work and is about to complete the job (design 06, A22).

Chance alone rarely lets a stopped worker go on while its rival is at work, and only then a missing fence does harm.
"""

import os
import signal
import threading

from storage.fault_point import FaultPlan, FaultPoint


class Zombie(FaultPlan):
    """Stops its own process at `complete.begun`, once for each time the thread at hand was armed.

    Who watches the process continues it, after the lease.
    """

    def __init__(self) -> None:
        """Nothing is armed."""
        self._armed = threading.local()

    def arm(self) -> None:
        """Stop the next time that this thread begins to complete a job."""
        self._armed.is_set = True

    def reach(self, point: FaultPoint) -> None:
        """Stop the whole process, every thread of it, where the thread was armed."""
        if point is FaultPoint.COMPLETE_BEGUN and getattr(self._armed, "is_set", False):
            self._armed.is_set = False
            os.kill(os.getpid(), signal.SIGSTOP)
