"""Starts the image as both services on this machine's own Postgres and queue, and does one job from end to end.

    python infra/image/smoke.py [--tag fitcsv-ai]

Seen to: nobody's user, a root that cannot be written, migrations by the image itself, readiness, a job that the API takes
and the worker completes, and an end within 8 s of SIGTERM (Cloud Run gives 10). Exit code 1 when any of it fails, 2 when
nothing can be run here.
"""

import argparse
import contextlib
import json
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping
from pathlib import Path

import httpx
from engine import Engine, NoEngine, find_engine
from service.local_queue import LocalQueue
from storage.embedded import EmbeddedPostgres

STOP_S = 8.0
READY_S = 60.0
REQUEST = {"goal": "strength", "frequency": 3, "experience": "beginner", "equipment": ["barbell", "rack"], "weeks": 4}

_PROBE = """
id -u
touch /probe 2> /dev/null && echo root-written
touch /opt/venv/probe 2> /dev/null && echo venv-written
touch /tmp/probe && echo tmp-written
"""


class Failed(Exception):
    """What was seen to did not hold."""


class Service:
    """A container in one role."""

    def __init__(self, engine: Engine, tag: str, role: str, port: int, env: Mapping[str, str]) -> None:
        """Start it."""
        self.role = role
        self.url = f"http://127.0.0.1:{port}"
        self._started = time.monotonic()
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the service
        self._process = subprocess.Popen(
            engine.command(tag, {**env, "SERVICE_ROLE": role, "PORT": str(port)}), stdout=self._log, stderr=self._log
        )

    def ready_s(self) -> float:
        """Wait until it is ready; seconds since its start."""
        with httpx.Client(base_url=self.url, trust_env=False) as http:
            while time.monotonic() - self._started < READY_S:
                if self._process.poll() is not None:
                    code = self._process.returncode
                    raise Failed(f"{self.role} ended with {code} before it was ready: {self.words()}")
                with contextlib.suppress(httpx.TransportError):
                    if http.get("/health/ready").status_code == 200:
                        return time.monotonic() - self._started
                time.sleep(0.02)
        raise Failed(f"{self.role} was not ready within {READY_S:.0f} s: {self.words()}")

    def stop_s(self) -> float:
        """Send SIGTERM, once, and wait for the end; seconds until then."""
        sent = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        try:
            code = self._process.wait(timeout=STOP_S)
        except subprocess.TimeoutExpired:
            raise Failed(f"{self.role} did not end within {STOP_S:.0f} s of SIGTERM: {self.words()}") from None
        if code != 0:
            raise Failed(f"{self.role} ended with {code} after SIGTERM: {self.words()}")
        return time.monotonic() - sent

    def words(self) -> str:
        """The end of what it said."""
        self._log.seek(0)
        return self._log.read().decode(errors="replace")[-2_000:]

    def close(self) -> None:
        """End it whatever it does."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        self._log.close()


def main() -> int:
    """Print one line for each thing seen to, then the figures as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--tag", default="fitcsv-ai", help="name of the image")
    given = parser.parse_args()
    try:
        figures = smoke(find_engine(), given.tag)
    except NoEngine as error:
        print(error, file=sys.stderr)
        return 2
    except (Failed, subprocess.CalledProcessError) as error:
        print(f"smoke: {error}", file=sys.stderr)
        return 1
    print(json.dumps(figures))
    return 0


def smoke(engine: Engine, tag: str) -> dict[str, float]:
    """Try the image out.

    Returns:
        Megabytes and seconds.

    Raises:
        Failed: something did not hold.
    """
    figures = {"size_mb": round(engine.size_mb(tag))}
    print(f"size: {figures['size_mb']} MB unpacked")
    see_to_its_walls(engine, tag)
    with surroundings() as found:
        for command in (("db", "upgrade"), ("db", "seed")):
            done_in(engine, tag, found, "fitcsv-ai", *command)
        print("database: migrated and seeded by the image")
        api_port, worker_port = free_ports()
        env = {**found, "AI_WORKER_URL": f"http://127.0.0.1:{worker_port}"}
        with contextlib.ExitStack() as stack:
            services: list[Service] = []
            # one after the other: two cores starting two services say little about one
            for role, port in (("worker", worker_port), ("api", api_port)):
                services.append(Service(engine, tag, role, port, env))
                stack.callback(services[-1].close)
                figures[f"{role}_ready_s"] = round(services[-1].ready_s(), 2)
                print(f"{role}: ready after {figures[f'{role}_ready_s']} s")
            figures["job_s"] = round(do_a_job(services[-1]), 2)
            print(f"job: completed in {figures['job_s']} s, over the queue, by the worker")
            for service in services:
                figures[f"{service.role}_stop_s"] = round(service.stop_s(), 2)
                print(f"{service.role}: ended {figures[f'{service.role}_stop_s']} s after SIGTERM")
    return figures


def see_to_its_walls(engine: Engine, tag: str) -> None:
    """Nobody's user, and nothing to write but /tmp."""
    said = done_in(engine, tag, {}, "sh", "-c", _PROBE).split()
    if said[:1] == ["0"] or said[1:] != ["tmp-written"]:
        raise Failed(f"the container should be nobody and write nothing but /tmp, and said {said}")
    print(f"walls: user {said[0]}, root read-only, /tmp writable")


def done_in(engine: Engine, tag: str, env: Mapping[str, str], *command: str) -> str:
    """Run a command in a container of its own; its output."""
    done = subprocess.run(engine.command(tag, env, command), capture_output=True, text=True, check=False)
    if done.returncode != 0 and command[0] != "sh":
        raise Failed(f"{' '.join(command)} ended with {done.returncode}: {done.stderr[-1_000:]}")
    return done.stdout


@contextlib.contextmanager
def surroundings() -> Generator[dict[str, str]]:
    """A Postgres and a queue on this machine, as the environment of the services."""
    queue = LocalQueue()
    with (
        tempfile.TemporaryDirectory(prefix="fitcsv-image-") as folder,
        EmbeddedPostgres(Path(folder) / "data", for_tests=True) as postgres,
    ):
        address = queue.start()
        try:
            yield {
                "DATABASE_URL": postgres.url.replace("postgresql+pg8000:", "postgresql:"),
                "CLOUD_TASKS_EMULATOR_HOST": address,
                "AUTH_MODE": "local",
            }
        finally:
            queue.stop(grace_s=0.1)


def free_ports() -> tuple[int, int]:
    """Two ports that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        return one.getsockname()[1], other.getsockname()[1]


def do_a_job(api: Service) -> float:
    """Ask for a program and follow the job to its end; seconds from the request."""
    asked = time.monotonic()
    with httpx.Client(base_url=api.url, timeout=60, trust_env=False) as http:
        answer = http.post("/api/ai/generate-program", json=REQUEST)
        if answer.status_code != 202:
            raise Failed(f"the API answered {answer.status_code}: {answer.text}")
        job_id = answer.json()["jobId"]
        with http.stream("GET", f"/api/ai/jobs/{job_id}/events") as events:
            for line in events.iter_lines():
                if line == "event: done":
                    break
        took_s = time.monotonic() - asked
        job = http.get(f"/api/ai/jobs/{job_id}").json()
        if job["status"] != "completed":
            raise Failed(f"the job is {job['status']}: {job['error']}")
        export = http.get(f"/api/programs/{job['result']['programId']}/export.csv")
        if export.status_code != 200:
            raise Failed(f"the program's CSV answered {export.status_code}")
    return took_s


if __name__ == "__main__":
    sys.exit(main())
