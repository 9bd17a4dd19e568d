"""Keys of the session state, and what is kept under each, in one place.

Values are plain JSON. Keys that start with `temp:` live for one run and are never stored with the session.
"""

from typing import cast

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


def begin(state: State, request: ProgramRequest, *, job_id: str, fence: int) -> None:
    """Start a run: everything that an earlier run of the same session left is replaced."""
    begin_job(state, job_id=job_id, fence=fence)
    state[REQUEST] = request.model_dump(mode="json", by_alias=True)


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
    state[REQUEST] = request.model_dump(mode="json", by_alias=True)


def read_request(state: State) -> ProgramRequest:
    """The request of this run."""
    return ProgramRequest.model_validate(state[REQUEST])


def keep_pool(state: State, pool: Pool) -> None:
    """Keep the exercises of this run as one text: the session copies texts for nothing, trees it copies node by node."""
    state[POOL] = _ENTRIES.dump_json(tuple(pool.entries.values())).decode()
    warn(state, pool.warnings)


def read_pool(state: State) -> Pool:
    """The exercises of this run; their warnings were put among the run's warnings."""
    return pool_of(_ENTRIES.validate_json(cast(str, state[POOL])), read_request(state))


def keep_recent(state: State, recent: RecentTraining) -> None:
    """Keep what the lifter did lately."""
    state[RECENT] = recent.model_dump_json()


def read_recent(state: State) -> RecentTraining:
    """What the lifter did lately; nothing where nobody looked it up."""
    text = cast(str | None, state.get(RECENT))
    return NOTHING_LOGGED if text is None else RecentTraining.model_validate_json(text)


def keep_report(state: State, report: CheckReport) -> None:
    """Keep what passed, the program as one text."""
    state[REPORT] = report.model_dump_json(by_alias=True)


def read_report(state: State) -> CheckReport:
    """What passed."""
    return CheckReport.model_validate_json(cast(str, state[REPORT]))


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
