"""Warnings as notes: what is so in one bold sentence, what to do about it in a plain one."""

import re

from service.pages.note import Kind, Note

_UNKNOWN_THING = re.compile(r"We do not know '(?P<word>.*)'; it was ignored\.")
# these tell and ask nothing: they come after those that do
_QUIET = ("More time is not", "Four weeks", "For your", "This program was not made by", "Loads follow")
_JOINTS = (". ", "; ", ": ")
_SHORTEST = 12
"""Characters of a first half that says something on its own."""


def note_of(warning: str) -> Note:
    """The note of a warning of any origin."""
    text = warning.strip()
    found = _UNKNOWN_THING.fullmatch(text)
    if found is not None:
        advice = "Choose it from the list in the form, or spell it another way."
        return Note(kind="warn", what=f"Unknown equipment “{found['word']}” was ignored.", then=advice)
    kind: Kind = "info" if text.startswith(_QUIET) or "counts as recovered" in text else "warn"
    for joint in _JOINTS:
        what, _, then = text.partition(joint)
        if then and len(what) >= _SHORTEST:
            return Note(kind=kind, what=f"{what}.", then=f"{then[:1].upper()}{then[1:]}")
    return Note(kind=kind, what=text)
