"""Writes the planned week as a blueprint: recipes become schemes with ids, places become slots."""

from dataclasses import dataclass, field

from strength.blueprint import Day, Scheme, Slot
from strength.planner.draft import Draft, Place
from strength.planner.recipe import Recipe
from strength.planner.recipes import RecipeBook

MOST_SCHEMES = 24


@dataclass(slots=True)
class SchemeShelf:
    """Schemes by recipe: the first of a letter is called by the letter alone, further ones get a figure."""

    _ids: dict[tuple[object, ...], str] = field(default_factory=dict[tuple[object, ...], str])
    _schemes: dict[str, Scheme] = field(default_factory=dict[str, Scheme])
    _counts: dict[str, int] = field(default_factory=dict[str, int])

    @property
    def schemes(self) -> tuple[Scheme, ...]:
        """Every scheme, in the order of the roles."""
        return tuple(sorted(self._schemes.values(), key=lambda item: ("MVLSAICT".index(item.id[0]), item.id)))

    def id_of(self, recipe: Recipe) -> str:
        """The id of the scheme that says what the recipe says."""
        key = recipe.key()
        if key not in self._ids:
            self._counts[recipe.letter] = self._counts.get(recipe.letter, 0) + 1
            number = self._counts[recipe.letter]
            scheme_id = recipe.letter if number == 1 else f"{recipe.letter}{number}"
            self._ids[key] = scheme_id
            self._schemes[scheme_id] = recipe.scheme(scheme_id)
        return self._ids[key]


def assemble(book: RecipeBook, draft: Draft, names: tuple[str, ...]) -> tuple[tuple[Scheme, ...], tuple[Day, ...]]:
    """Schemes and days of the blueprint."""
    shelf = SchemeShelf()
    days = tuple(
        Day(
            weekday=day.weekday,
            name=name,
            slots=tuple(_slot(book, shelf, place) for place in day.places),
        )
        for day, name in zip(draft.days, names, strict=True)
    )
    return shelf.schemes, days


def _slot(book: RecipeBook, shelf: SchemeShelf, place: Place) -> Slot:
    recipe = book.recipe(place.role, place.exercise, place.sets)
    exercises = (place.exercise, *place.later)
    slugs = [row.slug for row in exercises]
    while len(slugs) > 1 and slugs[-1] == slugs[-2]:
        slugs.pop()
    return Slot(
        exercises=tuple(slugs),
        scheme=shelf.id_of(recipe),
        sets_delta=place.sets - recipe.nominal,
        group=place.group,
        note=place.note,
    )
