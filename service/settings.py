"""Everything the environment decides, read once and frozen. The only file that reads `os.environ`.

SettingsError      a setting is missing, malformed or contradicts another; the message says what to set
"""

import itertools
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

from service.auth.auth_settings import AuthSettings, is_loopback, read_auth
from service.model_choice import OFFLINE_MODEL, read_base_urls, read_model_chain, read_review_models
from service.spending import Spending, read_spending

LOCAL_USER = "local-developer"
"""The user of `AUTH_MODE=local` (design 07): whoever sits at this machine."""

LOCAL_ACCOUNT = "local-queue@localhost"
"""Whose token the tasks of a queue in this process carry."""

DEFAULT_PORT = 8080
_LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
_EXPORTERS = ("gcp", "otlp", "console", "none")
_MAX_PORT = 65_535

_LONGEST_DISPATCH_S = 1_800
"""Cloud Tasks' longest dispatch deadline (HttpRequest reference, design 06)."""
_KILL_S = 10
"""Cloud Run kills so long after SIGTERM (container runtime contract, design 06)."""
_MAX_DIGITS = 9


class SettingsError(Exception):
    """A setting is missing, malformed or contradicts another; the message says what to set."""


class Role(StrEnum):
    """What this process serves."""

    ALL = "all"
    """API, pages and worker in one process: development."""
    API = "api"
    """The control plane: what users call."""
    WORKER = "worker"
    """The execution plane: what Cloud Tasks calls."""

    @property
    def has_api(self) -> bool:
        """Whether the user's routes are mounted."""
        return self is not Role.WORKER

    @property
    def has_worker(self) -> bool:
        """Whether the task routes are mounted."""
        return self is not Role.API


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadlines:
    """The ladder of time limits, in seconds (design 06, A: each must end before the one around it).

    Attributes:
        heartbeat_s: pause between two heartbeats of a running job.
        lease_s: how long a claim lasts without one.
        model_call_s: limit of one call of a model.
        job_s: limit of one attempt at a job; checkpoint and retry follow within the request.
        request_s: Cloud Run's request timeout.
        dispatch_s: Cloud Tasks' dispatch deadline.
        shutdown_s: time from SIGTERM to the end of the process; Cloud Run kills after 10 s.
    """

    heartbeat_s: float = 15.0
    lease_s: float = 60.0
    model_call_s: float = 120.0
    job_s: float = 720.0
    request_s: float = 900.0
    dispatch_s: float = 900.0
    shutdown_s: float = 8.0

    def __post_init__(self) -> None:
        """Refuse a ladder whose rungs are out of order."""
        rungs = (self.heartbeat_s, self.lease_s, self.model_call_s, self.job_s, self.request_s)
        rising = all(lower < upper for lower, upper in itertools.pairwise(rungs))
        if not rising or not self.request_s <= self.dispatch_s <= _LONGEST_DISPATCH_S or self.heartbeat_s <= 0:
            msg = (
                f"time limits must rise: heartbeat < lease < model call < job < request <= dispatch <= 1800 s; "
                f"they are {', '.join(f'{rung:g}' for rung in rungs)}, {self.dispatch_s:g}"
            )
            raise SettingsError(msg)
        if not 0 < self.shutdown_s < _KILL_S:
            msg = f"the shutdown budget is {self.shutdown_s:g} s; it must lie under the 10 s that Cloud Run grants"
            raise SettingsError(msg)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """A value that never shows in a repr, a log or an error."""

    value: str = field(repr=False)

    def __str__(self) -> str:
        """Stars."""
        return "***"


