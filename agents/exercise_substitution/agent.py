"""Exercise substitution as the ADK dev UI loads it: `example.json` or a body like it in, substitutes out.

In place of an `exerciseDefinitionId` the development desk also takes a slug of the catalog.
"""

from google.adk.workflow import START, Workflow

from agents.desk import Desk
from agents.dev import DevDesk, dev_model
from agents.model_chain import ModelChain
from agents.progress import progress_of
from agents.typed_input import typed_step
from strength.substitution import SubstituteRequest

from .steps import substitute_step


def build_exercise_substitution(desk: Desk | None = None, model: ModelChain | None = None) -> Workflow:
    """Substitution alone, over a development database."""
    chosen = desk or DevDesk()
    return Workflow(
        name="exercise_substitution",
        description="Finds what may stand in for an exercise (a typed body of substitute-exercise).",
        edges=[
            (
                START,
                typed_step(chosen, SubstituteRequest),
                substitute_step(chosen, model or dev_model(), progress_of(chosen)),
            )
        ],
    )


root_agent = build_exercise_substitution()
