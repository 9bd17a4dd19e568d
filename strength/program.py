"""A program: everything a lifter reads, week by week, set by set (contract 1.7).

The same shape is what `score` reads, also for published programs, which carry fewer fields; hence the defaults.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from strength.request import Experience, Goal, Units

LoadBasis = Literal["current1rm", "starting1rm", "absolute"]

_UNPUBLISHED = {"reference1rmlbs", "frequency_exceptions"}
"""Fields that published programs bring along and ours never have."""


class _Shape(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)


class SetPrescription(_Shape):
    """One working set.

    Attributes:
        set_number: 1-based.
        reps: "5", "8-12", "5+", "AMRAP", or seconds as "30 s".
        weight: "102.5kg", "225lbs", "80%", "BW", or None where effort decides.
        rpe: 1-10 by halves, or None.
        rir: repetitions in reserve; never beside `rpe`.
        percent1rm: load relative to the exercise's one-rep maximum, in percent.
        rest_seconds: rest after the set, in seconds.
    """

    set_number: int
    reps: str
    weight: str | None = None
    rpe: float | None = None
    rir: float | None = None
    # the contract's key is `percent1rm`; the alias generator would write `percent1Rm`
    percent1rm: Annotated[float | None, Field(alias="percent1rm")] = None
    rest_seconds: int | None = None


class Prescription(_Shape):
    """One exercise in a workout.

    Attributes:
        slug: catalog id; None in programs that only carry names.
        exercise_definition_id: row of the database, when there is one.
        name: what the lifter reads.
        order: 1-based place in the workout.
        notes: at most one short sentence.
        warmup: the ramp before the first working set, as text; warm-up sets are not counted.
        group: letter shared by exercises that alternate, or None.
        sets: working sets.
    """

    slug: str | None = None
    exercise_definition_id: str | None = None
    name: str
    order: int = 0
    notes: str | None = None
    warmup: str | None = None
    group: str | None = None
    sets: tuple[SetPrescription, ...]


class Workout(_Shape):
    """One training occasion.

    Attributes:
        name: what it is about.
        day_number: 1-based inside the week.
        weekday: 1 Monday - 7 Sunday; None when not said.
        minutes: estimated length.
        notes: a sentence about the whole workout, or None.
        exercises: in execution order.
    """

    name: str
    day_number: int
    weekday: int | None = None
    minutes: int | None = None
    notes: str | None = None
    exercises: tuple[Prescription, ...]


class Week(_Shape):
    """Seven days.

    Attributes:
        week_number: 1-based.
        phase: shown to the lifter: Build, Strengthen, Peak, Deload, Test, Taper.
        is_deload: a planned easier week.
        workouts: in order of days.
    """

    week_number: int
    phase: str | None = None
    is_deload: bool = False
    workouts: tuple[Workout, ...]


class Program(_Shape):
    """The whole program.

    Attributes:
        load_basis: what percentages refer to: `current1rm` (ours); `starting1rm` or `absolute` (published ones).
        reference1rmlbs: one-rep maxima in pounds of the lifter a published program was written out for, by name.
        blueprint: the compact design it was expanded from.
        rationale: why it is built so, for the lifter.
        warnings: what could not be done well.
    """

    name: str
    goal: Goal
    experience: Experience
    frequency: int
    equipment: tuple[str, ...] = ()
    units: Units | None = None
    session_minutes: int | None = None
    load_basis: LoadBasis | None = None
    weeks: tuple[Week, ...]
    reference1rmlbs: Annotated[dict[str, float] | None, Field(alias="reference1RMlbs")] = None
    # a published program's exceptions are free-form in the data: week number -> number of workouts
    frequency_exceptions: dict[str, Any] | None = None
    blueprint: dict[str, Any] | None = None
    rationale: str | None = None
    warnings: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The neutral JSON of the contract: camelCase, every key present, published-only keys left out."""
        return self.model_dump(mode="json", by_alias=True, exclude=_UNPUBLISHED)

    def to_json_text(self) -> str:
        """The same as text, in a quarter of the time that writing the JSON out takes."""
        return self.model_dump_json(by_alias=True, exclude=_UNPUBLISHED)
