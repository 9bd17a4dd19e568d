"""The keys of an issuer: fetched once, again when a new one is named, and kept through an outage."""

import asyncio
import copy
from collections.abc import Callable, Iterator

import pytest

from benchmarks.access.issuer import Issuer
from service.auth.errors import KeysUnavailable
from service.auth.jwks import COOLDOWN_S, FRESH_S, STALE_S, FixedKeys, Keys, RemoteKeys, fetch_from


class Clock:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def own() -> Issuer:
    return Issuer(number=2)


Found = Callable[..., list[bool]]


@pytest.fixture
def found() -> Iterator[Found]:
    """Tells which of some ids have a key for RS256, asked for at once, on the one loop of the test."""

    async def ask(keys: Keys, kids: tuple[str | None, ...]) -> list[bool]:
        return [key is not None for key in await asyncio.gather(*(keys.find(kid, "RS256") for kid in kids))]

    with asyncio.Runner() as runner:
        yield lambda keys, *kids: runner.run(ask(keys, kids))


def remote(issuer: Issuer, clock: Clock) -> RemoteKeys:
    return RemoteKeys(fetch_from(issuer.url), clock=clock)


def test_keys_are_fetched_once_however_many_ask(own, clock, found) -> None:
    with own:
        keys = remote(own, clock)
        assert found(keys, *["rsa"] * 20) == [True] * 20
        clock.now += FRESH_S - 1
        assert found(keys, "rsa") == [True]
        assert own.fetches == 1
        clock.now += 1
        assert found(keys, "rsa") == [True]
        assert own.fetches == 2


def test_a_new_key_is_found_and_invented_ones_cost_one_fetch_a_pause(own, clock, found) -> None:
    with own:
        keys = remote(own, clock)
        assert found(keys, "rsa", "new") == [True, False]
        own.document = {"keys": [*own.document["keys"], {**own.jwk("stranger"), "kid": "new"}]}
        assert found(keys, "new", "invented", "invented-too") == [False] * 3
        assert own.fetches == 1
        clock.now += COOLDOWN_S
        assert found(keys, "invented", "new", "invented-too") == [False, True, False]
        assert own.fetches == 2


def test_a_withdrawn_key_is_forgotten(own, clock, found) -> None:
    with own:
        keys = remote(own, clock)
        assert found(keys, "rsa") == [True]
        own.document = {"keys": [own.jwk("stranger")]}
        clock.now += FRESH_S
        assert found(keys, "rsa", "stranger") == [False, True]


def test_keys_outlive_an_outage_of_a_day_and_no_longer(own, clock, found) -> None:
    with own:
        keys = remote(own, clock)
        assert found(keys, "rsa") == [True]
        own.is_down = True
        clock.now += STALE_S - 1
        assert found(keys, "rsa") == [True]
        clock.now += 1
        with pytest.raises(KeysUnavailable):
            found(keys, "rsa")
        own.is_down = False
        clock.now += 1
        assert found(keys, "rsa") == [True]


def test_without_any_keys_nobody_is_let_in_until_there_are(own, clock, found) -> None:
    with own:
        own.is_down = True
        keys = remote(own, clock)
        for _ in range(3):
            with pytest.raises(KeysUnavailable):
                found(keys, "rsa")
        assert own.fetches == 1
        own.is_down = False
        clock.now += 1
        assert found(keys, "rsa") == [True]


@pytest.mark.parametrize(
    "document",
    [
        {},
        {"keys": []},
        {"keys": {}},
        {"keys": [7, None, {}]},
        {"keys": [{"kty": "RSA"}]},
        [],
        "x",
        {"keys": "x" * 300_000},
    ],
    ids=["nothing", "none", "no-list", "no-keys", "half-a-key", "a-list", "a-word", "too-large"],
)
def test_an_answer_without_a_key_changes_nothing(own, clock, found, document) -> None:
    with own:
        keys = remote(own, clock)
        assert found(keys, "rsa") == [True]
        own.document = document
        clock.now += FRESH_S
        assert found(keys, "rsa") == [True]
        assert own.fetches == 2


def test_nobody_there_is_the_same_as_no_keys(clock, found) -> None:
    with pytest.raises(KeysUnavailable):
        found(RemoteKeys(fetch_from("http://127.0.0.1:1/jwks.json"), clock=clock), "rsa")


UNUSABLE = [
    {"use": "enc"},
    {"key_ops": ["encrypt"]},
    {"key_ops": "verify"},
    {"alg": "RSA-OAEP"},
    {"alg": "HS256"},
    {"alg": "RS1"},
    {"kty": "oct", "k": "c2VjcmV0"},
    {"n": "AQAB"},
    {"n": 7},
    {"e": None},
    {"kid": 7},
]


@pytest.mark.parametrize("changed", UNUSABLE, ids=str)
def test_a_key_that_is_not_for_our_signatures_is_left_out(own, changed) -> None:
    document = copy.deepcopy({"keys": [own.jwk("stranger"), {**own.jwk("rsa"), **changed}]})
    keys = FixedKeys(document)

    async def ask() -> list[bool]:
        return [await keys.find(kid, "RS256") is not None for kid in ("stranger", "rsa", None)]

    # the one that is left is the only one, so it needs no id
    assert asyncio.run(ask()) == [True, False, True]


def test_a_key_serves_its_own_algorithm_and_the_only_one_needs_no_name(own) -> None:
    several, one = FixedKeys(own.document), FixedKeys({"keys": [own.jwk("ec")]})

    async def ask() -> list[bool]:
        asked = [(several, "ec", "ES256"), (several, "ec", "RS256"), (several, None, "RS256"), (one, None, "ES256")]
        return [await keys.find(kid, algorithm) is not None for keys, kid, algorithm in asked]

    assert asyncio.run(ask()) == [True, False, False, True]
