"""Remembers that an optional module of a library cannot be imported here.

Python forgets a failed import: whoever tries again runs every file on the way to the failure again. ADK tries its agent
for A2A, whose library we do not install, for each node of each workflow that it builds, which took a third of a job.
"""

import importlib
import sys
from types import ModuleType
from typing import cast

REMOTE_AGENT = "google.adk.agents.remote_a2a_agent"
"""Imported by ADK's `build_node` inside `try`, each time it is called."""


def remember_absence(name: str) -> bool:
    """Import a module once; when that fails, further tries fail at once. Returns whether it is absent."""
    try:
        importlib.import_module(name)
    except ImportError:
        # Python's own sign for "known not to be there"; its types do not know it
        cast("dict[str, ModuleType | None]", sys.modules)[name] = None
        return True
    return False
