"""Which exercises may stand in for another one, best first (similarity of design 04, 0.10, and a coach's preferences).

Similarity alone decides what is accepted, warned about and refused. Alone it ranks badly, though: by it, twenty of forty
substitutions that a coach would make miss the first three, because reworkings of the same lift, gentle drills and odd
machines crowd them out. So among what is accepted these preferences count as well, each a calibration on that table:

- the same lift with other equipment, then a twin (design 10, SEL02) or the next rung of a ladder (design 10, 3.3), before
  what merely resembles it;
- a staple of the coach's own lists (design 10, 2.2) before a rarity;
- what can be loaded about as far, before what cannot; holds and gentle drills last;
- dumbbells before a Smith machine for who trains with a free bar;
- what a sore joint allows freely, before what it allows with care;
- one side or both at once is no difference for a single-joint exercise;
- a list of different kinds: the second machine in a row counts less than the first dumbbell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from strength.equipment import NEVER_GATES, Equipment
from strength.exercise import Exercise, LoadKind
from strength.exercise_groups import LAST_RESORT, twins_of
from strength.limitation import Area, Severity
from strength.names import normalized_name
from strength.pool import PoolEntry, is_contraindicated, is_discouraged, needs_caution
from strength.rounding import is_lower_body
from strength.similarity import ACCEPT, REFUSE, similarity
from strength.substitution.conversion import BIG_LOSS, LoadConversion, load_conversion
from strength.substitution.standing import standing
from strength.substitution.wording import reasons_for, warning_for

SAME_LIFT, TWIN = 0.12, 0.08
STAPLE, STAPLE_STEP = 0.12, 0.03
LOST_LOAD = 0.10
LOST_JOINTS = 0.12
NEXT_RUNG = 0.06
GUIDED_BAR = 0.06
LAST_RESORT_COST = 0.30
CAUTION_COST, DISCOURAGED_COST = 0.20, 0.30
LATERALITY = 0.10
"""Weight of laterality in `similarity`, given back to single-joint exercises, and half of it to the upper body."""

SAME_KIND_AGAIN, SAME_LIFT_AGAIN = 0.05, 0.02
OWN_KIND = 0.03
"""Who asks for another exercise seldom wants the same bar again."""

_IMPLEMENTS = frozenset(
    {
        "barbell", "bb", "dumbbell", "db", "kettlebell", "kb", "cable", "machine", "smith", "bodyweight", "suspension",
        "trap", "hex", "bar", "ez",
    }
)  # fmt: skip
_NO_KIND = NEVER_GATES | {Equipment.RACK}


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """An exercise that may stand in for another.

    Attributes:
        entry: the exercise, and the row it is written as.
        similarity: 0-1 (design 04, 0.10).
        reasons: why it fits and what differs, in words a lifter understands; never empty.
        warning: what the lifter gives up, when the two are not alike enough to say nothing; else None.
        load: how sets carry over.
    """

    entry: PoolEntry
    similarity: float
    reasons: tuple[str, ...]
    warning: str | None
    load: LoadConversion

    def to_json(self) -> dict[str, Any]:
        """Plain data for a job's result, and for a model that chooses."""
        return {
            "slug": self.entry.exercise.slug,
            "name": self.entry.name,
            "exerciseDefinitionId": self.entry.definition_id,
            "similarity": self.similarity,
            "reasons": list(self.reasons),
            "warning": self.warning,
            "load": self.load.advice,
        }


def substitutes(
    original: Exercise,
    candidates: Sequence[PoolEntry],
    *,
    limitations: Mapping[Area, Severity],
    level: int,
    count: int,
) -> tuple[Substitute, ...]:
    """The best `count` substitutes, best first; fewer, or none, when fewer are alike enough.

    Args:
        original: what is to be replaced.
        candidates: what can be done today; the original among them is passed over.
        limitations: what hurts, and how much; whatever it rules out is passed over.
        level: the lifter's, 1-3; harder exercises are passed over.
        count: how many at most.
    """
    alike: list[tuple[float, float, PoolEntry]] = []
    for entry in candidates:
        exercise = entry.exercise
        if exercise.slug == original.slug or exercise.min_level > level or is_contraindicated(exercise, limitations):
            continue
        likeness = similarity(original, exercise)
        if likeness >= REFUSE:
            alike.append((likeness + _preference(original, exercise, limitations), likeness, entry))
    return tuple(
        Substitute(
            entry=entry,
            similarity=round(likeness, 3),
            reasons=reasons_for(
                original,
                entry.exercise,
                name=entry.name,
                with_care=needs_caution(entry.exercise, limitations),
            ),
            warning=warning_for(original, entry.exercise) if likeness < ACCEPT else None,
            load=load_conversion(original, entry.exercise),
        )
        for likeness, entry in _varied(original, alike, count)
    )


