"""Making sets lighter: less load, less effort, more repetitions for a sore joint. Never the other way round."""

from dataclasses import dataclass
from math import floor

from strength.exercise import Exercise
from strength.landmarks import CAUTION_EFFORT, CAUTION_REPS
from strength.loading import percent_for
from strength.program import SetPrescription
from strength.repetitions import Repetitions, parse_repetitions
from strength.request import Units
from strength.rounding import format_load, round_load
from strength.substitution.conversion import LOWEST_EFFORT, effort_of, rep_band
from strength.validation.weight_text import read_weight

MOST_RESERVE = 5.0
"""Highest number of repetitions in reserve that FitCSV's form takes (design 03, 3.6)."""

_UNKNOWN_STEP = {Units.KG: 2.5, Units.LBS: 5.0}
_SLACK = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Lightener:
    """Lightens the sets of one exercise.

    Attributes:
        exercise: what they are of; None for an exercise nobody knows.
        level: the lifter's, 1-3.
    """

    exercise: Exercise | None
    level: int

    def lighter(self, one: SetPrescription, *, factor: float, effort_cut: float) -> SetPrescription:
        """The set with its load times `factor` (at most 1) and its RPE lower by `effort_cut`."""
        return one.model_copy(
            update={
                "weight": self._weight(one.weight, factor),
                "percent1rm": None if one.percent1rm is None else _down(one.percent1rm * factor, 0.5),
                **_effort(one, cut=effort_cut),
            }
        )

    def gentle(self, one: SetPrescription) -> SetPrescription:
        """The set as a sore joint takes it: RPE 7 at most, 8 or more repetitions, the load lower to match."""
        reps = parse_repetitions(one.reps)
        effort = effort_of(one)
        capped = min(effort, CAUTION_EFFORT)
        update = _effort(one, cut=effort - capped) or {"rpe": capped}
        if reps is None or reps.is_timed:
            return one.model_copy(update=update)
        more = self._more(reps)
        before = percent_for(reps.counted, effort) if one.percent1rm is None else one.percent1rm
        factor = min(1.0, percent_for(more.counted, capped) / before)
        if more != reps:
            update["reps"] = str(more)
        if one.percent1rm is not None:
            update["percent1rm"] = _down(one.percent1rm * factor, 0.5)
        return one.model_copy(update={**update, "weight": self._weight(one.weight, factor)})

    def _more(self, reps: Repetitions) -> Repetitions:
        high = CAUTION_REPS if self.exercise is None else rep_band(self.exercise, self.level, is_caution=True)[1]
        if reps.low >= CAUTION_REPS and not reps.is_open:
            return reps
        low = max(reps.low, CAUTION_REPS)
        return Repetitions(low=low, high=max(low, min(high, low + reps.high - reps.low)))

    def _weight(self, text: str | None, factor: float) -> str | None:
        """The weight times the factor, on plates that exist; text that says no number stays as it is."""
        said = read_weight(text) if text is not None else None
        if said is None or factor >= 1.0:
            return text
        if said.percent is not None:
            return f"{_down(said.percent * factor, 0.5):g}%"
        if said.load is None or said.units is None:
            return text
        return format_load(min(said.load, self._rounded(said.load * factor, said.units)), said.units)

    def _rounded(self, load: float, units: Units) -> float:
        if self.exercise is not None:
            rounded = round_load(load, self.exercise, units, beginner=self.level == 1)
            if rounded is not None:
                return rounded
        return _down(load, _UNKNOWN_STEP[units]) or load


def _effort(one: SetPrescription, *, cut: float) -> dict[str, object]:
    """RPE or repetitions in reserve after a cut; never more effort than before."""
    if one.rpe is not None:
        return {"rpe": min(one.rpe, max(LOWEST_EFFORT, one.rpe - cut))}
    if one.rir is not None:
        return {"rir": max(one.rir, min(MOST_RESERVE, one.rir + cut))}
    return {}


def _down(value: float, step: float) -> float:
    return floor(value / step + _SLACK) * step
