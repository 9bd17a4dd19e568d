"""The scripts of a release against stand-ins: no traffic, smoke, steps, and back when anything is wrong."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.infra.fake_tools import DIGEST, FakeTools, in_order

Release = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def release(tools: FakeTools, project: Path) -> Release:
    """Runs a script of a release in a project where each service serves `old` and makes `new`."""
    tools.answer("gcloud run services describe * --format csv*", ",tagged\n100,old\n0,older")
    tools.answer("gcloud run services describe * --format value(status.latest*", "new")
    tools.answer("gcloud run services describe * --format value(status.url)", "https://fitcsv-ai-api-1.run.app")
    for path, status in (("/health/*", 200), ("/openapi.json", 200), ("/api/ai/jobs", 401), ("/tasks/sweep", 404)):
        tools.answer(f"curl *{path}", str(status))

    def run(name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        environ = {
            "PROJECT": "fitcsv-prod",
            "REGION": "europe-west1",
            "STATE": str(project / "state"),
            "STEPS": "10 100",
        }
        return tools.run(project / "release" / name, *arguments, environ=environ)

    return run


IMAGE = f"europe-west1-docker.pkg.dev/fitcsv-prod/fitcsv-ai/fitcsv-ai@{DIGEST}"


def test_a_release_deploys_without_traffic_looks_and_moves_it_by_steps(tools: FakeTools, release: Release) -> None:
    done = release("release.sh", IMAGE, "r0123abc")
    assert done.returncode == 0, done.stderr
    calls = tools.calls()
    assert in_order(
        calls,
        f"services update fitcsv-ai-worker --image {IMAGE} --no-traffic --tag r0123abc",
        f"services update fitcsv-ai-api --image {IMAGE} --no-traffic --tag r0123abc",
        "https://r0123abc---fitcsv-ai-api-1.run.app/health/ready",
        "update-traffic fitcsv-ai-worker --to-revisions new=10,old=90",
        "update-traffic fitcsv-ai-api --to-revisions new=10,old=90",
        "sleep",
        "gcloud logging read",
        "update-traffic fitcsv-ai-worker --to-latest",
        "update-traffic fitcsv-ai-api --to-latest",
        "curl",
    ), calls
    assert "old=100" not in "\n".join(calls)


@pytest.mark.parametrize(
    ("pattern", "said", "message"),
    [
        ("curl */health/ready", "503", "answers 503, not 200"),
        ("curl */api/ai/jobs", "200", "answers 200, not 401"),
        ("gcloud logging read *", "job_crashed", "logged an error at 10 %: job_crashed"),
        ("gcloud run services describe * --format value(status.latestReady*", "old", "did not become ready"),
    ],
)
def test_a_bad_release_is_rolled_back(
    tools: FakeTools, release: Release, pattern: str, said: str, message: str
) -> None:
    tools.answer(pattern, said)
    done = release("release.sh", IMAGE, "r0123abc")
    assert done.returncode == 1
    assert message in done.stderr
    moved = [call for call in tools.calls() if "update-traffic" in call]
    assert "--to-latest" not in "\n".join(moved)
    assert any("fitcsv-ai-worker --to-revisions old=100" in call for call in moved)


def test_migrations_run_to_their_end_before_the_release_and_grants_after_them(
    tools: FakeTools, release: Release
) -> None:
    assert release("migrate.sh", IMAGE).returncode == 0
    assert in_order(
        tools.calls(),
        f"jobs update fitcsv-ai-migrate --image {IMAGE}",
        "jobs execute fitcsv-ai-migrate --wait",
        f"jobs update fitcsv-ai-grants --image {IMAGE}",
        "jobs execute fitcsv-ai-grants --wait",
    )
    tools.answer("gcloud run jobs execute fitcsv-ai-migrate *", "", 1)
    assert release("migrate.sh", IMAGE).returncode == 1
    assert "grants" not in "\n".join(tools.calls())


def test_an_image_by_tag_is_refused(tools: FakeTools, release: Release) -> None:
    done = release("deploy.sh", "fitcsv-ai:latest", "r1")
    assert done.returncode == 2
    assert "not named by digest" in done.stderr
    assert tools.calls() == []


def test_rolling_back_by_hand_needs_names_and_goes_on_after_a_failure(tools: FakeTools, release: Release) -> None:
    assert release("rollback.sh").returncode == 2
    tools.answer("gcloud run services update-traffic fitcsv-ai-api *", "", 1)
    done = release("rollback.sh", "fitcsv-ai-api=a", "fitcsv-ai-worker=b")
    assert done.returncode == 1
    assert "fitcsv-ai-worker --to-revisions b=100" in tools.calls()[-1]
