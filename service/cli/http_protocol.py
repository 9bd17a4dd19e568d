"""The server's HTTP, with its one answer that never reaches the application: bytes that are no request."""

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from service.api.edge import SECURITY_HEADERS
from service.api.problem import MEDIA_TYPE

_BODY = (
    b'{"type":"urn:fitcsv-ai:problem:not_http","title":"Bad request","status":400,"code":"not_http",'
    b'"detail":"These bytes are not an HTTP/1.1 request."}'
)


class ProblemProtocol(H11Protocol):
    """Answers them as everything else is answered: as a problem, with the security headers."""

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002 - uvicorn's own words
        """Answer, unless an answer is under way already, and hang up."""
        # in the middle of a request's body there may be one, and a second head inside of it would be a lie
        if self.conn.our_state in (h11.IDLE, h11.SEND_RESPONSE):
            headers = (
                (b"content-type", MEDIA_TYPE.encode()),
                (b"content-length", str(len(_BODY)).encode()),
                (b"connection", b"close"),
                (b"cache-control", b"no-store"),
                *SECURITY_HEADERS,
            )
            head = b"".join(b"%b: %b\r\n" % pair for pair in headers)
            self.transport.write(b"HTTP/1.1 400 Bad Request\r\n" + head + b"\r\n" + _BODY)
        self.transport.close()
