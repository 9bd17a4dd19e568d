"""Forms that change something carry a token, which only a page of ours could read: the same as the browser's cookie.

No cookie of ours says who calls, so this guards what a proxy in front might authenticate by its own cookie.
"""

import hmac
import re

from fastapi import Request

COOKIE = "csrf"
_TOKEN = re.compile(r"[0-9a-z]{20,64}")


def token_of(request: Request) -> str | None:
    """The token that the browser keeps, or None."""
    token = request.cookies.get(COOKIE, "")
    return token if _TOKEN.fullmatch(token) else None


def is_ours(request: Request, given: str) -> bool:
    """Whether a form was sent by a page of ours: its token is the browser's, and no other site sent it."""
    kept = token_of(request)
    return kept is not None and hmac.compare_digest(kept, given) and not is_foreign(request)


def is_foreign(request: Request) -> bool:
    """Whether the browser says that another site made it send this."""
    return request.headers.get("sec-fetch-site", "same-origin") in ("cross-site", "same-site")
