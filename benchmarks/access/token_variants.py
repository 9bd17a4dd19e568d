"""Ways to send a token, right and wrong ones, for a user's token and for a service account's."""

import hashlib
import hmac
import json
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from benchmarks.access.issuer import Issuer, Json, encoded, unsigned

Headers = tuple[tuple[bytes, bytes], ...]

_REMOVED = "SIGNATURE_REMOVED_BY_GOOGLE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One way to send a token.

    Attributes:
        name: what is special about it.
        headers: what is sent.
        passes: whether it proves who calls.
        query: a query string.
        status: of the answer, when it does not pass.
    """

    name: str
    headers: Headers
    passes: bool = False
    query: str = ""
    status: int = 401


def bearer(token: str) -> Headers:
    """The header of a token."""
    return ((b"authorization", b"Bearer " + token.encode()),)


def user_variants(issuer: Issuer, audience: str, user_id: str) -> list[Variant]:
    """Variants of a user's own token."""
    claims = issuer.user_claims(user_id, audience)
    other_issuer = Issuer(issuer.name, number=9)
    return [
        *_of_any_token(issuer, claims),
        *_good(issuer, claims, audience),
        *(_wrong(f"sub {name}", issuer.sign({**claims, "sub": value})) for name, value in _SUBJECTS),
        _wrong("no sub", issuer.sign(_without(claims, "sub"))),
        _wrong("aud list with a number", issuer.sign({**claims, "aud": [audience, 7]})),
        _wrong("key of another issuer under the same id", other_issuer.sign(claims)),
        _wrong("token of a service account", issuer.sign(issuer.account_claims("web@x.example", "https://worker"))),
    ]


def account_variants(issuer: Issuer, audience: str, email: str, extra: Headers = ()) -> list[Variant]:
    """Variants of a service account's token, each with further headers."""
    claims = issuer.account_claims(email, audience)
    head = issuer.sign(claims).rpartition(".")[0]
    found = [
        *_of_any_token(issuer, claims),
        _right("plain", issuer.sign(claims)),
        _wrong("aud list", issuer.sign({**claims, "aud": [audience]})),
        _wrong("aud with a slash", issuer.sign({**claims, "aud": f"{audience}/"})),
        _wrong("iss without its scheme", issuer.sign({**claims, "iss": issuer.name.removeprefix("https://")})),
        _wrong("no email", issuer.sign(_without(claims, "email"))),
        _wrong("email a list", issuer.sign({**claims, "email": [email]})),
        _wrong("email empty", issuer.sign({**claims, "email": ""})),
        _wrong("email not verified", issuer.sign({**claims, "email_verified": False})),
        _wrong("email verified in a word", issuer.sign({**claims, "email_verified": "true"})),
        _wrong("email verified in a number", issuer.sign({**claims, "email_verified": 1})),
        _wrong("nothing about verification", issuer.sign(_without(claims, "email_verified"))),
        _wrong("signature removed, though nobody checked it", f"{head}.{_REMOVED}"),
        *(
            replace(_wrong(f"email {name}", issuer.sign({**claims, "email": value})), status=403)
            for name, value in (
                ("of another account", "other@project.iam.gserviceaccount.com"),
                ("in capitals", email.upper()),
                ("with a tail", f"{email}.evil.example"),
                ("with a blank", f"{email} "),
                ("of nobody", "@"),
            )
        ),
    ]
    return [replace(variant, headers=(*variant.headers, *extra)) for variant in found]


_SUBJECTS: Sequence[tuple[str, Any]] = (
    ("empty", ""),
    ("blank", " "),
    ("a number", 7),
    ("null in a list", [None]),
    ("too long", "x" * 256),
    ("two lines", "user\nadmin"),
    ("NUL", "user\0"),
    ("not ASCII", "ußer"),
    ("the system user", "00000000-0000-0000-0000-000000000000"),
)


