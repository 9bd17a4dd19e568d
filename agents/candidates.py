"""The exercises that a model may choose from, as a compact table: one row each, the same bytes for the same pool."""

import re

from strength.exercise import Exercise
from strength.names import match_key
from strength.pool import Pool, PoolEntry

HEADER = "slug|name|pattern|primary"
"""No level: the pool holds nothing above the lifter's, and a column costs some 600 tokens in a full gym."""

_SPACE = re.compile(r"[\s|]+")
_NAME_LENGTH = 40


def candidate_table(pool: Pool) -> str:
    """The table, in the pool's own order."""
    return "\n".join([HEADER, *(_row(entry) for entry in pool.entries.values())])


def candidate_slugs(table: str) -> tuple[str, ...]:
    """The slugs of a table, in order."""
    lines = table.strip().splitlines()
    return tuple(line.split("|", 1)[0].strip() for line in lines if "|" in line and line.strip() != HEADER)


def _row(entry: PoolEntry) -> str:
    exercise: Exercise = entry.exercise
    # a name may be the user's own words: it stays one short cell of one line, whatever it says
    name = _SPACE.sub(" ", entry.name).strip()[:_NAME_LENGTH]
    if match_key(name) == match_key(exercise.slug):
        # "Back Squat" says nothing that "back_squat" does not, and costs three tokens
        name = ""
    muscles = ",".join(muscle.value for muscle in exercise.primary)
    return f"{exercise.slug}|{name}|{exercise.pattern.value}|{muscles}"
