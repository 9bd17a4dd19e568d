"""What an error of a provider's client means: one of the named causes.

litellm changes statuses on the way (529 of Anthropic's becomes 500, a refused connection 500), so the provider's own
answer is looked up among the errors behind the error. What it says is never passed on: it may quote part of a key.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from agents.fallback import Cause, Failure
from agents.retry_after import retry_after_s

_DEPTH = 12
_SPENDING_WORDS = ("insufficient_quota", "enforced_spend_limit_reached", "credit balance is too low")
"""OpenAI's code, Anthropic's error type (design 06, A45), and what Anthropic writes when prepaid credit is used up."""

_OVERLOADED = frozenset({503, 529})
_BAD_KEY = frozenset({401, 403})


def failure_of(error: BaseException, *, now: datetime) -> Failure:
    """The failure that an error is.

    Args:
        error: what the client raised.
        now: the time, to read a `Retry-After` that is a date.
    """
    behind = list(_behind(error))
    names = {type(one).__name__ for one in behind}
    status, headers = _answer(behind)
    if status is None:
        if names & {"ConnectError", "ConnectTimeout", "ConnectionRefusedError", "ClientConnectorError", "gaierror"}:
            return Failure(cause=Cause.UNREACHABLE)
        if any("Timeout" in name for name in names) or isinstance(error, TimeoutError):
            return Failure(cause=Cause.TIMEOUT)
        if names & {"ReadError", "RemoteProtocolError", "ClientPayloadError", "ServerDisconnectedError", "WriteError"}:
            return Failure(cause=Cause.CUT)
        claimed = getattr(error, "status_code", None)
        if names & {"KeyError", "JSONDecodeError", "ValidationError", "TypeError", "IndexError", "AttributeError"}:
            return Failure(cause=Cause.GARBLED)
        if not isinstance(claimed, int):
            return Failure(cause=Cause.GARBLED)
        status = claimed
    return Failure(
        cause=_cause(status, _words(behind), names),
        status=status,
        wait_s=retry_after_s(headers.get("retry-after"), now=now),
    )


def _cause(status: int, words: str, names: set[str]) -> Cause:
    if status < 500 and any(word in words for word in _SPENDING_WORDS):  # noqa: PLR2004
        return Cause.SPENDING_LIMIT
    if status in _BAD_KEY:
        return Cause.BAD_KEY
    if status == 429:  # noqa: PLR2004 - statuses of HTTP are their own names
        return Cause.RATE_LIMITED
    if status == 413 or "ContextWindowExceededError" in names:  # noqa: PLR2004
        return Cause.TOO_LONG
    if status == 404:  # noqa: PLR2004
        return Cause.UNKNOWN_MODEL
    if status == 408:  # noqa: PLR2004
        return Cause.TIMEOUT
    if status in _OVERLOADED:
        return Cause.OVERLOADED
    # 409 and 425 pass by themselves, as trouble of the server's does
    if status in {409, 425} or status >= 500:  # noqa: PLR2004
        return Cause.SERVER_ERROR
    return Cause.BAD_REQUEST


def _words(behind: list[BaseException]) -> str:
    """What the provider said, to look for its codes in; OpenAI's clients keep the code out of the message."""
    return " ".join(f"{one} {getattr(one, 'body', '')}" for one in behind).lower()


def _answer(behind: list[BaseException]) -> tuple[int | None, Mapping[str, str]]:
    """Status and headers of the provider's own answer, if it gave one."""
    for one in reversed(behind):
        response: Any = getattr(one, "response", None)
        status = getattr(response, "status_code", None)
        # litellm makes up answers where there was none; only httpx's own errors carry a real one
        if isinstance(status, int) and type(one).__module__.partition(".")[0] in {"httpx", "openai", "anthropic"}:
            found = cast("Mapping[str, str]", response.headers)
            return status, {str(name).lower(): str(value) for name, value in found.items()}
    return None, {}


def _behind(error: BaseException) -> Iterator[BaseException]:
    """The error and those that it came from."""
    one: BaseException | None = error
    for _ in range(_DEPTH):
        if one is None:
            return
        yield one
        one = one.__cause__ or one.__context__
