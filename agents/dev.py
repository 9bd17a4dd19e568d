"""The desk of the dev UI: opens real jobs in a development database, on the first request and not before.

For development only: `adk web` knows no users, so everything belongs to one.
"""

import os
from collections.abc import Mapping
from functools import cached_property

from google.adk.models.base_llm import BaseLlm
from sqlalchemy import Engine

from agents.desk import Desk
from agents.models import ModelSettings, build_model, default_chain
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.errors import StorageError
from storage.jobs import Claimed, JobStore, ModelCall
from storage.jobs.creation import NewJob
from storage.migrations import upgrade
from storage.seed import seed
from strength.request import ProgramRequest
from tools.workspace import Workspace

LOCAL_USER = "local-user"
LEASE_S = 600.0
"""Nobody beats for a job of the dev UI, and a model may take its time."""


class DevDesk(Desk):
    """Opens a job per request and does it at once; nothing is started before the first one."""

    def __init__(self, database_url: str | None = None) -> None:
        """Use a database.

        Args:
            database_url: which; without one the setting DATABASE_URL, else the embedded Postgres.
        """
        self._database_url = database_url

    def open(self, request: ProgramRequest) -> Workspace:
        """A new job for the request, claimed."""
        params = request.model_dump(mode="json", by_alias=True)
        job = self._store.create(NewJob(user_id=LOCAL_USER, type="program_generator", params=params)).job
        claimed = self._store.claim(job.job_id, lease_s=LEASE_S)
        if not isinstance(claimed, Claimed):
            raise StorageError(f"the job {job.job_id!r} was just made and cannot be claimed: {claimed.reason.value}")
        return self.resume(job.job_id, claimed.job.fence)

    def resume(self, job_id: str, fence: int) -> Workspace:
        """A job that this desk opened."""

        def tell(stage: str, percent: int, message: str) -> None:
            self._store.set_progress(job_id, fence, {"stage": stage, "percent": percent, "message": message})

        def book(call: ModelCall) -> None:
            self._store.record_model_call(call)

        return Workspace(
            engine=self.engine,
            store=self._store,
            job_id=job_id,
            user_id=LOCAL_USER,
            fence=fence,
            on_progress=tell,
            on_model_call=book,
        )

    @cached_property
    def engine(self) -> Engine:
        """The development database, migrated and seeded."""
        url = self._database_url or _environment().get("DATABASE_URL") or EmbeddedPostgres().start().url
        engine = build_engine(DatabaseSettings(url=url))
        upgrade(engine)
        seed(engine)
        return engine

    @cached_property
    def _store(self) -> JobStore:
        return JobStore(self.engine)


def dev_model() -> BaseLlm:
    """The model that the environment names, or the rule-based coach."""
    return build_model(dev_settings(_environment()))


def dev_settings(environment: Mapping[str, str]) -> ModelSettings:
    """What an environment says about models.

    The service reads the same names in its own settings; the dev UI starts without the service.
    """
    names = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}
    keys = {provider: environment[name] for provider, name in names.items() if environment.get(name)}
    chain = tuple(item.strip() for item in environment.get("MODEL_CHAIN", "").split(",") if item.strip())
    pairs = (item.partition("=") for item in environment.get("MODEL_BASE_URLS", "").split(",") if "=" in item)
    return ModelSettings(
        chain=chain or default_chain(has_anthropic_key="anthropic" in keys, has_openai_key="openai" in keys),
        api_keys=keys,
        base_urls={provider.strip(): url.strip() for provider, _, url in pairs},
    )


def _environment() -> Mapping[str, str]:
    # `adk web` imports agents without arguments, so nobody can hand settings over
    return os.environ  # noqa: TID251
