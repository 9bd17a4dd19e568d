"""An issuer of tokens for tests: keys made on the spot, published over HTTP on 127.0.0.1, and able to forge anything."""

import base64
import functools
import json
import threading
import time
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

# Any: claims, headers and keys of tokens are open JSON by their definition
Json = dict[str, Any]

LIFETIME_S = 3_600


class Issuer:
    """Signs tokens of users and of service accounts; a context manager that serves its keys.

    Attributes:
        fetches: how often the keys were asked for.
        is_down: answer 500 instead.
        document: the key set that is served; tests may replace it.
    """

    def __init__(self, name: str = "https://issuer.example", *, number: int = 0) -> None:
        """Make keys: two for RSA, of which one is not published, one for each curve.

        Args:
            name: the `iss` of its tokens.
            number: issuers of different numbers have different RSA keys.
        """
        self.name = name
        self.rsa = _rsa_key(2 * number)
        self.stranger = _rsa_key(2 * number + 1)
        self.ec = ec.generate_private_key(ec.SECP256R1())
        self.ed = ed25519.Ed25519PrivateKey.generate()
        self.document: Json = {"keys": [self.jwk("rsa"), self.jwk("ec"), self.jwk("ed")]}
        self.fetches = 0
        self.is_down = False
        self._server: ThreadingHTTPServer | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> Self:
        """Serve the keys."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop serving."""
        if self._server is not None and self._thread is not None:
            self._server.shutdown()
            self._server.server_close()
            self._thread.join()

    @property
    def url(self) -> str:
        """Where the keys are; only while they are served."""
        if self._server is None:
            raise RuntimeError("the keys are not served; enter the issuer first")
        return f"http://127.0.0.1:{self._server.server_port}/jwks.json"

    def jwk(self, name: str) -> Json:
        """A public key as it is published; its id is its name."""
        match name:
            case "rsa":
                key = RSAAlgorithm.to_jwk(self.rsa.public_key(), as_dict=True)
                return {**key, "kid": name, "alg": "RS256", "use": "sig"}
            case "stranger":
                key = RSAAlgorithm.to_jwk(self.stranger.public_key(), as_dict=True)
                return {**key, "kid": name, "alg": "RS256", "use": "sig"}
            case "ec":
                return {**ECAlgorithm.to_jwk(self.ec.public_key(), as_dict=True), "kid": name, "use": "sig"}
            case _:
                return {**OKPAlgorithm.to_jwk(self.ed.public_key(), as_dict=True), "kid": name}

    def user_claims(self, user_id: str, audience: str, /, **claims: Any) -> Json:
        """The claims of a user's token; None takes one away."""
        return self._claims({"sub": user_id, "aud": audience, **claims})

    def account_claims(self, email: str, audience: str, /, **claims: Any) -> Json:
        """The claims of a service account's token; None takes one away."""
        usual = {"sub": "1234567890", "azp": email, "email": email, "email_verified": True, "aud": audience}
        return self._claims({**usual, **claims})

    def sign(self, claims: Json | bytes, *, key: str = "rsa", algorithm: str | None = None, **header: Any) -> str:
        """A token with these claims; a header of None is left out."""
        usual = {"rsa": "RS256", "stranger": "RS256", "ec": "ES256", "ed": "EdDSA"}[key]
        name = algorithm or usual
        payload = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
        head = {
            name: value
            for name, value in {"typ": "JWT", "alg": name, "kid": key, **header}.items()
            if value is not None
        }
        return self.sign_raw(json.dumps(head).encode(), payload, key=key, algorithm=name)

    def sign_raw(self, head: bytes, payload: bytes, *, key: str = "rsa", algorithm: str = "RS256") -> str:
        """A token of exactly these bytes."""
        signed = f"{encoded(head)}.{encoded(payload)}"
        private: Any = getattr(self, key)
        signature = jwt.get_algorithm_by_name(algorithm).sign(signed.encode(), private)
        return f"{signed}.{encoded(signature)}"

    def _claims(self, claims: Json) -> Json:
        now = int(time.time())
        usual = {"iss": self.name, "iat": now, "exp": now + LIFETIME_S, **claims}
        return {name: value for name, value in usual.items() if value is not None}


@functools.cache
def _rsa_key(_: int) -> rsa.RSAPrivateKey:
    """Made once in a process: it takes a tenth of a second."""
    return rsa.generate_private_key(public_exponent=65537, key_size=2_048)


def encoded(part: bytes) -> str:
    """Base64url without padding."""
    return base64.urlsafe_b64encode(part).rstrip(b"=").decode()


def unsigned(header: Mapping[str, Any], claims: Mapping[str, Any], signature: bytes = b"") -> str:
    """A token without a key."""
    return f"{encoded(json.dumps(header).encode())}.{encoded(json.dumps(claims).encode())}.{encoded(signature)}"


def _handler(issuer: Issuer) -> Callable[..., BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.fetches += 1
            body = json.dumps(issuer.document).encode()
            self.send_response(500 if issuer.is_down else 200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            """Nobody reads it."""

    return Handler
