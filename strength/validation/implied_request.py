"""The request that a program implies: for files that are judged without one (`score FILE`)."""

from strength.program import Program
from strength.request import MAX_EQUIPMENT, MAX_TOKEN, ProgramRequest, Units

UNSTATED_MINUTES = 90
"""Minutes assumed for a program that names none; no rule on time is applied then (design 04, H.1)."""


def implied_request(program: Program) -> ProgramRequest:
    """What the program says of itself, bounded to what a request may say; limitations and maxima are unknown."""
    words = [word for word in program.equipment if word.isprintable() and len(word) <= MAX_TOKEN]
    return ProgramRequest(
        goal=program.goal,
        frequency=_within(program.frequency, 2, 6),
        experience=program.experience,
        equipment=tuple(words[:MAX_EQUIPMENT]),
        weeks=_within(len(program.weeks), 4, 16),
        session_minutes=_within(program.session_minutes or UNSTATED_MINUTES, 20, 180),
        units=program.units or Units.LBS,
    )


def _within(value: int, low: int, high: int) -> int:
    return min(high, max(low, value))
