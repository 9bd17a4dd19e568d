"""Who calls, as the gate found out. A route without the gate before it knows nobody, and says so."""

from collections.abc import Callable

from fastapi import Request

from service.api.problem import Problem

Identify = Callable[[Request], str]
"""Returns the id of the calling user, or raises a Problem (401)."""

USER_KEY = "fitcsv.user"
"""Where the gate leaves the user's id in the request's scope."""


def caller_of(request: Request) -> str:
    """The id of the user whom the gate let in.

    Raises:
        Problem: 401, nobody was let in.
    """
    user_id: object = request.scope.get(USER_KEY)
    if not isinstance(user_id, str) or not user_id:
        raise unauthorised()
    return user_id


def unauthorised() -> Problem:
    """Nobody we know: the same answer for no token and for every kind of wrong one."""
    detail = "Send a valid bearer token in one Authorization header."
    return Problem(401, "not_signed_in", detail, headers={"WWW-Authenticate": 'Bearer realm="fitcsv-ai"'})
