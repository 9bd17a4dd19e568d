"""Why a check has no answer.

Unanswered
    LockError              the lock file is missing or pins nothing
    AdvisoriesUnreachable  the advisory service does not answer
    NoRepository           git does not know the folder
    NoLicences             the installed packages could not be read
"""


class Unanswered(Exception):
    """The question could not be answered: neither good nor bad is known."""


class LockError(Unanswered):
    """The lock file is missing, or a line of it pins nothing."""


class AdvisoriesUnreachable(Unanswered):
    """The advisory service did not answer."""


class NoRepository(Unanswered):
    """git does not know this folder, so there is no telling what is tracked."""


class NoLicences(Unanswered):
    """pip-licenses failed."""
