"""Errors of the evals.

EvalsError
├── CaseInvalid    a file of cases or a name of a case is wrong
├── RunUnreadable  a file is no result of a run, and no baseline
└── LiveImpossible  no model can be asked
"""


class EvalsError(Exception):
    """The evals cannot go on; the message is the sentence that a person reads."""


class CaseInvalid(EvalsError):
    """A file of cases or a name of a case is wrong; the message says which and what would be right."""


class RunUnreadable(EvalsError):
    """A file is no result of a run, and no baseline."""


class LiveImpossible(EvalsError):
    """No model can be asked; the message says what to set."""
