"""The form that changes a program in words: what was said, what was wrong with it, what could be said."""

from collections.abc import Collection
from dataclasses import dataclass

from service.pages.page_refusal import PageRefusal
from service.pages.refusal import note_of_refusal
from strength.equipment import Equipment, kit_of
from strength.program import Program
from strength.request import Goal

MOST_CHARACTERS = 500
"""Of a sentence, as the interface has it (`strength.revision.RevisionRequest`)."""
_SHORT_MINUTES = 45
_EXAMPLES = 3
_SAY = "; you can say"
_EMPTY = "Say what is to change, for instance “no more lunges”."


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeForm:
    """The form as it stands.

    Attributes:
        key: makes sending twice harmless.
        sentence: what was typed; nothing typed is ever lost.
        wrong: what is wrong with it and what to say instead, or "".
    """

    key: str
    sentence: str = ""
    wrong: str = ""


def fault_of_sentence(sentence: str) -> str:
    """What is wrong with it before anybody reads it, or ""."""
    if not sentence:
        return _EMPTY
    if len(sentence) > MOST_CHARACTERS:
        return f"Your sentence has {len(sentence):,} characters. The limit is {MOST_CHARACTERS}."
    return ""


def fault_of_refusal(error: PageRefusal) -> str:
    """What stands at the field when the service says no."""
    if error.code == "revision_refused":
        # the page shows what can be said beside the field, so the sentence need not
        said, _, more = str(error).partition(_SAY)
        return f"{said}." if more else said
    if error.code == "invalid_request":
        return "That cannot be read as a sentence. Say it in plain words."
    note = note_of_refusal(error.status, error.headers.get("Retry-After", ""), str(error), error.code)
    return f"{note.what} {note.then}".strip().replace("Your answers are", "Your sentence is")


def examples_of(program: Program, hurt: Collection[str] = ()) -> tuple[str, ...]:
    """Three sentences that fit this program: nothing that it is already, no lift that it has not.

    Args:
        program: that may be changed.
        hurt: areas that are known to hurt.
    """
    limit = program.session_minutes
    used = {item.slug for week in program.weeks[:1] for workout in week.workouts for item in workout.exercises}
    # a competition lift stays what it is
    is_swap = program.goal is not Goal.POWERLIFTING and "deadlift" in used
    is_swap = is_swap and Equipment.TRAP_BAR in kit_of(program.equipment).owned
    found = ["make it three days" if program.frequency != 3 else "make it four days"]  # noqa: PLR2004 - of the words
    found += [f"sessions of {_SHORT_MINUTES} minutes at most"] if limit is None or limit > _SHORT_MINUTES else []
    found += ["swap deadlifts for trap bar deadlifts"] if is_swap else []
    found += [f"my {area} hurts" for area in ("knee", "shoulder") if area not in hurt][:1]
    return tuple([*found, "more chest", "less volume"][:_EXAMPLES])
