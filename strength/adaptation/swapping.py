"""What cannot be done today is replaced, done gently, or left out: equipment that is missing, joints that hurt."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from strength.adaptation.change import Change, SwapOption
from strength.adaptation.lightening import Lightener
from strength.adaptation.piece import Piece
from strength.equipment import Equipment
from strength.exercise import Exercise
from strength.exercise_groups import twins_of
from strength.expansion.notes import LONGEST_NOTE
from strength.history import History
from strength.limitation import Area, Severity
from strength.pool import Pool, PoolEntry, is_contraindicated, is_discouraged, needs_caution
from strength.program import Prescription
from strength.request import Units
from strength.substitution.conversion import convert_sets
from strength.substitution.ranking import Substitute, substitutes
from strength.substitution.scarcity import is_blocked

CHOICES = 5
"""Substitutes that are offered for one exercise."""

_UNITS_OF_UNSAID = Units.LBS
"""FitCSV's default unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Swaps:
    """What swapping made of the exercises.

    Attributes:
        kept: what is left, in order.
        dropped: what nothing could replace, each with its change.
        options: what else could have been taken.
        warnings: for the lifter.
    """

    kept: tuple[Piece, ...]
    dropped: tuple[Piece, ...]
    options: tuple[SwapOption, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapper:
    """Swaps for one lifter on one day.

    Attributes:
        pool: what can be done today.
        missing: equipment that is not at hand.
        limitations: what hurts.
        level: the lifter's, 1-3.
        history: what was logged lately.
        units: unit of new loads.
        choices: slug to take for an exercise, by its id, where it is among the options.
    """

    pool: Pool
    missing: frozenset[Equipment]
    limitations: Mapping[Area, Severity]
    level: int
    history: History
    units: Units | None
    choices: Mapping[str, str]

    def swap(self, pieces: Sequence[Piece]) -> Swaps:
        """The exercises after everything impossible was replaced or left out."""
        kept: list[Piece] = []
        dropped: list[Piece] = []
        options: list[SwapOption] = []
        warnings: list[str] = []
        # what stays may not be doubled by a substitute
        used = {piece.slug for piece in pieces if self._obstacle(piece.exercise) is None} - {""}
        for piece in pieces:
            if piece.exercise is None:
                kept.append(piece)
                if self.limitations or self.missing:
                    warnings.append(
                        f"We know too little about {piece.name} to check it: skip it if it does not fit today."
                    )
                continue
            why = self._obstacle(piece.exercise)
            if why is None:
                kept.append(self._as_today(piece, piece.exercise))
                continue
            found = self._substitutes(piece.exercise, used)
            if not found and self._impossible(piece.exercise) is None and piece.slug not in used:
                # only better not loaded: rather gently than not at all
                used.add(piece.slug)
                kept.append(self._as_today(piece, piece.exercise))
                continue
            if not found:
                dropped.append(piece.noted(_dropped(piece, f"{why}, and nothing here comes close enough.")))
                continue
            wanted = self.choices.get(piece.planned.exercise_id)
            taken = next((item for item in found if item.entry.exercise.slug == wanted), found[0])
            used.add(taken.entry.exercise.slug)
            options.append(
                SwapOption(
                    exercise_id=piece.planned.exercise_id,
                    exercise=piece.planned.name,
                    why=why,
                    choices=found,
                    chosen=taken.entry.exercise.slug,
                )
            )
            if taken.warning is not None:
                warnings.append(taken.warning)
            kept.append(self._replaced(piece, piece.exercise, taken, why))
        return Swaps(kept=tuple(kept), dropped=tuple(dropped), options=tuple(options), warnings=tuple(warnings))

    def _obstacle(self, exercise: Exercise | None) -> str | None:
        """Why the exercise cannot, or should not, be done today; None when it can, or when nobody knows."""
        if exercise is None:
            return None
        why = self._impossible(exercise)
        if why is None and is_discouraged(exercise, self.limitations) and self._clean(exercise, frozenset()):
            return f"Better not loaded with a sore {_areas(exercise.caution_when & self.limitations.keys())}"
        return why

    def _impossible(self, exercise: Exercise) -> str | None:
        """Why the exercise cannot be done today, or None."""
        if is_contraindicated(exercise, self.limitations):
            return f"Not with a sore {_areas(exercise.avoid_when & self.limitations.keys())}"
        touched = any(not kit.tokens.isdisjoint(self.missing) for kit in exercise.kits)
        if is_blocked(exercise, self.missing) or (touched and exercise.slug not in self.pool):
            needed = frozenset(token for kit in exercise.kits for token in kit.tokens) & self.missing
            return f"No {_tokens(needed)} today"
        return None

    def _substitutes(self, original: Exercise, used: set[str]) -> tuple[Substitute, ...]:
        """The best that is not in the workout yet; what is too like something in it only when nothing else is left."""
        if self._impossible(original) is None:
            return self._clean(original, frozenset(used))
        free = [entry for entry in self._possible() if entry.exercise.slug not in used]
        distinct = [entry for entry in free if twins_of(entry.exercise.slug).isdisjoint(used)]
        return self._ranked(original, distinct) or self._ranked(original, free)

    def _clean(self, original: Exercise, used: frozenset[str]) -> tuple[Substitute, ...]:
        """Substitutes that a sore joint does not mind at all."""
        return self._ranked(
            original,
            [
                entry
                for entry in self._possible()
                if entry.exercise.slug not in used and not needs_caution(entry.exercise, self.limitations)
            ],
        )

    def _possible(self) -> Iterable[PoolEntry]:
        return (entry for entry in self.pool.entries.values() if not is_blocked(entry.exercise, self.missing))

    def _ranked(self, original: Exercise, entries: Sequence[PoolEntry]) -> tuple[Substitute, ...]:
        return substitutes(original, entries, limitations=self.limitations, level=self.level, count=CHOICES)

    def _replaced(self, piece: Piece, original: Exercise, taken: Substitute, why: str) -> Piece:
        exercise = taken.entry.exercise
        is_caution = needs_caution(exercise, self.limitations)
        known = self.history.lift(exercise.slug)
        units = self.units or _UNITS_OF_UNSAID
        sets = convert_sets(
            piece.prescription.sets,
            original,
            exercise,
            level=self.level,
            is_caution=is_caution,
            one_rep_max=None if known is None else known.e1rm(units),
            units=units,
        )
        note = f"Instead of {piece.planned.name}"
        if all(one.weight is None for one in sets) and not exercise.is_timed:
            note += ": find a load for this effort"
        prescription = Prescription(
            slug=exercise.slug,
            exercise_definition_id=taken.entry.definition_id,
            name=taken.entry.name,
            order=piece.prescription.order,
            notes=note[:LONGEST_NOTE],
            warmup=None,
            group=piece.prescription.group,
            sets=sets,
        )
        change = Change(
            kind="swapped",
            exercise=piece.planned.name,
            detail=f"{why}: {taken.entry.name} instead. {taken.reasons[0]}",
        )
        return replace(piece, prescription=prescription, exercise=exercise).noted(change)

    def _as_today(self, piece: Piece, exercise: Exercise) -> Piece:
        """The exercise as it is done today: with the kit that is left, and gently where a joint is sore."""
        entry = self.pool.entries.get(exercise.slug)
        touched = any(not kit.tokens.isdisjoint(self.missing) for kit in exercise.kits)
        if touched and entry is not None and entry.name != piece.name:
            change = Change(kind="swapped", exercise=piece.planned.name, detail=f"Done as {entry.name} today.")
            unloaded = tuple(
                one.model_copy(update={"weight": None, "percent1rm": None}) for one in piece.prescription.sets
            )
            piece = piece.changed(
                name=entry.name, exercise_definition_id=entry.definition_id, sets=unloaded, warmup=None
            ).noted(change)
        if not needs_caution(exercise, self.limitations):
            return piece
        lightener = Lightener(exercise=exercise, level=self.level)
        gentle = piece.with_sets(lightener.gentle(one) for one in piece.prescription.sets)
        if gentle.prescription == piece.prescription:
            return piece
        areas = _areas(exercise.caution_when & self.limitations.keys())
        detail = f"Kept light for the {areas}: 8 or more reps, RPE 7 at most."
        return gentle.noted(Change(kind="lighter", exercise=piece.planned.name, detail=detail))


def _dropped(piece: Piece, detail: str) -> Change:
    return Change(kind="dropped", exercise=piece.planned.name, detail=detail)


def _areas(areas: Iterable[Area]) -> str:
    return " and ".join(sorted(area.value.replace("_", " ") for area in areas))


def _tokens(tokens: Iterable[Equipment]) -> str:
    return " or ".join(sorted(token.value.replace("_", " ") for token in tokens))
