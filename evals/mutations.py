"""`python -m evals.mutations [COUNT]`: mutated and truncated replies, by default 10,000, and what becomes of each.

A reply ends in one of two ways: it is of no use and says so with a code, or it is a design from which code makes a
program that keeps every hard rule. An exception, or a program that breaks a rule, is a defect; then the exit code is 1.
"""

import collections
import json
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse
from google.genai import types

from agents.brief import brief_of
from agents.journal import with_text
from agents.periodization.answer import read_answer
from agents.periodization.blueprint_question import blueprint_question
from evals.provider_simulator.design import good_design
from strength.catalog import load_catalog
from strength.pool import Pool, catalog_pool
from strength.request import ProgramRequest
from strength.validation import validate
from strength.violation import Gravity
from tools.program_check import check_program

COUNT = 10_000
PASSED = "passed"
_REQUESTS: tuple[dict[str, Any], ...] = (
    {"goal": "strength", "frequency": 3, "experience": "intermediate", "equipment": ["full_gym"], "weeks": 6},
    {"goal": "hypertrophy", "frequency": 2, "experience": "beginner", "equipment": ["dumbbell"], "weeks": 4},
)
_DEPTH = 5_000
_STRANGE: tuple[Any, ...] = (
    None, True, -1, 0, 1e308, 10**30, "", "\x00", "\ud800", "<script>", "'; DROP TABLE", [], {}, [[[]]], "back_squat",
)  # fmt: skip
_STRANGE_TEXTS = ("NaN", "Infinity", '"', "}", "]", "\\", ",", "\x00", "\ud83d", "1e999", "<script>alert(1)</script>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What replies are judged against."""

    request: ProgramRequest
    pool: Pool
    asked: LlmRequest
    design: str


def cases() -> tuple[Case, ...]:
    """The requests whose good answers are mutated."""
    return tuple(_case(ProgramRequest.model_validate(fields)) for fields in _REQUESTS)


def mutated(design: str, number: int) -> str:
    """A reply with something wrong with it, or at times with nothing wrong; the same one for the same number."""
    dice = random.Random(number)  # noqa: S311 - no secret
    changed = design
    for _ in range(dice.choice((1, 1, 1, 2, 4))):
        changed = dice.choice(_MUTATIONS)(changed, dice)
    return changed


def verdict(case: Case, reply: str) -> str:
    """`passed`, or the code under which the reply is of no use.

    Raises:
        AssertionError: a program passed that breaks a hard rule, or an answer's canonical text cannot stand for it.
    """
    response = LlmResponse(
        content=types.Content(role="model", parts=[types.Part(text=reply)]), finish_reason=types.FinishReason.STOP
    )
    question = blueprint_question("")
    unusable = question.judge(case.asked, response)
    if unusable is not None:
        return unusable.cause.value
    canonical = with_text(response, question.canonical(case.asked, response))
    if question.judge(case.asked, canonical) is not None:
        raise AssertionError("the canonical text of a usable answer is of no use")
    if with_text(response, question.canonical(case.asked, canonical)) != canonical:
        raise AssertionError("the canonical text of a canonical text is another one")
    catalog = load_catalog()
    report = check_program(read_answer(canonical), case.request, case.pool, catalog)
    if not report.passed or report.program is None:
        return report.hard[0].code
    broken = validate(report.program, case.request, catalog)
    if any(finding.severity is Gravity.HARD for finding in broken):
        raise AssertionError(f"a program that breaks {broken[0].code!r} passed")
    return PASSED


def main(arguments: list[str]) -> int:
    """Judge so many replies and print how they ended."""
    count = int(arguments[0]) if arguments else COUNT
    ends: collections.Counter[str] = collections.Counter()
    defects: list[str] = []
    every = cases()
    for number in range(count):
        case = every[number % len(every)]
        try:
            ends[verdict(case, mutated(case.design, number))] += 1
        except Exception as error:
            # whatever it is, it is a defect, and the next reply is judged all the same
            defects.append(f"reply {number}: {type(error).__name__}: {str(error)[:120]}")
    for code, times in ends.most_common():
        print(f"{times:7,}  {code}")
    print("\n".join(defects[:20]) or f"{count:,} replies, no defect")
    return 1 if defects else 0


def _case(request: ProgramRequest) -> Case:
    pool = catalog_pool(request, load_catalog().exercises)
    parts = brief_of(request, pool).parts
    contents = [types.Content(role="user", parts=[types.Part(text=part)]) for part in parts]
    return Case(request=request, pool=pool, asked=LlmRequest(contents=contents), design=good_design(parts))


def _cut(text: str, dice: random.Random) -> str:
    return text[: dice.randrange(len(text) + 1)]


def _drop(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at + dice.randrange(1, 20) :]


def _insert(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + dice.choice(_STRANGE_TEXTS) + text[at:]


def _repeat(text: str, dice: random.Random) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at : at + 40] * dice.choice((2, 50)) + text[at:]


def _wrap(text: str, dice: random.Random) -> str:
    return dice.choice((f"```json\n{text}\n```", f"Here: {text} Enjoy!", f"[{text}]", text + text, f"\ufeff{text}"))


def _deep(text: str, dice: random.Random) -> str:
    return '{"v":' + dice.choice("[{") * _DEPTH + text


def _value(text: str, dice: random.Random) -> str:
    """One value somewhere in the JSON replaced by a strange one, or by another value of the same document."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return _cut(text, dice)
    places: list[tuple[Any, Any]] = []
    _collect(document, places)
    if not places:
        return text
    parent, key = dice.choice(places)
    other, other_key = dice.choice(places)
    parent[key] = dice.choice((*_STRANGE, json.loads(json.dumps(other[other_key]))))
    return json.dumps(document)


def _number(text: str, dice: random.Random) -> str:
    """Numbers changed: sets, repetitions, percentages, weeks that nobody can do."""
    digits = [place for place, letter in enumerate(text) if letter.isdigit()]
    if not digits:
        return text
    at = dice.choice(digits)
    return text[:at] + dice.choice(("0", "9", "99", "-3", "1e9", "0.0001", "007")) + text[at + 1 :]


def _collect(value: Any, places: list[tuple[Any, Any]]) -> None:
    parent: Any = value
    items: list[tuple[Any, Any]] = []
    if isinstance(value, dict):
        items = list(cast("dict[Any, Any]", value).items())
    elif isinstance(value, list):
        items = list(enumerate(cast("list[Any]", value)))
    for key, item in items:
        places.append((parent, key))
        _collect(item, places)


_MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _drop, _insert, _repeat, _wrap, _deep, _value, _value, _value, _number, _number,
)  # fmt: skip


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
