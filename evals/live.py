"""Cases with real models: the whole workflow, a database of its own, a cap on spending; what is stored is scored."""

import asyncio
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from agents.errors import AgentError, BudgetExceeded, ProgramImpossible, RequestInvalid
from agents.models import ModelSettings, is_offline
from agents.provider_client import close_clients
from agents.run import run_program_job
from agents.runtime import ModelRuntime, real_runtime
from evals.case import Case
from evals.errors import LiveImpossible
from evals.evidence import Evidence
from evals.fault_run import claimed_job, job_of
from evals.history_rows import log_history
from evals.measurement import measure
from evals.rehearsal import read_request
from evals.result import CaseResult, Run, Tokens, read_run, write_run
from evals.stored import evidence_of
from storage import migrations
from storage.embedded import EmbeddedPostgres
from storage.engine import DatabaseSettings, build_engine
from storage.seed import seed
from tools.workspace import Workspace

PARALLEL = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveTerms:
    """How a live run is done.

    Attributes:
        name: of the run.
        path: its file; cases that are in it are not paid for again.
        repeats: how often each case is run.
        cap_usd: the most that the run may cost, with what its file says was paid before.
        parallel: how many cases at a time.
    """

    name: str
    path: Path
    repeats: int = 1
    cap_usd: float = 1.0
    parallel: int = PARALLEL


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveRun:
    """What came of it.

    Attributes:
        run: everything that is done, earlier cases included.
        left: the cases that are not, each with the reason.
    """

    run: Run
    left: tuple[str, ...]


def live_chain(settings: ModelSettings) -> ModelSettings:
    """The settings without the rule-based coach: what it designs is no result of a model.

    Raises:
        LiveImpossible: nothing is left.
    """
    chain = tuple(model for model in settings.chain if not is_offline(model))
    if not chain:
        raise LiveImpossible("no model to ask: set ANTHROPIC_API_KEY or OPENAI_API_KEY, or name models in MODEL_CHAIN")
    return replace(settings, chain=chain)


def run_live(
    cases: Sequence[Case],
    settings: ModelSettings,
    terms: LiveTerms,
    *,
    on_done: Callable[[CaseResult], None] | None = None,
    runtime: ModelRuntime | None = None,
) -> LiveRun:
    """Run the cases that the run's file does not hold yet. The file is written after each of them.

    Args:
        cases: in the order of the results.
        settings: which models, with their keys; the rule-based coach is left out.
        terms: how.
        on_done: hears of every case when it is done.
        runtime: clocks and breakers; by default real ones.

    Raises:
        LiveImpossible: no model can be asked.
    """
    settings = live_chain(settings)
    source = ", ".join(settings.chain)
    done = _finished(terms.path, source, cases)
    waiting = [
        (case, repeat) for repeat in range(1, terms.repeats + 1) for case in cases if (case.id, repeat) not in done
    ]

    def keep(result: CaseResult) -> None:
        done[result.id, result.repeat] = result
        write_run(_run(terms.name, source, cases, done), terms.path)
        if on_done is not None:
            on_done(result)

    left = [f"{case.id}: the cap is reached" for case, _ in waiting]
    budget = terms.cap_usd - sum(result.spent_usd or 0.0 for result in done.values())
    if waiting and budget > 0:
        with _database() as engine:
            caps = replace(settings.caps, day_usd=budget)
            live = _Live(engine, replace(settings, caps=caps), runtime or real_runtime(), keep)
            asyncio.run(live.run_all(waiting, terms.parallel))
            left = live.left
    run = _run(terms.name, source, cases, done)
    write_run(run, terms.path)
    return LiveRun(run=run, left=tuple(left))


class _Live:
    """The jobs of one run, all in one database, where one cap counts for all of them."""

    def __init__(
        self, engine: Engine, settings: ModelSettings, runtime: ModelRuntime, keep: Callable[[CaseResult], None]
    ) -> None:
        self._engine = engine
        self._settings = settings
        self._runtime = runtime
        self._keep = keep
        self._is_spent = False
        self.left: list[str] = []

    async def run_all(self, waiting: Sequence[tuple[Case, int]], parallel: int) -> None:
        gate = asyncio.Semaphore(parallel)

        async def one(case: Case, repeat: int) -> None:
            async with gate:
                result = "the cap is reached" if self._is_spent else await self._result(case, repeat)
            if isinstance(result, str):
                self.left.append(f"{case.id}: {result}")
            else:
                self._keep(result)

        try:
            await asyncio.gather(*(one(case, repeat) for case, repeat in waiting))
        finally:
            await close_clients()

    async def _result(self, case: Case, repeat: int) -> CaseResult | str:
        """What came of a case, or why it has to be tried again."""
        try:
            request = read_request(case)
        except RequestInvalid as error:
            evidence = Evidence(request=None, made=None, refusal=str(error), maxima={})
            return measure(case, evidence).model_copy(update={"repeat": repeat})
        params = request.model_dump(mode="json", by_alias=True)
        workspace = await asyncio.to_thread(self._open, case, repeat, params)
        try:
            await run_program_job(workspace, params, self._settings, self._runtime)
        except ProgramImpossible as error:
            evidence = Evidence(request=request, made=None, refusal=str(error), maxima={})
        except AgentError as error:
            # whoever pays for nothing more still gets what is done; a provider that is down may be back later
            self._is_spent = self._is_spent or isinstance(error, BudgetExceeded)
            return f"{error.code}: {error}"
        else:
            evidence = await asyncio.to_thread(evidence_of, workspace, request)
        return await asyncio.to_thread(_measured, case, evidence, workspace, repeat)

    def _open(self, case: Case, repeat: int, params: dict[str, object]) -> Workspace:
        user_id = f"evals-{case.id}-{repeat}"
        log_history(self._engine, user_id, case.history)
        return claimed_job(self._engine, params, user_id)


def _measured(case: Case, evidence: Evidence, workspace: Workspace, repeat: int) -> CaseResult:
    job = job_of(workspace)
    said = job.result or {}
    return measure(case, evidence).model_copy(
        update={
            "repeat": repeat,
            "model": job.model or "",
            "is_degraded": bool(said.get("degraded")),
            "spent_usd": job.cost,
            "expected_usd": job.cost,
            "tokens": Tokens(prompt=job.input_tokens or 0, answer=job.output_tokens or 0),
        }
    )


def _finished(path: Path, source: str, cases: Sequence[Case]) -> dict[tuple[str, int], CaseResult]:
    """What the file holds of these cases, as they read now and by the same models."""
    if not path.exists():
        return {}
    run = read_run(path)
    digests = {case.id: case.digest for case in cases}
    if run.source != source:
        return {}
    return {(one.id, one.repeat): one for one in run.cases if digests.get(one.id) == one.digest}


def _run(name: str, source: str, cases: Sequence[Case], done: dict[tuple[str, int], CaseResult]) -> Run:
    order = {case.id: at for at, case in enumerate(cases)}
    listed = sorted(done.values(), key=lambda one: (order[one.id], one.repeat))
    return Run(name=name, source=source, cases=tuple(listed))


@contextmanager
def _database() -> Generator[Engine]:
    """A database that is gone when the run ends."""
    with (
        TemporaryDirectory(prefix="fitcsv-evals-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as server,
    ):
        engine = build_engine(DatabaseSettings(url=server.url))
        try:
            migrations.upgrade(engine)
            seed(engine)
            yield engine
        finally:
            engine.dispose()