def _good(issuer: Issuer, claims: Json, audience: str) -> Iterator[Variant]:
    now = int(time.time())
    token = issuer.sign(claims)
    yield _right("plain", token)
    yield _right("curve P-256", issuer.sign(claims, key="ec"))
    yield _right("curve Ed25519", issuer.sign(claims, key="ed"))
    yield _right("access token", issuer.sign(claims, typ="at+jwt"))
    yield _right("no typ", issuer.sign(claims, typ=None))
    yield _right("aud list", issuer.sign({**claims, "aud": ["https://other.example", audience]}))
    yield _right("clock 20 s ahead", issuer.sign({**claims, "iat": now + 20, "nbf": now + 20}))
    yield _right("times with fractions", issuer.sign({**claims, "exp": now + 3_600.5}))
    yield _right("a key address that is not looked at", issuer.sign(claims, jku="http://127.0.0.1:1/keys"))
    yield Variant(
        name="scheme in small letters", headers=((b"authorization", b"bearer " + token.encode()),), passes=True
    )


def _of_any_token(issuer: Issuer, claims: Json) -> Iterator[Variant]:
    """What is wrong in every mode."""
    yield from _envelopes(issuer.sign(claims))
    yield from _algorithms(issuer, claims)
    yield from _headers(issuer, claims)
    yield from _claims(issuer, claims)
    yield from _bytes(issuer, claims)


def _envelopes(token: str) -> Iterator[Variant]:
    good = token.encode()
    name = b"authorization"
    for what, headers in (
        ("nothing", ()),
        ("empty", ((name, b""),)),
        ("scheme alone", ((name, b"Bearer"),)),
        ("no scheme", ((name, good),)),
        ("Basic", ((name, b"Basic " + good),)),
        ("Token", ((name, b"Token " + good),)),
        ("DPoP", ((name, b"DPoP " + good),)),
        ("two headers", ((name, b"Bearer " + good), (name, b"Bearer " + good))),
        ("good and bad header", ((name, b"Bearer " + good), (name, b"Bearer x.y.z"))),
        ("two in one header", ((name, b"Bearer " + good + b", Bearer " + good),)),
        ("tab instead of blank", ((name, b"Bearer\t" + good),)),
        ("something behind it", ((name, b"Bearer " + good + b" x"),)),
        ("quoted", ((name, b'Bearer "' + good + b'"'),)),
        ("as a parameter", ((name, b"Bearer token=" + good),)),
        ("not ASCII", ((name, b"Bearer " + good + "é".encode()),)),
        ("cookie", ((b"cookie", b"token=" + good + b"; Authorization=Bearer " + good),)),
        ("proxy header", ((b"proxy-authorization", b"Bearer " + good),)),
        ("front end's header", ((b"x-serverless-authorization", b"Bearer " + good),)),
        ("forwarded header", ((b"x-forwarded-authorization", b"Bearer " + good),)),
        ("user header alone", ((b"x-user-id", b"anna"),)),
        ("headers of the queue", ((b"x-cloudtasks-taskname", b"t"), (b"x-cloudtasks-queuename", b"normal"))),
        ("header of the scheduler", ((b"x-cloudscheduler", b"true"), (b"user-agent", b"Google-Cloud-Scheduler"))),
    ):
        yield Variant(name=what, headers=headers)
    yield Variant(name="query", headers=(), query=f"access_token={token}")
    yield Variant(name="query named like the header", headers=(), query=f"Authorization=Bearer%20{token}&token={token}")


