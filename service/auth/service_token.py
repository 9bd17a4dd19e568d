"""Mode `service`: FitCSV's backend calls with its own Google token, and says in a header for which user."""

from collections.abc import Collection

from service.auth.errors import UserNotNamed
from service.auth.google_token import GoogleTokens
from service.auth.token import bearer_token
from service.auth.user_token import Headers, can_be_a_user

USER_HEADER = "X-User-Id"


class ServiceTokens:
    """Knows users by the word of a backend that we know."""

    def __init__(self, tokens: GoogleTokens, accounts: Collection[str]) -> None:
        """Trust these service accounts."""
        self._tokens = tokens
        self._accounts = frozenset(accounts)

    async def user(self, headers: Headers) -> str:
        """The id of the user for whom the backend calls.

        Raises:
            Unrecognised: no token, or not a good one.
            NotAllowed: another account's token.
            UserNotNamed: the header is missing, there twice, or holds no id.
            KeysUnavailable: nobody can tell.
        """
        await self._tokens.check(bearer_token(headers), self._accounts)
        named = [value.decode("latin-1") for name, value in headers if name.lower() == USER_HEADER.lower().encode()]
        if len(named) != 1 or not can_be_a_user(named[0]):
            raise UserNotNamed(USER_HEADER)
        return named[0]
