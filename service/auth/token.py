"""A signed token and what it claims, every check of it our own but the signature's arithmetic (RFC 7519, RFC 8725)."""

import base64
import binascii
import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from service.auth.errors import Reason, Unrecognised
from service.auth.jwks import ALGORITHMS, Keys
from service.auth.signature import Signatures

LEEWAY_S = 30.0
"""How far the clocks of two machines may be apart (design 06, A41)."""
MAX_CHARS = 8_192

# Any: the claims of a token are open JSON by its definition
Claims = Mapping[str, Any]

_BEARER = re.compile(rb"[Bb][Ee][Aa][Rr][Ee][Rr] +([A-Za-z0-9._-]+)")
_COMPACT = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
_TYPES = frozenset({"jwt", "at+jwt", "application/jwt", "application/at+jwt"})
_MAX_KID_CHARS = 200
_REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE"
"""What Cloud Run's front end puts in the place of a signature that it has checked (its troubleshooting page)."""

_SIGNATURES = Signatures()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What a good token looks like.

    Attributes:
        issuer: its `iss`.
        audiences: what its `aud` may be.
        allows_more_audiences: whether `aud` may be a list that holds ours among others.
        is_signature_removed: whether a front end has checked the signature and taken it away.
    """

    issuer: str
    audiences: frozenset[str]
    allows_more_audiences: bool = False
    is_signature_removed: bool = False


def bearer_token(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """The token of the one Authorization header.

    Raises:
        Unrecognised: there is no such header, more than one, another scheme, or no token in it.
    """
    values = [value for name, value in headers if name.lower() == b"authorization"]
    if len(values) != 1:
        raise Unrecognised(Reason.NO_TOKEN)
    match = _BEARER.fullmatch(values[0])
    if match is None:
        raise Unrecognised(Reason.NO_TOKEN)
    return match[1].decode("ascii")


async def verified(token: str, rules: Rules, keys: Keys, *, now: float) -> Claims:
    """The claims of a token that is good.

    Args:
        token: three parts in base64url.
        rules: what is good.
        keys: of the issuer.
        now: Unix time in seconds.

    Raises:
        Unrecognised: it is not.
        KeysUnavailable: nobody can tell.
    """
    if len(token) > MAX_CHARS or not _COMPACT.fullmatch(token):
        raise Unrecognised(Reason.MALFORMED)
    head, body, signature = token.split(".")
    algorithm, kid = _read_header(_object(_decoded(head)))
    if rules.is_signature_removed and signature == _REMOVED:
        payload = _decoded(body)
    else:
        key = await keys.find(kid, algorithm)
        if key is None:
            raise Unrecognised(Reason.KEY)
        payload = _SIGNATURES.payload(token, key, algorithm)
    claims = _object(payload)
    _check_claims(claims, rules, now)
    return claims


def _read_header(header: Claims) -> tuple[str, str | None]:
    """Algorithm and key id. Keys that a token brings along (jwk, jku, x5c, x5u) are not even looked at."""
    algorithm: object = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in ALGORITHMS:
        raise Unrecognised(Reason.ALGORITHM)
    # extensions that change what the rest means; whoever needs one is not one of our issuers
    if {"crit", "b64", "zip", "enc"} & header.keys():
        raise Unrecognised(Reason.HEADER)
    kind: object = header.get("typ", "JWT")
    if not isinstance(kind, str) or kind.lower() not in _TYPES:
        raise Unrecognised(Reason.HEADER)
    kid: object = header.get("kid")
    if kid is None and "kid" not in header:
        return algorithm, None
    if not isinstance(kid, str) or not 1 <= len(kid) <= _MAX_KID_CHARS:
        raise Unrecognised(Reason.HEADER)
    return algorithm, kid


def _check_claims(claims: Claims, rules: Rules, now: float) -> None:
    if claims.get("iss") != rules.issuer:
        raise Unrecognised(Reason.ISSUER)
    audience: object = claims.get("aud")
    if isinstance(audience, list) and rules.allows_more_audiences:
        listed = cast("list[object]", audience)
        is_ours = all(isinstance(one, str) for one in listed) and not rules.audiences.isdisjoint(listed)
    else:
        is_ours = isinstance(audience, str) and audience in rules.audiences
    if not is_ours:
        raise Unrecognised(Reason.AUDIENCE)
    if now >= _time(claims, "exp") + LEEWAY_S:
        raise Unrecognised(Reason.EXPIRED)
    starts = [_time(claims, name) for name in ("iat", "nbf") if name == "iat" or name in claims]
    if max(starts) > now + LEEWAY_S:
        raise Unrecognised(Reason.NOT_YET)


def _time(claims: Claims, name: str) -> float:
    value: object = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise Unrecognised(Reason.CLAIMS)
    return value


def _decoded(part: str) -> bytes:
    try:
        return base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True)
    except binascii.Error as error:
        raise Unrecognised(Reason.MALFORMED) from error


def _object(text: bytes) -> Claims:
    """One JSON object in which no name comes twice: two readers could understand such a one differently."""
    try:
        value: Any = json.loads(text, object_pairs_hook=_unique)
    except (ValueError, RecursionError) as error:
        raise Unrecognised(Reason.MALFORMED) from error
    if not isinstance(value, dict):
        raise Unrecognised(Reason.MALFORMED)
    return cast("Claims", value)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a name comes twice")
    return result
