"""One way to make a program worse."""

from collections.abc import Callable
from dataclasses import dataclass

from evals.operators.base import Base
from strength.catalog import Catalog
from strength.program import Program
from strength.request import ProgramRequest

Spoiler = Callable[[Base], Program | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """A named way to make a program worse.

    Attributes:
        name: snake_case.
        dimension: the scorecard's dimension that must fall.
        function: does it; None when there is nothing to spoil in this program.
    """

    name: str
    dimension: str
    function: Spoiler

    def spoil(
        self, program: Program, catalog: Catalog, strength: float = 1.0, request: ProgramRequest | None = None
    ) -> Program | None:
        """The spoiled program; None when the operator does not apply or would change nothing.

        Args:
            program: a good program.
            catalog: what its exercises are.
            strength: 0-1, how much is spoiled.
            request: what was asked; operators about limits, focus and length need it.
        """
        return self.function(Base(program=program, catalog=catalog, request=request, strength=strength))
