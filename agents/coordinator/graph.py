"""The whole workflow on one page.

    START -> intake -+-> select_exercises -+-> design ---> validator -+-> review -> persister   (stored)
                     |                     |    ^ ^        ^      |   |     |
                     |                     +----|-|-> revise      |   |     |     a program is changed, by rule
                     |                          | +--- redesign --+   |     |     at most twice in all,
                     |                          +-------- weak -------|-----+     once of them for a review
                     |                                                |
                     |                       rule_coach <---- coach --+    then the rule-based coach, result degraded
                     |                            +-> validator            which fails the job when that breaks rules
                     +-> adapt                                         (a workout fitted to the day)
                     +-> substitute                                    (what may stand in for an exercise)
                     +-> ask_back                                      (English in the dev UI: something is missing)
                     +-> refuse                                        (every other type of job)

Without a model that reviews there is no node `review`. Exactly one of the five ends has an output. It spends no token
itself.
"""

from google.adk.sessions.state import State
from google.adk.workflow import DEFAULT_ROUTE, START, FunctionNode, Workflow

from agents import state as kept
from agents.absent_module import REMOTE_AGENT, remember_absence
from agents.desk import Desk
from agents.exercise_substitution.steps import substitute_step
from agents.job_request import EXERCISE_SUBSTITUTION, PROGRAM_GENERATOR, WORKOUT_ADAPTER
from agents.model_chain import ModelChain
from agents.periodization.steps import design_step
from agents.persister.steps import save_step
from agents.progress import progress_of
from agents.validator.review import review_step
from agents.validator.steps import PASSED, REDESIGN, check_step
from agents.workout_adapter.steps import adapt_step
from tools.workspace import Workspace

from .revision_step import REVISE, revise_step
from .steps import ASK, ask_back, coach_step, intake_step, refuse, select_step

remember_absence(REMOTE_AGENT)


def coordinator_workflow(desk: Desk, model: ModelChain, reviewer: ModelChain | None = None) -> Workflow:
    """The workflow that does all three types of jobs.

    Args:
        desk: gives each run its job.
        model: designs, and chooses among exercises.
        reviewer: reads over what a model designed and rules let pass; None for no review.
    """
    progress = progress_of(desk)
    intake = intake_step(desk, model)
    select = select_step(desk, progress)

    def workspace_of(state: State) -> Workspace:
        return desk.resume(state[kept.JOB_ID], state[kept.FENCE])

    design = design_step(model, workspace_of)
    revise = revise_step(desk)
    check = check_step(progress)
    coach = coach_step()
    refusal = FunctionNode(func=refuse, name="refuse")
    save = save_step(desk, progress)
    review = None if reviewer is None else review_step(reviewer, workspace_of, progress)
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
            (select, {REVISE: revise, DEFAULT_ROUTE: design}),
            (design, check),
            (revise, check),
            (check, {PASSED: review or save, REDESIGN: design, DEFAULT_ROUTE: coach}),
            (coach, check),
            *([] if review is None else [(review, {REDESIGN: design, DEFAULT_ROUTE: save})]),
        ],
    )
