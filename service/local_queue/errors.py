"""Errors of the local queue.

LocalQueueError
└── Refusal      a call is answered with a gRPC status instead of a result
"""

import grpc


class LocalQueueError(Exception):
    """The local queue cannot start or is not running; the message says what to do."""


class Refusal(LocalQueueError):
    """A call is answered with a gRPC status instead of a result.

    Attributes:
        code: the status the real service gives in this situation.
        message: names the value and what would be right; it reaches the caller.
    """

    def __init__(self, code: grpc.StatusCode, message: str) -> None:
        """Keep the status and the sentence."""
        super().__init__(message)
        self.code = code
        self.message = message


def invalid(message: str) -> Refusal:
    """The refusal of a request that can never be right."""
    return Refusal(grpc.StatusCode.INVALID_ARGUMENT, message)
