"""The scorecard's twelve sides, weakest first, each with its reason."""

from dataclasses import dataclass

from strength.scorecard import Scorecard

WEAK, POOR = 80, 50
_NAMES = {
    "compliance": "Fits your request",
    "volume": "Amount of work",
    "intensity": "Loads",
    "effort": "Effort",
    "progression": "Progress",
    "fatigue": "Light weeks",
    "specificity": "The right lifts",
    "balance": "Balance",
    "recovery": "Rest between days",
    "structure": "Order of the day",
    "selection": "Choice of exercises",
    "consistency": "Steadiness",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreRow:
    """One side.

    Attributes:
        value: 0-100.
        share: percent of the whole score.
        kind: "weak", "poor", or "".
        mark: a sign and a word that tell the kind in grey.
    """

    name: str
    value: int
    share: int
    kind: str
    mark: str
    reason: str


def score_rows(scorecard: Scorecard) -> tuple[ScoreRow, ...]:
    """The sides, weakest first; equal ones in the scorecard's order."""
    total = sum(one.weight for one in scorecard.dimensions.values()) or 1.0
    rows: list[ScoreRow] = []
    for key, one in scorecard.dimensions.items():
        value = round(100 * one.score)
        kind = "poor" if value < POOR else "weak" if value < WEAK else ""
        rows.append(
            ScoreRow(
                name=_NAMES.get(key, key.capitalize()),
                value=value,
                share=round(100 * one.weight / total),
                kind=kind,
                mark={"poor": "✕ poor", "weak": "▲ weak", "": "✓"}[kind],
                reason=one.reason,
            )
        )
    return tuple(sorted(rows, key=lambda row: row.value))
