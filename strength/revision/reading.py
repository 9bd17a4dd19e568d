"""Reads what a lifter wants changed: a sentence in, typed changes out. Every word has to be understood.

A sentence that is only half understood is refused: to change half of what somebody asked, silently, would be worse.
"""

import re
from collections.abc import Callable, Iterator

from strength.catalog import Catalog
from strength.errors import RevisionRefused
from strength.program import Program
from strength.revision.change import WHAT_CAN_BE_SAID, Change
from strength.revision.exercise_words import drops, swaps
from strength.revision.lifter_words import amounts, gear, limitations, maxima, profile
from strength.revision.scan import Scan
from strength.revision.schedule_words import moves, schedule

MAX_SENTENCE = 500

_READERS: tuple[Callable[[Scan], Iterator[Change]], ...] = (
    limitations, maxima, moves, swaps, gear, drops, amounts, schedule, profile,
)  # fmt: skip
"""In this order: what names an exercise or a joint is read before what a word of it could mean alone."""


def read_changes(sentence: str, program: Program, catalog: Catalog) -> tuple[Change, ...]:
    """The changes that a sentence asks for, each once, in the order in which kinds are read.

    Args:
        sentence: what the lifter said, in English.
        program: what it is about: its exercises are the ones that can be swapped.
        catalog: knows every exercise.

    Raises:
        RevisionRefused: a word was not understood, or an exercise is not there; the message says what can be said.
    """
    text = " ".join("".join(char if char.isprintable() else " " for char in sentence.lower()).split())
    if not text:
        raise RevisionRefused(f"Say what is to change, {_for_example()}")
    if len(text) > MAX_SENTENCE:
        raise RevisionRefused(f"The sentence has {len(text)} characters; say it in at most {MAX_SENTENCE}")
    scan = Scan(text=text.replace("\u2019", "'"), program=program, catalog=catalog)
    changes = tuple(dict.fromkeys(change for reader in _READERS for change in reader(scan)))
    if scan.left:
        unknown = " ".join(scan.left)[:80]
        raise RevisionRefused(
            f"I did not understand {unknown!r}, so nothing was changed; you can say, {_for_example()}"
        )
    if not changes:
        raise RevisionRefused(f"I found nothing to change in {text[:80]!r}; you can say, {_for_example()}")
    return changes


def _for_example() -> str:
    return f"for example: {'; '.join(WHAT_CAN_BE_SAID)}"


def words_of(sentence: str) -> str:
    """A sentence as it may be shown again: one line, printable."""
    return re.sub(r"\s+", " ", "".join(char if char.isprintable() else " " for char in sentence)).strip()