def _algorithms(issuer: Issuer, claims: Json) -> Iterator[Variant]:
    for name in ("none", "None", "NONE", "nOnE", ""):
        yield _wrong(f"alg {name!r}", unsigned({"alg": name, "typ": "JWT", "kid": "rsa"}, claims))
        yield _wrong(f"alg {name!r} with a signature", unsigned({"alg": name, "kid": "rsa"}, claims, b"x" * 256))
    pem = issuer.rsa.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    secrets = {"the public key": pem, "the key set": json.dumps(issuer.jwk("rsa")).encode(), "nothing": b""}
    for name, secret in secrets.items():
        for kid in ("rsa", None):
            yield _wrong(f"HS256 with {name}, kid {kid}", _hmac(claims, secret, kid))
    yield _wrong("RS384", issuer.sign(claims, algorithm="RS384"))
    yield _wrong("RS512", issuer.sign(claims, algorithm="RS512"))
    yield _wrong("PS256", issuer.sign(claims, algorithm="PS256"))
    yield _wrong("RS256 under the curve's key", issuer.sign(claims, kid="ec"))
    yield _wrong("curve under the RSA key", issuer.sign(claims, key="ec", kid="rsa"))
    yield _wrong("says ES256, is RS256", issuer.sign(claims, alg="ES256"))
    yield _wrong("alg in small letters", issuer.sign(claims, alg="rs256"))
    yield _wrong("alg a list", issuer.sign(claims, alg=["RS256"]))
    yield _wrong("no alg", issuer.sign(claims, alg=None))


def _headers(issuer: Issuer, claims: Json) -> Iterator[Variant]:
    public = issuer.jwk("stranger")
    for name, kid in (
        ("unknown", "nobody"), ("missing among several", None), ("empty", ""), ("a path", "../../../../dev/null"),
        ("SQL", "rsa' OR '1'='1"), ("a number", 1), ("a list", ["rsa"]), ("long", "k" * 1_000), ("in capitals", "RSA"),
        ("a web address", "http://127.0.0.1:1/key"),
    ):  # fmt: skip
        yield _wrong(f"kid {name}", issuer.sign(claims, kid=kid))
    yield _wrong("another key", issuer.sign(claims, key="stranger", kid="rsa"))
    yield _wrong("brings its key along", issuer.sign(claims, key="stranger", kid="rsa", jwk=public))
    yield _wrong("brings its key along, no kid", issuer.sign(claims, key="stranger", kid=None, jwk=public))
    yield _wrong("names a key set", issuer.sign(claims, key="stranger", kid="stranger", jku="http://127.0.0.1:1/k"))
    yield _wrong("names a certificate", issuer.sign(claims, key="stranger", kid="rsa", x5u="http://127.0.0.1:1/c"))
    yield _wrong("brings a certificate", issuer.sign(claims, key="stranger", kid="rsa", x5c=["MIIB"], x5t="x"))
    yield _wrong("crit unknown", issuer.sign(claims, crit=["exp"], exp=1))
    yield _wrong("crit empty", issuer.sign(claims, crit=[]))
    yield _wrong("b64 false", issuer.sign(claims, b64=False, crit=["b64"]))
    yield _wrong("b64 true", issuer.sign(claims, b64=True, crit=["b64"]))
    yield _wrong("zip", issuer.sign(claims, zip="DEF"))
    yield _wrong("typ of a proof", issuer.sign(claims, typ="dpop+jwt"))
    yield _wrong("typ of a logout", issuer.sign(claims, typ="logout+jwt"))
    yield _wrong("typ a number", issuer.sign(claims, typ=1))


def _claims(issuer: Issuer, claims: Json) -> Iterator[Variant]:
    now = int(time.time())
    audience, name = claims["aud"], claims["iss"]
    changes: Sequence[tuple[str, Json]] = (
        ("expired 31 s ago", {"exp": now - 31}),
        ("expired a year ago", {"exp": now - 31_536_000}),
        ("exp a word", {"exp": "tomorrow"}),
        ("exp digits in a word", {"exp": str(now + 600)}),
        ("exp true", {"exp": True}),
        ("exp endless", {"exp": float("inf")}),
        ("exp not a number", {"exp": float("nan")}),
        ("exp negative", {"exp": -1}),
        ("not before ten minutes", {"nbf": now + 600}),
        ("nbf a word", {"nbf": "now"}),
        ("made in ten minutes", {"iat": now + 600}),
        ("iat a word", {"iat": "now"}),
        ("aud another", {"aud": "https://other.example"}),
        ("aud empty", {"aud": ""}),
        ("aud empty list", {"aud": []}),
        ("aud list of others", {"aud": ["https://other.example"]}),
        ("aud nested", {"aud": [[audience]]}),
        ("aud an object", {"aud": {audience: True}}),
        ("aud in capitals", {"aud": str(audience).upper()}),
        ("aud with a tail", {"aud": f"{audience}.evil.example"}),
        ("iss another", {"iss": "https://evil.example"}),
        ("iss with a slash", {"iss": f"{name}/"}),
        ("iss a list", {"iss": [name]}),
        ("iss empty", {"iss": ""}),
    )
    for what, changed in changes:
        yield _wrong(what, issuer.sign({**claims, **changed}))
    for missing in ("exp", "iat", "aud", "iss"):
        yield _wrong(f"no {missing}", issuer.sign(_without(claims, missing)))


