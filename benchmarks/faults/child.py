"""A process of its own for some cells: each lives until its job has ended, or until the process is killed."""

import asyncio
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from benchmarks.faults.cell import Cell, Fault
from benchmarks.faults.life import MakeRun, Setting, live
from benchmarks.faults.world import World
from service import telemetry
from service.settings import read_settings
from storage.fault_point import FaultPlan, FaultPoint
from storage.jobs import JobStore
from strength.program import Program

PARAMS: dict[str, Any] = {
    "goal": "strength",
    "frequency": 2,
    "experience": "beginner",
    "equipment": ["barbell", "rack", "bench"],
    "weeks": 4,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """What all processes of a lane share; sent to each of them.

    Attributes:
        url: of the lane's database.
        program: what a scripted run writes.
        urls: addresses of the simulated providers.
    """

    url: str
    program: Mapping[str, Any]
    urls: Mapping[str, str]


def run_cells(lane: Lane, pipe: Connection, *, is_sound: bool) -> None:
    """Live the cells that come in, and answer each with whether its fault has struck; never returns.

    Args:
        lane: where.
        pipe: brings point, fault and attempt of a cell, or None when there is no other.
        is_sound: nothing goes wrong any more: this process follows one that was killed.
    """
    telemetry.configure(level="CRITICAL", as_json=True)
    logging.disable(logging.CRITICAL)
    world = World(lane.url)
    program = Program.model_validate(lane.program)
    while (named := pipe.recv()) is not None:
        point, fault, attempt = named
        cell = Cell(point=FaultPoint(point), fault=Fault(fault), attempt=attempt)
        make_run = _workflow(world, lane.urls) if cell.is_inside_the_run else None
        setting = Setting(world=world, program=program, make_run=make_run, params=PARAMS)
        pipe.send(asyncio.run(_live(setting, cell, is_sound=is_sound)))
    world.close()
    # a library's exit handlers and lingering threads belong to no cell
    os._exit(0)


async def _live(setting: Setting, cell: Cell, *, is_sound: bool) -> bool:
    try:
        return (await live(setting, cell, is_sound=is_sound)).has_struck
    finally:
        if setting.make_run is not None:
            from agents.provider_client import close_clients

            await close_clients()


def _workflow(world: World, urls: Mapping[str, str]) -> MakeRun:
    from service.api.program_job import ProgramJob, diagnose

    settings = read_settings(
        {
            "ANTHROPIC_API_KEY": "sk-simulated",
            "OPENAI_API_KEY": "sk-simulated",
            "MODEL_BASE_URLS": ",".join(f"{name}={address}" for name, address in urls.items()),
        }
    )

    def make_run(store: JobStore, plan: FaultPlan) -> Any:
        return ProgramJob(world.engine, store, settings, plan).run, diagnose

    return make_run
