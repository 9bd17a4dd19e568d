"""The validator as the ADK dev UI loads it: a blueprint and its request in, a report out."""

from google.adk.workflow import START, FunctionNode, Workflow

from .steps import report_step


def build_validator() -> Workflow:
    """The check alone, over the packaged catalog; nothing is stored."""
    return Workflow(
        name="validator",
        description='Checks {"request": {...}, "blueprint": {...}}: expands, repairs by rule, scores.',
        edges=[(START, FunctionNode(func=report_step, name="check"))],
    )


root_agent = build_validator()
