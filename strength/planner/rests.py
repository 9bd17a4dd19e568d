"""Rest by role and by how much time there is (design 10, 1.3 and 5), in seconds."""

from strength.planner.brief import Brief

_ROLES = "MVLSAICT"
_BY_MINUTES: tuple[tuple[int, tuple[int | None, ...]], ...] = (
    (30, (120, 90, 90, 75, 60, 45, 45, 45)),
    (45, (150, 120, 120, 90, 75, 45, 45, 45)),
    (60, (150, 150, 120, 120, 90, 60, 45, 45)),
    (75, (None, None, None, 120, 90, 60, 45, 45)),
    (90, (None, None, None, 150, 105, 75, 60, 60)),
    (181, (240, 180, 150, 150, 120, 75, 60, 60)),
)
"""Below how many minutes, and the rests of the roles M V L S A I C T. None leaves it to the load: 150-240 s.
(ACSM 2009: 3-5 min for heavy lifts; Singer 2024: little to gain beyond 90 s for size.)"""

HYPERTROPHY_LEAD_REST = 120


def rest_for(brief: Brief, letter: str) -> int | None:
    """Seconds to rest after a set of this role, or None where the load decides."""
    for below, rests in _BY_MINUTES:
        if brief.minutes < below:
            rest = rests[_ROLES.index(letter)]
            if brief.is_hypertrophy and letter == "S" and rest is not None:
                return min(rest, HYPERTROPHY_LEAD_REST)
            return rest
    return None
