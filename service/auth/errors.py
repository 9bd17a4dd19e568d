"""Why a caller may not pass. The reason is for our logs; callers are told no more than the class.

AuthError
├── Unrecognised     no token, or one that proves nothing: 401
├── NotAllowed       a good token of somebody who may not do this: 403
├── UserNotNamed     FitCSV's backend did not say for which user it calls: 422
└── KeysUnavailable  the issuer's keys cannot be had, so nothing can be decided: 503
"""

from enum import StrEnum


class Reason(StrEnum):
    """What was wrong, in a word for the log."""

    NO_TOKEN = "no_token"  # noqa: S105 - not a password
    MALFORMED = "malformed"
    HEADER = "header"
    ALGORITHM = "algorithm"
    KEY = "key"
    SIGNATURE = "signature"
    CLAIMS = "claims"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    EXPIRED = "expired"
    NOT_YET = "not_yet"
    SUBJECT = "subject"
    EMAIL = "email"
    ACCOUNT = "account"


class AuthError(Exception):
    """A caller may not pass."""


class Unrecognised(AuthError):
    """There is no token, or it proves nothing."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason, and nothing of the token."""
        super().__init__(reason.value)
        self.reason = reason


class NotAllowed(AuthError):
    """The token is good, but whoever holds it may not do this."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(reason.value)
        self.reason = reason


class UserNotNamed(AuthError):
    """FitCSV's backend did not say, or not properly, for which user it calls."""


class KeysUnavailable(AuthError):
    """The issuer's keys cannot be had at the moment, and none are left from before."""
