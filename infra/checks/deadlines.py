"""The ladder of time limits (design 06): the same in infra/limits.json, in the settings, in the code, and in order."""

import json
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import hcl
from finding import Tree
from references import attributes

_USES = (
    ("run_worker.tf", "timeout", "local.limits.deadlines.request_s"),
    ("run_api.tf", "timeout", "local.limits.api_request_s"),
    ("queues.tf", "max_attempts", "local.limits.queue.max_attempts"),
    ("queues.tf", "max_retry_duration", "local.limits.queue.max_retry_s"),
    ("queues.tf", "min_backoff", "local.limits.queue.min_backoff_s"),
    ("queues.tf", "max_backoff", "local.limits.queue.max_backoff_s"),
    ("queues.tf", "max_doublings", "local.limits.queue.max_doublings"),
    ("scheduler.tf", "attempt_deadline", "local.limits.sweep.deadline_s"),
)
_QUEUE = {"max_attempts": -1, "max_retry_s": 86_400, "min_backoff_s": 1, "max_backoff_s": 300, "max_doublings": 8}


def check(tree: Tree) -> list[str]:
    """What differs, what is out of order, and where Terraform has a figure of its own."""
    limits: dict[str, Any] = json.loads((tree.infra / "limits.json").read_text(encoding="utf-8"))
    ladder: dict[str, float] = limits["deadlines"]
    return [*_order(ladder), *_code(ladder), *_queue(limits), *_terraform(tree)]


def _order(ladder: dict[str, float]) -> list[str]:
    rungs = ("heartbeat_s", "lease_s", "model_call_s", "job_s", "request_s")
    found = [
        f"infra/limits.json: {low} {ladder[low]:g} must be below {high} {ladder[high]:g}"
        for low, high in pairwise(rungs)
        if not ladder[low] < ladder[high]
    ]
    if not ladder["request_s"] <= ladder["dispatch_s"] <= 1_800:
        found.append("infra/limits.json: dispatch_s must be request_s to 1800, Cloud Tasks' longest")
    if ladder["request_s"] > 3_600:
        found.append("infra/limits.json: request_s must be 3600 at most, Cloud Run's longest")
    if not 0 < ladder["shutdown_s"] < 10:
        found.append("infra/limits.json: shutdown_s must be below 10, when Cloud Run kills")
    return found


def _code(ladder: dict[str, float]) -> list[str]:
    from agents.models import ModelSettings
    from service.settings import Deadlines
    from storage.jobs.claim import LEASE_S

    settings = asdict(Deadlines())
    found = [
        f"infra/limits.json: {name} is {ladder.get(name)}, service/settings.py says {value:g}"
        for name, value in settings.items()
        if ladder.get(name) != value
    ]
    found += [f"infra/limits.json: {name} is unknown to service/settings.py" for name in set(ladder) - set(settings)]
    if ladder.get("lease_s") != LEASE_S:
        found.append(f"infra/limits.json: lease_s is {ladder.get('lease_s')}, storage/jobs/claim.py says {LEASE_S:g}")
    patience = ModelSettings().timeout_s
    if ladder.get("model_call_s") != patience:
        found.append(
            f"infra/limits.json: model_call_s is {ladder.get('model_call_s')}, agents/models.py says {patience:g}"
        )
    return found


def _queue(limits: dict[str, Any]) -> list[str]:
    """Values that the durability design gives reasons for; another one needs another reason."""
    return [
        f"infra/limits.json: queue.{name} is {limits['queue'].get(name)}, design 06 says {value}"
        for name, value in _QUEUE.items()
        if limits["queue"].get(name) != value
    ]


def _terraform(tree: Tree) -> list[str]:
    found: list[str] = []
    for file, name, source in _USES:
        body = hcl.read(tree.infra / file)
        set_here = [one for block in body.blocks for one in attributes(block.body) if one.name == name]
        if not any(source in one.references() for one in set_here):
            found.append(f"infra/{file}: {name} must come from {source}")
    return found
