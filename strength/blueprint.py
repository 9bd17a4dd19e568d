"""The blueprint: the compact design a coach or a model writes; code computes everything else (design 04, C.1).

It carries no load, no week number and no arithmetic. Both forms are read: the long one (named fields, what the JSON
schema for models says) and the short one of design 04 (`"meso": [["acc", 4, 1]]`, `"sch": {"M": {"t": "pct", ...}}`,
`"tpl": [{"d": 1, "n": "Squat", "s": [["back_squat", "M"]]}]`); `strength.blueprint_wire.to_wire` writes the short one.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

from strength.blueprint_short import scheme_from_short
from strength.errors import BlueprintError

SchemeType = Literal["pct", "rir", "sets", "dp", "lp", "top", "dup", "time", "amrap"]
Ending = Literal["plain", "deload", "test"]
Role = Literal["main", "volume", "light", "secondary", "accessory", "isolation", "core"]
ANY_KIND = "*"

_ENDINGS: dict[str, Ending] = {"0": "plain", "1": "deload", "2": "test", "False": "plain", "True": "deload"}

_ROLES: dict[str, Role] = {
    "M": "main",
    "V": "volume",
    "L": "light",
    "S": "secondary",
    "H": "secondary",
    "A": "accessory",
    "I": "isolation",
    "C": "core",
    "T": "core",
}


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Mesocycle(_Part):
    """A run of weeks with one emphasis.

    Attributes:
        kind: key of the scheme rows used in it, e.g. "acc", "int", "peak", "base".
        weeks: its length.
        ending: what its last week is: like the others, a deload, or a test of the top sets.
    """

    kind: Annotated[str, Field(min_length=1, max_length=12)]
    weeks: Annotated[int, Field(ge=1, le=16)]
    ending: Ending = "plain"

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            row = cast(Sequence[object], value)
            if not 2 <= len(row) <= 3:
                msg = f"a mesocycle is [kind, weeks, deload_last], not {list(row)!r}"
                raise ValueError(msg)
            ending = str(row[2]) if len(row) > 2 else "0"
            return {"kind": row[0], "weeks": row[1], "ending": _ENDINGS.get(ending, ending)}
        return value


class SchemeRow(_Part):
    """What a scheme prescribes in one kind of mesocycle. `k` below is the week's index inside it, from 0.

    Attributes:
        kind: the mesocycle kind it is for; "*" for any.
        sets: working sets.
        reps: repetitions, or the low end of a range.
        reps_high: high end of the range, when it is one.
        percent: percent of the exercise's own one-rep maximum in week 0 (lp: of the first session).
        percent_step: percent points added a week.
        rpe: effort in week 0; None derives it from percent and reps.
        rpe_step: effort added a week.
        sets_step: sets added a week, rounded down (volume ramp).
        top_reps: repetitions of the top set (top).
        drop_percent: percent taken off for the back-off sets (top).
        increment: load added each time, in the request's unit (dp, lp); None takes the smallest sensible step.
        seconds: length of a set (time).
        seconds_step: seconds added a week (time).
        ordinal: which occasion of the week the row is for, 1-based (dup); 0 elsewhere.
    """

    kind: Annotated[str, Field(min_length=1, max_length=12)] = ANY_KIND
    sets: Annotated[int, Field(ge=1, le=12)] = 3
    reps: Annotated[int, Field(ge=1, le=60)] = 8
    reps_high: Annotated[int, Field(ge=1, le=60)] | None = None
    percent: Annotated[float, Field(ge=20, le=105)] | None = None
    percent_step: Annotated[float, Field(ge=-10, le=10)] = 0.0
    rpe: Annotated[float, Field(ge=3, le=10)] | None = None
    rpe_step: Annotated[float, Field(ge=-2, le=2)] = 0.0
    sets_step: Annotated[float, Field(ge=0, le=2)] = 0.0
    top_reps: Annotated[int, Field(ge=1, le=12)] | None = None
    drop_percent: Annotated[float, Field(ge=0, le=40)] | None = None
    increment: Annotated[float, Field(ge=0, le=50)] | None = None
    seconds: Annotated[int, Field(ge=5, le=180)] | None = None
    seconds_step: Annotated[int, Field(ge=-30, le=30)] = 0
    ordinal: Annotated[int, Field(ge=0, le=6)] = 0

    @model_validator(mode="after")
    def _range_has_two_ends(self) -> Self:
        if self.reps_high is not None and self.reps_high < self.reps:
            msg = f"reps_high is {self.reps_high}, below reps {self.reps}"
            raise ValueError(msg)
        return self


_NEEDS: dict[str, tuple[str, ...]] = {
    "pct": ("percent",),
    "rir": ("rpe",),
    "sets": ("rpe",),
    "dp": ("reps_high", "rpe"),
    "top": ("top_reps", "rpe", "drop_percent"),
    "dup": ("percent",),
    "time": ("seconds",),
    "amrap": ("percent",),
}


class Scheme(_Part):
    """How a slot's sets are prescribed over the weeks.

    Types: pct (percent of one-rep maximum), rir (by effort), sets (by effort, sets rise), dp (double progression),
    lp (linear, each session), top (top set and back-offs), dup (another row each occasion of the week), time (held),
    amrap (one set to the limit).

    Attributes:
        id: name that slots use.
        type: see above.
        rows: one per kind of mesocycle; a kind without a row (and no "*") leaves its slots out there.
        role: what the slot is in the workout; None is read from the id's first letter (M V L S A I C T).
        rest_seconds: overrides the usual rest.
    """

    id: Annotated[str, Field(min_length=1, max_length=8)]
    type: SchemeType
    rows: Annotated[tuple[SchemeRow, ...], Field(min_length=1, max_length=24)]
    role: Role | None = None
    rest_seconds: Annotated[int, Field(ge=15, le=600)] | None = None

    @model_validator(mode="after")
    def _rows_have_what_the_type_needs(self) -> Self:
        for row in self.rows:
            for name in _NEEDS.get(self.type, ()):
                if getattr(row, name) is None:
                    msg = f"scheme {self.id!r} of type {self.type} needs {name} in its row for {row.kind!r}"
                    raise ValueError(msg)
        return self

    @property
    def slot_role(self) -> Role:
        """The role, stated or read from the id."""
        return self.role or _ROLES.get(self.id[0].upper(), "accessory")

    def row_for(self, kind: str, ordinal: int = 0) -> SchemeRow | None:
        """The row used in a mesocycle of this kind on this occasion of the week; None leaves the slot out."""
        for wanted in (kind, ANY_KIND):
            rows = [row for row in self.rows if row.kind == wanted]
            if rows:
                exact = [row for row in rows if row.ordinal == ordinal]
                return (exact or rows[-1:])[0]
        return None


class Slot(_Part):
    """A place in a workout.

    Attributes:
        exercises: slugs; one per mesocycle, the last one repeats.
        scheme: id of its scheme.
        sets_delta: added to the scheme's sets.
        group: letter shared by slots that alternate as a superset.
        note: overrides the note that code would choose, at most 90 characters.
    """

    exercises: Annotated[
        tuple[Annotated[str, Field(min_length=1, max_length=80)], ...], Field(min_length=1, max_length=6)
    ]
    scheme: Annotated[str, Field(min_length=1, max_length=8)]
    sets_delta: Annotated[int, Field(ge=-6, le=6)] = 0
    group: Annotated[str, Field(min_length=1, max_length=2)] | None = None
    note: Annotated[str, Field(max_length=90)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if isinstance(value, list | tuple):
            row = list(cast(Sequence[object], value))
            if not 2 <= len(row) <= 4:
                msg = f"a slot is [exercise, scheme, sets_delta?, group?], not {row!r}"
                raise ValueError(msg)
            slot: dict[str, object] = {"exercises": row[0], "scheme": row[1]}
            if len(row) > 2:
                slot["sets_delta"] = row[2]
            if len(row) > 3:
                slot["group"] = row[3]
            value = slot
        if isinstance(value, dict):
            fields = cast(dict[str, object], value)
            names = fields.get("exercises")
            if isinstance(names, str):
                return {**fields, "exercises": tuple(part.strip() for part in names.split("/"))}
            return fields
        return value

    def exercise_in(self, mesocycle_index: int) -> str:
        """The slug used in the mesocycle with this 0-based index."""
        return self.exercises[min(mesocycle_index, len(self.exercises) - 1)]


class Day(_Part):
    """One workout of the weekly template.

    Attributes:
        weekday: 1 Monday - 7 Sunday.
        name: what the lifter reads.
        slots: in execution order.
        note: a sentence about the whole workout.
    """

    weekday: Annotated[int, Field(ge=1, le=7)]
    name: Annotated[str, Field(min_length=1, max_length=60)]
    slots: Annotated[tuple[Slot, ...], Field(min_length=1, max_length=12)]
    note: Annotated[str, Field(max_length=160)] | None = None

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if isinstance(value, dict):
            names = {"d": "weekday", "n": "name", "s": "slots"}
            return {names.get(key, key): item for key, item in cast(dict[str, object], value).items()}
        return value


class Blueprint(_Part):
    """A whole design.

    Attributes:
        v: version of this shape.
        goal: echo of the request's goal, or None.
        level: echo of the request's experience, or None.
        mesocycles: in order; their weeks add up to the request's.
        taper: whether the last two weeks taper to heavy singles (powerlifting with its equipment).
        schemes: by id.
        days: the weekly template.
        name: the program's name; None lets code choose.
        rationale: at most 80 words for the lifter.
        warnings: what could not be done well.
    """

    v: Literal[1] = 1
    goal: str | None = None
    level: str | None = None
    mesocycles: Annotated[tuple[Mesocycle, ...], Field(min_length=1, max_length=6)]
    taper: bool = False
    schemes: Annotated[tuple[Scheme, ...], Field(min_length=1, max_length=24)]
    days: Annotated[tuple[Day, ...], Field(min_length=1, max_length=7)]
    name: Annotated[str, Field(max_length=120)] | None = None
    rationale: Annotated[str, Field(max_length=900)] = ""
    warnings: Annotated[tuple[Annotated[str, Field(max_length=300)], ...], Field(max_length=24)] = ()

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        if not isinstance(value, dict):
            return value
        names = {"meso": "mesocycles", "sch": "schemes", "tpl": "days"}
        fields = {names.get(key, key): item for key, item in cast(dict[str, Any], value).items()}
        fields.pop("focus", None)
        notes = fields.pop("notes", None)
        if notes and not fields.get("rationale"):
            fields["rationale"] = notes
        schemes = fields.get("schemes")
        if isinstance(schemes, dict):
            fields["schemes"] = [scheme_from_short(key, item) for key, item in cast(dict[str, object], schemes).items()]
        return fields

    @model_validator(mode="after")
    def _slots_name_known_schemes(self) -> Self:
        known = [scheme.id for scheme in self.schemes]
        if len(set(known)) != len(known):
            msg = f"scheme ids repeat: {', '.join(known)}"
            raise ValueError(msg)
        for day in self.days:
            for slot in day.slots:
                if slot.scheme not in known:
                    msg = f"slot {slot.exercises[0]!r} of {day.name!r} names scheme {slot.scheme!r}; known: {known}"
                    raise ValueError(msg)
        weekdays = [day.weekday for day in self.days]
        if len(set(weekdays)) != len(weekdays):
            msg = f"two workouts share a weekday: {weekdays}"
            raise ValueError(msg)
        return self

    @property
    def weeks(self) -> int:
        """Total number of weeks."""
        return sum(mesocycle.weeks for mesocycle in self.mesocycles)

    def scheme(self, scheme_id: str) -> Scheme:
        """The scheme with this id.

        Raises:
            BlueprintError: there is none.
        """
        for scheme in self.schemes:
            if scheme.id == scheme_id:
                return scheme
        msg = f"no scheme {scheme_id!r}"
        raise BlueprintError(msg)
