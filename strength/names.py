"""Names of exercises, in the two forms under which FitCSV's data can be matched and written (design 03, 3.5)."""

import re

_NOT_KEY = re.compile(r"[^a-z0-9]+")
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def match_key(name: str) -> str:
    """The form to match on: lower case, everything but a-z and 0-9 stripped.

    "Pull-Up", "pull up" and "PULLUP" share one key. A name of other letters only has the empty key, which matches
    nothing.
    """
    return _NOT_KEY.sub("", name.lower())


def normalized_name(name: str) -> str:
    """The form to write: lower case, punctuation dropped, runs of white space as one blank, trimmed."""
    return " ".join(_PUNCTUATION.sub("", name.lower()).split())
