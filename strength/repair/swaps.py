"""Swaps: an exercise that this lifter cannot do gives way to the most similar one that they can (design 04, 0.10)."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from strength.blueprint import Blueprint, Slot
from strength.exercise import Exercise
from strength.pool import Pool, is_discouraged, needs_caution
from strength.repair.edits import Place, places, slot_at, with_slot, with_slots, with_warning, without_slot
from strength.repair.trial import Terms
from strength.similarity import ACCEPT, REFUSE, similarity

CLOSE_SPELLING = 0.8
"""How alike a made-up slug must read to a real one; a miss costs a slot, a wrong guess a wrong exercise."""


LOAD_POTENTIAL_DROP = 0.3
"""A greater loss of load potential changes what a set is (design 04, 0.10)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Substitute:
    """Who stands in, and how alike the two are."""

    exercise: Exercise
    similarity: float


def substitute_for(
    exercise: Exercise, terms: Terms, taken: Collection[str] = (), *, clean: bool = False
) -> Substitute | None:
    """The most similar exercise of the pool, None when nothing is similar enough.

    An exercise above the lifter's level first gives way to an easier rung of its own ladder.

    Args:
        exercise: who has to go.
        terms: the pool and the request.
        taken: slugs that may not stand in.
        clean: leave out what a declared area makes doubtful.
    """
    barred = {exercise.slug, *taken}
    limitations = terms.request.active_limitations
    fit = [
        item
        for item in terms.pool.exercises
        if item.slug not in barred
        and item.is_timed == exercise.is_timed
        and not (needs_caution(item, limitations) if clean else is_discouraged(item, limitations))
    ]
    rung = easier_rung(exercise, terms.pool, terms) if exercise.min_level > terms.request.experience.level else None
    if rung is not None and rung in fit:
        return Substitute(exercise=rung, similarity=max(ACCEPT, similarity(exercise, rung)))
    best = max(fit, key=lambda item: (_keeps_load(exercise, item), similarity(exercise, item), item.slug), default=None)
    if best is None or similarity(exercise, best) < REFUSE:
        return None
    return Substitute(exercise=best, similarity=similarity(exercise, best))


def _keeps_load(exercise: Exercise, other: Exercise) -> bool:
    """Whether a good match can be loaded about as far: a floor row is like a dumbbell row, and no progress on it."""
    return (
        similarity(exercise, other) >= ACCEPT and exercise.load_potential - other.load_potential <= LOAD_POTENTIAL_DROP
    )


def easier_rung(exercise: Exercise, pool: Pool, terms: Terms) -> Exercise | None:
    """The first easier rung of the exercise's ladder that is in the pool."""
    seen = {exercise.slug}
    slug = exercise.regression
    while slug and slug not in seen:
        seen.add(slug)
        found = pool.get(slug)
        if found is not None:
            return found
        known = terms.exercise(slug)
        slug = known.regression if known else ""
    return None


def settle_exercises(blueprint: Blueprint, terms: Terms) -> tuple[Blueprint, tuple[str, ...]]:
    """Every slot of the blueprint with exercises of the pool alone; a slot without any substitute is dropped.

    Days may come out empty of what they had: the caller fills them. A day keeps a slot of unknown exercises at most
    when it is its last one.
    """
    changes: list[str] = []
    for place in reversed(places(blueprint)):
        slot = slot_at(blueprint, place)
        if all(slug in terms.pool for slug in slot.exercises):
            continue
        others = _slugs_beside(blueprint, place)
        kept, sentences, warnings = _settled(slot, terms, others)
        changes.extend(sentences)
        for warning in warnings:
            blueprint = with_warning(blueprint, warning)
        if kept:
            blueprint = with_slot(blueprint, place, slot.model_copy(update={"exercises": kept}))
        elif len(blueprint.days[place.day].slots) > 1:
            blueprint = without_slot(blueprint, place)
    return blueprint, tuple(changes)


def _settled(slot: Slot, terms: Terms, others: Collection[str]) -> tuple[tuple[str, ...], list[str], list[str]]:
    """The slot's exercises that can be done, substitutes in place; the sentences; the warnings for the lifter."""
    chosen: list[str | None] = []
    sentences: list[str] = []
    warnings: list[str] = []
    for slug in slot.exercises:
        if slug in terms.pool:
            chosen.append(slug)
            continue
        known = terms.exercise(slug) or terms.catalog.find(slug)
        if known is not None and known.slug in terms.pool:
            chosen.append(known.slug)
            sentences.append(f"Read {slug!r} as {known.slug!r}.")
            continue
        if known is None:
            spelled = get_close_matches(slug, list(terms.pool.entries), n=1, cutoff=CLOSE_SPELLING)
            chosen.append(spelled[0] if spelled else None)
            sentences.append(f"Read {slug!r} as {spelled[0]!r}." if spelled else f"Dropped {slug!r}: nobody knows it.")
            continue
        found = substitute_for(known, terms, others)
        chosen.append(found.exercise.slug if found else None)
        if found is None:
            sentences.append(f"Dropped {known.name}: this lifter cannot do it, and nothing at hand is like it.")
            continue
        sentences.append(f"Replaced {known.name} by {found.exercise.name}: this lifter cannot do it as asked.")
        if found.similarity < ACCEPT:
            warnings.append(f"{found.exercise.name} stands in for {known.name}; it is only a loose match.")
    kept = [slug for slug in chosen if slug is not None]
    if not kept:
        return (), sentences, warnings
    # a gap in the rotation is filled with the exercise before it, so that the others keep their mesocycles
    filled: list[str] = []
    for slug in chosen:
        filled.append(slug or (filled[-1] if filled else kept[0]))
    return tuple(filled), sentences, warnings


def _slugs_beside(blueprint: Blueprint, place: Place) -> frozenset[str]:
    """Slugs of the other slots of the same day."""
    slots = blueprint.days[place.day].slots
    return frozenset(slug for index, slot in enumerate(slots) if index != place.slot for slug in slot.exercises)


MOST_COPIES = 2
"""Slots of one exercise on a day that a repair looks at one by one; the second may become something similar."""


def settle_copies(blueprint: Blueprint, terms: Terms) -> tuple[Blueprint, tuple[str, ...]]:
    """No day with the same exercise more than `MOST_COPIES` times: further copies go before anything is expanded."""
    changes: list[str] = []
    for index, day in enumerate(blueprint.days):
        copies = Counter[str]()
        kept: list[Slot] = []
        for slot in day.slots:
            copies.update(slot.exercises[:1])
            if copies[slot.exercises[0]] <= MOST_COPIES:
                kept.append(slot)
        if len(kept) < len(day.slots):
            worst, count = copies.most_common(1)[0]
            known = terms.exercise(worst)
            changes.append(f"{day.name!r} had {known.name if known else worst} {count} times: kept {MOST_COPIES}.")
            blueprint = with_slots(blueprint, index, kept)
    return blueprint, tuple(changes)
