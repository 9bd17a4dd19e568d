"""Whatever goes wrong at a named point: the job ends right, once, and its books are exact.

A part of the matrix, in this process. All of it, with the real workflow and with processes that are really killed, is
`python -m benchmarks.faults`.
"""

import asyncio
import re
from pathlib import Path

import pytest

from benchmarks.faults.cell import Cell, Course, Fault
from benchmarks.faults.life import Setting, live
from benchmarks.faults.matrix import judged
from storage.fault_point import NO_FAULTS, FaultPoint, Operation

_FAULTS = (Fault.EXCEPTION, Fault.STALL, Fault.CUT, Fault.DUPLICATE)


def _part_of_the_matrix() -> list[Cell]:
    """One cell for each point, so that faults and attempts take turns at every operation."""
    return [
        Cell(point=point, fault=_FAULTS[number % 4], attempt=1 + number // 4 % 2)
        for number, point in enumerate(FaultPoint)
    ]


@pytest.mark.parametrize("cell", _part_of_the_matrix(), ids=lambda cell: cell.job_id)
def test_a_fault_at_a_point_leaves_one_end_and_exact_books(setting: Setting, cell: Cell) -> None:
    plan = asyncio.run(live(setting, cell))
    result = judged(cell, setting.world, has_struck=plan.has_struck, processes=1, seconds=0.0)
    assert result.problems == ()


def test_a_zombie_whose_job_was_done_meanwhile_leaves_the_others_program(setting: Setting) -> None:
    """Twice the lease passes before the row is locked: another worker has swept, claimed and completed it by then."""
    cell = Cell(point=FaultPoint.COMPLETE_BEGUN, fault=Fault.STALL, attempt=1)
    asyncio.run(live(setting, cell))
    ends = setting.world.sql(
        'SELECT "fence", "outcome" FROM "AIJobAttempt" WHERE "jobId" = :id ORDER BY 1', id=cell.job_id
    )
    assert ends == [(1, "lost"), (2, "completed")]


def test_an_answer_that_was_booked_is_not_paid_for_again(setting: Setting) -> None:
    for point in (FaultPoint.MODEL_CALL_BOOKED, FaultPoint.STEP_SAVING, FaultPoint.COMPLETE_WRITTEN):
        cell = Cell(point=point, fault=Fault.EXCEPTION, attempt=1)
        asyncio.run(live(setting, cell))
        traces = setting.world.traces(cell.job_id)
        assert (traces.status, traces.attempt, traces.paid) == ("completed", 2, 1), point


def test_there_are_at_least_forty_points_and_every_course_has_some() -> None:
    cells = _part_of_the_matrix()
    assert len(FaultPoint) >= 40
    assert {cell.course for cell in cells} == set(Course)
    assert {(cell.fault, cell.attempt) for cell in cells} == {(f, a) for f in _FAULTS for a in (1, 2)}


def test_every_operation_has_its_three_points() -> None:
    assert {operation.begun for operation in Operation} < set(FaultPoint)
    assert {operation.written for operation in Operation} < set(FaultPoint)
    assert {operation.committed for operation in Operation} < set(FaultPoint)


def test_without_a_plan_a_point_is_an_empty_call() -> None:
    for point in FaultPoint:
        NO_FAULTS.reach(point)


def test_no_setting_leads_to_a_fault() -> None:
    """Plans come by composition alone: neither the settings nor the composition root knows of any."""
    for path in ("service/settings.py", "service/bootstrap.py", "service/app.py", "service/cli/stack.py"):
        assert not re.search(r"FaultPlan|fault_point|\bfaults\b", Path(path).read_text(encoding="utf-8")), path
