"""Imports the agents as well, for members that let the rule-based coach do some of the jobs."""

import gc
from importlib import import_module

from agents.provider_client import litellm

# first, and through our door, which keeps it off the network
litellm()
for name in ("google.adk.models.lite_llm", "agents.run", "benchmarks.chaos.preload"):
    import_module(name)
gc.freeze()
