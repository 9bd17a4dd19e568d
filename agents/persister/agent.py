"""The persister as the ADK dev UI loads it: a program's JSON in, a stored program out."""

from google.adk.workflow import START, Workflow

from agents.desk import Desk
from agents.dev import DevDesk

from .steps import store_step


def build_persister(desk: Desk | None = None) -> Workflow:
    """Stores a program under a job of its own."""
    return Workflow(
        name="persister",
        description="Stores a program (JSON) and completes its job, in one transaction.",
        edges=[(START, store_step(desk or DevDesk()))],
    )


root_agent = build_persister()
