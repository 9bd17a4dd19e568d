"""OIDC tokens as Google signs them for task requests, signed by a key of this process."""

from collections.abc import Callable
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

LIFETIME_S = 3_600
_REUSE_S = 300.0
"""One token serves five minutes of dispatches: signing anew for each would cost a millisecond of the dispatcher."""


class Signer:
    """Signs OIDC tokens for a service account and audience, and publishes the key to check them with."""

    def __init__(self, *, issuer: str = "https://accounts.google.com", clock: Callable[[], float]) -> None:
        """Make a fresh key.

        Args:
            issuer: the `iss` claim.
            clock: Unix time in seconds.
        """
        self._issuer = issuer
        self._clock = clock
        self._key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self._kid = f"local-{self._key.public_key().public_numbers().n % 16**12:012x}"
        self._tokens: dict[tuple[str, str], tuple[float, str]] = {}

    def jwks(self) -> dict[str, list[dict[str, Any]]]:
        """The JSON Web Key Set with the public key."""
        # Any: a JWK is open JSON by its definition, and PyJWT types it so.
        key: dict[str, Any] = RSAAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return {"keys": [{**key, "kid": self._kid, "alg": "RS256", "use": "sig"}]}

    def token(self, *, email: str, audience: str) -> str:
        """A token for this service account and audience that is valid for most of an hour."""
        now = self._clock()
        made_at, token = self._tokens.get((email, audience), (float("-inf"), ""))
        if not 0.0 <= now - made_at < _REUSE_S:
            made_at, token = now, self._sign(email, audience, int(now))
            self._tokens[email, audience] = (made_at, token)
        return token

    def _sign(self, email: str, audience: str, now: int) -> str:
        claims = {
            "iss": self._issuer,
            "aud": audience,
            "azp": email,
            "sub": email,
            "email": email,
            "email_verified": True,
            "iat": now,
            "exp": now + LIFETIME_S,
        }
        return jwt.encode(claims, self._key, algorithm="RS256", headers={"kid": self._kid})
