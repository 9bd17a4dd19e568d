"""How a page says no: what happened, what to do, and that nothing was lost."""

from service.pages.note import Note
from service.pages.page_source import PageRefusal

NOT_HERE = "There is nothing here for you. The address may be wrong, or it belongs to another account."
_OPEN_JOBS = "too_many_open_jobs"


def page_of_refusal(error: PageRefusal) -> tuple[str, str]:
    """Heading and text of a page that cannot be shown; the same for what is missing and what is another's."""
    match error.status:
        case 404:
            return "Nothing here", NOT_HERE
        case 503:
            return "Not now", f"We cannot show this right now. Try again in {error.headers.get('Retry-After', '5')} s."
        case _:
            return "That did not work", str(error)


def note_of_refusal(status: int, retry_after: str = "", message: str = "", code: str = "") -> Note:
    """The note beside a form that was not accepted; what was typed is still there."""
    match status:
        case 429 if code == _OPEN_JOBS:
            many = "".join(char for char in message if char.isdigit()) or "too many"
            return Note(kind="warn", what=f"You have {many} jobs open.", then="Wait for one to end, or cancel one.")
        case 429:
            wait = retry_after or "a few"
            return Note(
                kind="warn", what="You ask too quickly.", then=f"Your answers are still here; try again in {wait} s."
            )
        case 413:
            return Note(kind="err", what="That request is too large.", then="Shorten the notes.")
        case 503:
            wait = retry_after or "5"
            then = f"Your answers are still here; try again in {wait} s."
            return Note(kind="err", what="We cannot take new jobs right now.", then=then)
        case 409:
            return Note(kind="warn", what="Too late to cancel: this job has already ended.")
        case 422 if code == "idempotency_conflict":
            then = "Send it once more to build a second program."
            return Note(kind="warn", what="This page has already made a job from other answers.", then=then)
        case _:
            return Note(kind="err", what=message or "That did not work.", then="Your answers are still here.")
