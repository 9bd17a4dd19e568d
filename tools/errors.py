"""Errors of the tools. A message tells a model, or the person who reads it, what to try next.

    ToolError
    ├── NoExercises        nothing in the database fits the equipment, the limitations and the experience
    ├── BlueprintRefused   a blueprint cannot be expanded
    ├── ProgramRefused     a program breaks a hard rule, so it is not stored
    ├── TargetMissing      the workout or exercise of a job is not its owner's, or no more
    └── ChoiceNotOffered   the substitute to apply is none of those found

`LostLease` and `DatabaseDown` of `storage.errors` pass through untouched: no tool can mend them.
"""


class ToolError(Exception):
    """A tool could not do what it was asked."""


class NoExercises(ToolError):
    """Nothing fits the equipment, the limitations and the experience of the request."""


class BlueprintRefused(ToolError):
    """A blueprint cannot be expanded; the message says which part and what would be right."""


class ProgramRefused(ToolError):
    """A program breaks a hard rule, so it is not stored; the message names the first ones."""


class TargetMissing(ToolError):
    """The workout or exercise of a job is not its owner's, or was deleted; choose another one."""


class ChoiceNotOffered(ToolError):
    """The substitute to apply is none of those found; take one from an answer to the same request."""
