"""C13: twenty times as many posts as the service is made for, what it answers, and how soon it is itself again."""

import asyncio
import itertools
from collections import Counter
from http import HTTPStatus

from benchmarks.chaos.site import Site, open_site
from benchmarks.goals.outcome import Outcome, percentile, say
from benchmarks.goals.posts import BODY, PATH
from benchmarks.goals.rate_client import Shot, fire, request

USUAL_PER_S = 50.0
_GROWTH_MIB = 50.0
_STEADY_MS = 50.0
_STEADY_WITHIN_S = 60.0
_WINDOW_S = 5.0
_POSTS_OF_A_USER = 6
_WARM_S = 5.0
_ALLOWED = frozenset({202, 429, 503})
_ACCEPTED_S = 2.0
"""What an accepted post may take in the midst of it; measured from when it was due, on a machine that the flood shares."""


def c13(*, seconds: float, times: float, seed: int) -> Outcome:
    """20x overload for 60 s: only 503/429 with Retry-After, memory flat, steady again in 60 s."""
    del seed
    outcome = Outcome(goal="C13")
    with open_site(workers=0, apis=1) as site:
        numbers = itertools.count()
        _fire(site, numbers, USUAL_PER_S, _WARM_S, 50)
        before = site.apis.resident_mib()
        say(f"c13: {times * USUAL_PER_S:g} posts a second for {seconds:g} s")
        flood = _fire(site, numbers, times * USUAL_PER_S, seconds, 1_000)
        most = site.apis.resident_mib()
        say(f"c13: the flood is over; {USUAL_PER_S / 2:g} posts a second for {_STEADY_WITHIN_S:g} s")
        after = _fire(site, numbers, USUAL_PER_S / 2, _STEADY_WITHIN_S, 50)
    steady_s = _steady_after_s(after)
    statuses = Counter(shot.status for shot in flood)
    silent = sum(shot.status in (429, 503) and shot.retry_after is None for shot in flood)
    took_s = max((shot.due_s + shot.seconds for shot in flood), default=0.0)
    accepted = [shot.seconds for shot in flood if shot.status == HTTPStatus.ACCEPTED]
    refused = [shot.seconds for shot in flood if shot.status != HTTPStatus.ACCEPTED]
    outcome.figures = {
        "asked_per_s": times * USUAL_PER_S, "answered_per_s": round(len(flood) / max(took_s, seconds)),
        "statuses": dict(statuses), "without_retry_after": silent,
        "accepted_p50_s": round(percentile(accepted, 0.5), 2), "accepted_p99_s": round(percentile(accepted, 0.99), 2),
        "refused_p50_s": round(percentile(refused, 0.5), 2), "refused_p99_s": round(percentile(refused, 0.99), 2),
        "resident_mib": [round(before), round(most)], "steady_after_s": steady_s,
    }  # fmt: skip
    outcome.want(set(statuses) <= _ALLOWED, f"answers {dict(statuses)}")
    outcome.want(accepted != [], "nothing was accepted")
    slowest_s = percentile(accepted, 0.99)
    outcome.want(slowest_s <= _ACCEPTED_S, f"p99 of accepted posts {slowest_s:.1f} s, above {_ACCEPTED_S:g} s")
    outcome.want(silent == 0, f"{silent} refusals without Retry-After")
    outcome.want(most - before <= _GROWTH_MIB, f"memory grew by {most - before:.0f} MiB")
    outcome.want(steady_s is not None, f"p95 still above {_STEADY_MS:g} ms {_STEADY_WITHIN_S:g} s later")
    return outcome


def _fire(site: Site, numbers: "itertools.count[int]", per_s: float, seconds: float, connections: int) -> list[Shot]:
    headers = site.headers("")[:1]

    def message(_: int) -> bytes:
        who = (b"x-user-id", f"user-{next(numbers) // _POSTS_OF_A_USER}".encode())
        return request("POST", PATH, (*headers, who), BODY)

    return asyncio.run(fire(site.apis.port, message, per_s=per_s, seconds=seconds, connections=connections))


def _steady_after_s(shots: list[Shot]) -> float | None:
    """From when on the service is as quick as before; None when it never is."""
    steady: float | None = None
    for start in range(0, int(_STEADY_WITHIN_S), int(_WINDOW_S)):
        window = [1000 * shot.seconds for shot in shots if start <= shot.due_s < start + _WINDOW_S]
        is_quick = bool(window) and percentile(window, 0.95) <= _STEADY_MS
        steady = None if not is_quick else float(start) if steady is None else steady
    return steady
