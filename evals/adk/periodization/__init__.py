"""What `adk eval` loads in place of agents/periodization, whose own `__init__` must not start an agent."""

from agents.periodization import agent as agent
