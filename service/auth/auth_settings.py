"""How callers are known, as the environment decides it (design 07)."""

import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

AuthMode = Literal["jwt", "service", "local"]

GOOGLE_ISSUER = "https://accounts.google.com"
GOOGLE_JWKS_URL = "https://www.googleapis.com/oauth2/v3/certs"
"""Where Google publishes the keys of its OIDC tokens as a JSON Web Key Set (its OpenID configuration names it)."""

_MODES = ("jwt", "service", "local")
_BY_MODE = {
    "AUTH_JWKS_URL": ("jwt", "service"),
    "AUTH_ISSUER": ("jwt", "service"),
    "AUTH_AUDIENCE": ("jwt", "service"),
    "AUTH_SERVICE_ACCOUNTS": ("service",),
    "CORS_ORIGINS": ("jwt",),
}
_NEEDED = {
    "jwt": ("AUTH_JWKS_URL", "AUTH_ISSUER", "AUTH_AUDIENCE"),
    "service": ("AUTH_AUDIENCE", "AUTH_SERVICE_ACCOUNTS"),
}
_NEEDED_FOR_TASKS = ("AI_WORKER_URL", "CLOUD_RUN_SERVICE_ACCOUNT")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._-]*@[a-z0-9][a-z0-9.-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthSettings:
    """How callers are known.

    Attributes:
        mode: `jwt`: a user's own token; `service`: FitCSV's backend with its own token and the user's id in a header;
            `local`: whoever sits at this machine.
        jwks_url: keys of the user's or the backend's tokens.
        issuer: their `iss`.
        audience: their `aud`.
        service_accounts: who may call in the mode `service`.
        cors_origins: web pages whose scripts may call in the mode `jwt`.
        tasks_jwks_url: keys of the tokens of Cloud Tasks and Cloud Scheduler.
        scheduler_account: whose token the sweep needs; None is the account of the tasks.
        is_signature_removed: whether Cloud Run's front end checks the tokens of the worker and takes their signature
            away, as it does for every service that is not open to everybody.
    """

    mode: AuthMode = "local"
    jwks_url: str = GOOGLE_JWKS_URL
    issuer: str = GOOGLE_ISSUER
    audience: str = ""
    service_accounts: frozenset[str] = frozenset()
    cors_origins: tuple[str, ...] = ()
    tasks_jwks_url: str = GOOGLE_JWKS_URL
    scheduler_account: str | None = None
    is_signature_removed: bool = False


def read_auth(env: Mapping[str, str], *, has_api: bool, has_worker: bool, on_cloud_run: bool) -> AuthSettings:
    """Read it.

    Args:
        env: the environment.
        has_api: whether users call this process.
        has_worker: whether tasks call it.
        on_cloud_run: whether Cloud Run started it.

    Raises:
        ValueError: a setting is missing, malformed or contradicts another; the message says what to set.
    """
    mode = env.get("AUTH_MODE")
    if mode is None and on_cloud_run:
        raise ValueError("AUTH_MODE is not set; no way of knowing callers is a default on Cloud Run: set it")
    mode = "local" if mode is None else mode
    if mode not in _MODES:
        raise ValueError(f"AUTH_MODE is {mode!r}; set it to one of {', '.join(_MODES)}")
    for name, modes in _BY_MODE.items():
        # a key set without its mode is a door that its owner believes to be locked
        if name in env and mode not in modes:
            raise ValueError(f"{name} is set but AUTH_MODE is {mode!r}; set AUTH_MODE={modes[0]} or unset {name}")
    needed = [*(_NEEDED.get(mode, ()) if has_api else ()), *_needed_for_tasks(env, mode, has_worker=has_worker)]
    missing = [name for name in needed if name not in env]
    if missing:
        raise ValueError(f"AUTH_MODE is {mode}, so set {', '.join(missing)} too")
    return AuthSettings(
        mode=mode,
        jwks_url=_key_address(env, "AUTH_JWKS_URL"),
        issuer=env.get("AUTH_ISSUER", GOOGLE_ISSUER),
        audience=env.get("AUTH_AUDIENCE", ""),
        service_accounts=frozenset(_accounts(env, "AUTH_SERVICE_ACCOUNTS")),
        cors_origins=tuple(_origins(env)),
        tasks_jwks_url=_key_address(env, "TASKS_JWKS_URL"),
        scheduler_account=next(iter(_accounts(env, "SCHEDULER_SERVICE_ACCOUNT")), None),
        is_signature_removed=_is_signature_removed(env, on_cloud_run=on_cloud_run),
    )


def _needed_for_tasks(env: Mapping[str, str], mode: str, *, has_worker: bool) -> tuple[str, ...]:
    """A worker checks tokens against these two; beside a queue in the same process they go without saying."""
    has_queue_elsewhere = "GCP_PROJECT_ID" in env or "CLOUD_TASKS_EMULATOR_HOST" in env
    return _NEEDED_FOR_TASKS if has_worker and mode != "local" and has_queue_elsewhere else ()


def _key_address(env: Mapping[str, str], name: str) -> str:
    url = env.get(name, GOOGLE_JWKS_URL)
    try:
        parts = urlsplit(url)
        is_safe = bool(parts.hostname) and parts.username is None and not parts.fragment and parts.port != 0
        is_safe = is_safe and (
            parts.scheme == "https" or (parts.scheme == "http" and is_loopback(parts.hostname or ""))
        )
    except ValueError:
        is_safe = False
    if not is_safe:
        # the address itself is not named: it may carry a password
        raise ValueError(f"{name} must look like https://issuer.example/jwks.json (http only on 127.0.0.1)")
    return url


def _accounts(env: Mapping[str, str], name: str) -> list[str]:
    accounts = [part.strip() for part in env.get(name, "").split(",")] if name in env else []
    for account in accounts:
        if not _EMAIL.fullmatch(account):
            msg = f"{name} has {account!r}; each part is an account such as web@project.iam.gserviceaccount.com"
            raise ValueError(msg)
    return accounts


def _origins(env: Mapping[str, str]) -> list[str]:
    origins = [part.strip() for part in env.get("CORS_ORIGINS", "").split(",") if part.strip()]
    for origin in origins:
        scheme, found, host = origin.partition("://")
        is_plain = bool(found) and scheme in ("http", "https") and bool(re.fullmatch(r"[a-z0-9.:\[\]-]+", host))
        if not is_plain or (scheme == "http" and not is_loopback(urlsplit(origin).hostname or "")):
            msg = f"CORS_ORIGINS has {origin!r}; each part is an origin such as https://fitcsv.example, without a path"
            raise ValueError(msg)
    return origins


def _is_signature_removed(env: Mapping[str, str], *, on_cloud_run: bool) -> bool:
    checker = env.get("TASKS_SIGNATURE_CHECK", "app")
    if checker not in ("app", "cloud-run"):
        raise ValueError(f"TASKS_SIGNATURE_CHECK is {checker!r}; set it to app or cloud-run")
    if checker == "cloud-run" and not on_cloud_run:
        raise ValueError(
            "TASKS_SIGNATURE_CHECK=cloud-run trusts Cloud Run's front end, which is not here; set it to app"
        )
    return checker == "cloud-run"


def is_loopback(host: str) -> bool:
    """Whether an address is reachable from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
