"""Bodies of requests: what is refused names the field, the value and what is allowed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.jobs.body import BodyError, InvalidBody, MalformedJson, parse_json
from service.jobs.request_body import parse_program_request

GOOD: dict[str, Any] = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell"]}

BAD_FIELDS: list[tuple[str, Any, str, str]] = [
    ("goal", "fame", "goal", "strength, hypertrophy, powerlifting"),
    ("goal", 1, "goal", "strength, hypertrophy, powerlifting"),
    ("goal", None, "goal", "strength, hypertrophy, powerlifting"),
    ("frequency", 1, "frequency", "from 2 to 6"),
    ("frequency", 7, "frequency", "from 2 to 6"),
    ("frequency", "3", "frequency", "from 2 to 6"),
    ("frequency", 3.5, "frequency", "from 2 to 6"),
    ("frequency", True, "frequency", "from 2 to 6"),
    ("frequency", 10**40, "frequency", "from 2 to 6"),
    ("experience", "pro", "experience", "beginner, intermediate, advanced"),
    ("experience", [], "experience", "beginner, intermediate, advanced"),
    ("equipment", "barbell", "equipment", "list of at most 64"),
    ("equipment", [1], "equipment[0]", "text"),
    ("equipment", ["x" * 65], "equipment", "at most 64 characters"),
    ("equipment", ["a"] * 65, "equipment", "at most 64"),
    ("equipment", ["a\u0000b"], "equipment[0]", "plain text"),
    ("weeks", 3, "weeks", "from 4 to 16"),
    ("weeks", 17, "weeks", "from 4 to 16"),
    ("weeks", "12", "weeks", "from 4 to 16"),
    ("sessionMinutes", 19, "sessionMinutes", "from 20 to 180"),
    ("sessionMinutes", 181, "sessionMinutes", "from 20 to 180"),
    ("sessionMinutes", {}, "sessionMinutes", "from 20 to 180"),
    ("limitations", "knee", "limitations", "area, severity"),
    ("limitations", [{"area": "foot"}], "limitations[0].area", "shoulder"),
    ("limitations", [{"area": "knee", "severity": "bad"}], "limitations[0].severity", "avoid_loading"),
    ("limitations", [{"area": "knee", "side": "left"}], "limitations[0].side", "area, severity"),
    ("limitations", [{"severity": "caution"}], "limitations[0].area", "missing"),
    ("limitations", [{"area": "knee"}, {"area": "knee"}], "limitations", "one severity"),
    ("focusMuscles", ["ego"], "focusMuscles", "chest"),
    ("focusMuscles", [1], "focusMuscles", "chest"),
    ("focusMuscles", "chest", "focusMuscles", "list"),
    ("oneRepMaxes", {"squat": -1}, "oneRepMaxes", "between 1 and 2000"),
    ("oneRepMaxes", {"squat": "140"}, "oneRepMaxes.squat", "a number"),
    ("oneRepMaxes", {"curl": 60}, "oneRepMaxes.curl", "squat, bench, deadlift, press"),
    ("oneRepMaxes", [140], "oneRepMaxes", "squat, bench, deadlift, press"),
    ("units", "stone", "units", "kg, lbs"),
    ("days", [1, 2], "days", "3 different weekdays"),
    ("days", [1, 1, 2], "days", "3 different weekdays"),
    ("days", [0, 1, 2], "days[0]", "from 1 to 7"),
    ("days", "135", "days", "list"),
    ("notes", "x" * 501, "notes", "at most 500"),
    ("notes", 5, "notes", "text"),
    ("notes", "a\u0000", "notes", "NUL"),
    ("notes", "\ud800", "notes", "surrogate"),
    ("notes", "\u0007", "notes", "control"),
    ("priority", "urgent", "priority", "low, normal, high"),
    ("seed", -1, "seed", "from 0"),
    ("coach", "bob", "coach", "goal, frequency"),
    ("session_minutes", 60, "session_minutes", "sessionMinutes"),
]


@pytest.mark.parametrize(
    ("name", "value", "field", "allowed"), BAD_FIELDS, ids=[f"{row[0]}-{str(row[1])[:16]!a}" for row in BAD_FIELDS]
)
def test_a_bad_field_is_named_with_what_is_allowed(name: str, value: Any, field: str, allowed: str) -> None:
    with pytest.raises(InvalidBody) as caught:
        parse_program_request(json.dumps({**GOOD, name: value}).encode())
    fault = caught.value.faults[0]
    assert fault.field == field
    assert allowed in fault.message
    assert str(caught.value).encode()


@pytest.mark.parametrize("name", list(GOOD))
def test_a_missing_field_is_named(name: str) -> None:
    body = {key: value for key, value in GOOD.items() if key != name}
    with pytest.raises(InvalidBody, match=f"{name}: is missing"):
        parse_program_request(json.dumps(body).encode())


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff\xfe", b"goal=strength", b'{"a":1}x', b"{'a':1}"],
    ids=["empty", "open", "not-utf8", "form", "trailing", "single-quotes"],
)
def test_what_is_not_json_is_called_so(text: bytes) -> None:
    with pytest.raises(MalformedJson):
        parse_json(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (b'{"goal":"strength","goal":"fame"}', "more than once"),
        (b"[" * 30_000, "deeper"),
        (b"[" * 40 + b"]" * 40, "deeper"),
        (b'{"weeks":NaN}', "finite"),
        (b'{"weeks":-Infinity}', "finite"),
        (b'{"weeks":1e999}', "finite"),
        (b'{"weeks":' + b"9" * 6_000 + b"}", "digits"),
        (b'{"a\\u0000":1}', "NUL"),
        (b'{"\\ud83d":1}', "surrogate"),
    ],
)
def test_json_that_two_readers_could_read_differently_is_refused(text: bytes, word: str) -> None:
    with pytest.raises(InvalidBody, match=word):
        parse_json(text)


def test_a_list_is_no_request() -> None:
    with pytest.raises(InvalidBody, match="an object with goal"):
        parse_program_request(b"[]")


def test_a_good_body_becomes_a_request() -> None:
    request = parse_program_request(json.dumps({**GOOD, "oneRepMaxes": {"squat": 140}, "notes": "Grüße 🏋"}).encode())
    assert request.frequency == 3
    assert request.notes == "Grüße 🏋"


def refusal_of(text: bytes) -> str:
    """The sentence with which a body is refused; empty when it is not."""
    try:
        parse_program_request(text)
    except BodyError as error:
        return str(error)
    return ""


@given(st.binary(max_size=200))
def test_no_bytes_at_all_cause_another_error(text: bytes) -> None:
    assert refusal_of(text).isprintable()


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters()), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from([row[0] for row in BAD_FIELDS]), _JSON)
def test_no_value_of_any_field_causes_another_error(name: str, value: Any) -> None:
    refusal = refusal_of(json.dumps({**GOOD, name: value}).encode())
    assert refusal.isprintable()
    assert refusal.encode().decode() == refusal
