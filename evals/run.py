"""Runs cases offline: in parallel, the same result every time."""

import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial

from evals.case import Case
from evals.measurement import measure
from evals.rehearsal import Planner, coach, rehearse
from evals.result import CaseResult, Run
from strength.blueprint_wire import to_wire

OFFLINE = "offline"
PROCESSES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unpriced:
    """A result, and the texts that its price depends on."""

    result: CaseResult
    sent: tuple[str, ...]
    answer: str


def run_cases(
    cases: Sequence[Case],
    *,
    planner: Planner = coach,
    processes: int = PROCESSES,
    name: str = OFFLINE,
    on_done: Callable[[CaseResult], None] | None = None,
) -> Run:
    """Run every case.

    Args:
        cases: in the order of the results.
        planner: who designs; the rule-based coach, or a spoilt one to see whether the gate notices.
        processes: 1 stays in this one.
        name: of the run.
        on_done: hears of every case when it is done, in order.
    """
    results: list[CaseResult] = []
    for found in _unpriced(cases, planner, processes):
        results.append(_priced(found))
        if on_done is not None:
            on_done(results[-1])
    return Run(name=name, source=OFFLINE, cases=tuple(results))


def _unpriced(cases: Sequence[Case], planner: Planner, processes: int) -> Iterator[_Unpriced]:
    if processes == 1:
        yield from (_one(case, planner=planner) for case in cases)
        return
    with ProcessPoolExecutor(max_workers=processes) as pool:
        yield from pool.map(partial(_one, planner=planner), cases)


def _priced(found: _Unpriced) -> CaseResult:
    if not found.answer:
        return found.result
    # takes seconds to import: not before it is needed, and while other processes are at work
    from evals.price_tag import priced

    return priced(found.result, found.sent, found.answer)


def _one(case: Case, *, planner: Planner) -> _Unpriced:
    rehearsal = rehearse(case, planner)
    made = rehearsal.evidence.made
    answer = "" if made is None else json.dumps(to_wire(made.design), ensure_ascii=False, separators=(",", ":"))
    return _Unpriced(result=measure(case, rehearsal.evidence), sent=rehearsal.sent, answer=answer)
