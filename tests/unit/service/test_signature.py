"""A good signature is checked once for each key; whether a token is still worth anything is looked at every time."""

import asyncio

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from service.auth.errors import Reason, Unrecognised
from service.auth.jwks import FixedKeys
from service.auth.signature import Signatures
from service.auth.token import Rules, verified

OURS, OTHERS = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
CLAIMS = {"iss": "https://issuer.example", "aud": "us", "sub": "anna", "iat": 1_000, "exp": 2_000}


def document(private: Ed25519PrivateKey) -> dict[str, object]:
    return {**OKPAlgorithm.to_jwk(private.public_key(), as_dict=True), "kid": "k", "alg": "EdDSA", "use": "sig"}


def signed(private: Ed25519PrivateKey = OURS, **claims: object) -> str:
    return jwt.encode({**CLAIMS, **claims}, private, algorithm="EdDSA", headers={"kid": "k"})


def test_a_token_is_not_known_by_a_key_that_has_taken_the_place_of_its_own() -> None:
    signatures, token = Signatures(), signed()
    first = signatures.payload(token, jwt.PyJWK(document(OURS)), "EdDSA")
    assert signatures.payload(token, jwt.PyJWK(document(OURS)), "EdDSA") == first
    with pytest.raises(Unrecognised) as caught:
        signatures.payload(token, jwt.PyJWK(document(OTHERS)), "EdDSA")
    assert caught.value.reason is Reason.SIGNATURE


def test_the_words_of_a_known_token_prove_nothing_with_another_signature() -> None:
    signatures, key, token = Signatures(), jwt.PyJWK(document(OURS)), signed()
    signatures.payload(token, key, "EdDSA")
    words, _, _ = token.rpartition(".")
    for _ in range(2):
        with pytest.raises(Unrecognised):
            signatures.payload(words + "." + signed(OTHERS).rpartition(".")[2], key, "EdDSA")


def test_a_known_token_expires_and_is_refused_when_its_key_is_withdrawn() -> None:
    rules = Rules(issuer="https://issuer.example", audiences=frozenset({"us"}))
    keys, token = FixedKeys({"keys": [document(OURS)]}), signed()
    assert asyncio.run(verified(token, rules, keys, now=1_500))["sub"] == "anna"
    with pytest.raises(Unrecognised) as late:
        asyncio.run(verified(token, rules, keys, now=2_100))
    with pytest.raises(Unrecognised) as withdrawn:
        asyncio.run(verified(token, rules, FixedKeys({"keys": [document(OTHERS)]}), now=1_500))
    assert (late.value.reason, withdrawn.value.reason) == (Reason.EXPIRED, Reason.SIGNATURE)


def test_only_so_many_tokens_are_remembered_and_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    signatures, key = Signatures(size=2), jwt.PyJWK(document(OURS))
    checks = 0
    verify = key.Algorithm.verify

    def counted(*args: object) -> bool:
        nonlocal checks
        checks += 1
        return verify(*args)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(key.Algorithm, "verify", counted)
    anna, bert, cora = (signed(sub=name) for name in ("anna", "bert", "cora"))
    for token in (anna, anna, bert, anna, cora, anna):
        signatures.payload(token, key, "EdDSA")
    assert checks == 3
    # the one that was not asked about for longest has gone
    signatures.payload(bert, key, "EdDSA")
    assert checks == 4
