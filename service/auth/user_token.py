"""Mode `jwt`: the user's own token; its `sub` is the user's id in FitCSV."""

import re
from collections.abc import Callable, Sequence

from service.auth.errors import Reason, Unrecognised
from service.auth.jwks import Keys
from service.auth.token import Rules, bearer_token, verified

Headers = Sequence[tuple[bytes, bytes]]

SYSTEM_USER = "00000000-0000-0000-0000-000000000000"
"""The owner of FitCSV's system exercises; nobody signs in as this one."""

# OpenID Connect Core, section 2: at most 255 ASCII characters; none of them a blank or a control character here
_USER_ID = re.compile(r"[!-~]{1,255}")


class UserTokens:
    """Knows users by their tokens."""

    def __init__(self, *, issuer: str, audience: str, keys: Keys, now: Callable[[], float]) -> None:
        """Trust one issuer.

        Args:
            issuer: the `iss` that tokens must have.
            audience: what their `aud` must be, or hold among others.
            keys: of the issuer.
            now: Unix time in seconds.
        """
        self._rules = Rules(issuer=issuer, audiences=frozenset({audience}), allows_more_audiences=True)
        self._keys = keys
        self._now = now

    async def user(self, headers: Headers) -> str:
        """The id of the user who calls.

        Raises:
            Unrecognised: no token, or not a good one.
            KeysUnavailable: nobody can tell.
        """
        claims = await verified(bearer_token(headers), self._rules, self._keys, now=self._now())
        user_id: object = claims.get("sub")
        if not isinstance(user_id, str) or not can_be_a_user(user_id):
            raise Unrecognised(Reason.SUBJECT)
        return user_id


def can_be_a_user(user_id: str) -> bool:
    """Whether a user of FitCSV may have this id."""
    return _USER_ID.fullmatch(user_id) is not None and user_id != SYSTEM_USER
