"""Resource names of locations, queues and tasks, as Cloud Tasks spells them."""

import re
from dataclasses import dataclass

from .errors import invalid

_LOCATION = r"projects/[A-Za-z0-9:.\-]+/locations/[A-Za-z0-9\-]+"
_QUEUE = rf"{_LOCATION}/queues/[A-Za-z0-9\-]{{1,100}}"
_LOCATION_PATTERN = re.compile(_LOCATION)
_QUEUE_PATTERN = re.compile(_QUEUE)
_TASK_PATTERN = re.compile(rf"(?P<queue>{_QUEUE})/tasks/(?P<task_id>[A-Za-z0-9_\-]{{1,500}})")


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskName:
    """Where a task lives: the full name of its queue, and its id in there."""

    queue: str
    task_id: str

    def __str__(self) -> str:
        """The full resource name."""
        return f"{self.queue}/tasks/{self.task_id}"

    @property
    def queue_id(self) -> str:
        """The last part of the queue's name, as the `X-CloudTasks-QueueName` header has it."""
        return self.queue.rpartition("/")[2]


def parse_location(text: str) -> str:
    """Return the name of a location; refuse anything else with INVALID_ARGUMENT."""
    if not _LOCATION_PATTERN.fullmatch(text):
        raise invalid(f"location {text!r} must look like 'projects/PROJECT_ID/locations/LOCATION_ID'")
    return text


def parse_queue(text: str) -> str:
    """Return the name of a queue; refuse anything else with INVALID_ARGUMENT."""
    if not _QUEUE_PATTERN.fullmatch(text):
        raise invalid(
            f"queue name {text!r} must look like 'projects/PROJECT_ID/locations/LOCATION_ID/queues/QUEUE_ID' "
            "with 1 to 100 letters, digits or hyphens as QUEUE_ID"
        )
    return text


def parse_task(text: str) -> TaskName:
    """Return the name of a task; refuse anything else with INVALID_ARGUMENT."""
    match = _TASK_PATTERN.fullmatch(text)
    if match is None:
        raise invalid(
            f"task name {text!r} must look like 'projects/PROJECT_ID/locations/LOCATION_ID/queues/QUEUE_ID/tasks/"
            "TASK_ID' with 1 to 500 letters, digits, hyphens or underscores as TASK_ID"
        )
    return TaskName(queue=match["queue"], task_id=match["task_id"])
