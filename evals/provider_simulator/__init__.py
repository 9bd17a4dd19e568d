"""A provider of models on this machine: Anthropic Messages and OpenAI Chat Completions over HTTP, with scripted faults.

For tests, benchmarks and evals. Read `fault` for what it can be told to do, `simulator` for how it is started.
"""

from evals.provider_simulator.fault import Fault
from evals.provider_simulator.instant import Instant, instant
from evals.provider_simulator.received import Provider, Received
from evals.provider_simulator.simulator import Simulator, simulate

__all__ = ["Fault", "Instant", "Provider", "Received", "Simulator", "instant", "simulate"]
