"""A sentence while it is read: each thing that was understood is taken out, and what is left was not."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from strength.catalog import Catalog
from strength.program import Program
from strength.revision.phrase import leading

_T = TypeVar("_T")

TAKEN = " ; "
"""Stands where something was taken out; it also ends whatever comes before it."""

END = r"(?=\s*(?:$|[;,.!?]|\b(?:and|but|because|since|as|please|now|any ?more|any longer|at home|here|either|thanks|for)\b))"
"""What may follow a thing that is named; another word would make it another thing: "no barbell rows"."""

_PASSED_OVER = """
    a about again all also am an and any anymore are as at be but by can could day days do does each else ever everything
    exactly exercise exercises for from get give go got had has have having hello here hey hi home how i i'd i'll i'm i've
    in instead into is it it's its just keep let let's like long longest lot make max maximum may me minimum more most much
    my need needs now of off ok okay on once one only or our out over per plan please plus possible program programme
    programs really rest rather same schedule session sessions set sets should since so some something still than thank
    thanks that that's the them then there these this though time to today too total train training up us use using very
    want wanted was we we'd we'll we're week weekly weeks when which will with work workout workouts would year yes you
    your limit per-session least available currently lately days' because due show change switch
"""
_FILLERS = frozenset(_PASSED_OVER.split())
"""Words that change nothing. None of them denies anything: "don't", "not" and "never" are never passed over."""


@dataclass(slots=True, kw_only=True)
class Scan:
    """The sentence, and what its words may refer to.

    Attributes:
        text: what is not understood yet, lower case.
        program: the program that is to be changed.
        catalog: knows every exercise.
    """

    text: str
    program: Program
    catalog: Catalog

    def take(self, pattern: str) -> Iterator[re.Match[str]]:
        """Each match of the pattern, taken out of the text."""
        compiled = re.compile(pattern)
        while (match := compiled.search(self.text)) is not None and match.end() > match.start():
            self.cut(match.start(), match.end())
            yield match

    def take_lists(
        self, trigger: str, meaning: Callable[[str], _T | None], *, tail: str = ""
    ) -> Iterator[tuple[str, tuple[_T, ...]]]:
        """What a trigger's words were, and the things listed after it; both are taken out.

        Args:
            trigger: a pattern; the list begins right after it.
            meaning: what a phrase names, or None.
            tail: a pattern that has to match after the list.
        """
        at = 0
        while (match := re.compile(trigger).search(self.text, at)) is not None:
            items, end = leading(self.text, match.end(), meaning)
            after = re.compile(tail).match(self.text, end) if items else None
            if after is None:
                at = match.start() + 1
                continue
            at = match.start()
            self.cut(match.start(), after.end())
            yield match.group(), items

    def cut(self, start: int, end: int) -> None:
        """Take a part out."""
        self.text = f"{self.text[:start]}{TAKEN}{self.text[end:]}"

    @property
    def left(self) -> tuple[str, ...]:
        """Words that mean something and were not understood."""
        words = re.findall(r"[a-z0-9][a-z0-9'./%-]*", self.text)
        return tuple(word for word in words if word.rstrip(".'/-") not in _FILLERS)
