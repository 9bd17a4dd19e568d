"""How a place is loaded over the mesocycles, before it has a name: equal recipes become one scheme of the blueprint."""

from collections.abc import Iterable
from dataclasses import dataclass

from strength.blueprint import Mesocycle, Role, Scheme, SchemeRow, SchemeType
from strength.exercise import Exercise
from strength.planner.mesocycles import work_weeks

WEEKLY_STEP = 3.0
"""Most percent points that a mesocycle adds in a week (design 10, PRG03)."""

USUAL_STEPS = 2
"""Schemes are written for three working weeks, that is two steps; other lengths end nearly at the same point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A mesocycle as recipes see it.

    Attributes:
        kind: key of the scheme rows.
        work: weeks at full dose.
    """

    kind: str
    work: int

    def step(self, for_two_steps: float, ceiling: float = WEEKLY_STEP) -> float:
        """A weekly step that reaches the same end however many working weeks there are."""
        if self.work < 2:
            return 0.0
        return round(min(ceiling, for_two_steps * USUAL_STEPS / (self.work - 1)), 2)


def blocks_of(mesocycles: tuple[Mesocycle, ...], *, tapers: bool) -> tuple[Block, ...]:
    """The mesocycles as blocks, in order; a kind that comes back is kept once, with its longest run."""
    longest: dict[str, int] = {}
    for index, item in enumerate(mesocycles):
        longest[item.kind] = max(longest.get(item.kind, 0), work_weeks(mesocycles, index, tapers=tapers))
    return tuple(Block(kind=kind, work=work) for kind, work in longest.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a scheme will say.

    Attributes:
        letter: first letter of its id.
        type: how the sets are prescribed.
        nominal: the sets of a place that need no delta.
        rows: one for each kind of mesocycle.
        role: what the place is in the workout.
        rest_seconds: rest asked for; None leaves it to the expansion.
    """

    letter: str
    type: SchemeType
    nominal: int
    rows: tuple[SchemeRow, ...]
    role: Role
    rest_seconds: int | None = None

    def key(self) -> tuple[object, ...]:
        """Equal for recipes that make the same scheme."""
        return (
            self.letter,
            self.type,
            self.nominal,
            self.rows,
            self.role,
            self.rest_seconds,
        )

    def scheme(self, scheme_id: str) -> Scheme:
        """The scheme with this id; the role is left out where the id already says it."""
        bare = Scheme(id=scheme_id, type=self.type, rows=self.rows, rest_seconds=self.rest_seconds)
        return bare if bare.slot_role == self.role else bare.model_copy(update={"role": self.role})


ROLE_OF_LETTER: dict[str, Role] = {
    "M": "main",
    "V": "volume",
    "L": "light",
    "S": "secondary",
    "A": "accessory",
    "I": "isolation",
    "C": "core",
    "T": "core",
}
"""Roles by the letters of the day sheets."""


def fitted(exercise: Exercise, low: int, high: int, least: int = 1) -> tuple[int, int]:
    """A range of repetitions moved into what makes sense for the exercise, its width kept where that is possible."""
    start = max(low, exercise.rep_min, least)
    end = min(max(high, start + high - low), exercise.rep_max)
    return min(start, max(end, least)), max(end, least)


def uniform(rows: Iterable[SchemeRow]) -> tuple[SchemeRow, ...]:
    """The rows, or a single one for every kind when they all say the same."""
    listed = tuple(rows)
    first = listed[0].model_copy(update={"kind": "*"})
    wanted = {**dict(first), "kind": None}
    same = all({**dict(row), "kind": None} == wanted for row in listed)
    return (first,) if same else listed
