"""Collects the tests with the real Prisma Client where it is installed; `tests/conftest.py` says where it is not."""

from tests.interoperation.install import missing

_REASON = missing()

# not a skip: without the client there is nothing that could be run
collect_ignore = [] if _REASON is None else ["test_prisma.py"]
