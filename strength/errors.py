"""Errors of the domain.

StrengthError
├── CatalogError      the packaged catalog contradicts itself
├── BlueprintError    a blueprint cannot be expanded
├── PoolTooThin       no program can be made from the exercises at hand
└── RevisionRefused   a wish to change a program is not understood, contradicts itself or cannot be met
"""


class StrengthError(Exception):
    """Something in the domain cannot proceed."""


class CatalogError(StrengthError):
    """The packaged catalog contradicts itself."""


class BlueprintError(StrengthError):
    """A blueprint cannot be expanded; the message says which part and what would be right."""


class PoolTooThin(StrengthError):
    """No program can be made from the exercises at hand; the message says what to add."""


class RevisionRefused(StrengthError):
    """A wish to change a program is not understood, contradicts itself or cannot be met; the message says what can be."""
