"""The desk of the dev UI: opens real jobs in a development database, on the first request and not before.

For development only: `adk web` knows no users, so everything belongs to one.
"""

import os
import weakref
from collections.abc import Mapping
from functools import cached_property

from sqlalchemy import Engine

from agents.desk import Desk
from agents.errors import OutcomeMissing, RequestInvalid
from agents.job_request import JobRequest, job_type_of
from agents.model_chain import ModelChain
from agents.models import REVIEW_OFF, ModelSettings, default_chain, default_review
from agents.offline import OFFLINE_COACH
from agents.runtime import real_runtime
from agents.validator.review import build_reviewer
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.errors import StorageError
from storage.jobs import Claimed, JobStore, ModelCall
from storage.jobs.creation import NewJob
from storage.migrations import upgrade
from storage.next_workout import next_workout_id
from storage.seed import seed
from strength.adaptation import AdaptRequest, pool_request
from strength.catalog import load_catalog
from strength.planner import plan
from strength.request import Experience, Goal, ProgramRequest
from strength.substitution import SubstituteRequest
from tools.exercise_search import find_exercises
from tools.program_check import check_program
from tools.program_saving import save_program
from tools.workspace import Workspace

LOCAL_USER = "local-user"
NEXT = "next"
"""Stands for the id of the workout that the person would do next."""

EXAMPLE = "example"
"""Like `next`; without any program one is made for it, so that the examples run in an empty database."""

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

    def resolve(self, request: JobRequest) -> JobRequest:
        """The request with the next workout for "next", and an exercise's row for a slug or name of the catalog.

        Raises:
            RequestInvalid: there is no such thing; the message says what to do.
        """
        match request:
            case ProgramRequest():
                return request
            case AdaptRequest() if request.workout_id in (NEXT, EXAMPLE):
                found = next_workout_id(self.engine, LOCAL_USER)
                if found is None and request.workout_id == EXAMPLE:
                    self._make_program()
                    found = next_workout_id(self.engine, LOCAL_USER)
                if found is None:
                    raise RequestInvalid("There is no workout to adapt yet: ask for a program first.")
                return request.model_copy(update={"workout_id": found})
            case SubstituteRequest() if request.exercise_definition_id is not None:
                known = load_catalog().find(request.exercise_definition_id.replace("_", " "))
                if known is None:
                    return request
                everything = pool_request(experience=Experience.ADVANCED)
                entry = find_exercises(self.engine, LOCAL_USER, everything).entries.get(known.slug)
                row = None if entry is None else entry.definition_id
                return request if row is None else request.model_copy(update={"exercise_definition_id": row})
            case _:
                return request

    def open(self, request: JobRequest) -> Workspace:
        """A new job for the request, claimed."""
        params = request.model_dump(mode="json", by_alias=True)
        job = self._store.create(NewJob(user_id=LOCAL_USER, type=job_type_of(request), params=params)).job
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

    def _make_program(self) -> None:
        """Four weeks that the rule-based coach designs, under a job of their own."""
        request = ProgramRequest(
            goal=Goal.STRENGTH, frequency=3, experience=Experience.INTERMEDIATE, equipment=("full_gym",), weeks=4
        )
        workspace = self.open(request)
        pool = find_exercises(self.engine, LOCAL_USER, request)
        report = check_program(plan(request, pool), request, pool, load_catalog())
        if report.program is None or report.scorecard is None:
            raise OutcomeMissing("The example program cannot be made.")
        save_program(
            workspace,
            report.program,
            request=request,
            scorecard=report.scorecard,
            is_degraded=False,
            model=OFFLINE_COACH,
        )

    @cached_property
    def engine(self) -> Engine:
        """The development database, migrated and seeded."""
        url = self._database_url or _environment().get("DATABASE_URL") or EmbeddedPostgres().start().url
        engine = build_engine(DatabaseSettings(url=url))
        # nobody closes an agent of the dev UI
        weakref.finalize(self, engine.dispose)
        upgrade(engine)
        seed(engine)
        return engine

    @cached_property
    def _store(self) -> JobStore:
        return JobStore(self.engine)


def dev_model() -> ModelChain:
    """The model that the environment names, or the rule-based coach."""
    return ModelChain(dev_settings(_environment()), real_runtime())


def dev_reviewer() -> ModelChain | None:
    """Who reviews, as the environment says; None without a key."""
    return build_reviewer(dev_settings(_environment()), real_runtime())


def dev_settings(environment: Mapping[str, str]) -> ModelSettings:
    """What an environment says about models.

    The service reads the same names in its own settings; the dev UI starts without the service.
    """
    names = {"anthropic": "ANTHROPIC_API_KEY", "openai": "OPENAI_API_KEY"}
    keys = {provider: environment[name] for provider, name in names.items() if environment.get(name)}
    chain = _ids(environment, "MODEL_CHAIN") or default_chain(
        has_anthropic_key="anthropic" in keys, has_openai_key="openai" in keys
    )
    pairs = (item.partition("=") for item in environment.get("MODEL_BASE_URLS", "").split(",") if "=" in item)
    review = _ids(environment, "REVIEW_MODEL") or default_review(chain)
    return ModelSettings(
        chain=chain,
        api_keys=keys,
        base_urls={provider.strip(): url.strip() for provider, _, url in pairs},
        review=tuple(item for item in review if item.lower() != REVIEW_OFF),
    )


def _ids(environment: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item.strip() for item in environment.get(name, "").split(",") if item.strip()))


def _environment() -> Mapping[str, str]:
    # `adk web` imports agents without arguments, so nobody can hand settings over
    return os.environ  # noqa: TID251
