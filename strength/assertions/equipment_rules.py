"""Equipment (design 10, 6: EQP)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Subject
from strength.equipment import Equipment
from strength.pool import fits_kit

FAILURE = 9.5


def _kit(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if not fits_kit(row.exercise, subject.request.owned):
            yield Flaw(path=row.path, message=f"no kit for {row.slug}", hint="swap it")


def _no_spotter(subject: Subject) -> Iterator[Flaw]:
    if Equipment.RACK in subject.request.owned:
        return
    for row in subject.rows:
        if row.exercise.needs_spotter and row.effort >= FAILURE:
            yield Flaw(path=row.path, message=f"{row.slug} at RPE {row.effort:g} without pins", hint="RPE 9 at most")


EQUIPMENT = (
    Assertion(id="EQP01", severity="reject", rule="only what the kit allows", flaws=_kit),
    Assertion(id="EQP02", severity="repair", rule="no failure without pins", flaws=_no_spotter),
)
