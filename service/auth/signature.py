"""A token's signature: checked once for each key, because a caller sends the same token with every request for an hour."""

import hashlib
from collections import OrderedDict

import jwt

from service.auth.errors import Reason, Unrecognised
from service.auth.jwks import ALGORITHMS

MAX_REMEMBERED = 1_000
"""Tokens; the payload of each is at most 6 KiB."""

_CHECK = jwt.PyJWS(algorithms=sorted(ALGORITHMS), options={"enforce_minimum_key_length": True})


class Signatures:
    """Remembers which signatures were good, by the hash of the token: the token itself is not kept.

    Only arithmetic is remembered, never a decision. That the key is still the issuer's, that the token has not expired
    and that it is meant for us is looked at with every request. A key that was fetched anew is another key, so that
    everything is checked again as often as keys are fetched; signatures that are not good are never remembered.
    """

    def __init__(self, size: int = MAX_REMEMBERED) -> None:
        """Nothing is known yet."""
        self._size = size
        self._good: OrderedDict[bytes, tuple[jwt.PyJWK, bytes]] = OrderedDict()

    def payload(self, token: str, key: jwt.PyJWK, algorithm: str) -> bytes:
        """What the token says, once its signature is good.

        Raises:
            Unrecognised: it is not.
        """
        digest = hashlib.sha256(token.encode("ascii")).digest()
        checked_with, payload = self._good.get(digest, (None, b""))
        if checked_with is key and key.algorithm_name == algorithm:
            self._good.move_to_end(digest)
            return payload
        try:
            found: bytes = _CHECK.decode(token, key, algorithms=[algorithm])
        except jwt.PyJWTError as error:
            raise Unrecognised(Reason.SIGNATURE) from error
        self._good[digest] = (key, found)
        while len(self._good) > self._size:
            self._good.popitem(last=False)
        return found
