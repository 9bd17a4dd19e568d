"""C9 and C11: how long a POST takes, also beside a queue that does not answer; and how many jobs one key makes."""

import asyncio
import contextlib
import itertools
import json
import random
import socket
import threading
from collections import Counter
from collections.abc import Generator

import psycopg

from benchmarks.chaos.site import Site, open_site
from benchmarks.goals.outcome import Outcome, percentile
from benchmarks.goals.rate_client import Shot, exchange, fire, request

PATH = "/api/ai/generate-program"
BODY = json.dumps(
    {
        "goal": "strength",
        "frequency": 2,
        "experience": "beginner",
        "equipment": ["barbell", "rack", "bench"],
        "weeks": 4,
    }
).encode()
_WARM_S = 3.0


def c9(*, seconds: float, per_s: float, seed: int) -> Outcome:
    """POST p99 <= 50 ms at 50 a second, also while Cloud Tasks does not answer."""
    del seed
    outcome = Outcome(goal="C9")
    with open_site(workers=0, apis=1) as site:
        _posts(site, "queue_answers", outcome, seconds, per_s)
    with _deaf_address() as deaf, open_site(workers=0, apis=1, address_of_tasks=lambda _: deaf) as site:
        _posts(site, "queue_is_deaf", outcome, seconds, per_s)
    return outcome


def c11(*, keys: int, at_once: int, seed: int) -> Outcome:
    """1,000 keys x 20 posts at once: exactly 1,000 rows."""
    outcome = Outcome(goal="C11")
    with open_site(workers=0, apis=2, max_open_jobs=1_000) as site:
        answers = asyncio.run(_same_keys(site, keys, at_once, seed))
        with psycopg.connect(site.postgres.libpq_url) as connection:
            rows = connection.execute("""SELECT count(*), count(DISTINCT "idempotencyKey") FROM "AIJob" """).fetchone()
    statuses = Counter(status for _, status, _ in answers)
    ids = {(key, job_id) for key, status, job_id in answers if status == 202}
    outcome.figures = {
        "keys": keys, "posts": len(answers), "statuses": dict(statuses), "rows": rows[0] if rows else 0,
        "ids": len(ids),
    }  # fmt: skip
    outcome.want(rows == (keys, keys), f"{rows} rows and keys instead of {keys}")
    outcome.want(len(ids) == keys, f"{len(ids)} ids for {keys} keys")
    outcome.want(set(statuses) == {202}, f"answers {dict(statuses)}, not 202 alone")
    return outcome


def _posts(site: Site, name: str, outcome: Outcome, seconds: float, per_s: float) -> None:
    headers = site.headers("")[:1]
    numbers = itertools.count()

    def message(_: int) -> bytes:
        return request("POST", PATH, (*headers, (b"x-user-id", f"{name}-{next(numbers)}".encode())), BODY)

    asyncio.run(fire(site.apis.port, message, per_s=per_s / 2, seconds=_WARM_S, connections=20))
    shots = asyncio.run(fire(site.apis.port, message, per_s=per_s, seconds=seconds, connections=50))
    report(outcome, name, shots, wanted_ms=50.0, status=202)


def report(outcome: Outcome, name: str, shots: list[Shot], *, wanted_ms: float, status: int) -> None:
    """Put the percentiles of some requests into an outcome."""
    times = [1000 * shot.seconds for shot in shots]
    wrong = Counter(shot.status for shot in shots if shot.status != status)
    outcome.figures[name] = {
        "requests": len(shots), "p50_ms": round(percentile(times, 0.5), 1), "p95_ms": round(percentile(times, 0.95), 1),
        "p99_ms": round(percentile(times, 0.99), 1), "max_ms": round(max(times), 1), "other_answers": dict(wrong),
    }  # fmt: skip
    outcome.want(percentile(times, 0.99) <= wanted_ms, f"{name}: p99 above {wanted_ms:g} ms")
    outcome.want(not wrong, f"{name}: answers {dict(wrong)}")


async def _same_keys(site: Site, keys: int, at_once: int, seed: int) -> list[tuple[int, int, str]]:
    """Each key is posted by so many connections at the same moment, in an order of chance."""
    headers = site.headers("one-user-for-ten-keys")[:1]
    order = list(range(keys))
    random.Random(seed).shuffle(order)
    barrier = asyncio.Barrier(at_once)
    found: list[tuple[int, int, str]] = []

    async def post_all() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", site.apis.port)
        for key in order:
            await barrier.wait()
            who = ((b"x-user-id", f"user-{key // 10}".encode()), (b"idempotency-key", f"key-{key}".encode()))
            status, _, body = await exchange(reader, writer, request("POST", PATH, (*headers, *who), BODY))
            found.append((key, status, str(json.loads(body).get("jobId"))))
        writer.close()

    await asyncio.gather(*(post_all() for _ in range(at_once)))
    return found


@contextlib.contextmanager
def _deaf_address() -> Generator[str]:
    """An address that takes connections and never says a word, as a service that hangs."""
    taken: list[socket.socket] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def take() -> None:
            with contextlib.suppress(OSError):
                while True:
                    taken.append(listener.accept()[0])

        thread = threading.Thread(target=take, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        listener.shutdown(socket.SHUT_RDWR)
        thread.join()
    for connection in taken:
        connection.close()
