"""A trial: a blueprint expanded and judged, so that an edit can be kept or dropped by what it does."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import CatalogError
from strength.exercise import Exercise
from strength.expansion import expand
from strength.pool import Pool
from strength.program import Program
from strength.request import ProgramRequest
from strength.validation import findings_in
from strength.validation.subject import Subject, prepare
from strength.violation import Gravity, Violation

Judge = Callable[[Program], float]
"""The total of a program, 0-100; higher is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a repair has to respect.

    Attributes:
        request: what was asked.
        pool: what this lifter can do; substitutes come from here alone.
        catalog: every known exercise, the user's own rows included.
        judge: the total of a program, or None to judge by violations alone.
    """

    request: ProgramRequest
    pool: Pool
    catalog: Catalog
    judge: Judge | None = None

    def exercise(self, slug: str) -> Exercise | None:
        """The exercise of a slug, whether the lifter can do it or not."""
        return self.pool.get(slug) or self.catalog.get(slug)


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A blueprint with what comes of it.

    Attributes:
        blueprint: the design.
        program: what it expands to.
        facts: the program as the validator read it.
        findings: every broken rule at every place.
        total: the judge's figure, None without a judge.
    """

    blueprint: Blueprint
    program: Program
    facts: Subject
    findings: tuple[Violation, ...]
    total: float | None

    @property
    def rank(self) -> tuple[int, int]:
        """Number of hard findings, then of soft ones: less is better."""
        hard = sum(item.severity is Gravity.HARD for item in self.findings)
        return hard, len(self.findings) - hard

    def count(self, codes: frozenset[str]) -> int:
        """Number of findings with one of these codes."""
        return sum(item.code in codes for item in self.findings)

    def of(self, codes: Iterable[str]) -> tuple[Violation, ...]:
        """Findings with one of these codes, in order."""
        wanted = frozenset(codes)
        return tuple(item for item in self.findings if item.code in wanted)


def attempt(blueprint: Blueprint, terms: Terms) -> Trial:
    """Expand and judge a blueprint.

    Raises:
        BlueprintError: it cannot be expanded.
    """
    program = expand(blueprint, terms.request, terms.pool, catalog=terms.catalog)
    facts = prepare(program, terms.request, terms.catalog)
    return Trial(
        blueprint=blueprint,
        program=program,
        facts=facts,
        findings=findings_in(facts),
        total=terms.judge(program) if terms.judge else None,
    )


def catalog_with(catalog: Catalog, pool: Pool) -> Catalog:
    """The catalog and the pool's own rows that it does not hold; a name that is taken is left to its holder."""
    own = tuple(item for item in pool.exercises if item.slug not in catalog.by_slug)
    if not own:
        return catalog
    try:
        return Catalog(exercises=catalog.exercises + own)
    except CatalogError:
        nameless = tuple(replace(item, name=item.slug, aliases=(), regression="", progression="") for item in own)
        return Catalog(exercises=catalog.exercises + nameless)
