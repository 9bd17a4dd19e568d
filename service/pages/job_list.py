"""The list of jobs: newest first, filtered by links, paged by cursors."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from service.pages.figure_text import UNKNOWN
from service.pages.job_answers import kind_of, name_of, terms
from service.pages.job_state import OPEN, JobState, result_of, state_of
from service.pages.moment import Moment, moment_of, short
from service.pages.stage import stage_name

FILTERS: dict[str, str] = {"all": "All", "working": "Working", "done": "Done", "failed": "Failed"}
BESIDE_FORM = 7
EMPTY = "No jobs yet. Your first program takes about 15 seconds."


@dataclass(frozen=True, slots=True, kw_only=True)
class JobLine:
    """One job of the list."""

    job_id: str
    name: str
    created: Moment | None
    state: JobState
    line: str
    is_open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterLink:
    """One way to filter."""

    name: str
    href: str
    is_current: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class JobList:
    """A page of the list; `older` is the address of the next one, or "".

    Attributes:
        empty: what stands there when there is no job.
    """

    filters: tuple[FilterLink, ...]
    rows: tuple[JobLine, ...]
    older: str
    empty: str


# Any: jobs in the contract's JSON
def job_list(jobs: list[dict[str, Any]], chosen: str, cursor: str | None, path: str) -> JobList:
    """The list as it is shown.

    Args:
        jobs: one page.
        chosen: the filter, one of FILTERS.
        cursor: of the next page; None on the last.
        path: of the page that shows it.
    """
    anchor = "#jobs" if path == "/" else ""
    if path == "/" and len(jobs) > BESIDE_FORM:
        # beside the form the latest ones will do; the list's own page has the others
        jobs, older = jobs[:BESIDE_FORM], _address("/jobs", chosen, None)
    else:
        older = _address(path, chosen, cursor) + anchor if cursor else ""
    return JobList(
        filters=tuple(
            FilterLink(name=name, href=_address(path, key, None) + anchor, is_current=key == chosen)
            for key, name in FILTERS.items()
        ),
        rows=tuple(_line(job) for job in jobs),
        older=older,
        empty=EMPTY if chosen == "all" else f"No job is {FILTERS[chosen].lower()}.",
    )


def _address(path: str, chosen: str, cursor: str | None) -> str:
    query = {**({} if chosen == "all" else {"status": chosen}), **({"cursor": cursor} if cursor else {})}
    return f"{path}?{urlencode(query)}" if query else path


def _line(job: dict[str, Any]) -> JobLine:
    return JobLine(
        job_id=job["id"],
        name=name_of(job),
        created=moment_of(job["createdAt"]),
        state=state_of(job),
        line=" · ".join(_facts(job)),
        is_open=job["status"] in OPEN,
    )


def _facts(job: dict[str, Any]) -> list[str]:
    if job["status"] == "processing":
        return [stage_name(job["type"], job["progress"]["stage"]), f"{job['progress']['percent']}%"]
    facts = terms(job["params"])[:2] if result_of(job).get("name") else [kind_of(job)]
    if job["status"] == "completed":
        score: object = result_of(job).get("score")
        if isinstance(score, int | float):
            facts.append(f"score {score:.0f}")
        facts.append(short(job["duration"] / 1000) if job["duration"] is not None else UNKNOWN)
    return facts
