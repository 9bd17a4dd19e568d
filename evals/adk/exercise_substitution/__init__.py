"""What `adk eval` loads in place of agents/exercise_substitution, whose own `__init__` must not start an agent."""

from agents.exercise_substitution import agent as agent
