"""Schemes: how a slot's sets are prescribed in a week. One file per family; `sets_of` picks the family."""

from typing import assert_never

from strength.expansion.occasion import Occasion
from strength.expansion.schemes.effort import double_progression_sets, effort_sets
from strength.expansion.schemes.linear import linear_sets
from strength.expansion.schemes.percentage import amrap_sets, percentage_sets, top_sets
from strength.expansion.schemes.timed import counted_sets, timed_sets
from strength.expansion.set_group import SetGroup

__all__ = ["sets_of"]


def sets_of(occasion: Occasion) -> tuple[SetGroup, ...]:
    """What the scheme asks for in a week of full work, before any bound, deload or test."""
    if occasion.exercise.is_timed:
        return timed_sets(occasion)
    match occasion.type:
        case "pct" | "dup":
            return percentage_sets(occasion)
        case "top":
            return top_sets(occasion)
        case "amrap":
            return amrap_sets(occasion)
        case "lp":
            return linear_sets(occasion)
        case "rir" | "sets":
            return effort_sets(occasion)
        case "dp":
            return double_progression_sets(occasion)
        case "time":
            return counted_sets(occasion)
    assert_never(occasion.type)
