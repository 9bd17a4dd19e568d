"""The changes that a lifter can ask of a program: a closed set, read from words or written by a caller."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from strength.equipment import Equipment
from strength.exercise import Lift
from strength.limitation import Area, Severity
from strength.muscle import Muscle
from strength.request import Experience, Goal, Units

Weekday = Annotated[int, Field(ge=1, le=7)]


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class FrequencyChange(_Change):
    """Workouts a week: so many, or so many more or fewer."""

    kind: Literal["frequency"] = "frequency"
    to: int | None = None
    by: int | None = None


class WeeksChange(_Change):
    """Length of the program in weeks: so many, or so many more or fewer."""

    kind: Literal["weeks"] = "weeks"
    to: int | None = None
    by: int | None = None


class MinutesChange(_Change):
    """Length of a workout in minutes: so many, or so many more or fewer."""

    kind: Literal["minutes"] = "minutes"
    to: int | None = None
    by: int | None = None


class DaysChange(_Change):
    """The weekdays to train on (1 Monday - 7 Sunday), and thereby how many."""

    kind: Literal["days"] = "days"
    days: tuple[Weekday, ...]


class DayMove(_Change):
    """A workout goes from one weekday to another; None lets code choose a free one."""

    kind: Literal["move_day"] = "move_day"
    before: Weekday
    after: Weekday | None = None


class DayDrop(_Change):
    """There is no workout on this weekday any more."""

    kind: Literal["drop_day"] = "drop_day"
    day: Weekday


class EquipmentChange(_Change):
    """Equipment that is there too, is gone, or is all there is. An empty `only` means nothing but one's own weight."""

    kind: Literal["equipment"] = "equipment"
    mode: Literal["add", "remove", "only"]
    equipment: tuple[Equipment, ...] = ()
    is_full_gym: bool = False


class Swap(_Change):
    """One exercise in the place of others; None lets code choose the most alike."""

    kind: Literal["swap"] = "swap"
    out: tuple[str, ...]
    into: str | None = None


class Drop(_Change):
    """Exercises that are not to be in the program any more; with `called`, nor any other of that movement so called."""

    kind: Literal["drop"] = "drop"
    out: tuple[str, ...]
    called: str | None = None


class LimitationChange(_Change):
    """An area of the body hurts, or does no more."""

    kind: Literal["limitation"] = "limitation"
    area: Area
    severity: Severity


class FocusChange(_Change):
    """A muscle that is to get more (FitCSV's word for it)."""

    kind: Literal["focus"] = "focus"
    muscle: str


class VolumeChange(_Change):
    """More or less work: on a weekday, for a muscle, or all over."""

    kind: Literal["volume"] = "volume"
    is_more: bool
    day: Weekday | None = None
    muscle: Muscle | None = None


class UnitsChange(_Change):
    """The unit of every load."""

    kind: Literal["units"] = "units"
    to: Units


class MaximumChange(_Change):
    """A one-rep maximum, in `units` or, where none is said, in the program's."""

    kind: Literal["maximum"] = "maximum"
    lift: Lift
    load: float
    units: Units | None = None


class GoalChange(_Change):
    """What the program is for."""

    kind: Literal["goal"] = "goal"
    to: Goal


class ExperienceChange(_Change):
    """How experienced the lifter is."""

    kind: Literal["experience"] = "experience"
    to: Experience


Change = Annotated[
    FrequencyChange
    | WeeksChange
    | MinutesChange
    | DaysChange
    | DayMove
    | DayDrop
    | EquipmentChange
    | Swap
    | Drop
    | LimitationChange
    | FocusChange
    | VolumeChange
    | UnitsChange
    | MaximumChange
    | GoalChange
    | ExperienceChange,
    Field(discriminator="kind"),
]

WHAT_CAN_BE_SAID = (
    "make it three days",
    "train Monday, Wednesday and Friday",
    "move Friday to Saturday",
    "make it 8 weeks",
    "shorter sessions, 45 minutes at most",
    "no barbell any more",
    "only dumbbells",
    "I have a pull-up bar now",
    "swap deadlifts for trap bar deadlifts",
    "no more lunges",
    "my knee hurts",
    "more chest",
    "less volume on Fridays",
    "my squat is 140 kg now",
    "in kg",
)
"""One example of each kind, for whoever was not understood."""


class RevisionRequest(_Change):
    """What a lifter asks of a program.

    Attributes:
        sentence: what is to change, in English, at most 500 characters.
        units: also show loads in this unit.
    """

    sentence: Annotated[str, Field(min_length=1, max_length=500, strict=True, examples=["it's too much volume"])]
    units: Units | None = None


class RevisionOrder(_Change):
    """A wish to change a program, as the parameters of a job carry it beside the new request.

    Attributes:
        program_id: the program that is to be changed; it stays as it is.
        sentence: what the lifter said. Data, never an instruction.
        changes: what it was read as.
        avoid: exercises that this and earlier wishes took out; they are not to come back by themselves.
    """

    program_id: str
    sentence: Annotated[str, Field(max_length=500)]
    changes: Annotated[tuple[Change, ...], Field(min_length=1, max_length=32)]
    avoid: Annotated[tuple[str, ...], Field(max_length=400)] = ()
