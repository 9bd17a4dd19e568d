"""Imports what every cell's process needs, once, in the process that the others are forked from."""

import logging
from importlib import import_module

from agents.provider_client import litellm

# the connections that a cell cuts are what SQLAlchemy would write about at length
logging.disable(logging.CRITICAL)
# first, and through our door, which keeps it off the network
litellm()
for name in ("google.adk.models.lite_llm", "agents.run", "service.api.program_job", "benchmarks.faults.child"):
    import_module(name)
