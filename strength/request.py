"""What a lifter asks for: the body of `generate`, parsed once into a value that everything else trusts."""

import math
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic.alias_generators import to_camel

from strength.equipment import Equipment, Kit, kit_of
from strength.exercise import Lift
from strength.limitation import Area, Limitation, Severity
from strength.muscle import MUSCLE_OF_FAU, Muscle, fau_of


class Goal(StrEnum):
    """What the program is for."""

    STRENGTH = "strength"
    HYPERTROPHY = "hypertrophy"
    POWERLIFTING = "powerlifting"


class Experience(StrEnum):
    """How long the lifter has trained, in FitCSV's words."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"

    @property
    def level(self) -> int:
        """1 beginner, 2 intermediate, 3 advanced: comparable with `Exercise.min_level`."""
        return {"beginner": 1, "intermediate": 2, "advanced": 3}[self.value]


class Units(StrEnum):
    """Unit of every load the lifter states and reads."""

    KG = "kg"
    LBS = "lbs"


class Priority(StrEnum):
    """Which queue the job goes through."""

    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"


MAX_NOTES = 500
MAX_EQUIPMENT = 64
MAX_TOKEN = 64
ONE_REP_MAX_RANGE = (1.0, 2000.0)
"""Accepted one-rep maxima in the request's unit: wide on purpose, it only keeps out slips of the finger."""

LB_PER_KG = 2.2046226218


def _one_word(value: str, allowed: str) -> str:
    if not value.isprintable() or len(value) > MAX_TOKEN:
        msg = f"must be printable text of at most {MAX_TOKEN} characters, {allowed}"
        raise ValueError(msg)
    return value


class ProgramRequest(BaseModel):
    """A request for a program. Unknown fields are refused; JSON names are camelCase (contract 1.4).

    Attributes:
        goal: what it is for.
        frequency: workouts a week, 2-6.
        experience: training experience.
        equipment: words for what is owned; empty means bodyweight only; unknown words become a warning.
        weeks: 4-16.
        session_minutes: minutes per workout, 20-180.
        limitations: at most one severity per area.
        focus_muscles: FAUs that should get more; only three are honoured.
        one_rep_maxes: known or estimated maxima in `units`.
        units: unit of loads in and out.
        days: weekdays 1 (Monday) - 7 to train on; as many as `frequency`, or empty for the default.
        notes: free text for the coach. Data, never an instruction.
        priority: which queue carries the job.
        seed: picks among equally good designs; the same request and seed give the same program.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )

    goal: Goal
    frequency: Annotated[int, Field(ge=2, le=6, strict=True)]
    experience: Experience
    equipment: Annotated[tuple[Annotated[str, Field(strict=True)], ...], Field(max_length=MAX_EQUIPMENT)]
    weeks: Annotated[int, Field(ge=4, le=16, strict=True)] = 12
    session_minutes: Annotated[int, Field(ge=20, le=180, strict=True)] = 75
    limitations: Annotated[tuple[Limitation, ...], Field(max_length=len(Area))] = ()
    focus_muscles: Annotated[tuple[str, ...], Field(max_length=len(MUSCLE_OF_FAU))] = ()
    one_rep_maxes: dict[Lift, Annotated[float, Field(strict=True)]] = Field(default_factory=dict[Lift, float])
    units: Units = Units.LBS
    days: Annotated[tuple[Annotated[int, Field(ge=1, le=7, strict=True)], ...], Field(max_length=7)] = ()
    notes: Annotated[str, Field(max_length=MAX_NOTES, strict=True)] = ""
    priority: Priority = Priority.NORMAL
    seed: Annotated[int, Field(ge=0, le=2**31 - 1, strict=True)] = 0

    @field_validator("equipment")
    @classmethod
    def _equipment_is_words(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for word in value:
            _one_word(word, "such as 'barbell' or 'dumbbell'")
        return tuple(dict.fromkeys(word.strip() for word in value if word.strip()))

    @field_validator("focus_muscles", mode="before")
    @classmethod
    def _focus_is_known(cls, value: object) -> object:
        if not isinstance(value, list | tuple):
            return value
        # pydantic hands over whatever JSON held; each item is checked here so that the message can name the allowed words.
        words: list[object] = list(value)  # pyright: ignore[reportUnknownArgumentType]
        faus: list[str] = []
        for word in words:
            fau = fau_of(word) if isinstance(word, str) else None
            if fau is None:
                msg = f"{word!r} is not a muscle; allowed: {', '.join(MUSCLE_OF_FAU)}"
                raise ValueError(msg)
            faus.append(fau)
        return tuple(dict.fromkeys(faus))

    @field_validator("limitations")
    @classmethod
    def _one_severity_per_area(cls, value: tuple[Limitation, ...]) -> tuple[Limitation, ...]:
        areas = [limitation.area for limitation in value]
        for area in areas:
            if areas.count(area) > 1:
                msg = f"{area.value!r} is named more than once; give each area one severity"
                raise ValueError(msg)
        return value

    @field_validator("one_rep_maxes")
    @classmethod
    def _maxima_are_possible(cls, value: dict[Lift, float]) -> dict[Lift, float]:
        low, high = ONE_REP_MAX_RANGE
        for lift, load in value.items():
            if not math.isfinite(load) or not low <= load <= high:
                msg = f"{lift.value} is {load!r}; a one-rep maximum lies between {low:g} and {high:g}"
                raise ValueError(msg)
        return value

    @field_validator("notes")
    @classmethod
    def _notes_are_text(cls, value: str) -> str:
        if any(not char.isprintable() and char not in "\n\r\t" for char in value):
            msg = "must be text without control characters"
            raise ValueError(msg)
        return value.strip()

    @model_validator(mode="after")
    def _days_match_frequency(self) -> Self:
        if self.days and (len(set(self.days)) != len(self.days) or len(self.days) != self.frequency):
            msg = f"days is {list(self.days)}; it must name {self.frequency} different weekdays (1 Monday - 7 Sunday)"
            raise ValueError(msg)
        return self

    @cached_property
    def kit(self) -> Kit:
        """What the lifter owns."""
        return kit_of(self.equipment)

    @property
    def owned(self) -> frozenset[Equipment]:
        """Canonical equipment tokens, everything implied included."""
        return self.kit.owned

    @cached_property
    def focus(self) -> tuple[Muscle, ...]:
        """The focus muscles that are honoured: the first three, as the catalog counts them."""
        return tuple(dict.fromkeys(MUSCLE_OF_FAU[fau] for fau in self.focus_muscles))[:3]

    @cached_property
    def active_limitations(self) -> dict[Area, Severity]:
        """Limitations that rule something out (all but `recovered`)."""
        return {item.area: item.severity for item in self.limitations if item.severity is not Severity.RECOVERED}

    def one_rep_max_kg(self, lift: Lift) -> float | None:
        """The stated maximum in kilograms, or None when it was not stated."""
        load = self.one_rep_maxes.get(lift)
        if load is None:
            return None
        return load if self.units is Units.KG else load / LB_PER_KG
