"""The validator as the ADK dev UI loads it: a blueprint and its request in, a report out."""

from google.adk.workflow import START, Workflow

from agents.dev import dev_reviewer
from agents.model_chain import ModelChain

from .report import report_step


def build_validator(reviewer: ModelChain | None = None) -> Workflow:
    """The check alone, over the packaged catalog, with a review where a model is there; nothing is stored."""
    return Workflow(
        name="validator",
        description='Checks {"request": {...}, "blueprint": {...}}: expands, repairs by rule, scores; a model may review.',
        edges=[(START, report_step(reviewer or dev_reviewer()))],
    )


root_agent = build_validator()