def is_same_lift(a: Exercise, b: Exercise) -> bool:
    """Whether the two are one lift done with different things, by their names: "Dumbbell Bench Press"."""
    return a.pattern is b.pattern and not _lift_names(a).isdisjoint(_lift_names(b))


@lru_cache(maxsize=2048)
def _lift_names(exercise: Exercise) -> frozenset[str]:
    names: set[str] = set()
    for name in (exercise.name, *exercise.aliases):
        words = normalized_name(name.replace("-", " ")).split()
        names.add(" ".join(word for word in words if word not in _IMPLEMENTS))
    return frozenset(names - {""})


def _preference(original: Exercise, exercise: Exercise, limitations: Mapping[Area, Severity]) -> float:
    """What a coach adds to, or takes from, the similarity."""
    points = max(0.0, STAPLE - STAPLE_STEP * standing(exercise))
    loses_load = original.load_potential - exercise.load_potential > BIG_LOSS
    with_care = needs_caution(exercise, limitations)
    # what a sore joint or a light load makes another lift is the same lift no more
    if is_same_lift(original, exercise) and not loses_load and not with_care:
        points += SAME_LIFT
    elif exercise.slug in twins_of(original.slug):
        points += TWIN
    if loses_load:
        points -= LOST_LOAD
    if original.is_compound and not exercise.is_compound:
        points -= LOST_JOINTS
    if not loses_load and _is_next_rung(original, exercise):
        points += NEXT_RUNG
    if exercise.load_kind is LoadKind.SMITH and original.load_kind is LoadKind.BARBELL:
        points -= GUIDED_BAR
    if exercise.slug in LAST_RESORT and original.slug not in LAST_RESORT:
        points -= LAST_RESORT_COST
    if is_discouraged(exercise, limitations):
        points -= DISCOURAGED_COST
    elif with_care:
        points -= CAUTION_COST
    return points + _one_side(original, exercise)


def _is_next_rung(original: Exercise, exercise: Exercise) -> bool:
    """Whether the exercise is the next easier or harder form of the original; several may lead up to one."""
    return exercise.slug in {original.regression, original.progression}


def _one_side(original: Exercise, exercise: Exercise) -> float:
    """What of the cost of another laterality is given back: one arm or two is a smaller matter than one leg or two."""
    if original.is_unilateral == exercise.is_unilateral:
        return 0.0
    if not original.is_compound and not exercise.is_compound:
        return LATERALITY
    return 0.0 if is_lower_body(original) else LATERALITY / 2.0


def _varied(
    original: Exercise, alike: list[tuple[float, float, PoolEntry]], count: int
) -> list[tuple[float, PoolEntry]]:
    """The best of these one by one; each pick makes others of its kind, and of its lift, less welcome.

    Ties stay in the order of the candidates, which for a pool is the catalog's: the common rows before the odd ones.
    """
    left = sorted(alike, key=lambda item: -item[0])
    picked: list[tuple[float, PoolEntry]] = []
    while left and len(picked) < count:
        best = max(left, key=lambda item: item[0] - _repetition(original, item[2].exercise, picked))
        left.remove(best)
        picked.append((best[1], best[2]))
    return picked


def _repetition(original: Exercise, exercise: Exercise, picked: Sequence[tuple[float, PoolEntry]]) -> float:
    """How much of the same an exercise would be after those that are picked already."""
    cost = OWN_KIND if _kind(exercise) == _kind(original) and original.kits[0].tokens else 0.0
    for _, entry in picked:
        cost += SAME_KIND_AGAIN if _kind(entry.exercise) == _kind(exercise) else 0.0
        cost += SAME_LIFT_AGAIN if is_same_lift(entry.exercise, exercise) else 0.0
    return cost


def _kind(exercise: Exercise) -> tuple[LoadKind, frozenset[Equipment]]:
    """What it is loaded with and done on; a bench or a rack makes no other kind."""
    return exercise.load_kind, exercise.kits[0].tokens - _NO_KIND
