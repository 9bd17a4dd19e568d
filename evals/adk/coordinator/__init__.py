"""What `adk eval` loads in place of agents/coordinator, whose own `__init__` must not start an agent."""

from agents.coordinator import agent as agent
