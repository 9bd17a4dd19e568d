"""Keys of the session state, and what is kept under each, in one place.

Values are plain JSON. Keys that start with `temp:` live for one run and are never stored with the session.

A run whose session nobody stores or reads keeps its large values aside, as they are, and only names for them in the
state (`values_aside`): a pool is else written once and read twice, ten milliseconds in all.
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, TypeVar, cast

from google.adk.sessions.state import State
from pydantic import TypeAdapter

from strength.pool import Pool, PoolEntry, pool_of
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest
from strength.revision import RevisionOrder
from tools.program_check import CheckReport

PROSE = "prose"
"""What a person has said so far in the dev UI; kept between turns, because a question may need several answers."""

JOB_ID = "job_id"
FENCE = "job_fence"
REQUEST = "request"
REDESIGNS = "redesigns"
"""How often the validator has sent the design back."""

DEGRADED = "degraded"
"""Whether the rule-based coach had to step in for the model."""

MODEL = "model"
"""Id of the model that designed what is being checked."""

WARNINGS = "warnings"
POOL = "temp:pool"
RECENT = "temp:recent"
"""What the lifter did lately, as one text."""

ORDER = "order"
"""What is to be changed of which program; None where a program is designed from nothing."""

REPORT = "temp:report"
"""What the validator let pass: program, scorecard, what it still breaks softly."""

REVIEWED = "reviewed"
"""Whether a review has read a design of this run; one is enough."""

ASIDE = "temp:aside"
"""A design that passed, with who made it, while a review has it improved; empty otherwise."""

_OF_A_DESIGN = (REPORT, MODEL, DEGRADED, WARNINGS)

_ENTRIES = TypeAdapter(tuple[PoolEntry, ...])

_NAME_ASIDE: Final = "aside:"

_aside: ContextVar[dict[str, object] | None] = ContextVar("values_aside", default=None)
"""Values of the run by their names; the tasks and threads of a run inherit it."""

_T = TypeVar("_T")


@contextmanager
def values_aside() -> Generator[None]:
    """Keep large values of the run inside the block as they are, for as long as it lasts."""
    token = _aside.set({})
    try:
        yield
    finally:
        _aside.reset(token)


def _keep(state: State, key: str, value: object, written: Callable[[], Any]) -> None:
    values = _aside.get()
    if values is None:
        state[key] = written()
        return
    # a new name for each: a value may be set aside and taken back under its old one
    name = f"{_NAME_ASIDE}{len(values)}"
    values[name] = value
    state[key] = name


def _read(kept: object, read: Callable[[Any], _T]) -> _T:
    values = _aside.get()
    if values is not None and isinstance(kept, str) and kept in values:
        return cast(_T, values[kept])
    return read(kept)


def begin(state: State, request: ProgramRequest, *, job_id: str, fence: int) -> None:
    """Start a run: everything that an earlier run of the same session left is replaced."""
    begin_job(state, job_id=job_id, fence=fence)
    replace_request(state, request)


def begin_job(state: State, *, job_id: str, fence: int) -> None:
    """Start a run whose request goes from node to node."""
    state[JOB_ID] = job_id
    state[FENCE] = fence
    state[REDESIGNS] = 0
    state[DEGRADED] = False
    state[WARNINGS] = []
    state[MODEL] = ""
    state[REVIEWED] = False
    state[ASIDE] = None
    state[PROSE] = ""
    state[ORDER] = None


def keep_order(state: State, order: RevisionOrder) -> None:
    """Go on as a job that changes a program."""
    state[ORDER] = order.model_dump(mode="json", by_alias=True)


def read_order(state: State) -> RevisionOrder | None:
    """What is to be changed; None where nothing is."""
    order = state.get(ORDER)
    return None if order is None else RevisionOrder.model_validate(order)


def replace_request(state: State, request: ProgramRequest) -> None:
    """Go on with another request: the one asked for, with what is known about the lifter filled in."""
    _keep(state, REQUEST, request, lambda: request.model_dump(mode="json", by_alias=True))


def read_request(state: State) -> ProgramRequest:
    """The request of this run."""
    return _read(state[REQUEST], ProgramRequest.model_validate)


def keep_pool(state: State, pool: Pool) -> None:
    """Keep the exercises of this run as one text: the session copies texts for nothing, trees it copies node by node."""
    entries = tuple(pool.entries.values())
    _keep(state, POOL, pool_of(entries, read_request(state)), lambda: _ENTRIES.dump_json(entries).decode())
    warn(state, pool.warnings)


def read_pool(state: State) -> Pool:
    """The exercises of this run; their warnings were put among the run's warnings."""
    return _read(state[POOL], lambda text: pool_of(_ENTRIES.validate_json(text), read_request(state)))


def keep_recent(state: State, recent: RecentTraining) -> None:
    """Keep what the lifter did lately."""
    _keep(state, RECENT, recent, recent.model_dump_json)


def read_recent(state: State) -> RecentTraining:
    """What the lifter did lately; nothing where nobody looked it up."""
    text = state.get(RECENT)
    return NOTHING_LOGGED if text is None else _read(text, RecentTraining.model_validate_json)


def keep_report(state: State, report: CheckReport) -> None:
    """Keep what passed, the program as one text."""
    _keep(state, REPORT, report, lambda: report.model_dump_json(by_alias=True))


def read_report(state: State) -> CheckReport:
    """What passed."""
    return _read(state[REPORT], CheckReport.model_validate_json)


def set_aside(state: State) -> None:
    """Keep what passed, and who made it, while it is designed once more."""
    state[ASIDE] = {name: state[name] for name in _OF_A_DESIGN}


def is_aside(state: State) -> bool:
    """Whether a design that passed waits for a better one."""
    return bool(state.get(ASIDE))


def take_back(state: State) -> None:
    """Go on with the design that was set aside, as if there had been no other."""
    for name, value in cast(dict[str, object], state[ASIDE]).items():
        state[name] = value
    state[ASIDE] = None


def forget_aside(state: State) -> None:
    """Go on with the newer design."""
    state[ASIDE] = None


def warn(state: State, warnings: tuple[str, ...]) -> None:
    """Add sentences for the lifter, each once."""
    known = cast(list[str], state.get(WARNINGS) or [])
    state[WARNINGS] = list(dict.fromkeys([*known, *warnings]))


def read_warnings(state: State) -> tuple[str, ...]:
    """Sentences for the lifter, in the order in which they came up."""
    return tuple(cast(list[str], state.get(WARNINGS) or []))
