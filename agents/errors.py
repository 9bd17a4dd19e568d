"""Errors of the agents. `code` is stored with the job; `str(error)` is safe to show to its owner.

    AgentError
    ├── RequestInvalid        the job's parameters are no request
    ├── JobTypeUnknown        no workflow does jobs of this type
    ├── ModelUnavailable      the provider does not answer; try the job again later
    ├── BudgetExceeded        a cap on spending forbids another call
    ├── ContextTooLong        the request does not fit the model, not even trimmed
    ├── ModelRejected         the provider will never answer this call as it stands
    ├── ModelRefused          the model declined
    ├── OutputInvalid         the model's answer cannot be read
    ├── ProgramImpossible     no program that keeps the rules can be made from the request
    ├── TargetGone            the workout or exercise of the job is not its owner's, or no more
    ├── ChoiceInvalid         the substitute to apply is none of those found
    └── OutcomeMissing        the workflow ended without an outcome: a defect of ours

No message repeats what a model or a provider wrote: both can echo the lifter's words or parts of a key.
"""

from strength.violation import Violation


class AgentError(Exception):
    """A job cannot be done."""

    code = "agent_error"
    is_transient = False


class RequestInvalid(AgentError):
    """The job's parameters are no request; the message names field, value and what is allowed."""

    code = "invalid_request"


class JobTypeUnknown(AgentError):
    """No workflow does jobs of this type."""

    code = "unknown_job_type"


class ModelUnavailable(AgentError):
    """No provider answers for now. Transient, and not the job's fault.

    Attributes:
        wait_s: after so many seconds the job should come back.
    """

    code = "model_unavailable"
    is_transient = True

    def __init__(self, message: str, *, wait_s: float = 0.0) -> None:
        """Say what is the matter and how long to wait."""
        super().__init__(message)
        self.wait_s = wait_s


class BudgetExceeded(AgentError):
    """A cap on spending forbids another call: the job's, the user's of the day, or everybody's."""

    code = "budget_exceeded"


class ContextTooLong(AgentError):
    """The request does not fit the model, not even trimmed."""

    code = "context_too_long"


class ModelRejected(AgentError):
    """The provider will never answer this call as it stands: an unknown model, a malformed or too long request."""

    code = "model_rejected"


class ModelRefused(AgentError):
    """The model declined to answer."""

    code = "content_filtered"


class OutputInvalid(AgentError):
    """The model's answer cannot be read as a blueprint.

    Attributes:
        findings: what is wrong, for the model; they may quote it, so keep them out of logs.
    """

    code = "invalid_output"

    def __init__(self, message: str, findings: tuple[Violation, ...] = ()) -> None:
        """Say what is wrong; the findings are for the model alone."""
        super().__init__(message)
        self.findings = findings


class ProgramImpossible(AgentError):
    """No program that keeps the rules can be made from the request.

    Attributes:
        findings: the rules that could not be kept.
    """

    code = "program_impossible"

    def __init__(self, message: str, findings: tuple[Violation, ...] = ()) -> None:
        """Say why, and what the lifter can change."""
        super().__init__(message)
        self.findings = findings


class TargetGone(AgentError):
    """The workout or exercise of the job is not its owner's, or was deleted since it was asked for."""

    code = "not_found"


class ChoiceInvalid(AgentError):
    """The substitute to apply is none of those found for the request."""

    code = "choice_not_offered"


class OutcomeMissing(AgentError):
    """The workflow ended without an outcome: a defect of ours."""

    code = "internal_error"
