"""A broken rule, said so that a person and a model can mend it."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Gravity(StrEnum):
    """How bad a violation is."""

    HARD = "hard"
    """Must not ship."""
    SOFT = "soft"
    """Ships, listed."""


class Violation(BaseModel):
    """One broken rule at one place.

    Attributes:
        code: stable, snake_case.
        severity: hard or soft.
        path: where, e.g. `weeks[3].workouts[1].exercises[0].sets[2]`; numbers are 1-based as people count.
        message: what is wrong, with the value.
        hint: what would be right.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    code: str
    severity: Gravity
    path: str
    message: str
    hint: str
