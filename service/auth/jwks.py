"""The public keys of an issuer: fetched, kept, fetched again when they are old or a new one is named.

google-auth would fetch them for every token. PyJWT's own client has one pause for every failure and keeps nothing
through an outage; here known keys go on working for a day, because an issuer that cannot be reached must not stop
work that its keys have long allowed (design 07, D3).
"""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol, cast

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from service.auth.errors import KeysUnavailable

FRESH_S = 300.0
"""Keys younger than this are used without a question; a withdrawn key is believed no longer than this."""
STALE_S = 86_400.0
"""Through an outage of the issuer, keys are used no longer than this."""
COOLDOWN_S = 30.0
"""Pause between two fetches while there are keys: a caller who invents key ids costs the issuer no more."""
_RETRY_S = 1.0
"""Pause while there are none."""

ALGORITHMS = frozenset({"RS256", "ES256", "EdDSA"})
"""Asymmetric ones only: with HS256 the published key itself would sign (RFC 8725, 2.1)."""

_MAX_BYTES = 256 * 1024
_MAX_KEYS = 100
_MIN_RSA_BITS, _MAX_RSA_BITS = 2_048, 8_192
_CONNECT_S, _TOTAL_S = 3.0, 5.0
_PUBLIC = frozenset({"kty", "kid", "alg", "use", "key_ops", "n", "e", "crv", "x", "y"})

logger = structlog.get_logger(__name__)

# Any: a JSON Web Key is open JSON by its definition, and PyJWT types it so
Fetch = Callable[[], Mapping[str, Any]]
"""Returns a JSON Web Key Set; blocks. Raises KeysUnavailable."""


class Keys(Protocol):
    """Finds the key that a token names."""

    async def find(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id for this algorithm; without an id the only one there is; None when there is none.

        Raises:
            KeysUnavailable: nothing is known about this issuer.
        """


class FixedKeys:
    """Keys that are known from the start: those of the local queue in the same process."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        """Read a JSON Web Key Set."""
        self._keys = _read(document)

    async def find(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id, or None."""
        return _pick(self._keys, kid, algorithm)


class RemoteKeys:
    """Keys at an address. Lives on one event loop; fetches in a thread, one fetch at a time."""

    def __init__(self, fetch: Fetch, *, clock: Callable[[], float]) -> None:
        """Nothing is fetched yet.

        Args:
            fetch: gets the key set.
            clock: monotonic seconds.
        """
        self._fetch = fetch
        self._clock = clock
        self._keys: list[jwt.PyJWK] = []
        self._loaded_at = float("-inf")
        self._tried_at = float("-inf")
        self._lock = asyncio.Lock()

    async def find(self, kid: str | None, algorithm: str) -> jwt.PyJWK | None:
        """The key of this id for this algorithm; without an id the only one there is; None when there is none.

        Raises:
            KeysUnavailable: there were never any, or they are older than a day.
        """
        known = None if self._is_stale() else _pick(self._keys, kid, algorithm)
        is_fresh = self._clock() - self._loaded_at < FRESH_S
        # who holds a known key does not wait for another caller's fetch
        if not (known is not None and (is_fresh or self._lock.locked())):
            await self._refresh()
        if self._is_stale():
            raise KeysUnavailable("the issuer's keys cannot be fetched")
        return _pick(self._keys, kid, algorithm)

    async def _refresh(self) -> None:
        async with self._lock:
            pause_s = _RETRY_S if self._is_stale() else COOLDOWN_S
            if self._clock() - self._tried_at < pause_s:
                return
            self._tried_at = self._clock()
            try:
                keys = _read(await asyncio.to_thread(self._fetch))
            except KeysUnavailable as error:
                logger.warning("keys_not_fetched", error=type(error).__name__)
                return
            self._keys, self._loaded_at = keys, self._clock()

    def _is_stale(self) -> bool:
        return self._clock() - self._loaded_at >= STALE_S


def fetch_from(url: str) -> Fetch:
    """Fetches a key set over HTTP: no redirects, no proxies of the environment, at most 256 KiB in 5 s."""

    def fetch() -> Mapping[str, Any]:
        # the start of a process need not wait for a client that its first caller needs
        import httpx

        ends_at = time.monotonic() + _TOTAL_S
        try:
            # a proxy variable must not decide whose keys are trusted
            with (
                httpx.Client(timeout=_CONNECT_S, follow_redirects=False, trust_env=False) as client,
                client.stream("GET", url, headers={"Accept": "application/json"}) as answer,
            ):
                if answer.status_code != 200:  # noqa: PLR2004
                    raise KeysUnavailable(f"the key server answered {answer.status_code}")
                body = bytearray()
                for chunk in answer.iter_bytes():
                    body += chunk
                    if len(body) > _MAX_BYTES or time.monotonic() > ends_at:
                        raise KeysUnavailable("the key server sends too much or too slowly")
            # any JSON at all
            document: Any = json.loads(bytes(body))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError) as error:
            raise KeysUnavailable("the key server gave no key set") from error
        if not isinstance(document, dict):
            raise KeysUnavailable("the key server gave no key set")
        return cast("Mapping[str, Any]", document)

    return fetch


def _read(document: Mapping[str, Any]) -> list[jwt.PyJWK]:
    entries: Any = document.get("keys")
    keys: list[jwt.PyJWK] = []
    for entry in cast("list[Any]", entries)[:_MAX_KEYS] if isinstance(entries, list) else ():
        key = _usable(cast("Mapping[str, Any]", entry)) if isinstance(entry, dict) else None
        if key is not None:
            keys.append(key)
    if not keys:
        raise KeysUnavailable("the key set has no usable key")
    return keys


def _usable(entry: Mapping[str, Any]) -> jwt.PyJWK | None:
    """A public key for signatures by one of our algorithms; None for every other entry, which belongs to others."""
    operations: Any = entry.get("key_ops", ["verify"])
    is_for_signatures = entry.get("use", "sig") == "sig" and isinstance(operations, list) and "verify" in operations
    if entry.get("kty") not in ("RSA", "EC", "OKP") or not is_for_signatures:
        return None
    try:
        key = jwt.PyJWK({name: value for name, value in entry.items() if name in _PUBLIC})
    # whatever a foreign server may have written into a key
    except (jwt.PyJWTError, ValueError, TypeError, KeyError, AttributeError):
        return None
    kid: object = entry.get("kid")
    is_known = key.algorithm_name in ALGORITHMS and (kid is None or isinstance(kid, str))
    is_sound = not isinstance(key.key, RSAPublicKey) or _MIN_RSA_BITS <= key.key.key_size <= _MAX_RSA_BITS
    return key if is_known and is_sound else None


def _pick(keys: list[jwt.PyJWK], kid: str | None, algorithm: str) -> jwt.PyJWK | None:
    if kid is None:
        # which of several keys is meant is not for us to try out
        return keys[0] if len(keys) == 1 and keys[0].algorithm_name == algorithm else None
    return next((key for key in keys if key.key_id == kid and key.algorithm_name == algorithm), None)
