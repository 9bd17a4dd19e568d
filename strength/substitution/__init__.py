"""Substitutes: which exercise may stand in for another one, why, and what becomes of its sets."""

from strength.substitution.conversion import LoadConversion, convert_sets, load_conversion
from strength.substitution.ranking import Substitute, is_same_lift, substitutes
from strength.substitution.request import Scope, SubstituteRequest
from strength.substitution.scarcity import is_blocked, left_over, missing_by_reason, missing_tokens

__all__ = [
    "LoadConversion",
    "Scope",
    "Substitute",
    "SubstituteRequest",
    "convert_sets",
    "is_blocked",
    "is_same_lift",
    "left_over",
    "load_conversion",
    "missing_by_reason",
    "missing_tokens",
    "substitutes",
]
