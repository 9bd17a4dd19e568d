"""The check against the provider's schema, with typings of the same shape as the package has and two small resources."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

_DOC = "/**\n    * Docs: {{@link https://example.org/providers/hashicorp/google/6.50.0/docs/resources/{kind}#{name} {camel}#{name}}}\n    */"


def _member(kind: str, name: str, member: str, type_: str, *, optional: bool) -> str:
    doc = _DOC.format(kind=kind, name=name, camel="Thing")
    return f"    {doc}\n    readonly {member}{'?' if optional else ''}: {type_};\n"


QUEUE = (
    "export interface CloudTasksQueueConfig extends cdktf.TerraformMetaArguments {\n"
    + _member("cloud_tasks_queue", "location", "location", "string", optional=False)
    + _member("cloud_tasks_queue", "labels", "labels", "{\n        [key: string]: string;\n    }", optional=True)
    + _member("cloud_tasks_queue", "rate_limits", "rateLimits", "CloudTasksQueueRateLimits", optional=True)
    + _member("cloud_tasks_queue", "rule", "rule", "CloudTasksQueueRule[] | cdktf.IResolvable", optional=True)
    + "}\nexport interface CloudTasksQueueRateLimits {\n"
    + _member("cloud_tasks_queue", "max_burst_size", "maxBurstSize", "number", optional=True)
    + "}\nexport interface CloudTasksQueueRule {\n"
    + _member("cloud_tasks_queue", "action", "action", "string", optional=False)
    + "}\nexport declare class CloudTasksQueue extends cdktf.TerraformResource {\n    get selfLink(): string;\n}\n"
)
VERSIONS = 'terraform {\n  required_providers {\n    google = {\n      version = "~> 6.50"\n    }\n  }\n}\n'
RIGHT = """resource "google_cloud_tasks_queue" "q" {
  for_each = toset(["a"])
  location = "here"
  labels   = { a = "b" }
  rate_limits {
    max_burst_size = 1
  }
  dynamic "rule" {
    for_each = [1]
    content {
      action = "DELETE"
    }
  }
  lifecycle {
    ignore_changes = [labels]
  }
}
output "link" {
  value = google_cloud_tasks_queue.q["a"].self_link
}
"""


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("", "", None),
        ('  location = "here"\n', "", "google_cloud_tasks_queue.q needs location"),
        ("max_burst_size", "max_burst", "q.rate_limits has no attribute max_burst"),
        ("  rate_limits {", "  rate_limit {", "has no block rate_limit"),
        ("rate_limits {\n    max_burst_size = 1\n  }", "rate_limits = {}", "rate_limits is a block, not an attribute"),
        ('action = "DELETE"', "", "q.rule needs action"),
        ("content {", "contents {", "needs for_each and one content"),
        (
            '"google_cloud_tasks_queue" "q"',
            '"google_cloud_task_queue" "q"',
            "the provider has no google_cloud_task_queue",
        ),
        (".self_link", ".own_link", "lets nobody read own_link"),
        ("~> 6.50", "~> 7.1", "wants google 7.1, the schema here is of 6.50.0"),
    ],
)
def test_a_mistake_against_the_schema_is_found(
    check_module: Callable[[str], ModuleType], tmp_path: Path, right: str, wrong: str, message: str | None
) -> None:
    typings = tmp_path / "cache" / "npm" / "node_modules" / "@cdktf" / "provider-google" / "lib" / "cloud-tasks-queue"
    typings.mkdir(parents=True)
    (typings / "index.d.ts").write_text(QUEUE)
    (tmp_path / "infra").mkdir()
    for name, text in (("queues.tf", RIGHT), ("versions.tf", VERSIONS)):
        assert right in RIGHT + VERSIONS
        (tmp_path / "infra" / name).write_text(text.replace(right, wrong) if right else text)
    found = check_module("schema").check(check_module("finding").Tree(root=tmp_path, cache=tmp_path / "cache"))
    assert found == [] if message is None else any(message in one for one in found), found


def test_without_the_typings_it_is_said_that_nothing_was_checked(
    check_module: Callable[[str], ModuleType], tmp_path: Path
) -> None:
    with pytest.raises(check_module("finding").NotHere, match=r"infra/checks/install\.py"):
        check_module("schema").check(check_module("finding").Tree(root=tmp_path, cache=tmp_path))
