"""The brief: what whoever designs a program gets to read; the same text for a model and for the rule-based coach.

The exercise table comes first and alone, because it is the same for every job with the same pool and providers cache
what requests have in common at their start. What the lifter wrote stays inside the JSON of the request.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from agents.candidates import candidate_slugs, candidate_table
from strength.pool import Pool
from strength.recent_training import NOTHING_LOGGED, RecentTraining
from strength.request import ProgramRequest
from strength.violation import Violation

_TABLE = "# Exercises\nOnly these ids exist.\n"
_REQUEST = "# Request\n"
_RECENT = "# Recent training\nLogged, sets a week. Start near these, keep what rises, vary what stalled. Code tells the lifter.\n"
_PREVIOUS = "# Your previous blueprint\n"
_UNREADABLE = "# Your last answer could not be used\nAnswer the request again, and mend this.\n"
_FINDINGS = "# Findings\nKeep what is right and mend these.\n"

MAX_FINDINGS = 16
"""More findings than a model can mend at once; the first ones are the gravest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """What a design is made from.

    Attributes:
        table: the candidate table.
        request: what the lifter asks for.
        recent: what the lifter did lately.
        previous: the blueprint that did not pass, in its short form, or None.
        findings: why it did not pass, or why the last answer could not be read.
    """

    table: str
    request: ProgramRequest
    recent: RecentTraining = NOTHING_LOGGED
    previous: Mapping[str, Any] | None = None
    findings: tuple[Violation, ...] = ()

    @property
    def parts(self) -> tuple[str, str]:
        """The shared part and the part of this job."""
        request = self.request.model_dump(mode="json", by_alias=True, exclude={"priority"})
        texts = [_REQUEST + _json(request)]
        if not self.recent.is_empty:
            texts.append(_RECENT + _json(self.recent.model_dump(mode="json", exclude_defaults=True)))
        if self.previous is not None:
            texts.append(_PREVIOUS + _json(self.previous))
        if self.findings:
            texts.append(_FINDINGS + "\n".join(_line(finding) for finding in self.findings[:MAX_FINDINGS]))
        return _TABLE + self.table, "\n".join(texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class BriefFacts:
    """What can be read back from the text of a brief: enough to design by rule.

    Attributes:
        slugs: the candidates' slugs, in order.
        request: what the lifter asks for.
        recent: what the lifter did lately.
    """

    slugs: tuple[str, ...]
    request: ProgramRequest
    recent: RecentTraining = NOTHING_LOGGED


def brief_of(
    request: ProgramRequest,
    pool: Pool,
    *,
    recent: RecentTraining = NOTHING_LOGGED,
    previous: Mapping[str, Any] | None = None,
    findings: tuple[Violation, ...] = (),
) -> Brief:
    """The brief for a request and its pool; of what was logged, the lifts that the table holds."""
    return Brief(
        table=candidate_table(pool),
        request=request,
        recent=recent.within(pool.entries),
        previous=previous,
        findings=findings,
    )


def read_brief(text: str) -> BriefFacts:
    """Read a brief back from its parts, joined by line breaks.

    Raises:
        ValueError: the text is no brief.
    """
    before, found, after = text.partition(f"\n{_REQUEST}")
    if not found or _TABLE not in before:
        msg = f"no brief: it lacks {_TABLE.splitlines()[0]!r} or {_REQUEST.strip()!r}"
        raise ValueError(msg)
    # the JSON is one line: line breaks in what the lifter wrote are escaped
    line, _, later = after.partition("\n")
    fields = cast(dict[str, Any], json.loads(line))
    # behind the request's line no line is the lifter's, so that only we can have written this heading
    logged = later.removeprefix(_RECENT).split("\n", 1)[0] if later.startswith(_RECENT) else "{}"
    table = before.partition(_TABLE)[2]
    return BriefFacts(
        slugs=candidate_slugs(table),
        request=ProgramRequest.model_validate(fields),
        recent=RecentTraining.model_validate_json(logged),
    )


def read_slugs(table: str) -> frozenset[str]:
    """The slugs of the shared part."""
    return frozenset(candidate_slugs(table.removeprefix(_TABLE)))


def with_unreadable(text: str, findings: tuple[Violation, ...]) -> str:
    """The part of this job, with what was wrong with the answer to it."""
    return "\n".join([text, _UNREADABLE + "\n".join(_line(finding) for finding in findings[:MAX_FINDINGS])])


def without_previous(text: str) -> str | None:
    """The part of this job without what came of earlier answers; None when nothing did."""
    # the request is one line of JSON, so no line of the lifter's can look like a heading
    lines = text.split("\n")
    own = 2 + (3 if "\n".join(lines[2:]).startswith(_RECENT) else 0)
    return "\n".join(lines[:own]) if len(lines) > own else None


def _line(finding: Violation) -> str:
    return _json(finding.model_dump(mode="json"))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
