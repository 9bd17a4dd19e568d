"""Modules of libraries that are not there, or that nothing here needs.

Python forgets a failed import: whoever tries again runs every file on the way to the failure again. ADK tries its agent
for A2A, whose library we do not install, for each node of each workflow that it builds, which took a third of a job.

Two things are loaded for good and never used: ADK's adapter for LiteLLM wants one small function out of a module that
imports all types of Gemini's interactions (311 modules, 19 MB), and LiteLLM reads the tokenizer of Claude 2 (17 MB). Both
are kept out while their libraries are imported; afterwards whoever asks for the modules gets the real ones.
"""

import contextlib
import importlib
import io
import sys
import zipfile
from collections.abc import Generator
from importlib.abc import Loader
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from google.genai import types

INTERACTIONS = "google.adk.models.interactions_utils"
"""Imported by ADK's `lite_llm` for `extract_system_instruction` alone."""

TOKENIZERS = "litellm.litellm_core_utils.tokenizers"
"""The package of data out of which `litellm.utils` reads a tokenizer while it is imported."""

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


@contextlib.contextmanager
def without_interactions() -> Generator[None]:
    """While the block imports ADK's adapter for LiteLLM, Gemini's interactions are not loaded for it."""
    stand_in = ModuleType(INTERACTIONS)
    vars(stand_in)["extract_system_instruction"] = system_text
    with _standing_in(stand_in):
        yield


@contextlib.contextmanager
def without_tokenizer() -> Generator[None]:
    """While the block imports LiteLLM, it finds an empty tokenizer of Claude 2. Nobody may use that one afterwards."""
    stand_in = ModuleType(TOKENIZERS)
    stand_in.__spec__ = ModuleSpec(TOKENIZERS, _EmptyTokenizer(), is_package=True)
    with _standing_in(stand_in):
        yield


def system_text(config: "types.GenerateContentConfig") -> str | None:
    """The instructions of a request as one text, as ADK's own function of the module kept out reads them."""
    from google.genai import types

    # genai's union has images without types
    instruction: object = config.system_instruction  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    if isinstance(instruction, types.Content):
        return "\n".join(part.text for part in instruction.parts or () if part.text) or None
    return instruction if isinstance(instruction, str) else None


class _EmptyTokenizer(Loader):
    """Hands out the package's one file that is read at once, with nothing in it."""

    def get_resource_reader(self, _name: str) -> "_EmptyTokenizer":
        return self

    def files(self) -> zipfile.Path:
        archive = zipfile.ZipFile(io.BytesIO(), "w")
        archive.writestr("anthropic_tokenizer.json", "{}")
        return zipfile.Path(archive)


@contextlib.contextmanager
def _standing_in(module: ModuleType) -> Generator[None]:
    """Unless the real one is loaded already, this one is found under its name until the block ends."""
    if module.__name__ in sys.modules:
        yield
        return
    sys.modules[module.__name__] = module
    try:
        yield
    finally:
        if sys.modules.get(module.__name__) is module:
            del sys.modules[module.__name__]
