"""A module that cannot be imported costs its import once."""

import importlib
import sys
from pathlib import Path

import pytest
from google.genai import types

from agents.absent_module import REMOTE_AGENT, remember_absence, system_text

OPTIONAL = "fitcsv_optional_part"


def test_a_module_that_fails_to_import_is_run_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    runs = tmp_path / "runs"
    (tmp_path / f"{OPTIONAL}.py").write_text(
        f"with open({str(runs)!r}, 'a') as file:\n    file.write('x')\nimport fitcsv_not_installed_anywhere\n",
        encoding="utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    assert remember_absence(OPTIONAL)
    try:
        with pytest.raises(ImportError):
            importlib.import_module(OPTIONAL)
    finally:
        del sys.modules[OPTIONAL]
    assert runs.read_text(encoding="utf-8") == "x"


def test_a_module_that_is_there_stays_there() -> None:
    assert not remember_absence("json")
    assert importlib.import_module("json") is sys.modules["json"]


def test_building_a_workflow_looks_for_no_agent_of_a2a_again() -> None:
    importlib.import_module("agents.coordinator.graph")
    # there, where its library is installed, or known not to be
    assert REMOTE_AGENT in sys.modules


@pytest.mark.parametrize(
    "instruction",
    [None, "", "Lift.", types.Content(parts=[types.Part(text="a"), types.Part(text=""), types.Part(text="b")]),
     types.Content(parts=[]), types.Content()],
)  # fmt: skip
def test_instructions_are_read_as_adk_reads_them(instruction: str | types.Content | None) -> None:
    from google.adk.models.interactions_utils import extract_system_instruction

    config = types.GenerateContentConfig(system_instruction=instruction)
    assert system_text(config) == extract_system_instruction(config)
