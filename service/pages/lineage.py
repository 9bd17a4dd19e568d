"""Where a program comes from and what became of it: the one that it changed, and those that change it."""

from dataclasses import dataclass

from fastapi import Request
from pydantic import ValidationError

from service.pages.change_list import ChangeList, change_list
from service.pages.job_answers import name_of
from service.pages.job_state import result_of
from service.pages.moment import Moment, moment_of
from service.pages.page_refusal import PageRefusal
from service.pages.page_source import JobJson, PageSource, ShownProgram
from strength.catalog import Catalog
from strength.revision import RevisionOrder, difference

_PAGES = 5
"""Of the list of jobs that are looked through for newer versions."""
_MOST_NEWER = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """Another version of a program.

    Attributes:
        program_id: of it, or "" when it is not there any more.
        name: of it.
        asked: the sentence that made the newer of the two.
        created: when the newer one was asked for.
    """

    program_id: str
    name: str
    asked: str
    created: Moment | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lineage:
    """A program among its versions.

    Attributes:
        order: that made it; None when no sentence did.
        before: the program that it changed; None when there is none, or it is gone.
        newer: made of it, the newest first.
    """

    order: RevisionOrder | None = None
    before: ShownProgram | None = None
    newer: tuple[Relative, ...] = ()

    @property
    def older(self) -> Relative | None:
        """The version before, as a link."""
        if self.order is None:
            return None
        if self.before is None:
            return Relative(program_id="", name="a program that is not there any more", asked=self.order.sentence)
        return Relative(
            program_id=self.order.program_id, name=self.before.program.name, asked=self.order.sentence
        )  # fmt: skip

    def changes(self, shown: ShownProgram, catalog: Catalog) -> ChangeList | None:
        """What differs from the version before, day by day; None when there is none to compare with."""
        if self.order is None or self.before is None:
            return None
        told = difference(self.before.program, shown.program, catalog, changes=self.order.changes)
        return change_list(told)


def order_of(job: JobJson | None) -> RevisionOrder | None:
    """What a job was to change, or None."""
    try:
        return (
            None
            if job is None or "revise" not in job["params"]
            else RevisionOrder.model_validate(job["params"]["revise"])
        )
    except ValidationError:
        # of another version of the service
        return None


async def lineage_of(source: PageSource, request: Request, shown: ShownProgram, program_id: str) -> Lineage:
    """A program among its versions; what cannot be asked for is left out."""
    order, before = order_of(shown.job), None
    try:
        if order is not None:
            before = await source.program(request, order.program_id)
    except PageRefusal:
        before = None
    return Lineage(order=order, before=before, newer=await _newer(source, request, shown, program_id))


async def _newer(source: PageSource, request: Request, shown: ShownProgram, program_id: str) -> tuple[Relative, ...]:
    if shown.job is None:
        return ()
    found: list[Relative] = []
    cursor: str | None = None
    try:
        for _ in range(_PAGES):
            jobs, cursor = await source.jobs(request, "done", cursor)
            # a program cannot be changed before it is there
            later = [job for job in jobs if job["createdAt"] > shown.job["createdAt"]]
            found += [one for job in later if (one := _version(job, program_id)) is not None]
            if cursor is None or len(later) < len(jobs):
                break
    except PageRefusal:
        return tuple(found[:_MOST_NEWER])
    return tuple(found[:_MOST_NEWER])


def _version(job: JobJson, program_id: str) -> Relative | None:
    order, made = order_of(job), result_of(job).get("programId")
    if order is None or order.program_id != program_id or not made:
        return None
    created = moment_of(job["createdAt"])
    return Relative(program_id=str(made), name=name_of(job), asked=order.sentence, created=created)
