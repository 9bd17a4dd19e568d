"""How long the planned days take, by the model that also times the finished program (design 04, 0.8)."""

from dataclasses import dataclass

from strength.blueprint import SchemeRow
from strength.exercise import Exercise
from strength.loading import percent_for
from strength.minutes import PlannedExercise, estimate_minutes
from strength.planner.draft import DraftDay, Place
from strength.planner.recipe import Block, Recipe
from strength.planner.recipes import RecipeBook
from strength.rest import rest_seconds
from strength.warmup import warmup_set_counts

_USUAL_RPE = 8.0


@dataclass(frozen=True, slots=True)
class Clock:
    """Times days with the recipes of a request.

    Attributes:
        book: the recipes.
    """

    book: RecipeBook

    def minutes(self, day: DraftDay) -> int:
        """Minutes of the day's longest week."""
        recipes = [self.book.recipe(place.role, place.exercise, place.sets) for place in day.places]
        return max(self._week_minutes(day, recipes, block) for block in self.book.blocks)

    def _week_minutes(self, day: DraftDay, recipes: list[Recipe], block: Block) -> int:
        rows = [_row_of(recipe, block.kind) for recipe in recipes]
        warmups = warmup_set_counts(
            [(place.exercise, _top_percent(row, block)) for place, row in zip(day.places, rows, strict=True)]
        )
        groups = [place.group for place in day.places]
        return estimate_minutes(
            [
                _planned(place, recipe, row, block, warmup, alternates=groups.count(place.group) > 1)
                for place, recipe, row, warmup in zip(day.places, recipes, rows, warmups, strict=True)
            ]
        )


def _row_of(recipe: Recipe, kind: str) -> SchemeRow:
    for row in recipe.rows:
        if row.kind in (kind, "*"):
            return row
    return recipe.rows[-1]


def _top_percent(row: SchemeRow, block: Block) -> float:
    last = block.work - 1
    if row.seconds is not None:
        return 0.0
    if row.percent is not None:
        return row.percent + row.percent_step * last
    reps = row.top_reps or row.reps
    return percent_for(reps, (row.rpe or _USUAL_RPE) + row.rpe_step * last)


def _planned(
    place: Place, recipe: Recipe, row: SchemeRow, block: Block, warmup_sets: int, *, alternates: bool
) -> PlannedExercise:
    exercise: Exercise = place.exercise
    grown = int(row.sets_step * (block.work - 1) + 1e-9)
    top = 1 if row.top_reps else 0
    sets = max(1, row.sets + top + grown + place.sets - recipe.nominal)
    reps = (
        float(row.seconds + row.seconds_step * (block.work - 1))
        if row.seconds
        else (row.reps + (row.reps_high or row.reps)) / 2
    )
    rest = rest_seconds(
        exercise,
        recipe.role,
        reps,
        None if row.percent is None and not row.top_reps else _top_percent(row, block),
        asked=recipe.rest_seconds,
        alternates=alternates and place.group is not None,
    )
    return PlannedExercise(
        sets=sets,
        reps=reps,
        rest_seconds=rest,
        is_unilateral=exercise.is_unilateral,
        is_timed=exercise.is_timed,
        group=place.group,
        warmup_sets=warmup_sets,
    )
