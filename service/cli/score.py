"""`score`: the rubric over a program in a file."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from pydantic import ValidationError
from rich.console import Console

from service.cli.entry import BAD_USAGE, CommandError
from service.cli.request_flags import RequestFlags, body_of, encoded
from service.cli.results import show_score
from service.jobs.body import parse_json, shown
from service.jobs.request_body import parse_program_request
from strength.catalog import load_catalog
from strength.program import Program
from strength.request import ProgramRequest
from strength.scoring import score as score_program

_MAX_BYTES = 32 * 1024 * 1024
_WEEKS = (4, 16)
_FREQUENCIES = (2, 6)
_MINUTES = (20, 180)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreFlags:
    """What the program is judged for, as typed; None is what the program says of itself."""

    goal: str | None = None
    frequency: str | None = None
    experience: str | None = None
    equipment: str | None = None
    weeks: str | None = None
    session_minutes: str | None = None
    limitations: Sequence[str] = ()
    focus: str | None = None
    one_rep_maxes: Sequence[str] = ()
    units: str | None = None


def score(file: Path, flags: ScoreFlags, *, as_json: bool) -> None:
    """Score the program in a file and print the scorecard.

    Raises:
        CommandError: the file cannot be read or holds no program.
        BodyError: a flag is not allowed.
    """
    program = read_program(file)
    scorecard = score_program(program, request_of(program, flags), load_catalog())
    if as_json:
        sys.stdout.write(json.dumps(scorecard.model_dump(mode="json"), ensure_ascii=False) + "\n")
    else:
        show_score(Console(highlight=False), scorecard)


def read_program(file: Path) -> Program:
    """The program in a file, or on stdin when it is `-`.

    Raises:
        CommandError: the file cannot be read or holds no program.
    """
    name = str(file)
    try:
        content = sys.stdin.buffer.read(_MAX_BYTES + 1) if name == "-" else _content(file)
    except OSError as error:
        raise CommandError(f"cannot read {name!r} ({error.strerror}); name a JSON file", BAD_USAGE) from error
    if len(content) > _MAX_BYTES:
        raise CommandError(
            f"{name!r} is larger than {_MAX_BYTES} bytes; a program has a few hundred thousand", BAD_USAGE
        )
    # Any: whatever JSON held
    value: Any = parse_json(content)
    fields = cast("dict[str, Any]", value) if isinstance(value, dict) else {}
    # what `generate --json` prints holds the program under that name
    if "program" in fields and "weeks" not in fields:
        value = fields["program"]
    try:
        return Program.model_validate(value)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(str(step) for step in first["loc"]) or "the whole"
        msg = f"{name!r} holds no program: {place} is {shown(first['input'])}: {first['msg']}"
        raise CommandError(msg, BAD_USAGE) from error


def request_of(program: Program, flags: ScoreFlags) -> ProgramRequest:
    """The request that a program is judged against: the flags, else what the program says of itself.

    Raises:
        BodyError: a flag is not allowed.
    """
    minutes = program.session_minutes
    typed = RequestFlags(
        goal=flags.goal or program.goal.value,
        frequency=flags.frequency or str(_within(program.frequency, _FREQUENCIES)),
        experience=flags.experience or program.experience.value,
        equipment="" if flags.equipment is None else flags.equipment,
        weeks=flags.weeks or str(_within(len(program.weeks), _WEEKS)),
        session_minutes=flags.session_minutes or (None if minutes is None else str(_within(minutes, _MINUTES))),
        limitations=flags.limitations,
        focus=flags.focus,
        one_rep_maxes=flags.one_rep_maxes,
        units=flags.units or (program.units.value if program.units else None),
    )
    body = body_of(typed)
    if flags.equipment is None:
        body["equipment"] = list(program.equipment)
    return parse_program_request(encoded(body))


def _within(value: int, limits: tuple[int, int]) -> int:
    # a published program may be shorter or longer than what may be asked for; it is judged against the nearest
    return max(limits[0], min(limits[1], value))


def _content(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(_MAX_BYTES + 1)
