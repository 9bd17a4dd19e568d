"""bootstrap.sh and teardown.sh against stand-ins: what is called, in which order, and that no key is ever an argument."""

from pathlib import Path

import pytest

from tests.infra.fake_tools import DIGEST, FakeTools, in_order

KEYS = ("key-of-anthropic-1", "key-of-openai-2")
GIVEN = ("--project", "fitcsv-dev", "--environment", "dev", "--yes")


def test_an_empty_project_is_filled_in_order(tools: FakeTools, project: Path) -> None:
    done = tools.run(project / "bootstrap.sh", *GIVEN, stdin="\n".join(KEYS) + "\n")
    assert done.returncode == 0, done.stderr
    calls = tools.calls()
    assert in_order(
        calls,
        "gcloud services enable",
        "gcloud storage buckets create gs://fitcsv-dev-terraform --project fitcsv-dev --location europe-west1"
        " --uniform-bucket-level-access --public-access-prevention",
        "gcloud storage buckets update gs://fitcsv-dev-terraform --project fitcsv-dev --versioning",
        "init -input=false -backend-config=bucket=fitcsv-dev-terraform",
        "-target module.service.google_secret_manager_secret.provider_key",
        "secrets versions add fitcsv-ai-anthropic-api-key",
        "secrets versions add fitcsv-ai-openai-api-key",
        "docker build",
        "docker push",
        "artifacts docker images describe",
        "-target module.service.google_cloud_run_v2_job.migrate",
        "jobs execute fitcsv-ai-roles --project fitcsv-dev --region europe-west1 --wait",
        "jobs execute fitcsv-ai-migrate --project fitcsv-dev --region europe-west1 --wait",
        "jobs execute fitcsv-ai-migrate --project fitcsv-dev --region europe-west1 --wait --args=db,seed",
        "jobs execute fitcsv-ai-grants",
        "terraform -chdir=" + str(project / "envs/dev") + " apply -var project_id=fitcsv-dev -var region=europe-west1"
        " -input=false -auto-approve",
        "output",
    ), calls
    # the last apply has no target: it is everything
    assert "-target" not in [call for call in calls if " apply " in call][-1]
    image = (project / "envs" / "dev" / "image.auto.tfvars").read_text()
    assert image == f'image = "europe-west1-docker.pkg.dev/fitcsv-dev/fitcsv-ai/fitcsv-ai@{DIGEST}"\n'


def test_keys_come_from_standard_input_and_are_in_no_argument_file_or_output(tools: FakeTools, project: Path) -> None:
    done = tools.run(project / "bootstrap.sh", *GIVEN, stdin="\n".join(KEYS) + "\n")
    assert tools.given() == list(KEYS)
    written = "".join(path.read_text() for path in project.rglob("*") if path.suffix in {".tfvars", ".json", ".tf"})
    for key in KEYS:
        assert key not in "\n".join(tools.calls())
        assert key not in done.stdout + done.stderr + written


def test_a_second_run_leaves_bucket_keys_and_image_alone(tools: FakeTools, project: Path) -> None:
    tools.run(project / "bootstrap.sh", *GIVEN, stdin="\n".join(KEYS) + "\n")
    tools.answer("gcloud storage buckets describe *", "gs://fitcsv-dev-terraform")
    tools.answer("gcloud secrets versions list *", "1")
    done = tools.run(project / "bootstrap.sh", *GIVEN)
    assert done.returncode == 0, done.stderr
    calls = "\n".join(tools.calls())
    assert "buckets create" not in calls
    assert "versions add" not in calls
    assert "docker build" not in calls
    assert "jobs execute fitcsv-ai-migrate" in calls


def test_a_dry_run_calls_nothing_and_prints_everything(tools: FakeTools, project: Path) -> None:
    done = tools.run(project / "bootstrap.sh", *GIVEN, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert tools.calls() == []
    for part in (
        "services enable",
        "buckets create",
        "init",
        "secrets versions add",
        "docker push",
        "fitcsv-ai-grants",
    ):
        assert part in done.stderr
    assert not (project / "envs" / "dev" / "image.auto.tfvars").exists()


@pytest.mark.parametrize(
    ("arguments", "stdin", "message"),
    [
        (("--environment", "dev"), "", "--project is missing"),
        (("--project", "p", "--environment", "staging"), "", "must be dev or prod, not 'staging'"),
        ((*GIVEN, "--force"), "", "unknown argument '--force'"),
        (GIVEN, "", "no value for ANTHROPIC_API_KEY on standard input"),
        (GIVEN, "\n", "the value for ANTHROPIC_API_KEY is empty"),
    ],
)
def test_what_is_wrong_is_said_before_harm_is_done(
    tools: FakeTools, project: Path, arguments: tuple[str, ...], stdin: str, message: str
) -> None:
    done = tools.run(project / "bootstrap.sh", *arguments, stdin=stdin)
    assert done.returncode != 0
    assert message in done.stderr
    assert not any("versions add" in call or "jobs execute" in call for call in tools.calls())


def test_the_first_failure_ends_it(tools: FakeTools, project: Path) -> None:
    tools.answer("gcloud run jobs execute fitcsv-ai-roles *", "", 1)
    done = tools.run(project / "bootstrap.sh", *GIVEN, stdin="\n".join(KEYS) + "\n")
    assert done.returncode == 1
    assert "fitcsv-ai-roles" in tools.calls()[-1]


def test_teardown_asks_for_the_project_twice_and_keeps_the_state_unless_told(tools: FakeTools, project: Path) -> None:
    script, given = project / "teardown.sh", ("--project", "fitcsv-dev", "--environment", "dev")
    refused = tools.run(script, *given, "--confirm", "fitcsv-prod")
    assert refused.returncode == 2
    assert "--confirm must repeat" in refused.stderr
    assert tools.calls() == []
    assert tools.run(script, *given, "--confirm", "fitcsv-dev").returncode == 0
    assert in_order(tools.calls(), "init", "state rm module.service.google_sql_user.account", "destroy")
    assert "storage rm" not in "\n".join(tools.calls())
    assert tools.run(script, *given, "--confirm", "fitcsv-dev", "--with-state").returncode == 0
    assert "gcloud storage rm --recursive gs://fitcsv-dev-terraform" in tools.calls()[-1]
