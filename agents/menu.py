"""The menu: what a model may choose from when an exercise has to give way, and what is read back from its answer.

Rules have found and ranked every option and have written every sentence about it. A model only points: at one option for
each slot, and at the sentences that matter most to this lifter. No word of its own is read, so whatever the lifter's
words talk it into saying, nothing of it can be stored or shown.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from agents.json_answer import object_in

HEADING = "# Choices\n"
_LIFTER = "# What the lifter says\n"

MOST_REASONS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One exercise that may be taken.

    Attributes:
        slug: its id in the answer.
        name: what the lifter reads.
        reasons: why it fits and what differs, the one that matters most first.
    """

    slug: str
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """One place in the workout that needs another exercise.

    Attributes:
        exercise: what is replaced.
        why: what is against it today.
        options: best first; never empty.
    """

    exercise: str
    why: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """What was chosen for a slot.

    Attributes:
        option: one of the slot's.
        reasons: those of the option that matter most.
    """

    option: Option
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Menu:
    """Slots, and what the lifter says.

    Attributes:
        slots: numbered from 1 in the answer.
        lifter: facts and words of the lifter's; data.
    """

    slots: tuple[Slot, ...]
    lifter: Mapping[str, Any]

    @property
    def text(self) -> str:
        """The message to a model: two headings, a line of JSON under each, so that no words can look like a heading."""
        slots = [
            {
                "slot": number,
                "instead_of": slot.exercise,
                "why": slot.why,
                "options": [
                    {"id": option.slug, "name": option.name, "reasons": dict(enumerate(option.reasons, start=1))}
                    for option in slot.options
                ],
            }
            for number, slot in enumerate(self.slots, start=1)
        ]
        return f"{HEADING}{_json(slots)}\n{_LIFTER}{_json(dict(self.lifter))}"

    def picks(self, answer: Mapping[str, Any] | None) -> tuple[Pick, ...]:
        """One pick for each slot: the answer's where it names an option of that slot, else the first by rule."""
        said: dict[int, Mapping[str, Any]] = {}
        for item in _list((answer or {}).get("picks")):
            if isinstance(item, Mapping):
                one = cast("Mapping[str, Any]", item)
                if isinstance(number := one.get("slot"), int):
                    said.setdefault(number, one)
        return tuple(_pick(slot, said.get(number, {})) for number, slot in enumerate(self.slots, start=1))


def _pick(slot: Slot, said: Mapping[str, Any]) -> Pick:
    chosen = next((option for option in slot.options if option.slug == said.get("id")), None)
    if chosen is None:
        return Pick(option=slot.options[0], reasons=slot.options[0].reasons[:1])
    numbers = [number for number in _list(said.get("because")) if isinstance(number, int)]
    reasons = [chosen.reasons[number - 1] for number in numbers if 1 <= number <= len(chosen.reasons)]
    return Pick(option=chosen, reasons=tuple(dict.fromkeys(reasons))[:MOST_REASONS] or chosen.reasons[:1])


def is_menu(text: str) -> bool:
    """Whether a message is one."""
    return text.startswith(HEADING)


def first_picks(text: str) -> str:
    """The answer that takes the first option of each slot of a menu's text, as the rules rank them."""
    slots: list[dict[str, Any]] = json.loads(text.removeprefix(HEADING).split("\n", 1)[0])
    return _json({"picks": [{"slot": slot["slot"], "id": slot["options"][0]["id"], "because": [1]} for slot in slots]})


def read_picks(text: str) -> Mapping[str, Any] | None:
    """The JSON object of an answer, whether bare, fenced or with words around it; None when there is none with picks."""
    fields = object_in(text)
    return fields if fields is not None and isinstance(fields.get("picks"), list) else None


def _list(value: object) -> Sequence[object]:
    return cast("Sequence[object]", value) if isinstance(value, list) else ()


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
