"""Findings: how a rule says what it found, and how equal findings in many places become one line."""

from collections.abc import Iterable

from strength.violation import Gravity, Violation


def hard(code: str, path: str, message: str, hint: str) -> Violation:
    """A finding that must not ship."""
    return Violation(code=code, severity=Gravity.HARD, path=path, message=message, hint=hint)


def soft(code: str, path: str, message: str, hint: str) -> Violation:
    """A finding that ships, listed."""
    return Violation(code=code, severity=Gravity.SOFT, path=path, message=message, hint=hint)


def merged(findings: Iterable[Violation]) -> tuple[Violation, ...]:
    """One finding for each different message, at its first place, saying how many more places have it.

    A wrong exercise of the weekly template is wrong in every week; twelve equal lines help neither a lifter nor a
    model. The order of first places is kept.
    """
    first: dict[tuple[str, Gravity, str, str], Violation] = {}
    places: dict[tuple[str, Gravity, str, str], int] = {}
    for finding in findings:
        key = (finding.code, finding.severity, finding.message, finding.hint)
        first.setdefault(key, finding)
        places[key] = places.get(key, 0) + 1
    return tuple(_with_count(finding, places[key] - 1) for key, finding in first.items())


def _with_count(finding: Violation, others: int) -> Violation:
    if not others:
        return finding
    places = "1 other place" if others == 1 else f"{others} other places"
    return finding.model_copy(update={"message": f"{finding.message} (and in {places})"})
