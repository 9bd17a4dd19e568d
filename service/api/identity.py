"""Who calls. Local mode knows one user: whoever sits at this machine."""

from collections.abc import Callable

from fastapi import Request

from service.settings import LOCAL_USER, Settings

Identify = Callable[[Request], str]
"""Returns the id of the calling user, or raises a Problem (401, 403)."""


def identity(settings: Settings) -> Identify:
    """The way callers are known under these settings.

    `Settings` has refused local mode on anything but a loopback address, so nobody else can be here.
    """
    match settings.auth_mode:
        case "local":
            return lambda _: LOCAL_USER
