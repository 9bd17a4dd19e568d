"""Evidence: what became of a case, for everything that judges it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from strength.assertions import Subject, subject_of
from strength.assertions.subject import Row, Week
from strength.blueprint import Blueprint
from strength.catalog import Catalog, load_catalog
from strength.pool import Pool
from strength.program import Program
from strength.request import ProgramRequest
from strength.scorecard import Scorecard
from strength.violation import Violation


@dataclass(frozen=True, kw_only=True)
class Made:
    """A program that was made.

    Attributes:
        request: what was designed for: the case's request, with what the history adds.
        pool: what the lifter can do.
        design: the blueprint as it was designed, before rules mended it.
        program: what would be stored.
        scorecard: how good it is.
        design_faults: hard findings in the design before it was mended.
        hard: hard findings in the program.
        soft: soft findings in the program.
        repairs: what was mended, in sentences.
    """

    request: ProgramRequest
    pool: Pool
    design: Blueprint
    program: Program
    scorecard: Scorecard
    design_faults: tuple[Violation, ...]
    hard: tuple[Violation, ...]
    soft: tuple[Violation, ...]
    repairs: tuple[str, ...]

    @cached_property
    def subject(self) -> Subject:
        """The program with roles and stages."""
        return subject_of(self.program, self.request, self.pool, self.catalog)

    @property
    def catalog(self) -> Catalog:
        """What is known about exercises."""
        return load_catalog()

    @property
    def work(self) -> tuple[Week, ...]:
        """Weeks of full work; all weeks when every week looks easy."""
        return self.subject.work or self.subject.weeks

    def rows(self) -> Iterator[Row]:
        """Every row of every week."""
        return iter(self.subject.rows)

    @property
    def texts(self) -> Iterator[str]:
        """Every text that the lifter reads."""
        program = self.program
        yield program.name
        yield program.rationale or ""
        yield from program.warnings
        for week in program.weeks:
            for workout in week.workouts:
                yield workout.name
                yield workout.notes or ""
                for item in workout.exercises:
                    yield item.name
                    yield item.notes or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What became of a case.

    Attributes:
        request: what the case asks for, None when it could not be read.
        made: the program, or None.
        refusal: what the lifter reads instead of a program; empty with one.
        warnings: sentences for the lifter beside the program.
        maxima: one-rep maxima that were designed for, by lift.
    """

    request: ProgramRequest | None
    made: Made | None
    refusal: str = ""
    warnings: tuple[str, ...] = ()
    maxima: Mapping[str, float]
