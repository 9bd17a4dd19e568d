"""What Tab offers in a shell: the values that a flag takes. Nothing is imported before a shell asks."""

import os
from collections.abc import Callable, Sequence
from typing import Any

# the variable by which the shell script of typer asks; its name follows from the command's
_VARIABLE = "_FITCSV_AI_COMPLETE"

Offer = Callable[[str], list[str]]


def asked_by_shell() -> str | None:
    """What a shell wants to know (`complete_bash`, `source_zsh`); None when a person runs a command."""
    return os.environ.get(_VARIABLE)  # noqa: TID251 - a shell's question, no setting


def answer_shell(command: Any, instruction: str) -> int:
    """Print what the shell asked for; returns the exit code."""
    from typer.completion import shell_complete

    return shell_complete(command, {}, "fitcsv-ai", _VARIABLE, instruction)


def one_of(find: Callable[[], Sequence[str]]) -> Offer:
    """Offers the values that begin with what is typed."""

    def offer(incomplete: str) -> list[str]:
        return [value for value in find() if value.startswith(incomplete)]

    return offer


def some_of(find: Callable[[], Sequence[str]]) -> Offer:
    """Offers one value more of a list with commas, each value once."""

    def offer(incomplete: str) -> list[str]:
        head, comma, last = incomplete.rpartition(",")
        held = set(head.split(","))
        return [f"{head}{comma}{value}" for value in find() if value.startswith(last) and value not in held]

    return offer


def goals() -> tuple[str, ...]:
    """What a program may be for."""
    from strength.request import Goal

    return tuple(Goal)


def experiences() -> tuple[str, ...]:
    """How long somebody has trained."""
    from strength.request import Experience

    return tuple(Experience)


def kit() -> tuple[str, ...]:
    """Equipment by its canonical names."""
    from strength.equipment import Equipment

    return tuple(Equipment)


def muscles() -> tuple[str, ...]:
    """Muscles that may be favoured."""
    from strength.muscle import MUSCLE_OF_FAU

    return tuple(MUSCLE_OF_FAU)


def units() -> tuple[str, ...]:
    """Units of loads."""
    from strength.request import Units

    return tuple(Units)


def priorities() -> tuple[str, ...]:
    """Which queue carries a job."""
    from strength.request import Priority

    return tuple(Priority)


def limitations() -> tuple[str, ...]:
    """Every `AREA:SEVERITY`."""
    from strength.limitation import Area, Severity

    return tuple(f"{area}:{severity}" for area in Area for severity in Severity)


def roles() -> tuple[str, ...]:
    """What a process may be."""
    from service.settings import Role

    return tuple(role.value for role in Role)


def formats() -> tuple[str, ...]:
    """What a program may be exported as."""
    from service.api.export import ExportFormat

    return tuple(kind.value for kind in ExportFormat)


def statuses() -> tuple[str, ...]:
    """States of a job."""
    from service.jobs.state import Status

    return tuple(status.value for status in Status)


def job_types() -> tuple[str, ...]:
    """Types of jobs."""
    from service.jobs.state import JobType

    return tuple(kind.value for kind in JobType)


def scopes() -> tuple[str, ...]:
    """How far a substitution reaches."""
    from strength.substitution import Scope

    return tuple(scope.value for scope in Scope)
