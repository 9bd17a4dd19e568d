"""Runs the real service in a process of its own with OTLP on, does one job, and returns what the collector saw."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.trace.collector import Collector, collecting
from evals.provider_simulator import simulate

NOTE = "canary-note-7261"
KEY = "canary-key-9918"
CALLER = "00-11111111111111111111111111111111-2222222222222222-01"
"""The trace of the web app that asks for the program."""

_REQUEST: dict[str, Any] = {
    "goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell", "rack", "bench"],
    "weeks": 4, "notes": f"My {NOTE} hurts.",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """What one job left behind.

    Attributes:
        collector: the spans and the names of the metrics.
        job: the finished job as the API tells it.
        log: everything the service wrote on stderr.
    """

    collector: Collector
    job: dict[str, Any]
    log: str


def walk(database_url: str | None, data_dir: Path) -> Walk:
    """Do one job with a simulated Claude.

    Args:
        database_url: where; None is an embedded Postgres in `data_dir`.
        data_dir: folder of the embedded Postgres.
    """
    with collecting() as collector, simulate() as simulator:
        urls = ",".join(f"{provider}={url}" for provider, url in simulator.base_urls.items())
        environment = {
            **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR")},  # noqa: TID251
            "OTEL_TRACES_EXPORTER": "otlp", "OTEL_EXPORTER_OTLP_ENDPOINT": collector.address, "PORT": "0",
            "ANTHROPIC_API_KEY": KEY, "OPENAI_API_KEY": KEY, "MODEL_BASE_URLS": urls, "PYTHONUNBUFFERED": "1",
            # an operator who asks for content gets none
            "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": "SPAN_AND_EVENT",
        }  # fmt: skip
        if database_url is not None:
            environment["DATABASE_URL"] = database_url
        command = [
            sys.executable, "-c", "from service.cli import main; main()", "serve", "--data-dir", str(data_dir),
        ]  # fmt: skip
        with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
            try:
                address, log = _address(process)
                job = _do_job(address)
            finally:
                process.send_signal(signal.SIGTERM)
                rest = process.communicate(timeout=60)[1]
        return Walk(collector=collector, job=job, log=log + rest)


def _address(process: "subprocess.Popen[str]") -> tuple[str, str]:
    assert process.stderr is not None
    seen = ""
    for line in process.stderr:
        seen += line
        if " on http" in line:
            return line.partition(" on ")[2].partition(",")[0], seen
    raise RuntimeError(f"the service did not start: {seen}")


def _do_job(address: str) -> dict[str, Any]:
    headers = {"content-type": "application/json", "traceparent": CALLER}
    request = urllib.request.Request(
        f"{address}/api/ai/generate-program", data=json.dumps(_REQUEST).encode(), headers=headers
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(request, timeout=30) as answer:
        job_id = json.load(answer)["jobId"]
    with opener.open(f"{address}/api/ai/jobs/{job_id}/events", timeout=120) as stream:
        for line in stream:
            if line.startswith(b"event: done"):
                break
    with opener.open(f"{address}/api/ai/jobs/{job_id}", timeout=30) as answer:
        return json.load(answer)
