"""How ordinary an exercise is: a coach replaces a staple by a staple (design 10, 2.2)."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.planner.function import PATTERNS_OF, Function
from strength.planner.tiers import HYPERTROPHY, STRENGTH, parse_tiers, tier_text
from strength.request import Experience

NOBODY = 99
"""Standing of an exercise that no tier names."""


def standing(exercise: Exercise) -> int:
    """The best tier, from 0, in which the coach's lists name the exercise for its own pattern; 99 for none."""
    return _standings().get(exercise.slug, NOBODY)


@cache
def _standings() -> Mapping[str, int]:
    best: dict[str, int] = {}
    by_slug = load_catalog().by_slug
    for function in Function:
        own = PATTERNS_OF[function][0]
        for column in (STRENGTH, HYPERTROPHY):
            for experience in Experience:
                for place, tier in enumerate(parse_tiers(tier_text(function, column), experience)):
                    for slug in tier:
                        exercise = by_slug.get(slug)
                        if exercise is not None and exercise.pattern is own:
                            best[slug] = min(place, best.get(slug, NOBODY))
    return MappingProxyType(best)
