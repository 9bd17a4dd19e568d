"""The gRPC face of the store: method by method what google.cloud.tasks.v2.CloudTasks offers.

IAM, CMEK, batch and RunTask calls are not offered; gRPC itself answers them with UNIMPLEMENTED.
"""

from collections.abc import Callable
from typing import Any

import grpc
from google.cloud import tasks_v2
from google.protobuf import empty_pb2

from .errors import Refusal, invalid
from .name import parse_location, parse_queue, parse_task
from .store import TaskStore
from .task import StoredTask
from .wire import message_class, new_task, queue_config, queue_message, queue_name, task_message, updated_config

_SERVICE = "google.cloud.tasks.v2.CloudTasks"
_MAX_TASK_PAGE = 1_000
_MAX_QUEUE_PAGE = 9_800

# Any: protobuf messages have no static types (see wire.py).
Message = Any
Method = Callable[[Message], Message]
OnLoop = Callable[[Callable[[], Message]], Message]

_ListQueuesResponse = message_class(tasks_v2.ListQueuesResponse)
_ListTasksResponse = message_class(tasks_v2.ListTasksResponse)


class CloudTasksMethods:
    """The methods. Each runs on the server's loop thread, so that the store needs no lock."""

    def __init__(self, store: TaskStore, poke: Callable[[], None]) -> None:
        """Serve this store; `poke` tells the dispatcher that something may be due."""
        self._store = store
        self._poke = poke

    def create_queue(self, request: Message) -> Message:
        """Add a queue."""
        parent, name = parse_location(request.parent), queue_name(request.queue)
        if not name.startswith(f"{parent}/queues/"):
            raise invalid(f"queue name {name!r} must lie in the location of the request, {parent!r}")
        return queue_message(self._store.create_queue(name, queue_config(request.queue)))

    def update_queue(self, request: Message) -> Message:
        """Change a queue's limits; as with Google, a missing queue is made."""
        name = queue_name(request.queue)
        if name not in self._store.queues:
            return queue_message(self._store.create_queue(name, queue_config(request.queue)))
        queue = self._store.queue(name)
        queue.configure(updated_config(queue, request), now=self._store.now())
        self._poke()
        return queue_message(queue)

    def get_queue(self, request: Message) -> Message:
        """Show a queue."""
        return queue_message(self._store.queue(parse_queue(request.name)))

    def list_queues(self, request: Message) -> Message:
        """Show a location's queues, by name."""
        prefix = f"{parse_location(request.parent)}/queues/"
        if request.filter:
            raise invalid("the local queue cannot filter; leave filter empty")
        names = sorted(name for name in self._store.queues if name.startswith(prefix))
        page, token = _page(names, request, limit=_MAX_QUEUE_PAGE)
        queues = [queue_message(self._store.queues[name]) for name in page]
        return _ListQueuesResponse(queues=queues, next_page_token=token)

    def delete_queue(self, request: Message) -> Message:
        """Remove a queue and its tasks."""
        self._store.delete_queue(parse_queue(request.name))
        self._poke()
        return empty_pb2.Empty()

    def purge_queue(self, request: Message) -> Message:
        """Remove a queue's tasks."""
        queue = self._store.purge(parse_queue(request.name))
        self._poke()
        return queue_message(queue)

    def pause_queue(self, request: Message) -> Message:
        """Stop sending; tasks can still be added."""
        return self._set_paused(request, is_paused=True)

    def resume_queue(self, request: Message) -> Message:
        """Send again."""
        return self._set_paused(request, is_paused=False)

    def create_task(self, request: Message) -> Message:
        """Add a task."""
        try:
            task = self._store.create_task(parse_queue(request.parent), new_task(request.task))
        finally:
            # Also after a lost answer: the task exists.
            self._poke()
        return task_message(task, request.response_view)

    def get_task(self, request: Message) -> Message:
        """Show a task."""
        return task_message(self._store.task(parse_task(request.name)), request.response_view)

    def list_tasks(self, request: Message) -> Message:
        """Show a queue's tasks, by id."""
        tasks: dict[str, StoredTask] = self._store.queue(parse_queue(request.parent)).tasks
        page, token = _page(sorted(tasks), request, limit=_MAX_TASK_PAGE)
        messages = [task_message(tasks[task_id], request.response_view) for task_id in page]
        return _ListTasksResponse(tasks=messages, next_page_token=token)

    def delete_task(self, request: Message) -> Message:
        """Remove a task."""
        self._store.delete_task(parse_task(request.name))
        self._poke()
        return empty_pb2.Empty()

    def _set_paused(self, request: Message, *, is_paused: bool) -> Message:
        queue = self._store.queue(parse_queue(request.name))
        queue.is_paused = is_paused
        self._poke()
        return queue_message(queue)


def rpc_handler(methods: CloudTasksMethods, on_loop: OnLoop) -> grpc.GenericRpcHandler:
    """The handler for a gRPC server.

    Args:
        methods: what to offer.
        on_loop: runs a call on the loop thread and returns or raises what it does.
    """
    table: list[tuple[str, Method, Any, Any]] = [
        ("CreateQueue", methods.create_queue, tasks_v2.CreateQueueRequest, tasks_v2.Queue),
        ("UpdateQueue", methods.update_queue, tasks_v2.UpdateQueueRequest, tasks_v2.Queue),
        ("GetQueue", methods.get_queue, tasks_v2.GetQueueRequest, tasks_v2.Queue),
        ("ListQueues", methods.list_queues, tasks_v2.ListQueuesRequest, tasks_v2.ListQueuesResponse),
        ("DeleteQueue", methods.delete_queue, tasks_v2.DeleteQueueRequest, None),
        ("PurgeQueue", methods.purge_queue, tasks_v2.PurgeQueueRequest, tasks_v2.Queue),
        ("PauseQueue", methods.pause_queue, tasks_v2.PauseQueueRequest, tasks_v2.Queue),
        ("ResumeQueue", methods.resume_queue, tasks_v2.ResumeQueueRequest, tasks_v2.Queue),
        ("CreateTask", methods.create_task, tasks_v2.CreateTaskRequest, tasks_v2.Task),
        ("GetTask", methods.get_task, tasks_v2.GetTaskRequest, tasks_v2.Task),
        ("ListTasks", methods.list_tasks, tasks_v2.ListTasksRequest, tasks_v2.ListTasksResponse),
        ("DeleteTask", methods.delete_task, tasks_v2.DeleteTaskRequest, None),
    ]
    handlers = {
        name: grpc.unary_unary_rpc_method_handler(
            _behaviour(method, on_loop),
            request_deserializer=message_class(request).FromString,
            response_serializer=(message_class(response) if response else empty_pb2.Empty).SerializeToString,
        )
        for name, method, request, response in table
    }
    return grpc.method_handlers_generic_handler(_SERVICE, handlers)


def _behaviour(method: Method, on_loop: OnLoop) -> Callable[[Message, grpc.ServicerContext], Message]:
    def answer(request: Message, context: grpc.ServicerContext) -> Message:
        try:
            return on_loop(lambda: method(request))
        except Refusal as refusal:
            context.abort(refusal.code, refusal.message)

    return answer


def _page(keys: list[str], request: Message, *, limit: int) -> tuple[list[str], str]:
    """Cut a page out of sorted keys; the token is the last key seen, so that changes in between do no harm."""
    if request.page_size < 0:
        raise invalid(f"page_size {request.page_size!r} must not be negative")
    after = [key for key in keys if key > request.page_token]
    size = min(request.page_size or limit, limit)
    page = after[:size]
    return page, page[-1] if len(after) > size else ""
