"""What a driver's error means."""

import pg8000.exceptions
import pytest
from sqlalchemy import exc

from storage.errors import (
    DatabaseDown,
    LostLease,
    SchemaMissing,
    constraint_of,
    is_lost_connection,
    sqlstate,
    translated,
)


def from_server(state: str, **fields: str) -> exc.DBAPIError:
    return exc.DBAPIError("SELECT secret", {}, pg8000.exceptions.DatabaseError({"C": state, "M": "secret", **fields}))


@pytest.mark.parametrize(
    ("state", "wanted"),
    [
        ("08006", DatabaseDown),
        ("57P01", DatabaseDown),
        ("57P03", DatabaseDown),
        ("53100", DatabaseDown),
        ("53300", DatabaseDown),
        ("25006", DatabaseDown),
        ("55P03", DatabaseDown),
        ("57014", DatabaseDown),
        ("40001", DatabaseDown),
        ("40P01", DatabaseDown),
        ("42P01", SchemaMissing),
        ("42703", SchemaMissing),
    ],
)
def test_states_that_have_a_name_of_ours(state: str, wanted: type[Exception]) -> None:
    error = translated(from_server(state))
    assert type(error) is wanted
    assert "secret" not in str(error)


@pytest.mark.parametrize("state", ["23505", "22P02", "42601"])
def test_defects_are_left_as_they_are(state: str) -> None:
    assert translated(from_server(state)) is None


def test_errors_of_the_line() -> None:
    lost = exc.InterfaceError("SELECT 1", {}, pg8000.exceptions.InterfaceError("network error"))
    assert isinstance(translated(lost), DatabaseDown)
    assert is_lost_connection(lost)
    assert is_lost_connection(from_server("57P01"))
    assert not is_lost_connection(from_server("55P03"))
    assert isinstance(translated(exc.TimeoutError()), DatabaseDown)
    assert isinstance(translated(OSError("refused")), DatabaseDown)


def test_our_own_errors_stay() -> None:
    error = LostLease("x")
    assert translated(error) is error
    assert translated(ValueError("x")) is None
    assert sqlstate(None) is None
    assert sqlstate(ValueError()) is None


def test_the_constraint_is_named() -> None:
    assert constraint_of(from_server("23505", n="Program_pkey")) == "Program_pkey"
    assert constraint_of(from_server("23505")) is None
    assert constraint_of(ValueError("x")) is None
