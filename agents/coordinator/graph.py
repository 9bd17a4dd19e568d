"""The whole workflow on one page.

    START -> intake -+-> select_exercises -> design -> validator -+-> persister        (stored)
                     |                         ^                  |
                     |                         +---- redesign ----+    at most twice
                     |                                            |
                     |                       rule_coach <- coach -+    then the rule-based coach, result degraded
                     |                            +-> validator        which fails the job when even that breaks rules
                     +-> ask_back                                      (English in the dev UI: something is missing)
                     +-> refuse                                        (every other type of job)

Exactly one of the three ends has an output. It spends no token itself.
"""

from google.adk.models.base_llm import BaseLlm
from google.adk.workflow import DEFAULT_ROUTE, START, FunctionNode, Workflow

from agents import state as kept
from agents.desk import Desk
from agents.periodization.steps import design_step
from agents.persister.steps import save_step
from agents.progress import progress_of
from agents.validator.steps import PASSED, REDESIGN, check_step

from .steps import ASK, PROGRAM_GENERATOR, ask_back, coach_step, intake_step, refuse, select_step


def coordinator_workflow(desk: Desk, model: BaseLlm) -> Workflow:
    """The workflow that turns a request into a stored program.

    Args:
        desk: gives each run its job.
        model: designs.
    """
    progress = progress_of(desk)
    intake = intake_step(desk)
    select = select_step(desk, progress)
    design = design_step(model, lambda state: desk.resume(state[kept.JOB_ID], state[kept.FENCE]))
    check = check_step(progress)
    coach = coach_step()
    refusal = FunctionNode(func=refuse, name="refuse")
    return Workflow(
        name="coordinator",
        description="Designs, checks and stores a training program.",
        edges=[
            (START, intake),
            # an unmatched route would end the run silently and successfully: every routed node has a default
            (
                intake,
                {PROGRAM_GENERATOR: select, ASK: FunctionNode(func=ask_back, name="ask_back"), DEFAULT_ROUTE: refusal},
            ),
            (select, design, check),
            (check, {PASSED: save_step(desk, progress), REDESIGN: design, DEFAULT_ROUTE: coach}),
            (coach, check),
        ],
    )