def _bytes(issuer: Issuer, claims: Json) -> Iterator[Variant]:
    token = issuer.sign(claims)
    head, payload, signature = token.split(".")
    forged = encoded(json.dumps({**claims, "sub": "somebody-else", "email": "admin@x.example"}).encode())
    text = json.dumps(claims)
    good_head = b'{"kid":"rsa","alg":"RS256","typ":"JWT"}'
    yield _wrong("huge", issuer.sign({**claims, "padding": "x" * 9_000}))
    for name, broken in (
        ("no signature", f"{head}.{payload}."),
        ("two parts", f"{head}.{payload}"),
        ("one part", head),
        ("four parts", f"{token}.{signature}"),
        ("five parts", f"{token}.{signature}.{signature}"),
        ("dots alone", ".."),
        ("signature cut", f"{head}.{payload}.{signature[:-4]}"),
        ("signature of one letter", f"{head}.{payload}.A"),
        ("signature padded", f"{head}.{payload}.{signature}=="),
        ("signature turned around", f"{head}.{payload}.{signature[::-1]}"),
        ("signature with a letter more", f"{head}.{payload}.{signature}A"),
        ("other claims", f"{head}.{forged}.{signature}"),
        ("other header", f"{encoded(good_head)}.{payload}.{signature}"),
        ("standard alphabet", f"{head}.{payload}.{signature}".replace("-", "+").replace("_", "/") + "+/"),
        ("header not base64", f"!!!.{payload}.{signature}"),
        ("percent escapes", token.replace(".", "%2E")),
        ("JSON form", json.dumps({"protected": head, "payload": payload, "signature": signature})),
    ):
        yield _wrong(name, broken)
    for name, raw_head, raw_payload in (
        ("payload a list", good_head, b"[]"),
        ("payload a word", good_head, b'"x"'),
        ("payload not JSON", good_head, b"{"),
        ("payload not UTF-8", good_head, b'{"sub":"\xff"}'),
        ("payload with a name twice", good_head, text.encode()[:-1] + b',"sub":"admin","sub":"admin"}'),
        ("payload nested deeply", good_head, b'{"sub":' + b"[" * 2_500 + b"]" * 2_500 + b"}"),
        ("header a list", b"[]", text.encode()),
        ("header not JSON", b"{", text.encode()),
        ("header with alg twice", b'{"alg":"none","alg":"RS256","kid":"rsa"}', text.encode()),
        ("header nested deeply", b'{"alg":"RS256","kid":"rsa","x":' + b"[" * 2_500 + b"]" * 2_500 + b"}", b"{}"),
    ):
        yield _wrong(name, issuer.sign_raw(raw_head, raw_payload))


def _hmac(claims: Json, secret: bytes, kid: str | None) -> str:
    header = {"alg": "HS256", "typ": "JWT"} if kid is None else {"alg": "HS256", "typ": "JWT", "kid": kid}
    signed = unsigned(header, claims).rpartition(".")[0]
    return f"{signed}.{encoded(hmac.new(secret, signed.encode(), hashlib.sha256).digest())}"


def _without(claims: Json, name: str) -> Json:
    return {key: value for key, value in claims.items() if key != name}


def _wrong(name: str, token: str) -> Variant:
    return Variant(name=name, headers=bearer(token))


def _right(name: str, token: str) -> Variant:
    return Variant(name=name, headers=bearer(token), passes=True)
