"""The workout adapter as the ADK dev UI loads it: `example.json` or a body like it in, an adapted workout out.

`"workoutId": "example"` is the next workout of the development user; without a program one is made first.
"""

from google.adk.workflow import START, Workflow

from agents.desk import Desk
from agents.dev import DevDesk, dev_model
from agents.model_chain import ModelChain
from agents.progress import progress_of
from agents.typed_input import typed_step
from strength.adaptation import AdaptRequest

from .steps import adapt_step


def build_workout_adapter(desk: Desk | None = None, model: ModelChain | None = None) -> Workflow:
    """The adapter alone, over a development database."""
    chosen = desk or DevDesk()
    return Workflow(
        name="workout_adapter",
        description="Fits a planned workout to the day (a typed body of adapt-workout).",
        edges=[
            (START, typed_step(chosen, AdaptRequest), adapt_step(chosen, model or dev_model(), progress_of(chosen)))
        ],
    )


root_agent = build_workout_adapter()
