"""A working set, and what its texts say: repetitions, percent of the lifter's maximum, effort."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from strength.exercise import Exercise, Lift
from strength.loading import rpe_for
from strength.program import Program, SetPrescription
from strength.repetitions import Repetitions, parse_repetitions
from strength.request import LB_PER_KG, Experience, ProgramRequest
from strength.validation.weight_text import WeightText, read_weight
from strength.volume import hard_set_effort

WEEKLY_GROWTH: Mapping[Experience, float] = MappingProxyType(
    {Experience.BEGINNER: 0.04, Experience.INTERMEDIATE: 0.02, Experience.ADVANCED: 0.01}
)
"""How fast a lifter's maxima may grow, per week: percentages of a *starting* maximum are read with it, else a novice
who grows "lifts the impossible" (calibrated on thirteen published programs; design 04, G and H.1)."""

USUAL_RPE = 8.0
"""What a set without stated effort and percent is read as: programs leave out what is usual (design 04, G, cause 6)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFact:
    """A working set and what its texts say.

    Attributes:
        path: where it is.
        prescription: the set itself.
        reps: its repetitions read, or None when the text has no known form.
        weight: its weight read, or None when there is none or it has no known form.
        percent: percent of the lifter's one-rep maximum in that week, stated or computed from a known maximum.
        rpe: stated effort, also when stated as repetitions in reserve.
        implied_rpe: the effort that repetitions and percent imply, None without a percent.
        low_reps: fewest repetitions; None for held sets, AMRAP and unreadable text.
        hardness: 0-1, how far the set counts as a hard one; a stated RPE cannot buy more than its load allows.
    """

    path: str
    prescription: SetPrescription
    reps: Repetitions | None
    weight: WeightText | None
    percent: float | None
    rpe: float | None
    implied_rpe: float | None
    low_reps: int | None
    hardness: float


# a program repeats a dozen texts a thousand times
_read_reps = lru_cache(maxsize=256)(parse_repetitions)


def _hardness(rpe: float | None, implied: float | None) -> float:
    efforts = [rpe] if rpe is not None else []
    if implied is not None:
        efforts.append(implied + 1.0)
    return hard_set_effort(min(efforts, default=USUAL_RPE))


def _named_reps(text: str, reps: Repetitions | None) -> int | None:
    return reps.low if reps and not reps.is_timed and text.strip()[:1].isdecimal() else None


class SetReader:
    """Reads the sets of one week; percentages of a starting maximum are turned into current ones."""

    def __init__(self, program: Program, request: ProgramRequest, week_index: int) -> None:
        is_current = program.load_basis == "current1rm"
        self._growth = 1.0 if is_current else 1.0 + WEEKLY_GROWTH[request.experience] * week_index
        self._reference = program.reference1rmlbs or {}
        self._request = request

    def read(self, item: SetPrescription, path: str, name: str, exercise: Exercise | None) -> SetFact:
        """The set at this path, of the exercise that the lifter knows by this name."""
        reps = _read_reps(item.reps)
        weight = read_weight(item.weight) if item.weight is not None else None
        percent = self._percent(item, weight, name, exercise)
        low = _named_reps(item.reps, reps)
        rpe = item.rpe if item.rpe is not None else None if item.rir is None else 10.0 - item.rir
        implied = rpe_for(low, percent) if percent is not None and low is not None else None
        return SetFact(
            path=path,
            prescription=item,
            reps=reps,
            weight=weight,
            percent=percent,
            rpe=rpe,
            implied_rpe=implied,
            low_reps=low,
            hardness=_hardness(rpe, implied),
        )

    def _percent(
        self, item: SetPrescription, weight: WeightText | None, name: str, exercise: Exercise | None
    ) -> float | None:
        percent = item.percent1rm
        if percent is None and weight is not None:
            percent = weight.percent
            maximum = self._maximum_kg(name, exercise)
            if percent is None and maximum is not None and weight.load_kg is not None:
                percent = 100.0 * weight.load_kg / maximum
        return None if percent is None else percent / self._growth

    def _maximum_kg(self, name: str, exercise: Exercise | None) -> float | None:
        if name in self._reference:
            return self._reference[name] / LB_PER_KG
        return known_maximum_kg(exercise, self._request)


def known_maximum_kg(exercise: Exercise | None, request: ProgramRequest) -> float | None:
    """The stated one-rep maximum of exactly this exercise, in kilograms; variants have none of their own."""
    if exercise is None:
        return None
    if exercise.slug == "overhead_press":
        return request.one_rep_max_kg(Lift.PRESS)
    if exercise.competition_lift is not None and exercise.competition_similarity == 1.0:
        return request.one_rep_max_kg(exercise.competition_lift)
    return None
