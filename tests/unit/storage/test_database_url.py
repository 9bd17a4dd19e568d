"""Addresses as people and Prisma write them."""

import ssl

import pytest

from storage.database_url import parse_address
from storage.errors import SettingsError


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+pg8000", "postgresql+psycopg"])
def test_every_spelling_of_the_scheme_is_the_same(scheme: str) -> None:
    address = parse_address(f" {scheme}://lifter:p%40ss%2Fword@db.example:6543/fitcsv\n")
    assert (address.user, address.password) == ("lifter", "p@ss/word")
    assert (address.host, address.port, address.database, address.schema) == ("db.example", 6543, "fitcsv", "public")
    assert address.unix_socket is None


def test_prismas_parameters_are_understood_or_ignored() -> None:
    address = parse_address("postgres://u:p@h/d?schema=app&pgbouncer=true&connection_limit=1&connect_timeout=3&zzz=1")
    assert (address.schema, address.connect_timeout_s, address.port) == ("app", 3.0, 5432)


def test_a_socket_folder_is_understood() -> None:
    address = parse_address("postgresql://u:p@/d?host=/cloudsql/p:r:i")
    assert address.unix_socket == "/cloudsql/p:r:i/.s.PGSQL.5432"
    assert address.host is None
    assert address.ssl_context is False


@pytest.mark.parametrize(
    ("mode", "wanted"), [("disable", False), ("allow", None), ("prefer", None), ("require", True), ("no-verify", True)]
)
def test_ssl_modes(mode: str, wanted: bool | None) -> None:
    assert parse_address(f"postgres://u@h/d?sslmode={mode}").ssl_context is wanted


def test_full_verification_checks_the_name() -> None:
    full = parse_address("postgres://u@h/d?sslmode=verify-full").ssl_context
    assert isinstance(full, ssl.SSLContext)
    assert full.check_hostname
    authority = parse_address("postgres://u@h/d?sslmode=verify-ca").ssl_context
    assert isinstance(authority, ssl.SSLContext)
    assert not authority.check_hostname
    assert authority.verify_mode is ssl.CERT_REQUIRED


def test_this_machine_is_reached_in_plain_text_by_default() -> None:
    assert parse_address("postgres://u@127.0.0.1/d").ssl_context is False
    assert parse_address("postgres://u@db.example/d").ssl_context is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hunter2",
        "mysql://u:hunter2@h/d",
        "postgres://u:hunter2@h:port/d",
        "postgres://h/d",
        "postgres://u@h/d?sslmode=x",
    ],
)
def test_what_cannot_be_read_is_refused_without_repeating_it(text: str) -> None:
    with pytest.raises(SettingsError) as caught:
        parse_address(text)
    assert "hunter2" not in str(caught.value)


def test_an_address_never_shows_its_password() -> None:
    assert "hunter2" not in repr(parse_address("postgres://u:hunter2@h/d"))
