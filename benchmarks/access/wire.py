"""HTTP as an attacker speaks it: headers of any bytes, twice if wanted, and bodies that need not fit."""

import http.client
from collections.abc import Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

_TIMEOUT_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back.

    Attributes:
        status: HTTP status.
        headers: in small letters, in their order.
        body: all of it.
    """

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    def header(self, name: str) -> str | None:
        """The first header of this name."""
        return next((value for key, value in self.headers if key == name), None)

    @property
    def lasting(self) -> tuple[int, tuple[tuple[str, str], ...], bytes]:
        """Everything but what differs from one request to the next by its nature: date and request id."""
        request_id = self.header("x-request-id") or ""
        headers = tuple(pair for pair in self.headers if pair[0] not in ("date", "x-request-id"))
        return self.status, headers, self.body.replace(request_id.encode(), b"-") if request_id else self.body


class Wire:
    """One connection that is opened again whenever the server closed it; a context manager."""

    def __init__(self, url: str) -> None:
        """Talk to this address."""
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_TIMEOUT_S)

    def __enter__(self) -> Self:
        """Nothing is opened before the first request."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close."""
        self._connection.close()

    def send(
        self, method: str, target: str, headers: Sequence[tuple[bytes, bytes]] = (), body: bytes | None = None
    ) -> Answer:
        """Send one request and read the answer."""
        try:
            return self._send(method, target, headers, body)
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # an idle connection that the server had closed
            self._connection.close()
            return self._send(method, target, headers, body)

    def _send(self, method: str, target: str, headers: Sequence[tuple[bytes, bytes]], body: bytes | None) -> Answer:
        connection = self._connection
        try:
            return self._exchange(connection, method, target, headers, body)
        except BaseException:
            # whatever is left on it would be taken for the next answer
            connection.close()
            raise

    @staticmethod
    def _exchange(
        connection: http.client.HTTPConnection,
        method: str,
        target: str,
        headers: Sequence[tuple[bytes, bytes]],
        body: bytes | None,
    ) -> Answer:
        connection.putrequest(method, target, skip_accept_encoding=True)
        if body is not None and not any(name.lower() == b"content-type" for name, _ in headers):
            connection.putheader("Content-Type", "application/json")
        if body is not None:
            connection.putheader("Content-Length", str(len(body)))
        for name, value in headers:
            connection.putheader(name.decode("latin-1"), value)
        connection.endheaders(body)
        reply = connection.getresponse()
        is_stream = reply.headers.get_content_type() == "text/event-stream"
        # a stream of a job that waits would never end
        content = reply.read1(65_536) if is_stream else reply.read()
        if is_stream or reply.will_close:
            connection.close()
        found = tuple((name.lower(), value) for name, value in reply.getheaders())
        return Answer(status=reply.status, headers=found, body=content)