@dataclass(frozen=True, slots=True, kw_only=True)
class CloudSql:
    """A Cloud SQL instance reached by the connector with IAM authentication."""

    instance: str
    user: str
    name: str
    has_private_ip: bool = False
    """Whether the instance is reached inside the VPC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """Where tasks go.

    Attributes:
        project: Google Cloud project; `local` beside the local queue.
        region: its region.
        queue: prefix of the queues' ids; `high`, `normal` and `low` are added, or stand alone when it is empty.
        worker_url: address of the worker, without a path.
        service_account: whom the worker sees as caller; None locally.
        emulator_host: `host:port` of a local queue; None is Google.
    """

    project: str = "local"
    region: str = "local"
    queue: str = ""
    worker_url: str | None = None
    service_account: str | None = None
    emulator_host: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the environment decided.

    Attributes:
        database_url: a URL, a Cloud SQL instance, or None for the embedded Postgres.
        model_chain: LiteLLM ids, first choice first; the rule-based coach comes last, unless it is excluded.
        review_models: who reads over what a model designed, first choice first; empty for no review.
        model_base_urls: other addresses by provider, for tests and proxies.
        role: what this process serves.
        host: address to listen on.
        port: port to listen on; 0 takes a free one.
        tasks: where tasks go.
        auth: how callers are known.
        max_open_jobs: queued and running jobs one user may have.
        posts_per_minute: jobs one user may create in a minute, in this process.
        on_cloud_run: whether Cloud Run started this process.
    """

    database_url: Secret | None = None
    cloud_sql: CloudSql | None = None
    anthropic_api_key: Secret | None = None
    openai_api_key: Secret | None = None
    model_chain: tuple[str, ...] = (OFFLINE_MODEL,)
    review_models: tuple[str, ...] = ()
    model_base_urls: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    spending: Spending = field(default_factory=Spending)
    role: Role = Role.ALL
    host: str = "127.0.0.1"
    port: int = DEFAULT_PORT
    tasks: Tasks = field(default_factory=Tasks)
    auth: AuthSettings = field(default_factory=AuthSettings)
    max_open_jobs: int = 3
    posts_per_minute: int = 600
    log_level: str = "INFO"
    traces_exporter: str = "none"
    on_cloud_run: bool = False
    deadlines: Deadlines = field(default_factory=Deadlines)

    def __post_init__(self) -> None:
        """Refuse what contradicts itself."""
        if self.database_url is not None and self.cloud_sql is not None:
            msg = "DATABASE_URL and CLOUD_SQL_INSTANCE are both set; set one of them"
            raise SettingsError(msg)
        if self.auth.mode != "local":
            return
        if self.on_cloud_run:
            msg = "AUTH_MODE=local trusts every caller and is refused on Cloud Run; run it on a developer's machine"
            raise SettingsError(msg)
        if not is_loopback(self.host):
            msg = (
                f"AUTH_MODE=local trusts every caller and is refused on {self.host!r}; "
                "listen on 127.0.0.1 (leave out --host), or set AUTH_MODE=jwt or AUTH_MODE=service"
            )
            raise SettingsError(msg)


def read_settings(environ: Mapping[str, str] | None = None, *, overrides: Mapping[str, str] | None = None) -> Settings:
    """Read the settings.

    Args:
        environ: the environment; the process's own when left out.
        overrides: what flags say instead, under the names of the environment.

    Raises:
        SettingsError: a setting is missing, malformed or contradicts another.
    """
    source = {**(os.environ if environ is None else environ), **(overrides or {})}  # noqa: TID251 - the one place
    # An empty variable is what `X= make serve` and many dashboards leave behind: it counts as not set.
    env = {name: value.strip() for name, value in source.items() if value.strip()}
    on_cloud_run = "K_SERVICE" in env
    try:
        spending = read_spending(env)
        model_chain = read_model_chain(env, has_last_resort=spending.has_last_resort)
        review_models = read_review_models(env, model_chain)
        base_urls = read_base_urls(env)
        role = Role(_choice(env, "SERVICE_ROLE", tuple(Role), Role.ALL.value))
        auth = read_auth(env, has_api=role.has_api, has_worker=role.has_worker, on_cloud_run=on_cloud_run)
    except ValueError as error:
        raise SettingsError(str(error)) from error
    return Settings(
        database_url=_database_url(env),
        cloud_sql=_cloud_sql(env),
        anthropic_api_key=_secret(env, "ANTHROPIC_API_KEY"),
        openai_api_key=_secret(env, "OPENAI_API_KEY"),
        model_chain=model_chain,
        review_models=review_models,
        model_base_urls=base_urls,
        spending=spending,
        role=role,
        # Cloud Run's front end comes from outside of the container; a laptop's neighbours must not
        host=env.get("HOST", "0.0.0.0" if on_cloud_run else "127.0.0.1"),  # noqa: S104
        port=_number(env, "PORT", DEFAULT_PORT, 0, _MAX_PORT),
        tasks=_tasks(env),
        auth=auth,
        max_open_jobs=_number(env, "MAX_OPEN_JOBS", 3, 1, 1_000),
        posts_per_minute=_number(env, "POSTS_PER_MINUTE", 600, 1, 100_000),
        log_level=_choice(env, "LOG_LEVEL", _LOG_LEVELS, "INFO", fold=str.upper),
        traces_exporter=_choice(env, "OTEL_TRACES_EXPORTER", _EXPORTERS, "none"),
        on_cloud_run=on_cloud_run,
    )


