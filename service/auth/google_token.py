"""Google's OIDC tokens of service accounts: what google-auth leaves unchecked is checked here (design 08, 8.4)."""

from collections.abc import Callable, Collection
from dataclasses import replace

from service.auth.auth_settings import GOOGLE_ISSUER
from service.auth.errors import NotAllowed, Reason, Unrecognised
from service.auth.jwks import Keys
from service.auth.token import Rules, verified


class GoogleTokens:
    """Knows service accounts by their tokens for one audience."""

    def __init__(
        self,
        *,
        audience: str,
        keys: Keys,
        now: Callable[[], float],
        issuer: str = GOOGLE_ISSUER,
        is_signature_removed: bool = False,
    ) -> None:
        """Trust Google, for this audience.

        Args:
            audience: the `aud` that tokens must have.
            keys: Google's.
            now: Unix time in seconds.
            issuer: the `iss` that tokens must have.
            is_signature_removed: whether Cloud Run's front end has checked the signature and taken it away.
        """
        self._rules = Rules(issuer=issuer, audiences=frozenset({audience}), is_signature_removed=is_signature_removed)
        self._audience = audience
        self._keys = keys
        self._now = now

    async def check(self, token: str, accounts: Collection[str], *, path: str = "") -> None:
        """Pass if the token is that of one of these accounts.

        Args:
            token: three parts in base64url.
            accounts: who may.
            path: of the request; the audience may be the whole address, as Cloud Tasks and Cloud Scheduler make it
                when whoever creates the task names none (HttpRequest reference, `oidcToken.audience`).

        Raises:
            Unrecognised: it is not a good token, or its e-mail address is not verified.
            NotAllowed: it is another account's.
            KeysUnavailable: nobody can tell.
        """
        rules = replace(self._rules, audiences=frozenset({self._audience, self._audience + path}))
        claims = await verified(token, rules, self._keys, now=self._now())
        email: object = claims.get("email")
        # `is True`: the word "true" would be the claim of an issuer that we do not know
        if claims.get("email_verified") is not True or not isinstance(email, str) or not email:
            raise Unrecognised(Reason.EMAIL)
        if email not in accounts:
            raise NotAllowed(Reason.ACCOUNT)
