"""Ids of the look that Prisma gives: 25 characters, the first a `c`, all of them lower-case letters and digits."""

import hashlib
import secrets

LENGTH = 25

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"

# a program has a thousand ids: two digits at a time halve the divisions
_PAIRS = tuple(low + high for high in _ALPHABET for low in _ALPHABET)


def _spelled(number: int) -> str:
    """The lowest 24 base-36 digits of a number behind a `c`: 124 bits, as much as a random UUID holds."""
    digits: list[str] = []
    for _ in range((LENGTH - 1) // 2):
        number, pair = divmod(number, len(_PAIRS))
        digits.append(_PAIRS[pair])
    return "c" + "".join(digits)


def new_id() -> str:
    """An id that nobody can guess and nothing else has."""
    return _spelled(secrets.randbits(128))


def derived_id(*parts: str | int) -> str:
    """The id of the thing named by these parts: the same parts always give the same id.

    So a second insert of the same thing violates the primary key instead of making a twin.
    """
    # the length of each part keeps ("a", "bc") and ("ab", "c") apart
    text = "".join(f"{len(str(part))}:{part}" for part in parts)
    return _spelled(int.from_bytes(hashlib.blake2b(text.encode(), digest_size=16).digest(), "big"))


def program_id_for_job(job_id: str) -> str:
    """The id of the one program that a job may write."""
    return derived_id("program", job_id)
