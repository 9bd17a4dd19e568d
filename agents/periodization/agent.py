"""Periodization as the ADK dev UI loads it: a typed request in, a blueprint out; no database, nothing is stored."""

from google.adk.workflow import START, FunctionNode, Workflow

from agents.dev import dev_model
from agents.model_chain import ModelChain

from .steps import catalog_step, design_step


def build_periodization(model: ModelChain | None = None) -> Workflow:
    """The design alone, over the packaged catalog."""
    design = design_step(model or dev_model())
    return Workflow(
        name="periodization",
        description="Designs a blueprint for a typed request.",
        edges=[(START, FunctionNode(func=catalog_step, name="select_exercises"), design)],
    )


root_agent = build_periodization()
