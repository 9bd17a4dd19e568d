"""Which recipe a place gets: by role, by how its exercise is loaded, by what a limitation allows (design 10, 3)."""

from dataclasses import dataclass, field

from strength.blueprint import SchemeRow
from strength.exercise import Exercise, Pattern
from strength.landmarks import CAUTION_EFFORT, CAUTION_REPS
from strength.planner.bands import Band, band_for, caution_range, unloaded_range
from strength.planner.brief import Brief
from strength.planner.main_lifts import bar_recipe, is_heavy_bar
from strength.planner.recipe import ROLE_OF_LETTER, Block, Recipe, fitted, uniform
from strength.planner.rests import rest_for
from strength.request import Experience

RAMP_FROM_SETS = 4
"""A place needs this many sets before its first weeks can do with one less."""

LIGHT_LOAD, LIGHT_REST = 0.7, 150
"""Load potential of bands, bells and body weight, and the longest rest that they call for, in seconds."""

_CAUTION_START = 6.5
_HOLD_START = {Experience.BEGINNER: 20, Experience.INTERMEDIATE: 30, Experience.ADVANCED: 35}
_HOLD_STEP = 5
_CORE_RANGE = (8, 12)
_CORE_BAND = {
    level: Band(low=8, high=12, first=6.5, last=last)
    for level, last in ((Experience.BEGINNER, 7.5), (Experience.INTERMEDIATE, 8.0), (Experience.ADVANCED, 8.5))
}
_PLAIN_LETTERS = "MVLSAI"


@dataclass(slots=True)
class RecipeBook:
    """The recipes of one request, each made once.

    Attributes:
        brief: the request.
        blocks: its mesocycles.
    """

    brief: Brief
    blocks: tuple[Block, ...]
    _made: dict[tuple[str, str, bool], Recipe] = field(default_factory=dict[tuple[str, str, bool], Recipe])

    def recipe(self, letter: str, exercise: Exercise, sets: int) -> Recipe:
        """The recipe of an exercise in a role; `sets` decides whether the first weeks can start with one less."""
        ramps = sets >= RAMP_FROM_SETS
        key = (letter, exercise.slug, ramps)
        if key not in self._made:
            self._made[key] = self._make(letter, exercise, ramps=ramps)
        return self._made[key]

    def _make(self, letter: str, exercise: Exercise, *, ramps: bool) -> Recipe:
        if exercise.is_timed:
            return self._held(letter, exercise)
        if letter == "T":
            letter = "C"
        if self.brief.needs_caution(exercise):
            return self._cautious(letter, exercise)
        if exercise.pattern in {Pattern.CORE, Pattern.CARRY}:
            return self._core(exercise)
        if letter in "MVL" and is_heavy_bar(exercise):
            return bar_recipe(self.brief, letter, exercise, self.blocks)
        return self._ranged(letter, exercise, ramps=ramps)

    def _ranged(self, letter: str, exercise: Exercise, *, ramps: bool) -> Recipe:
        """Repetitions in a range, harder every week: double progression, with a volume ramp where there are sets to add."""
        brief = self.brief
        rows: list[SchemeRow] = []
        # a single joint in an accessory place is trained like one
        role = "I" if letter == "A" and brief.is_hypertrophy and not exercise.is_compound else letter
        grows = ramps and brief.is_hypertrophy and letter == "S" and not brief.is_beginner
        for block in self.blocks:
            band = band_for(brief.is_hypertrophy, role, brief.experience, block.kind)
            low, high = fitted(exercise, *(unloaded_range(exercise, brief.experience) or (band.low, band.high)))
            effort, step = band.effort(block.work)
            rows.append(
                SchemeRow(
                    kind=block.kind,
                    sets=2 if grows else 3,
                    reps=low,
                    reps_high=high,
                    rpe=effort,
                    rpe_step=step,
                    sets_step=_sets_step(block) if grows else 0.0,
                )
            )
        return Recipe(
            letter=letter,
            type="sets" if grows else "dp",
            nominal=3,
            rows=uniform(rows),
            role=ROLE_OF_LETTER[letter],
            rest_seconds=self._rest(letter, exercise),
        )

    def _rest(self, letter: str, exercise: Exercise) -> int | None:
        """Light loads need no four minutes, whatever time there is."""
        rest = rest_for(self.brief, letter)
        if letter in "MV" and exercise.load_potential <= LIGHT_LOAD:
            return min(rest or LIGHT_REST, LIGHT_REST)
        return rest

    def _cautious(self, letter: str, exercise: Exercise) -> Recipe:
        """Never above RPE 7, never below 8 repetitions, whatever the mesocycle (design 04, 0.9).

        After an easier first week the effort stands at the cap, so progress comes from what the cap leaves: more
        repetitions with the same load for size, fewer with a heavier one for strength.
        """
        shown = "S" if letter in "MVL" else letter
        rows: list[SchemeRow] = []
        for block in self.blocks:
            wanted = unloaded_range(exercise, self.brief.experience) or caution_range(
                self.brief.is_hypertrophy, letter, block.kind
            )
            low, high = fitted(exercise, *wanted, least=CAUTION_REPS)
            rows.append(
                SchemeRow(
                    kind=block.kind,
                    sets=3,
                    reps=low,
                    reps_high=high,
                    rpe=_CAUTION_START if block.work > 1 else CAUTION_EFFORT,
                    rpe_step=CAUTION_EFFORT - _CAUTION_START if block.work > 1 else 0.0,
                )
            )
        return Recipe(
            letter=shown,
            type="dp",
            nominal=3,
            rows=uniform(rows),
            role=ROLE_OF_LETTER[shown],
            rest_seconds=rest_for(self.brief, shown),
        )

    def _core(self, exercise: Exercise) -> Recipe:
        low, high = fitted(exercise, *_CORE_RANGE)
        rows: list[SchemeRow] = []
        for block in self.blocks:
            effort, step = _CORE_BAND[self.brief.experience].effort(block.work)
            rows.append(SchemeRow(kind=block.kind, sets=3, reps=low, reps_high=high, rpe=effort, rpe_step=step))
        return Recipe(
            letter="C", type="dp", nominal=3, rows=uniform(rows), role="core", rest_seconds=rest_for(self.brief, "C")
        )

    def _held(self, letter: str, exercise: Exercise) -> Recipe:
        """Seconds: longer every week, never longer than the exercise makes sense."""
        longest = max(block.work for block in self.blocks)
        start = min(max(_HOLD_START[self.brief.experience], exercise.rep_min), exercise.rep_max)
        room = (exercise.rep_max - start) // max(1, longest - 1)
        role = ROLE_OF_LETTER[letter] if letter in _PLAIN_LETTERS else "core"
        return Recipe(
            letter="T",
            type="time",
            nominal=3,
            rows=(SchemeRow(sets=3, seconds=start, seconds_step=max(0, min(_HOLD_STEP, room))),),
            role=role,
            rest_seconds=rest_for(self.brief, "T"),
        )


def _sets_step(block: Block) -> float:
    """One set more from about the middle of the working weeks on, and no second one."""
    if block.work < 2:
        return 0.0
    middle = (block.work + 1) // 2
    return round(1.0 / middle + 0.004, 2)
