"""What a role has loaded when its port answers: what a cold start costs, counted in modules instead of seconds."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]

HEAVY = (
    "google.adk", "google.genai", "litellm", "grpc", "google.cloud.sql", "google.cloud.tasks", "google.cloud.tasks_v2",
    "openpyxl", "icalendar", "numpy", "pandas", "opentelemetry.sdk", "alembic", "httpx", "openai", "anthropic",
)  # fmt: skip

_CHILD = """
import gc, importlib.abc, json, pathlib, sys, threading, urllib.request

HEAVY = set(sys.argv[3:])
asked, is_over = [], threading.Event()

def answers():
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    return opener.open(f"{stack.url}/health/ready", timeout=30).status

class Watch(importlib.abc.MetaPathFinder):
    # asks the port at the very moment at which the first heavy library is wanted, and keeps the library out
    def find_spec(self, name, path=None, target=None):
        if name in HEAVY and threading.current_thread().name == "warm":
            asked.append((name, answers()))
            is_over.set()
            raise ImportError(name)
        return None

sys.meta_path.insert(0, Watch())
from service.cli.stack import Stack
from service.settings import read_settings

settings = read_settings(overrides={"SERVICE_ROLE": sys.argv[1]})
stack = Stack(settings, data_dir=pathlib.Path("unused"), port=0)
with stack:
    status = answers()
    if sys.argv[1] == "worker":
        is_over.wait(60)
        for thread in threading.enumerate():
            if thread.name == "warm":
                thread.join(60)
    told = {"status": status, "asked": asked, "modules": sorted(sys.modules), "frozen": gc.get_freeze_count()}
pathlib.Path(sys.argv[2]).write_text(json.dumps(told))
"""

NEVER_NEEDED = ("google.genai.interactions", "google.genai._gaos", "google.adk.cli", "litellm.proxy.proxy_server", "tokenizers",
    "numpy", "pandas", "grpc", "google.cloud.aiplatform")  # fmt: skip

_WARM = """
import json, sys
from agents.models import ModelSettings, build_entries
from agents.provider_client import litellm
import agents.run

build_entries(ModelSettings(chain=("anthropic/claude-sonnet-5-5", "openai/gpt-6.1-sol")))
told = {"modules": sorted(sys.modules), "tokenizer": len(litellm().utils.claude_json_str)}
from google.adk.models import interactions_utils
# counted by the packaged table: the tokenizer of Claude 2, which is left out, is not asked, nor the network
told["tokens"] = litellm().token_counter(model="claude-sonnet-5-5", text="hello world")
told["asked_for"] = hasattr(interactions_utils, "generate_content_via_interactions")
print(json.dumps(told))
"""


def _start(role: str, database_url: str, answer: Path) -> dict[str, Any]:
    environment = {
        **{name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "TMPDIR", "COVERAGE_PROCESS_START")},
        "DATABASE_URL": database_url, "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:1", "LOG_LEVEL": "ERROR",
        "AI_WORKER_URL": "http://127.0.0.1:1", "CLOUD_RUN_SERVICE_ACCOUNT": "tasks@localhost",
        "ANTHROPIC_API_KEY": "sk-none",
    }  # fmt: skip
    ended = subprocess.run(
        [sys.executable, "-c", _CHILD, role, str(answer), *HEAVY], env=environment, cwd=ROOT, capture_output=True, text=True,
        timeout=120, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return json.loads(answer.read_text(encoding="utf-8"))


@pytest.mark.parametrize("role", ["api", "worker"])
def test_a_role_answers_its_port_before_anything_heavy_is_loaded(role: str, database_url: str, tmp_path: Path) -> None:
    started = _start(role, database_url, tmp_path / "answer.json")
    assert started["status"] == 200
    loaded = set(started["modules"])
    assert {name for name in HEAVY if name in loaded} == set()
    if role == "worker":
        # the head start of the first job: agents and the provider's client, behind the open port
        assert started["asked"], "nothing was warmed up"
        assert started["asked"][0][1] == 200
        # what is loaded lasts, so the garbage collector need not look at it for each job
        assert started["frozen"] > 0


def test_a_warm_worker_has_not_loaded_what_it_never_uses() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", _WARM], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    told = json.loads(ended.stdout.splitlines()[-1])
    assert {name for name in NEVER_NEEDED if name in told["modules"]} == set()
    assert told["tokenizer"] == len("{}")
    assert told["tokens"] == 2
    # whoever does ask for a module that was kept out gets the real one
    assert told["asked_for"]
