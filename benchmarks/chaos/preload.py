"""Imports what every member needs, once, in the process that the others are forked from."""

import gc
import logging
from importlib import import_module

# a database that crashes is what SQLAlchemy would write about at length
logging.disable(logging.CRITICAL)
for name in ("uvicorn", "google.cloud.tasks_v2", "service.app", "service.cli.http_protocol", "benchmarks.chaos.member"):
    import_module(name)
# what is never looked at by the collector is never copied into a member
gc.freeze()
