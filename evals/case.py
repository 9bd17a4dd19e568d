"""A case: one lifter's request, and what a coach expects of the program."""

import hashlib
import json
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, model_validator
from pydantic.alias_generators import to_camel

from evals.errors import CaseInvalid
from evals.expectations import Expectation
from evals.logged_lift import LoggedLift

FOLDER = Path(__file__).with_name("cases")


class Case(BaseModel):
    """One request and what is expected of what comes of it.

    Attributes:
        id: short, of lower-case words with hyphens; the name in tables, baselines and on the command line.
        title: whose case it is, in a few words.
        why: what it watches, in a sentence that a coach understands.
        request: the body of `generate`, as a client sends it, wrong ones included.
        words: instead of a request, what a person types.
        history: what the lifter has logged.
        expects: what has to hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=40)]
    title: Annotated[str, Field(min_length=1, max_length=80)]
    why: Annotated[str, Field(min_length=1, max_length=240)]
    # Any: a client's JSON, which the run reads as the service does
    request: dict[str, Any] | None = None
    words: str | None = None
    history: tuple[LoggedLift, ...] = ()
    expects: Annotated[tuple[Expectation, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _asks_once(self) -> Self:
        if (self.request is None) == (self.words is None):
            msg = f"case {self.id!r} must hold either request or words"
            raise ValueError(msg)
        return self

    @property
    def digest(self) -> str:
        """Changes when the case does: a result of another text of the case is no result of this one."""
        text = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:12]


_CASES: TypeAdapter[tuple[Case, ...]] = TypeAdapter(tuple[Case, ...])


def read_cases(folder: Path) -> tuple[Case, ...]:
    """Every case of a folder's JSON files, files and cases in order.

    Raises:
        CaseInvalid: a file holds no cases, or two cases share an id.
    """
    found: list[Case] = []
    for path in sorted(folder.glob("*.json")):
        try:
            found += _CASES.validate_json(path.read_bytes())
        except ValueError as error:
            raise CaseInvalid(f"{path.name} holds no cases: {error}") from error
    ids = [case.id for case in found]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        raise CaseInvalid(f"two cases are called {twice[0]!r}; give each its own id")
    return tuple(found)


@cache
def all_cases() -> tuple[Case, ...]:
    """The cases of this package."""
    return read_cases(FOLDER)


def chosen(cases: Iterable[Case], patterns: Iterable[str]) -> tuple[Case, ...]:
    """Those whose id matches any of the patterns (`knee-*`); all of them without a pattern.

    Raises:
        CaseInvalid: a pattern matches none.
    """
    listed, wanted = tuple(cases), tuple(patterns)
    for pattern in wanted:
        if not any(fnmatchcase(case.id, pattern) for case in listed):
            raise CaseInvalid(
                f"no case is called {pattern!r}; ids look like {listed[0].id!r}, and * stands for anything"
            )
    if not wanted:
        return listed
    return tuple(case for case in listed if any(fnmatchcase(case.id, pattern) for pattern in wanted))
