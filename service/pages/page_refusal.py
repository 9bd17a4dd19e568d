"""How the service says no to a page."""


class PageRefusal(Exception):
    """A page cannot be shown; the caller's own errors arrive wrapped in this one.

    Attributes:
        status: HTTP status.
        headers: such as `Retry-After`.
        code: stable, snake_case.
    """

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None, code: str = "") -> None:
        """Keep what the reader is told."""
        super().__init__(message)
        self.status = status
        self.headers = headers or {}
        self.code = code
