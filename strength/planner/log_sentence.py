"""The sentence of a rationale that says what the program makes of the lifter's log; the same whoever designed it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from strength.blueprint import Blueprint
from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.planner.naming import muscle_word
from strength.program import Program
from strength.recent_training import RecentTraining
from strength.volume import fractional_sets

LONGEST_RATIONALE = 80
"""Words (NAM03)."""

_LONGEST_TEXT = 900
"""Characters that a blueprint's rationale holds."""

_MOST_RISING = 2
_MOST_MUSCLES = 2
_LEADS, _VARYING = frozenset({"main", "volume", "light", "secondary"}), frozenset({"main", "volume", "secondary"})
_OF_THE_LOG = re.compile(
    r"\b(?:logs?|logged|weeks off|stall(?:s|ed|ing)?|plateau(?:s|ed)?|(?:is|are) rising|rising lifts?)\b", re.IGNORECASE
)
"""What nobody says of a program unless it is about what was logged."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """How a program begins.

    Attributes:
        first_week: fractional sets by muscle.
        leads: exercises that carry a day.
        swaps: a stalled lift's variant, and the lift.
    """

    first_week: Mapping[Muscle, float]
    leads: tuple[Exercise, ...]
    swaps: tuple[tuple[Exercise, Exercise], ...] = ()


def start_of(
    blueprint: Blueprint, program: Program, exercises: Mapping[str, Exercise], stalled: Iterable[str]
) -> Start:
    """How a finished program begins, whoever designed it.

    Args:
        blueprint: the design.
        program: its expansion.
        exercises: by slug, all that the program uses.
        stalled: slugs of the lifts that no longer move.
    """
    roles = [(blueprint.scheme(slot.scheme).slot_role, slot.exercises) for day in blueprint.days for slot in day.slots]
    leads = {slugs[0] for role, slugs in roles if role in _LEADS}
    held = set(stalled)
    swaps = [
        (slugs[0], slugs[1])
        for role, slugs in roles
        if role in _VARYING and len(slugs) > 1 and slugs[0] != slugs[1] and slugs[1] in held and slugs[0] not in held
    ]
    return Start(
        first_week=fractional_sets(program.weeks[0], exercises),
        leads=tuple(exercises[slug] for slug in sorted(leads) if slug in exercises),
        swaps=tuple((exercises[new], exercises[old]) for new, old in swaps if new in exercises and old in exercises),
    )


def log_sentence(recent: RecentTraining, start: Start) -> str:
    """What the program makes of the log, volume first, then lifts; empty when there is nothing to say."""
    parts: list[str] = []
    if recent.weekly_sets and start.first_week:
        usual = recent.weekly_sets
        ranked = sorted(start.first_week, key=lambda muscle: (-usual.get(muscle, 0), muscle.value))
        most = ranked[:_MOST_MUSCLES]
        sets = " and ".join(f"{muscle_word(muscle).lower()} {start.first_week[muscle]:.0f}" for muscle in most)
        logged = " and ".join(str(usual.get(muscle, 0)) for muscle in most)
        lately = f"before {recent.break_weeks} weeks off" if recent.is_back else "in your log"
        parts.append(f"Weekly sets start at {sets}, against {logged} {lately}")
    leads = {row.slug: row.name for row in start.leads}
    rising = [leads[slug] for slug in recent.rising if slug in leads][:_MOST_RISING]
    if rising:
        parts.append(f"{' and '.join(rising)} {'is rising and stays' if len(rising) == 1 else 'are rising and stay'}")
    if start.swaps:
        new, old = start.swaps[0]
        parts.append(f"{new.name} stands in for {old.name}, which has stalled")
    return f"{'; '.join(parts)}." if parts else ""


def with_log_sentence(rationale: str, sentence: str, *, needed: Collection[str] = ()) -> str:
    """A rationale with the sentence in second place, instead of what it says of the log itself.

    What a model says of the log goes, because its figures are its own; ours are counted. What does not fit the limit
    goes from the end.

    Args:
        rationale: a designer's words.
        sentence: from `log_sentence`; empty leaves the words as they are.
        needed: words whose sentences stay as long as any other can go.
    """
    if not sentence or sentence in rationale:
        return rationale
    own = [one for one in _SENTENCE_END.split(rationale.strip()) if one and not _OF_THE_LOG.search(one)]
    while own and _is_long(" ".join((*own, sentence))):
        spare = [at for at, one in enumerate(own) if not any(word in one.lower() for word in needed)]
        own.pop(spare[-1] if spare else -1)
    return " ".join((*own[:1], sentence, *own[1:]))


def _is_long(text: str) -> bool:
    return len(text.split()) > LONGEST_RATIONALE or len(text) > _LONGEST_TEXT
