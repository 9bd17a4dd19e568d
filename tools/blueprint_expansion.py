"""Expanding a blueprint into a program."""

from strength.blueprint import Blueprint
from strength.catalog import Catalog
from strength.errors import BlueprintError
from strength.expansion import expand
from strength.pool import Pool
from strength.program import Program
from strength.request import ProgramRequest
from tools.errors import BlueprintRefused


def expand_blueprint(blueprint: Blueprint, request: ProgramRequest, pool: Pool, catalog: Catalog) -> Program:
    """The program that a blueprint stands for: every week, workout, set and load.

    Args:
        blueprint: the design.
        request: what the lifter asked for.
        pool: exercises that the lifter can do; only their ids may be used.
        catalog: what is known about exercises.

    Raises:
        BlueprintRefused: it cannot be expanded; mend the part that the message names and try again.
    """
    try:
        return expand(blueprint, request, pool, catalog=catalog)
    except BlueprintError as error:
        raise BlueprintRefused(f"{error}; mend that part of the blueprint and expand it again") from error
