"""The worker's callers: Cloud Tasks and Cloud Scheduler, each with an OIDC token of its own service account.

The headers `X-CloudTasks-*` prove nothing and are not asked (design 06, A64).
"""

from service.auth.errors import Reason, Unrecognised
from service.auth.google_token import GoogleTokens
from service.auth.token import bearer_token
from service.auth.user_token import Headers

_FRONT_END_HEADER = b"x-serverless-authorization"


class TaskTokens:
    """Knows the queue and the scheduler."""

    def __init__(self, tokens: GoogleTokens, *, task_account: str, scheduler_account: str) -> None:
        """Trust these two.

        Args:
            tokens: for the worker's own audience.
            task_account: whose token tasks carry.
            scheduler_account: whose token the sweep carries.
        """
        self._tokens = tokens
        self._task_account = task_account
        self._scheduler_account = scheduler_account

    async def task(self, headers: Headers, path: str) -> None:
        """Pass if Cloud Tasks calls.

        Raises:
            AuthError: it does not, or nobody can tell.
        """
        await self._check(headers, path, self._task_account)

    async def sweep(self, headers: Headers, path: str) -> None:
        """Pass if Cloud Scheduler calls.

        Raises:
            AuthError: it does not, or nobody can tell.
        """
        await self._check(headers, path, self._scheduler_account)

    async def _check(self, headers: Headers, path: str, account: str) -> None:
        # Cloud Run checks this one instead, and then nobody has looked at the token that we would read
        if any(name.lower() == _FRONT_END_HEADER for name, _ in headers):
            raise Unrecognised(Reason.HEADER)
        await self._tokens.check(bearer_token(headers), (account,), path=path)
