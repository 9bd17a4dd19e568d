"""The canonical form of a model's blueprint: what is kept of an answer, with no name left that the model made up.

The texts for the lifter are the screen's business. What is left are keys: of mesocycles, schemes and supersets. They
mean nothing but that equal ones belong together, yet a model may put any letters into them; here they become ours.
"""

import json
import re
from collections.abc import Callable, Iterable
from itertools import count

from google.adk.models.llm_request import LlmRequest
from google.adk.models.llm_response import LlmResponse

from agents.brief import read_brief
from agents.journal import texts_of
from agents.screen import screened
from strength.blueprint import ANY_KIND, Blueprint, Day, Scheme
from strength.blueprint_wire import to_wire

from .answer import read_answer

_STEMS = ("peak", "real", "base", "acc", "build", "hyp", "vol", "int")
"""What the name of a week goes by (`strength.expansion.phases`); the planner's kinds begin with one of them, too."""

_OTHER_STEM = "meso"
_OWN_KIND = re.compile(rf"(?:{'|'.join((*_STEMS, _OTHER_STEM))})\d{{0,3}}")
_OWN_SCHEME = re.compile(r"[A-Z][A-Za-z]?\d{0,2}")
_OWN_GROUP = re.compile(r"[A-Za-z]")


def canonical_text(request: LlmRequest, response: LlmResponse, *, instructions: str) -> str:
    """A usable answer, parsed, screened and written anew in the short form.

    Args:
        request: holds the brief, and in it the lifter's notes.
        response: an answer that was judged usable.
        instructions: the model's, which it may not repeat.
    """
    notes = read_brief("\n".join(text for content in request.contents for text in texts_of(content))).request.notes
    blueprint = canonical_form(screened(read_answer(response), notes=notes, instructions=instructions))
    return json.dumps(to_wire(blueprint), ensure_ascii=False, separators=(",", ":"))


def canonical_form(blueprint: Blueprint) -> Blueprint:
    """The same design under keys of ours; the request's goal and level are not echoed."""
    rows = [row for scheme in blueprint.schemes for row in scheme.rows]
    kinds = _named([item.kind for item in blueprint.mesocycles] + [row.kind for row in rows], _OWN_KIND, _kind_stem)
    kinds[ANY_KIND] = ANY_KIND
    ids = _named((scheme.id for scheme in blueprint.schemes), _OWN_SCHEME, _scheme_stem)

    def scheme(one: Scheme) -> Scheme:
        renamed = tuple(row.model_copy(update={"kind": kinds[row.kind]}) for row in one.rows)
        return one.model_copy(update={"id": ids[one.id], "rows": renamed})

    return blueprint.model_copy(
        update={
            "goal": None,
            "level": None,
            "mesocycles": tuple(item.model_copy(update={"kind": kinds[item.kind]}) for item in blueprint.mesocycles),
            "schemes": tuple(scheme(one) for one in blueprint.schemes),
            "days": tuple(_day(one, ids) for one in blueprint.days),
        }
    )


def _day(day: Day, ids: dict[str, str]) -> Day:
    groups: dict[str | None, str | None] = {None: None}
    taken = {slot.group for slot in day.slots if slot.group is not None and _OWN_GROUP.fullmatch(slot.group)}
    free = (letter for letter in "abcdefghijklmnopqrstuvwxyz" if letter not in taken)
    for slot in day.slots:
        if slot.group not in groups:
            groups[slot.group] = slot.group if slot.group in taken else next(free)
    slots = tuple(
        slot.model_copy(update={"scheme": ids[slot.scheme], "group": groups[slot.group]}) for slot in day.slots
    )
    return day.model_copy(update={"slots": slots})


def _kind_stem(kind: str) -> str:
    return next((stem for stem in _STEMS if kind.lower().startswith(stem)), _OTHER_STEM)


def _scheme_stem(scheme_id: str) -> str:
    """The first letter, because it says the role of the scheme's slots; that of an accessory says nothing else."""
    first = scheme_id[0].upper()
    return first if "A" <= first <= "Z" else "A"


def _named(names: Iterable[str], own: re.Pattern[str], stem_of: Callable[[str], str]) -> dict[str, str]:
    """A name of ours for each name: itself where it is of our kind, else its stem with a number that is free."""
    every = tuple(dict.fromkeys(names))
    named = {name: name for name in every if own.fullmatch(name)}
    for name in every:
        if name not in named:
            stem = stem_of(name)
            named[name] = next(new for number in count(1) if (new := f"{stem}{number}") not in named.values())
    return named
