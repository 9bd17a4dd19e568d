"""The whole workflow on one page.

    START -> intake -+-> select_exercises -> design -> validator -+-> persister        (stored)
                     |                         ^                  |
                     |                         +---- redesign ----+    at most twice
                     |                                            |
                     |                       rule_coach <- coach -+    then the rule-based coach, result degraded
                     |                            +-> validator        which fails the job when even that breaks rules
                     +-> adapt                                         (a workout fitted to the day)
                     +-> substitute                                    (what may stand in for an exercise)
                     +-> ask_back                                      (English in the dev UI: something is missing)
                     +-> refuse                                        (every other type of job)

Exactly one of the five ends has an output. It spends no token itself.
"""

from google.adk.workflow import DEFAULT_ROUTE, START, FunctionNode, Workflow

from agents import state as kept
from agents.desk import Desk
from agents.exercise_substitution.steps import substitute_step
from agents.job_request import EXERCISE_SUBSTITUTION, PROGRAM_GENERATOR, WORKOUT_ADAPTER
from agents.model_chain import ModelChain
from agents.periodization.steps import design_step
from agents.persister.steps import save_step
from agents.progress import progress_of
from agents.validator.steps import PASSED, REDESIGN, check_step
from agents.workout_adapter.steps import adapt_step

from .steps import ASK, ask_back, coach_step, intake_step, refuse, select_step


def coordinator_workflow(desk: Desk, model: ModelChain) -> Workflow:
    """The workflow that does all three types of jobs.

    Args:
        desk: gives each run its job.
        model: designs, and chooses among exercises.
    """
    progress = progress_of(desk)
    intake = intake_step(desk, model)
    select = select_step(desk, progress)
    design = design_step(model, lambda state: desk.resume(state[kept.JOB_ID], state[kept.FENCE]))
    check = check_step(progress)
    coach = coach_step()
    refusal = FunctionNode(func=refuse, name="refuse")
    return Workflow(
        name="coordinator",
        description="Designs a training program, fits a workout to the day, or finds substitutes for an exercise.",
        edges=[
            (START, intake),
            # an unmatched route would end the run silently and successfully: every routed node has a default
            (
                intake,
                {
                    PROGRAM_GENERATOR: select,
                    WORKOUT_ADAPTER: adapt_step(desk, model, progress),
                    EXERCISE_SUBSTITUTION: substitute_step(desk, model, progress),
                    ASK: FunctionNode(func=ask_back, name="ask_back"),
                    DEFAULT_ROUTE: refusal,
                },
            ),
            (select, design, check),
            (check, {PASSED: save_step(desk, progress), REDESIGN: design, DEFAULT_ROUTE: coach}),
            (coach, check),
        ],
    )
