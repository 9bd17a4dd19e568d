"""How many requests a process works on at one time; the next one is sent away at once, while that is still cheap."""

from starlette.types import Message, Receive, Scope

from service.api.problem import Problem

MAX_UNDER_WAY = 100
"""Requests under way in one process.

More than the 40 that Cloud Run hands to one instance of the API (`infra`, sizes), so that there its own line is the first
to be full. With five threads (`service.bootstrap`) and at most 4 ms of CPU a request the last of them is answered within
0.4 s of one core's time; fewer places would refuse what 300 reads a second send while a process pauses for 0.2 s. Without
a bound, twenty times as many requests as one core can do waited for 49 s.
"""
_RETRY_S = "2"
_HAS_OWN_BOUND = ("/health/", "/tasks/")
"""Whether a process lives must be seen above all when it is full. And a task is under way as long as its job, which would
take the places of posts; how many there are is the queue's to say, and Cloud Run's."""


class Places:
    """The places of one process. Lives on one event loop."""

    def __init__(self, size: int = MAX_UNDER_WAY) -> None:
        """All are free."""
        self._size = size
        self._taken = 0

    def take(self) -> None:
        """Take a place.

        Raises:
            Problem: 503, there is none.
        """
        if self._taken >= self._size:
            detail = "The service has more requests than it can answer in time; nothing was stored, try again shortly."
            raise Problem(503, "too_busy", detail, headers={"Retry-After": _RETRY_S})
        self._taken += 1

    def give_back(self) -> None:
        """Free a place."""
        self._taken -= 1


class Place:
    """One request's place: held from its head to the head of its answer, but not while its body is waited for.

    So nobody holds one who sends his body slowly, reads his answer slowly, or follows a stream of events, of which there
    are only so many anyway (`service.api.events`).
    """

    def __init__(self, places: Places, scope: Scope) -> None:
        """Take a place, where the request needs one.

        Raises:
            Problem: 503, there is none.
        """
        self._places = places
        self._is_needed = not scope["path"].startswith(_HAS_OWN_BOUND)
        self._is_held = False
        self._take()

    async def receive(self, receive: Receive, *, is_body_due: bool) -> Message:
        """The next message of the request.

        Raises:
            Problem: 503, somebody else took the place while the body was on its way.
        """
        if not (is_body_due and self._is_held):
            return await receive()
        self._free()
        message = await receive()
        self._take()
        return message

    def leave(self) -> None:
        """Give the place back for good; harmless when none is held."""
        self._is_needed = False
        self._free()

    def _take(self) -> None:
        if self._is_needed:
            self._places.take()
            self._is_held = True

    def _free(self) -> None:
        if self._is_held:
            self._is_held = False
            self._places.give_back()
