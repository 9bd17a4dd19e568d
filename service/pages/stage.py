"""The stages of a job: what each does, where the job stands, how long each took."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from service.pages.moment import seconds_between, short

StageState = Literal["done", "now", "todo", "failed", "stopped"]
_WORDS: dict[StageState, str] = {
    "done": "done", "now": "in progress", "todo": "not started", "failed": "failed here", "stopped": "stopped here",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One stage of a kind of job.

    Attributes:
        name: what the list says.
        detail: what happens there.
        keys: what the worker calls it.
    """

    name: str
    detail: str
    keys: tuple[str, ...] = ()


_QUEUED = Step(name="Queued", detail="Your request is saved and cannot get lost. Most jobs start within 5 seconds.")
_READY = Step(name="Ready", detail="")
_PROGRAM = (
    _QUEUED,
    Step(
        name="Selecting exercises",
        detail="Matching exercises to your equipment and limits.",
        keys=("started", "selecting"),
    ),
    Step(name="Planning", detail="Choosing sets, loads and light weeks for each block.", keys=("designing",)),
    Step(
        name="Checking",
        detail="Testing the plan against 14 safety rules, repairing what fails.",
        keys=("checking", "repairing"),
    ),
    Step(name="Saving", detail="Writing your program.", keys=("saving", "done")),
    _READY,
)
_WORKOUT = (
    _QUEUED,
    Step(name="Reading", detail="Reading your workout and what you logged lately.", keys=("started", "reading")),
    Step(name="Choosing", detail="Choosing what to do instead.", keys=("choosing",)),
    Step(name="Saving", detail="Writing the adapted workout.", keys=("saving", "done")),
    _READY,
)
_SUBSTITUTE = (
    _QUEUED,
    Step(name="Searching", detail="Looking for what may stand in.", keys=("started", "searching")),
    Step(name="Choosing", detail="Choosing among what was found.", keys=("choosing",)),
    Step(name="Saving", detail="Writing the answer.", keys=("saving", "done")),
    _READY,
)
_STEPS = {"workout_adapter": _WORKOUT, "exercise_substitution": _SUBSTITUTE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One line of the list.

    Attributes:
        mark: a sign, or its number while it has not started.
        word: the state for those who do not see the sign.
        took: how long it took, "" where nothing is to be said.
        detail: on the current one, else "".
    """

    name: str
    state: StageState
    mark: str
    word: str
    took: str
    detail: str


def steps_of(job_type: str) -> tuple[Step, ...]:
    """The stages of a kind of job, in order."""
    return _STEPS.get(job_type, _PROGRAM)


def stage_name(job_type: str, key: str) -> str:
    """What the stage that a worker names is called."""
    return next((step.name for step in steps_of(job_type) if key in step.keys), "Working")


# Any: a job in the contract's JSON
def stages_of(job: dict[str, Any], seen: Mapping[str, float], *, stood_at: str | None = None) -> tuple[Stage, ...]:
    """The list of a job.

    Args:
        job: as it stands.
        seen: seconds from the start to the first sight of each stage, by the worker's word.
        stood_at: where a job that ended had come to, by the worker's word; None when unknown.
    """
    steps = steps_of(job["type"])
    status = job["status"]
    here = _index(steps, job["progress"]["stage"] if status == "processing" else stood_at)
    match status:
        case "completed":
            here, state = len(steps), "done"
        case "queued":
            here, state = 0, "now"
        case "processing":
            state = "now"
        case "failed":
            state = "failed"
        case _:
            state = "stopped"
    if not job["startedAt"]:
        here = 0
    times = _times(job, steps, seen)
    return tuple(_stage(number, step, here, state, times[number]) for number, step in enumerate(steps))


def _stage(number: int, step: Step, here: int, at_here: StageState, took: float | None) -> Stage:
    state: StageState = "done" if number < here else at_here if number == here else "todo"
    mark = {"done": "✓", "now": str(number + 1), "todo": str(number + 1), "failed": "✕", "stopped": "■"}[state]
    # a wait is worth saying only where there was one; how long the end took is no question
    is_last = step is _READY
    text = "" if state in ("todo", "now") or is_last else short(took)
    return Stage(
        name=step.name,
        state=state,
        mark=mark,
        word=_WORDS[state],
        took=text,
        detail=step.detail if state == "now" else "",
    )


def _index(steps: tuple[Step, ...], key: str | None) -> int:
    return next((number for number, step in enumerate(steps) if key in step.keys), 1)


def _times(job: dict[str, Any], steps: tuple[Step, ...], seen: Mapping[str, float]) -> list[float | None]:
    """How long each stage took: from its first sight to that of the next one, or to the end."""
    whole = seconds_between(job["startedAt"], job["completedAt"])
    starts: list[float | None] = [None]
    for step in steps[1:-1]:
        starts.append(min((seen[key] for key in step.keys if key in seen), default=None))
    if len(starts) > 1 and job["startedAt"] and (starts[1] is None or job["attempt"] <= 1):
        # a claim is the start of the first one
        starts[1] = 0.0
    starts.append(whole)
    took: list[float | None] = [seconds_between(job["createdAt"], job["startedAt"] or job["completedAt"])]
    for number in range(1, len(steps) - 1):
        begin = starts[number]
        later = next((start for start in starts[number + 1 :] if start is not None), None)
        is_told = number + 1 < len(starts) and starts[number + 1] is not None
        took.append(max(0.0, later - begin) if begin is not None and later is not None and is_told else None)
    return [*took, None]
