"""Runs the operations of the job store: each is one transaction, with its fault points around it."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import Connection, Engine

from storage.fault_point import NO_FAULTS, FaultPlan, Operation
from storage.transaction import in_transaction

_T = TypeVar("_T")


class Operations:
    """The part of the job store that runs transactions."""

    def __init__(self, engine: Engine, faults: FaultPlan = NO_FAULTS) -> None:
        """Operations on this database; nothing is asked of it yet."""
        self._engine = engine
        self._faults = faults

    def _run(self, operation: Operation, work: Callable[[Connection], _T]) -> _T:
        def written(connection: Connection) -> _T:
            result = work(connection)
            self._faults.reach(operation.written)
            return result

        self._faults.reach(operation.begun)
        result = in_transaction(self._engine, written)
        self._faults.reach(operation.committed)
        return result
