"""Services that check tokens, one for each file of this folder, so that none of them lives on beside other tests, and issuers whose tokens they trust."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from benchmarks.access.guarded import BACKEND, GOOGLE, Guarded, guarded_service
from benchmarks.access.issuer import Issuer
from service import telemetry
from service.settings import Role

StartGuarded = Callable[..., Guarded]


@pytest.fixture(autouse=True, scope="module")
def _quiet_logs() -> None:
    telemetry.configure(level="CRITICAL", as_json=True)


@pytest.fixture(scope="module")
def issuer() -> Iterator[Issuer]:
    with Issuer() as running:
        yield running


@pytest.fixture(scope="module")
def google() -> Iterator[Issuer]:
    with Issuer(GOOGLE, number=1) as running:
        yield running


@pytest.fixture(scope="module")
def start_guarded(
    new_database: Callable[[str | None], str],
    template: str,
    tmp_path_factory: pytest.TempPathFactory,
    issuer: Issuer,
    google: Issuer,
) -> Iterator[StartGuarded]:
    """Starts services that live as long as the file."""
    with ExitStack() as stack:

        def start(role: Role = Role.ALL, **settings: Any) -> Guarded:
            folder = tmp_path_factory.mktemp("guarded")
            return stack.enter_context(
                guarded_service(new_database(template), folder, issuer, google, role=role, **settings)
            )

        yield start


@pytest.fixture(scope="module")
def guarded(start_guarded: StartGuarded) -> Guarded:
    """API, pages and worker in the mode `jwt`."""
    return start_guarded(max_open_jobs=20)


@pytest.fixture(scope="module")
def backend(start_guarded: StartGuarded, google: Issuer) -> Guarded:
    """The API alone in the mode `service`."""
    accounts = frozenset({BACKEND})
    return start_guarded(
        Role.API, mode="service", jwks_url=google.url, issuer=GOOGLE, service_accounts=accounts, scheduler_account=None
    )
