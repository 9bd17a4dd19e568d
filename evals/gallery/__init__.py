"""The gallery: twenty programs for twenty people, as text, so that a coach can read what the code makes.

`python -m evals.gallery` writes every page anew into `evals/gallery/programs`; `--check` compares instead.
"""

from pathlib import Path

from evals.gallery.page import page
from evals.gallery.people import PEOPLE, Person

PROGRAMS = Path(__file__).parent / "programs"


def file_of(person: Person) -> Path:
    """Where the page of a person is kept."""
    return PROGRAMS / f"{person.key}.txt"


def stale(people: tuple[Person, ...] = PEOPLE) -> list[str]:
    """Keys of the people whose kept page is not what the code makes now, byte for byte; a missing page counts."""
    return [
        person.key
        for person in people
        if not file_of(person).exists() or file_of(person).read_bytes() != page(person).encode()
    ]


__all__ = ["PEOPLE", "PROGRAMS", "Person", "file_of", "page", "stale"]