def _secret(env: Mapping[str, str], name: str) -> Secret | None:
    value = env.get(name)
    return None if value is None else Secret(value=value)


def _choice(
    env: Mapping[str, str], name: str, allowed: tuple[str, ...], default: str, fold: Callable[[str], str] | None = None
) -> str:
    value = env.get(name, default)
    folded = fold(value) if fold else value
    if folded not in allowed:
        raise SettingsError(f"{name} is {value!r}; set it to one of {', '.join(allowed)}")
    return folded


def _number(env: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = env.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS and low <= int(text) <= high):
        raise SettingsError(f"{name} is {text!r}; set it to a whole number from {low} to {high}")
    return int(text)


def _database_url(env: Mapping[str, str]) -> Secret | None:
    url = env.get("DATABASE_URL")
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        scheme = parts.scheme.partition("+")[0]
        is_postgres = scheme in ("postgres", "postgresql") and parts.port != 0
    except ValueError:
        is_postgres = False
    if not is_postgres:
        # The URL itself is not named: it may carry a password.
        raise SettingsError("DATABASE_URL must look like postgresql://user:password@host:5432/name, or be unset")
    return Secret(value=url)


def _cloud_sql(env: Mapping[str, str]) -> CloudSql | None:
    instance = env.get("CLOUD_SQL_INSTANCE")
    if instance is None:
        return None
    missing = [name for name in ("DB_USER", "DB_NAME") if name not in env]
    if missing:
        raise SettingsError(f"CLOUD_SQL_INSTANCE is set, so set {' and '.join(missing)} too")
    if instance.count(":") != 2:  # noqa: PLR2004 - the two colons of PROJECT:REGION:INSTANCE
        raise SettingsError(f"CLOUD_SQL_INSTANCE is {instance!r}; set it to PROJECT:REGION:INSTANCE")
    is_private = _choice(env, "CLOUD_SQL_PRIVATE_IP", ("true", "false"), "false", fold=str.lower) == "true"
    return CloudSql(instance=instance, user=env["DB_USER"], name=env["DB_NAME"], has_private_ip=is_private)


def _tasks(env: Mapping[str, str]) -> Tasks:
    url = env.get("AI_WORKER_URL")
    if url is not None and not url.startswith(("http://", "https://")):
        raise SettingsError(f"AI_WORKER_URL is {url!r}; set it to an address such as https://worker.example.run.app")
    emulator = env.get("CLOUD_TASKS_EMULATOR_HOST")
    if emulator is not None and not emulator.rpartition(":")[2].isdigit():
        raise SettingsError(f"CLOUD_TASKS_EMULATOR_HOST is {emulator!r}; set it to HOST:PORT, such as 127.0.0.1:8123")
    project = env.get("GCP_PROJECT_ID")
    if project is not None and emulator is None:
        needed = ("GCP_REGION", "AI_WORKER_URL", "TASKS_QUEUE", "CLOUD_RUN_SERVICE_ACCOUNT")
        missing = [name for name in needed if name not in env]
        if missing:
            raise SettingsError(f"GCP_PROJECT_ID is set, so set {', '.join(missing)} too")
    return Tasks(
        project=project or "local",
        region=env.get("GCP_REGION", "local"),
        queue=env.get("TASKS_QUEUE", ""),
        worker_url=env.get("AI_WORKER_URL", "").rstrip("/") or None,
        service_account=env.get("CLOUD_RUN_SERVICE_ACCOUNT"),
        emulator_host=emulator,
    )
