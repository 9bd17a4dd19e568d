"""C8: a look at a job, a page of jobs and a post cost the same beside a million rows as beside a thousand."""

import asyncio
import itertools
import random
import time
from collections.abc import Callable

from benchmarks.chaos.site import Site, open_site
from benchmarks.goals.outcome import Outcome, percentile, say
from benchmarks.goals.posts import BODY, PATH
from benchmarks.goals.rate_client import exchange, request
from benchmarks.goals.reads import fill

FEW = 1_000
_MOST_RATIO = 1.3
_ROUNDS = 5
_WARM = 100


def flat(*, rows: int, requests: int, seed: int) -> Outcome:
    """Latency from 1,000 to 1,000,000 rows: within 1.3 times, one request after the other."""
    outcome = Outcome(goal="C8 flat")
    found: dict[int, dict[str, float]] = {}
    with open_site(workers=0, apis=1) as site:
        filled = 0
        for size in (FEW, rows):
            say(f"flat: putting {size - filled} jobs into the database")
            fill(site, filled + 1, size)
            filled = size
            say(f"flat: measuring with {size} rows")
            found[size] = _measure(site, size, requests, random.Random(seed))
    for name, few_ms in found[FEW].items():
        ratio = found[rows][name] / few_ms
        outcome.figures[name] = {
            f"p50_ms_at_{FEW}": round(few_ms, 2), f"p50_ms_at_{rows}": round(found[rows][name], 2),
            "ratio": round(ratio, 2),
        }  # fmt: skip
        outcome.want(ratio <= _MOST_RATIO, f"{name}: {ratio:.2f} times as long, above {_MOST_RATIO:g}")
    return outcome


def _measure(site: Site, rows: int, requests: int, chance: random.Random) -> dict[str, float]:
    headers = site.headers("")[:1]
    posted = itertools.count()

    def of_user(number: int) -> tuple[tuple[bytes, bytes], ...]:
        return (*headers, (b"x-user-id", f"user-{number % 50_000}".encode()))

    def look() -> bytes:
        number = chance.randint(1, rows)
        return request("GET", f"/api/ai/jobs/old-{number}", of_user(number))

    def page() -> bytes:
        # one row, so that a user with more jobs has no longer answer
        return request("GET", "/api/ai/jobs?limit=1", of_user(chance.randint(1, rows)))

    def post() -> bytes:
        who = (b"x-user-id", f"new-{rows}-{next(posted)}".encode())
        return request("POST", PATH, (*headers, who), BODY)

    kinds = {"look": (look, 200), "page": (page, 200), "post": (post, 202)}
    return {
        name: asyncio.run(_p50_ms(site.apis.port, message, status, requests))
        for name, (message, status) in kinds.items()
    }


async def _p50_ms(port: int, message: Callable[[], bytes], status: int, requests: int) -> float:
    """Median of the quietest of some rounds: what else runs on the machine comes and goes, the rows stay."""
    stream = await asyncio.open_connection("127.0.0.1", port)
    rounds: list[float] = []
    for count in (_WARM, *[max(1, requests // _ROUNDS)] * _ROUNDS):
        times: list[float] = []
        for _ in range(count):
            began = time.perf_counter()
            found, _, _ = await exchange(*stream, message())
            times.append(1000 * (time.perf_counter() - began))
            if found != status:
                raise RuntimeError(f"the answer is {found}, not {status}")
        rounds.append(percentile(times, 0.5))
    stream[1].close()
    return min(rounds[1:])
