"""Each check of `infra/` finds nothing in our tree, and finds a mistake that was put into a copy of it."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
OFFLINE = (
    "formatting",
    "references",
    "evaluation",
    "connections",
    "deadlines",
    "environment",
    "metrics",
    "alerts",
    "access",
    "checklist",
)
NEED_TERRAFORM = ("formatting", "evaluation")

PROD = "envs/prod/sizes.auto.tfvars.json"
LIMITS = "limits.json"
MISTAKES = [
    # check, file, what stands there, what a tired person makes of it, what the check says
    ("references", "queues.tf", "var.sizes.queue.concurrent", "var.size.queue.concurrent", "var.size.queue"),
    ("references", "scheduler.tf", "google_service_account.scheduler.email", "google_service_account.sweep.email", "sweep"),
    ("references", "scheduler.tf", '"${local.worker_url}/tasks', '"${local.worker_address}/tasks', "local.worker_address"),
    ("references", "variables.tf", 'variable "region"', 'variable "zone"', "var.region is not there"),
    ("references", "budget.tf", "module.monitoring.channel", "module.monitoring.mail", "is no output"),
    ("references", "envs/prod/main.tf", "  image                = var.image\n", "", "needs image"),
    ("references", "variables.tf", 'variable "auth"', 'variable "unread" {}\nvariable "auth"', "var.unread is read nowhere"),
    ("evaluation", "envs/dev/sizes.auto.tfvars.json", '"concurrent": 8', '"concurrent": 80', "dev: Invalid value for variable"),
    ("evaluation", "locals.tf", '"https://${local.name}-worker-${data.google_project.this.number}.${var.region}.run.app"',
     "google_cloud_run_v2_service.worker.name", "Cycle: "),
    ("formatting", "queues.tf", "  rate_limits {", "rate_limits {", "queues.tf: run `terraform fmt"),
    ("connections", PROD, '"max_instances": 13', '"max_instances": 14', "more than 280"),
    ("connections", PROD, '"max_connections": 400', '"max_connections": 300', "more than 210"),
    ("connections", PROD, '"concurrent": 50', '"concurrent": 80', "the workers take 52"),
    ("connections", LIMITS, '"size": 5', '"size": 9', "the code's is 5 + 2"),
    ("deadlines", LIMITS, '"lease_s": 60', '"lease_s": 10', "heartbeat_s 15 must be below lease_s 10"),
    ("deadlines", LIMITS, '"model_call_s": 120', '"model_call_s": 100', "agents/models.py says 120"),
    ("deadlines", LIMITS, '"request_s": 900', '"request_s": 600', "must be below request_s 600"),
    ("deadlines", LIMITS, '"dispatch_s": 900', '"dispatch_s": 1900', "Cloud Tasks' longest"),
    ("deadlines", LIMITS, '"shutdown_s": 8', '"shutdown_s": 12', "Cloud Run kills"),
    ("deadlines", LIMITS, '"max_attempts": -1', '"max_attempts": 5', "design 06 says -1"),
    ("deadlines", "run_worker.tf", '"${local.limits.deadlines.request_s}s"', '"600s"', "timeout must come from"),
    ("environment", "run_environment.tf", "POSTS_PER_MINUTE ", "POST_PER_MINUTE ", "POST_PER_MINUTE is none of the settings"),
    ("environment", "run_environment.tf", "POSTS_PER_MINUTE ", "POST_PER_MINUTE ", "POSTS_PER_MINUTE is a setting"),
    ("environment", "environment.json", '"HOST"', '"HOSTS"', "HOSTS, which is no setting"),
    ("environment", "migrate.tf", '"DB_PASSWORD"', '"DB_PASS"', "DB_PASS is none of the settings"),
    ("metrics", "monitoring/metrics.json", "fitcsv.job.failures", "fitcsv.job.fails", "fitcsv.job.failures of service"),
    ("metrics", "monitoring/metrics.json", '"field": "cost_usd"', '"field": "cost"', "differs from the code in field"),
    ("metrics", "monitoring/alerts.json", "fitcsv_model_cost_sum", "fitcsv_model_dollars_sum", "no figure"),
    ("metrics", "monitoring/alerts.json", "fitcsv_job_failures{", "fitcsv_job_failures_sum{", "no figure"),
    ("metrics", "monitoring/dashboard.json", "fitcsv_program_repairs", "fitcsv_program_score", "fitcsv.program.repairs has no"),
    ("alerts", "monitoring/alerts.json", '"name": "spend"', '"name": "spending"', "no alert spend"),
    ("alerts", "monitoring/alerts.json", '"name": "breaker-open"', '"name": "breaker"', "has no infra/runbooks/breaker.md"),
    ("alerts", "runbooks/spend.md", "## What to do", "## Notes", "'What to do' is missing"),
    ("alerts", "monitoring/alerts.json", "@spend_usd_per_hour@", "@spend@", "nobody fills in @spend@"),
    ("access", "accounts.tf", '"roles/cloudtrace.agent"', '"roles/editor"', "roles/editor is the whole project"),
    ("access", "accounts.tf", '"roles/cloudtrace.agent"', '"roles/run.invoker"', "for the whole project"),
    ("access", "accounts.tf", "google_cloud_run_v2_service.api.name\n  role     = \"roles/run.invoker\"",
     "google_cloud_run_v2_service.worker.name\n  role     = \"roles/run.invoker\"", "only the API is open"),
    ("access", "run_worker.tf", "INGRESS_TRAFFIC_INTERNAL_ONLY", "INGRESS_TRAFFIC_ALL", "ingress must be"),
    ("access", "database.tf", "point_in_time_recovery_enabled = true", "point_in_time_recovery_enabled = false", "is not true"),
    ("access", "federation.tf", "assertion.repository ==", "assertion.actor ==", "everybody's CI"),
    ("access", "run_worker.tf", "version = env.value", 'version = "latest"', "pinned"),
    ("access", "envs/prod/settings.auto.tfvars", "# What", 'key = "sk-' + 'a1b2c3d4e5f6"\n# What', "looks like a secret"),
    ("checklist", "queues.tf", 'resource "google_cloud_tasks_queue" "priority"',
     'resource "google_cloud_tasks_queue" "by_priority"', "google_cloud_tasks_queue.priority is not in"),
    ("checklist", "README.md", "queues.tf:2`", "queues.tf:3`", "line 3 of infra/queues.tf"),
]  # fmt: skip


@pytest.mark.parametrize("name", OFFLINE)
def test_a_check_finds_nothing_in_our_tree(check_module: Callable[[str], ModuleType], name: str) -> None:
    tree = _tree(check_module, ROOT)
    if name in NEED_TERRAFORM and shutil.which("terraform") is None:
        # a machine without terraform says so; it does not pretend
        with pytest.raises(check_module("finding").NotHere, match="terraform is not installed"):
            check_module(name).check(tree)
        return
    assert check_module(name).check(tree) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: f"{mistake[0]}: {mistake[4]}")
def test_a_check_finds_a_mistake(
    check_module: Callable[[str], ModuleType], copied: Path, mistake: tuple[str, str, str, str, str]
) -> None:
    name, file, right, wrong, message = mistake
    if name in NEED_TERRAFORM and shutil.which("terraform") is None:
        # the test above has seen that it is said
        return
    path = copied / "infra" / file
    text = path.read_text()
    assert right in text, "the mistake has no place any more"
    path.write_text(text.replace(right, wrong))
    found = check_module(name).check(_tree(check_module, copied))
    assert any(message in one for one in found), found


def test_a_private_database_waits_for_its_setting(check_module: Callable[[str], ModuleType], copied: Path) -> None:
    known = copied / "infra" / "environment.json"
    left_alone = json.loads(known.read_text())
    known.write_text(json.dumps({**left_alone, "waiting": {"CLOUD_SQL_PRIVATE_IP": "not read"}}))
    path = copied / "infra" / "envs" / "prod" / "settings.auto.tfvars"
    path.write_text(path.read_text().replace("= false", "= true"))
    found = check_module("environment").check(_tree(check_module, copied))
    assert any("prod/settings.auto.tfvars: has_private_database needs" in one for one in found), found


def test_unclosed_hcl_is_an_error_with_its_line(check_module: Callable[[str], ModuleType], tmp_path: Path) -> None:
    hcl = check_module("hcl")
    for text, message in (
        ('a = 1\nb = "x\n', "odd.tf:2: a text has no end"),
        ("a = [1,\n", "odd.tf:1: a bracket is not closed"),
        ('resource "x" "y" {\n  a = 1\n', "odd.tf:3: a block is not closed"),
        ("a = 1\na = 2\n", "odd.tf:2: a is set twice"),
        ("a b\n", "odd.tf:1: after a comes 'b'"),
    ):
        path = tmp_path / "odd.tf"
        path.write_text(text)
        with pytest.raises(hcl.HclError, match=message.replace("[", r"\[")):
            hcl.read(path)


def test_references_are_found_in_code_and_in_texts_alone(check_module: Callable[[str], ModuleType]) -> None:
    hcl = check_module("hcl")
    found = hcl.references('merge(local.a, { x = "${var.b}-no.ref", y = f_x.y["z"].name }) # var.comment')
    assert found == ["local.a", 'f_x.y[""].name', "var.b"]
    assert hcl.references("\"assertion.repository == 'x' $${var.no}\"") == []


def _tree(check_module: Callable[[str], ModuleType], root: Path) -> object:
    return check_module("finding").Tree(root=root, cache=ROOT / ".data" / "infra")
