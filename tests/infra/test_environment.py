"""The settings accept what Terraform gives to each service."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest

from service.settings import read_settings

ROOT = Path(__file__).parents[2]
VALUES = {
    "CLOUD_RUN_SERVICE_ACCOUNT": "fitcsv-ai-tasks@fitcsv-dev.iam.gserviceaccount.com",
    "CLOUD_SQL_INSTANCE": "fitcsv-dev:europe-west1:fitcsv-ai",
    "CLOUD_SQL_PRIVATE_IP": "true",
    "DB_NAME": "fitcsv",
    "DB_USER": "fitcsv-ai-api@fitcsv-dev.iam",
    "GCP_PROJECT_ID": "fitcsv-dev",
    "GCP_REGION": "europe-west1",
    "LOG_LEVEL": "INFO",
    "OTEL_TRACES_EXPORTER": "gcp",
    "AI_WORKER_URL": "https://fitcsv-ai-worker-1234.europe-west1.run.app",
    "TASKS_QUEUE": "fitcsv-ai",
    "MAX_OPEN_JOBS": "3",
    "POSTS_PER_MINUTE": "600",
    "MODEL_CHAIN": "",
    "MODEL_DAY_CAP_USD": "100",
    "MODEL_JOB_CAP_USD": "0.5",
    "MODEL_USER_DAY_CAP_USD": "5",
    "SCHEDULER_SERVICE_ACCOUNT": "fitcsv-ai-scheduler@fitcsv-dev.iam.gserviceaccount.com",
    "TASKS_SIGNATURE_CHECK": "cloud-run",
}
BY_MODE = {
    "service": {
        "AUTH_AUDIENCE": "https://api.example",
        "AUTH_SERVICE_ACCOUNTS": "web@fitcsv-dev.iam.gserviceaccount.com",
    },
    "jwt": {
        "AUTH_AUDIENCE": "fitcsv",
        "AUTH_ISSUER": "https://issuer.example",
        "AUTH_JWKS_URL": "https://issuer.example/jwks.json",
        "CORS_ORIGINS": "https://fitcsv.example",
    },
}


@pytest.mark.parametrize("mode", BY_MODE)
@pytest.mark.parametrize("role", ["api", "worker"])
def test_the_settings_accept_what_a_service_is_given(
    check_module: Callable[[str], ModuleType], role: str, mode: str
) -> None:
    hcl = check_module("hcl")
    local = hcl.read(ROOT / "infra" / "run_environment.tf").blocks[0].body.attributes
    names = {*local["shared_environment"].names(), *local[f"{role}_environment"].names()}
    values = {**VALUES, **BY_MODE[mode], "AUTH_MODE": mode, "SERVICE_ROLE": role}
    given = {name: values.get(name, "") for name in names}
    keys = {"ANTHROPIC_API_KEY": "of-a-test"} if role == "worker" else {}
    settings = read_settings({**given, **keys, "K_SERVICE": f"fitcsv-ai-{role}", "PORT": "8080"})
    assert (settings.role.value, settings.host, settings.auth.mode) == (role, "0.0.0.0", mode)
    assert settings.cloud_sql is not None
    assert settings.tasks.queue == "fitcsv-ai"
    assert settings.auth.is_signature_removed is (role == "worker")
    # the control plane holds no key, so it calls no model
    assert settings.model_chain == (
        ("offline/coach",) if role == "api" else ("anthropic/claude-sonnet-5-5", "offline/coach")
    )
