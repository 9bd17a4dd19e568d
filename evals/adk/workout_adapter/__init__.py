"""What `adk eval` loads in place of agents/workout_adapter, whose own `__init__` must not start an agent."""

from agents.workout_adapter import agent as agent
