"""(a) From `exec` to a port that answers, in real processes, against one process that imports the whole stack at once."""

import os
import signal
import statistics
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.bench import host
from benchmarks.bench.ground import Ground
from benchmarks.bench.repetition import repeat
from benchmarks.bench.row import Row

_EAGER = (
    "import google.adk.agents, google.adk.runners, litellm, grpc, google.cloud.tasks_v2, google.cloud.sql.connector\n"
    "import sqlalchemy, fastapi, openai, anthropic, uvicorn, sys\n"
    "sys.stderr.write('imported on http://\\n'); sys.stderr.flush(); sys.stdin.read()"
)
_MAIN = "from service.cli import main; main()"
_LIMITS = {"api": (0.25, 110.0), "worker": (0.40, 230.0)}
"""Largest share of the eager import's time, and largest resident memory in MB."""
_IDLE_S = 1.5
_OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """One start.

    Attributes:
        seconds: from the making of the process until it was ready.
        processor_s: processor time it had used by then.
        resident_mb: memory it had by then.
    """

    seconds: float
    processor_s: float
    resident_mb: float


def cold_start(ground: Ground) -> Iterator[Row]:
    """Both roles, and memory when ready. A worker is ready when its port answers; LiteLLM warms up behind it."""
    url = ground.new_database()
    _once(url, None)
    starts: dict[str | None, list[Start]] = {None: [], "api": [], "worker": []}

    def one_round() -> dict[str | None, Start]:
        # in turns, so that other load of the machine meets all three
        return {role: _once(url, role) for role in starts}

    rounds = repeat(one_round, _ratio, **ground.repetitions(5, 15))
    for role in starts:
        starts[role] = [one[role] for one in rounds]
    eager_s = statistics.median(one.seconds for one in starts[None])
    eager_cpu_s = statistics.median(one.processor_s for one in starts[None])
    eager_mb = statistics.median(one.resident_mb for one in starts[None])
    for role, (share, memory_mb) in _LIMITS.items():
        seconds = statistics.median(one.seconds for one in starts[role])
        cpu_s = statistics.median(one.processor_s for one in starts[role])
        resident = statistics.median(one.resident_mb for one in starts[role])
        yield Row(
            section="a", name=f"{role}: cold start to ready", figure=1000 * seconds, unit="ms", samples=len(rounds),
            baseline=1000 * eager_s, against="importing the whole stack eagerly", target=f"<= {share:g}x",
            holds=seconds <= share * eager_s, limit="imports of FastAPI, SQLAlchemy and the planner",
            floor="FastAPI, SQLAlchemy and pydantic alone", notes={
                "processor_ms": round(1000 * cpu_s), "eager_processor_ms": round(1000 * eager_cpu_s),
                "processor_ratio": round(cpu_s / eager_cpu_s, 3),
            },
        )  # fmt: skip
        yield Row(
            section="a", name=f"{role}: resident memory when ready", figure=resident, unit="MB", samples=len(rounds),
            baseline=eager_mb, against="importing the whole stack eagerly", target=f"<= {memory_mb:g} MB",
            holds=resident <= memory_mb, limit="code and classes of the libraries imported",
            floor="FastAPI, SQLAlchemy and pydantic alone",
        )  # fmt: skip
    warm = [_once(url, "worker", is_warmed=True) for _ in range(ground.repetitions(3, 3)["least"])]
    warm_mb = statistics.median(one.resident_mb for one in warm)
    yield Row(
        section="a", name="worker: resident memory with LiteLLM warm", figure=warm_mb, unit="MB", samples=len(warm),
        baseline=eager_mb, against="importing the whole stack eagerly", target=f"<= {_LIMITS['worker'][1]:g} MB",
        holds=warm_mb <= _LIMITS["worker"][1], limit="LiteLLM and ADK", floor="LiteLLM and ADK alone",
        notes={"processor_ms_until_warm": round(1000 * statistics.median(one.processor_s for one in warm))},
    )  # fmt: skip


def _ratio(one: dict[str | None, Start]) -> float:
    return one["api"].seconds / one[None].seconds


def _once(url: str, role: str | None, *, is_warmed: bool = False) -> Start:
    """Start a role, or the eager import for None, and end it; with a model, and warmed up, where that is asked for."""
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "LANG")},  # noqa: TID251
        "LITELLM_LOCAL_MODEL_COST_MAP": "True", "DATABASE_URL": url, "PORT": "0", "PYTHONUNBUFFERED": "1",
        "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:1", "AI_WORKER_URL": "http://127.0.0.1:1",
        "CLOUD_RUN_SERVICE_ACCOUNT": "tasks@localhost",
    }  # fmt: skip
    if is_warmed:
        environment["ANTHROPIC_API_KEY"] = "sk-none"
    command = [sys.executable, "-c", _EAGER] if role is None else [sys.executable, "-c", _MAIN, "serve", "--role", role]
    began = time.perf_counter()
    with subprocess.Popen(
        command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    ) as process:
        try:
            address = _address(process)
            if role is not None:
                _wait_until_ready(address)
            if is_warmed:
                _wait_until_idle(process.pid)
            seconds = time.perf_counter() - began
            return Start(
                seconds=seconds,
                processor_s=host.processor_s(process.pid),
                resident_mb=host.resident_mb(process.pid),
            )
        finally:
            process.send_signal(signal.SIGKILL)


def _address(process: "subprocess.Popen[str]") -> str:
    assert process.stderr is not None
    seen = ""
    for line in process.stderr:
        seen += line
        if " on http" in line:
            return line.partition(" on ")[2].partition(",")[0].strip()
    raise RuntimeError(f"the process did not get ready: {seen}")


def _wait_until_ready(address: str) -> None:
    while True:
        try:
            with _OPENER.open(f"{address}/health/ready", timeout=30) as answer:
                assert answer.status == 200
                return
        except urllib.error.URLError:
            time.sleep(0.01)


def _wait_until_idle(pid: int) -> None:
    """Until the process has used hardly any processor time for a while: nothing tells from outside that it is warm."""
    before = -1.0
    while (now := host.processor_s(pid)) - before > _IDLE_S / 20:
        before = now
        time.sleep(_IDLE_S)
