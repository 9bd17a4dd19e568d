"""What `adk eval` loads in place of agents/validator, whose own `__init__` must not start an agent."""

from agents.validator import agent as agent
