"""Errors of the agents. `code` is stored with the job; `str(error)` is safe to show to its owner.

    AgentError
    ├── RequestInvalid        the job's parameters are no request
    ├── JobTypeUnknown        no workflow does jobs of this type
    ├── ModelUnavailable      the provider does not answer; try the job again later
    ├── ModelRejected         the provider will never answer this call as it stands
    ├── ModelRefused          the model declined
    ├── OutputInvalid         the model's answer cannot be read
    ├── ProgramImpossible     no program that keeps the rules can be made from the request
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
    """The provider does not answer for now. Transient."""

    code = "model_unavailable"
    is_transient = True


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


class OutcomeMissing(AgentError):
    """The workflow ended without an outcome: a defect of ours."""

    code = "internal_error"
