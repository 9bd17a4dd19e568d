"""Who may do what: least privilege, in the shapes that go wrong most often (design 07, D3)."""

import json
import re
from pathlib import Path

import hcl
from finding import Tree
from references import attributes

_PROJECT_ROLES = {
    "roles/cloudsql.client": "has no IAM of its own",
    "roles/cloudsql.instanceUser": "has no IAM of its own",
    "roles/cloudtrace.agent": "traces belong to the project",
    "roles/logging.logWriter": "logs belong to the project",
    "roles/logging.viewer": "logs belong to the project",
}
"""Roles that no single resource can grant."""
_CONDITIONED = ("roles/cloudsql.client", "roles/cloudsql.instanceUser")
_SECRET = re.compile(r"sk-[A-Za-z0-9]{8,}|AIza[\w-]{20,}|-----BEGIN|\bpassword\s*=\s*\"[^\"]+\"")


def check(tree: Tree) -> list[str]:
    """What grants too much, opens too much or holds a secret."""
    found: list[str] = []
    for path in sorted(tree.infra.glob("*.tf")):
        for block in hcl.read(path).blocks:
            if block.kind == "resource":
                found += _resource(block, f"infra/{path.name}:{block.line}")
    for path in sorted(tree.infra.rglob("*")):
        if path.suffix in {".tf", ".tfvars", ".json", ".sh", ".yaml"} and _SECRET.search(
            path.read_text(encoding="utf-8")
        ):
            found.append(f"{path.relative_to(tree.root)}: looks like a secret; values belong to Secret Manager")
    found += _worker(tree.infra / "run_worker.tf")
    return found


def _resource(block: hcl.Block, where: str) -> list[str]:
    kind, name = block.labels
    text = {one.name: one.expression.strip('"') for one in attributes(block.body)}
    role, member = text.get("role", ""), text.get("member", "")
    found: list[str] = []
    if kind == "google_service_account_key":
        found.append(f"{where}: a key of a service account; use federation or the account itself")
    if re.search(r"_iam_(binding|policy)$", kind):
        found.append(f"{where}: {kind} removes what others granted; use a member")
    if role in ("roles/owner", "roles/editor", "roles/viewer"):
        found.append(f"{where}: {role} is the whole project")
    if kind == "google_project_iam_member":
        if role not in _PROJECT_ROLES:
            found.append(f"{where}: {role} for the whole project; grant it on the resource")
        if role in _CONDITIONED and not any(one.kind == "condition" for one in block.body.blocks):
            found.append(f"{where}: {role} needs a condition that names our instance")
    if member in ("allUsers", "allAuthenticatedUsers") and name != "api_invoker":
        found.append(f"{where}: {member} may do {role}; only the API is open")
    if kind == "google_cloud_run_v2_service_iam_member" and name == "api_invoker" and "api" not in text.get("name", ""):
        found.append(f"{where}: everybody may call {text.get('name')}; only the API is open")
    if kind == "google_sql_database_instance":
        found += _database(block, text, where)
    if kind == "google_iam_workload_identity_pool_provider" and "assertion.repository" not in text.get(
        "attribute_condition", ""
    ):
        found.append(f"{where}: without a condition on the repository everybody's CI comes in")
    if text.get("version") == "latest":
        found.append(f"{where}: a secret's version is pinned, never `latest`")
    return found


def _database(block: hcl.Block, text: dict[str, str], where: str) -> list[str]:
    found: list[str] = []
    if any(one.kind == "authorized_networks" for one in _blocks(block.body)):
        found.append(f"{where}: authorized_networks lets addresses in without IAM")
    flags = json.dumps([{a.name: a.expression for a in one.body.attributes.values()} for one in _blocks(block.body)])
    if "cloudsql.iam_authentication" not in flags:
        found.append(f"{where}: the flag cloudsql.iam_authentication is not on")
    if text.get("point_in_time_recovery_enabled") != "true":
        found.append(f"{where}: point_in_time_recovery_enabled is not true")
    return found


def _blocks(body: hcl.Body) -> list[hcl.Block]:
    return [one for block in body.blocks for one in (block, *_blocks(block.body))]


def _worker(path: Path) -> list[str]:
    ingress = [
        one.expression for block in hcl.read(path).blocks for one in attributes(block.body) if one.name == "ingress"
    ]
    if ingress != ['"INGRESS_TRAFFIC_INTERNAL_ONLY"']:
        return [f"infra/{path.name}: ingress must be INGRESS_TRAFFIC_INTERNAL_ONLY"]
    return []
