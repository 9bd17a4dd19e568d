"""Lighter sets for a tired lifter, or for a lift that was too hard last time. Nothing here ever raises anything."""

from dataclasses import dataclass
from typing import assert_never

from strength.adaptation.change import Change
from strength.adaptation.lightening import Lightener
from strength.adaptation.piece import Piece
from strength.history import History

TIRED_EFFORT_CUT = 1.0
CUTS: dict[int, float] = {1: 0.90, 2: 0.95}
"""Share of the load that is left at a readiness of 1 and of 2 (coaching convention, of the order of a deload's step of
ten percent; design 04, 0.7)."""

TOO_HARD = 0.95
"""Share of the load after a workout in which the lift was too hard (calibration: half of the -10 % of design 10, 3.3,
which asks for two such workouts)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Readiness:
    """How the lifter is today, and how the last workouts went.

    Attributes:
        readiness: 1-5 as the lifter says, or None.
        history: what was logged lately.
        level: the lifter's, 1-3.
    """

    readiness: int | None
    history: History
    level: int

    def apply(self, piece: Piece) -> Piece:
        """The exercise with the sets of the day."""
        if self.readiness in CUTS:
            return self._tired(piece, CUTS[self.readiness])
        lift = self.history.lift(piece.slug)
        if lift is not None and lift.was_too_hard:
            detail = "5 % lighter: last time reps were missed, or it was much harder than planned."
            return self._lighter(piece, TOO_HARD, 0.0, detail)
        return piece

    def _tired(self, piece: Piece, factor: float) -> Piece:
        less = f"{100 * (1 - factor):.0f} % less load where one is written, RPE 1 lower"
        lighter = self._lighter(piece, factor, TIRED_EFFORT_CUT, f"{less}: you are tired today.")
        match piece.part:
            case "main" | "secondary":
                return lighter
            case "accessory" | "isolation" | "core":
                if lighter.set_count < 2:
                    return lighter
                return lighter.with_sets(lighter.prescription.sets[:-1])
            case _:
                assert_never(piece.part)

    def _lighter(self, piece: Piece, factor: float, effort_cut: float, detail: str) -> Piece:
        lightener = Lightener(exercise=piece.exercise, level=self.level)
        changed = piece.with_sets(
            lightener.lighter(one, factor=factor, effort_cut=effort_cut) for one in piece.prescription.sets
        )
        if changed.prescription == piece.prescription:
            return piece
        return changed.noted(Change(kind="lighter", exercise=piece.planned.name, detail=detail))
