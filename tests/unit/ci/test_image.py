"""The image's recipe and what it is given fit together; whether it runs, `infra/image/smoke.py` says."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
NOT_IN_THE_IMAGE = {"evals"}


@pytest.fixture(scope="module")
def recipe() -> str:
    return (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ")


def test_nothing_else_than_what_is_copied_is_sent_to_the_builder(recipe: str) -> None:
    copied = {name for line in re.findall(r"^COPY (?!--from)(.*)$", recipe, re.MULTILINE) for name in line.split()[:-1]}
    first, *lines = [
        line for line in (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] not in ("", "#")
    ]
    assert first == "*"
    assert copied == {line[1:] for line in lines if line.startswith("!")}
    assert all((ROOT / name).exists() for name in copied)


def test_every_package_that_the_service_needs_is_copied(recipe: str) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {pattern.rstrip("*") for pattern in project["tool"]["setuptools"]["packages"]["find"]["include"]}
    copied = set(re.findall(r"^COPY (\w+) \1$", recipe, re.MULTILINE))
    assert copied == packages - NOT_IN_THE_IMAGE


def test_the_base_is_pinned_and_the_service_is_nobody_and_gets_its_signals(recipe: str) -> None:
    assert re.search(r"^ARG BASE=python:3\.\d+-slim@sha256:[0-9a-f]{64}$", recipe, re.MULTILINE)
    assert set(re.findall(r"^FROM (\S+)", recipe, re.MULTILINE)) == {"${BASE}"}
    last_stage = recipe.rpartition("\nFROM ")[2]
    [user] = re.findall(r"^USER (\d+):\d+$", last_stage, re.MULTILINE)
    assert int(user) > 0
    [command] = re.findall(r"^CMD (.*)$", last_stage, re.MULTILINE)
    assert json.loads(command) == ["fitcsv-ai", "serve"]
    installs = re.findall(r"pip install(.*?)(?:&&|$)", recipe, re.MULTILINE)
    assert all("--require-hashes" in one or "--no-index" in one for one in installs)
    assert len(installs) == 3
