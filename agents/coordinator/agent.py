"""The coordinator as the ADK dev UI loads it: a typed request or plain English in, a stored program out."""

from google.adk.workflow import Workflow

from agents.desk import Desk
from agents.dev import DevDesk, dev_model, dev_reviewer
from agents.model_chain import ModelChain

from .graph import coordinator_workflow


def build_coordinator(desk: Desk | None = None, model: ModelChain | None = None) -> Workflow:
    """The whole workflow over a development database."""
    return coordinator_workflow(desk or DevDesk(), model or dev_model(), dev_reviewer() if model is None else None)


root_agent = build_coordinator()
