"""A working set, and what its texts say: repetitions, percent of the lifter's maximum, effort."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

from strength.exercise import Exercise, Lift
from strength.loading import rpe_for
from strength.program import Prescription, Program, SetPrescription
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


class Text(NamedTuple):
    """Everything that a set says: repetitions, weight, percent, RPE, repetitions in reserve, seconds of rest."""

    reps: str
    weight: str | None
    percent: float | None
    rpe: float | None
    rir: float | None
    rest_s: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SetReading:
    """What the texts of a working set say, wherever the set stands.

    Attributes:
        text: the texts themselves.
        reps: its repetitions read, or None when the text has no known form.
        weight: its weight read, or None when there is none or it has no known form.
        percent: percent of the lifter's one-rep maximum in that week, stated or computed from a known maximum.
        rpe: stated effort, also when stated as repetitions in reserve.
        implied_rpe: the effort that repetitions and percent imply, None without a percent.
        low_reps: fewest repetitions; None for held sets, AMRAP and unreadable text.
        hardness: 0-1, how far the set counts as a hard one; a stated RPE cannot buy more than its load allows.
    """

    text: Text
    reps: Repetitions | None
    weight: WeightText | None
    percent: float | None
    rpe: float | None
    implied_rpe: float | None
    low_reps: int | None
    hardness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFact(SetReading):
    """A working set: what it says and where it is.

    Attributes:
        path: where it is.
        prescription: the set itself.
    """

    path: str
    prescription: SetPrescription


def _hardness(rpe: float | None, implied: float | None) -> float:
    efforts = [rpe] if rpe is not None else []
    if implied is not None:
        efforts.append(implied + 1.0)
    return hard_set_effort(min(efforts, default=USUAL_RPE))


def _named_reps(text: str, reps: Repetitions | None) -> int | None:
    return reps.low if reps and not reps.is_timed and text.strip()[:1].isdecimal() else None


class SetReader:
    """Reads sets; percentages of a starting maximum are turned into current ones, week by week.

    A program repeats few sets many times: each different one is read once.
    """

    def __init__(self, program: Program, request: ProgramRequest) -> None:
        self._growth = 0.0 if program.load_basis == "current1rm" else WEEKLY_GROWTH[request.experience]
        self._reference = program.reference1rmlbs or {}
        self._request = request
        self._different: list[SetReading] = []
        # by maximum and growth, then by text
        self._known: dict[tuple[float | None, float], dict[tuple[object, ...], SetReading]] = {}

    def read(self, prescription: Prescription, exercise: Exercise | None, week_index: int) -> tuple[SetReading, ...]:
        """The sets of an exercise in a 0-based week, in order."""
        maximum = self._maximum_kg(prescription.name, exercise)
        growth = 1.0 + self._growth * week_index
        known = self._known.setdefault((maximum, growth), {})
        found: list[SetReading] = []
        for item in prescription.sets:
            text = (item.reps, item.weight, item.percent1rm, item.rpe, item.rir, item.rest_seconds)
            reading = known.get(text)
            if reading is None:
                reading = known[text] = _reading(Text(*text), maximum, growth)
                self._different.append(reading)
            found.append(reading)
        return tuple(found)

    @property
    def different(self) -> tuple[SetReading, ...]:
        """Every different set that was read."""
        return tuple(self._different)

    def _maximum_kg(self, name: str, exercise: Exercise | None) -> float | None:
        if name in self._reference:
            return self._reference[name] / LB_PER_KG
        return known_maximum_kg(exercise, self._request)


def _reading(text: Text, maximum: float | None, growth: float) -> SetReading:
    """What a set says of a lifter with this maximum in kilograms, grown by this factor since it was true."""
    reps_text, weight_text, percent, rpe, rir, _ = text
    reps = parse_repetitions(reps_text)
    weight = read_weight(weight_text) if weight_text is not None else None
    if percent is None and weight is not None:
        percent = weight.percent
        if percent is None and maximum is not None and weight.load_kg is not None:
            percent = 100.0 * weight.load_kg / maximum
    percent = None if percent is None else percent / growth
    low = _named_reps(reps_text, reps)
    rpe = rpe if rpe is not None else None if rir is None else 10.0 - rir
    implied = rpe_for(low, percent) if percent is not None and low is not None else None
    return SetReading(
        text=text,
        reps=reps,
        weight=weight,
        percent=percent,
        rpe=rpe,
        implied_rpe=implied,
        low_reps=low,
        hardness=_hardness(rpe, implied),
    )


def known_maximum_kg(exercise: Exercise | None, request: ProgramRequest) -> float | None:
    """The stated one-rep maximum of exactly this exercise, in kilograms; variants have none of their own."""
    if exercise is None:
        return None
    if exercise.slug == "overhead_press":
        return request.one_rep_max_kg(Lift.PRESS)
    if exercise.competition_lift is not None and exercise.competition_similarity == 1.0:
        return request.one_rep_max_kg(exercise.competition_lift)
    return None
