"""Imports and builds what every member needs, once, in the process that the others are forked from.

A member that is killed is replaced five times a second, so what its start costs is what the storm has left for jobs.
"""

import gc
import logging
from importlib import import_module

# a database that crashes is what SQLAlchemy would write about at length
logging.disable(logging.CRITICAL)
for name in (
    "uvicorn", "uvicorn.lifespan.on", "uvicorn.loops.asyncio", "google.cloud.tasks_v2", "service.app",
    "service.cli.http_protocol", "benchmarks.chaos.member",
    # what these libraries import only when they are used for the first time
    "_strptime", "anyio._backends._asyncio", "encodings.utf_8_sig", "fastapi.telemetry._runtime", "grpc._channel",
    "grpc._interceptor", "httpcore", "pydantic.v1",
):  # fmt: skip
    import_module(name)
import_module("benchmarks.chaos.rehearsal").build_once()
# what is never looked at by the collector is never copied into a member
gc.collect()
gc.freeze()
