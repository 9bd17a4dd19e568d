"""How callers are known: what is missing, malformed or contradicts itself stops the start."""

import pytest

from service.auth.auth_settings import GOOGLE_JWKS_URL, AuthSettings
from service.settings import Settings, SettingsError, read_settings

JWT = {
    "AUTH_MODE": "jwt",
    "AUTH_JWKS_URL": "https://issuer.example/jwks.json",
    "AUTH_ISSUER": "https://issuer.example",
    "AUTH_AUDIENCE": "https://api.example",
}
BACKEND = {"AUTH_MODE": "service", "AUTH_AUDIENCE": "https://api.example", "AUTH_SERVICE_ACCOUNTS": "web@p.example"}
WORKER = {"SERVICE_ROLE": "worker", "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:1"}
TASKS = {"AI_WORKER_URL": "https://worker.example", "CLOUD_RUN_SERVICE_ACCOUNT": "tasks@p.example"}

BAD = [
    ({"AUTH_MODE": "jwt"}, "AUTH_JWKS_URL, AUTH_ISSUER, AUTH_AUDIENCE"),
    ({**JWT, "AUTH_ISSUER": " "}, "AUTH_ISSUER"),
    ({"AUTH_MODE": "service"}, "AUTH_AUDIENCE, AUTH_SERVICE_ACCOUNTS"),
    ({"AUTH_MODE": "JWT"}, "jwt, service, local"),
    ({**JWT, "AUTH_MODE": "local"}, "AUTH_MODE=jwt"),
    ({"AUTH_JWKS_URL": "https://issuer.example/jwks.json"}, "AUTH_MODE=jwt"),
    ({"AUTH_SERVICE_ACCOUNTS": "web@p.example"}, "AUTH_MODE=service"),
    ({**JWT, "AUTH_SERVICE_ACCOUNTS": "web@p.example"}, "AUTH_MODE=service"),
    ({**JWT, "AUTH_JWKS_URL": "http://issuer.example/jwks.json"}, "https://"),
    ({**JWT, "AUTH_JWKS_URL": "file:///etc/keys"}, "https://"),
    ({**JWT, "AUTH_JWKS_URL": "https://u:hunter2@issuer.example/"}, "https://"),
    ({**JWT, "AUTH_JWKS_URL": "https://issuer.example:0/"}, "https://"),
    ({**JWT, "TASKS_JWKS_URL": "ftp://issuer.example/"}, "TASKS_JWKS_URL"),
    ({**BACKEND, "AUTH_SERVICE_ACCOUNTS": "web"}, "AUTH_SERVICE_ACCOUNTS"),
    ({**BACKEND, "AUTH_SERVICE_ACCOUNTS": "*"}, "AUTH_SERVICE_ACCOUNTS"),
    ({**BACKEND, "AUTH_SERVICE_ACCOUNTS": ","}, "AUTH_SERVICE_ACCOUNTS"),
    ({**BACKEND, "SCHEDULER_SERVICE_ACCOUNT": "Cron"}, "SCHEDULER_SERVICE_ACCOUNT"),
    ({**JWT, "CORS_ORIGINS": "*"}, "CORS_ORIGINS"),
    ({**JWT, "CORS_ORIGINS": "https://fitcsv.example/"}, "CORS_ORIGINS"),
    ({**JWT, "CORS_ORIGINS": "http://fitcsv.example"}, "CORS_ORIGINS"),
    ({**BACKEND, "CORS_ORIGINS": "https://fitcsv.example"}, "CORS_ORIGINS"),
    ({**JWT, **WORKER}, "AI_WORKER_URL, CLOUD_RUN_SERVICE_ACCOUNT"),
    ({**JWT, "CLOUD_TASKS_EMULATOR_HOST": "127.0.0.1:1"}, "AI_WORKER_URL, CLOUD_RUN_SERVICE_ACCOUNT"),
    ({"TASKS_SIGNATURE_CHECK": "nobody"}, "app or cloud-run"),
    ({**JWT, "TASKS_SIGNATURE_CHECK": "cloud-run"}, "front end"),
    ({"K_SERVICE": "api"}, "AUTH_MODE"),
    ({"K_SERVICE": "api", "AUTH_MODE": "local"}, "Cloud Run"),
    ({"AUTH_MODE": "local", "HOST": "0.0.0.0"}, "127.0.0.1"),
]


@pytest.mark.parametrize(("environ", "word"), BAD, ids=[" ".join(row[0]) for row in BAD])
def test_a_wrong_setting_says_what_to_set(environ: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "hunter2" not in str(caught.value)


def test_users_with_tokens_may_call_from_anywhere() -> None:
    settings = read_settings(
        {**JWT, "HOST": "0.0.0.0", "CORS_ORIGINS": "https://fitcsv.example, http://localhost:3000"}
    )
    assert settings.auth == AuthSettings(
        mode="jwt",
        jwks_url=JWT["AUTH_JWKS_URL"],
        issuer=JWT["AUTH_ISSUER"],
        audience=JWT["AUTH_AUDIENCE"],
        cors_origins=("https://fitcsv.example", "http://localhost:3000"),
    )


def test_the_backend_is_known_by_googles_keys() -> None:
    auth = read_settings({**BACKEND, "AUTH_SERVICE_ACCOUNTS": "web@p.example, jobs@p.example"}).auth
    assert (auth.issuer, auth.jwks_url) == ("https://accounts.google.com", GOOGLE_JWKS_URL)
    assert auth.service_accounts == {"web@p.example", "jobs@p.example"}


def test_a_worker_needs_to_know_nothing_of_users() -> None:
    cloud = {"K_SERVICE": "worker", "TASKS_SIGNATURE_CHECK": "cloud-run", "SCHEDULER_SERVICE_ACCOUNT": "cron@p.example"}
    settings = read_settings({"AUTH_MODE": "jwt", **WORKER, **TASKS, **cloud})
    assert settings.auth.is_signature_removed
    assert settings.auth.scheduler_account == "cron@p.example"
    assert settings.host == "0.0.0.0"


def test_local_mode_cannot_be_made_by_hand_off_this_machine() -> None:
    for values in ({"host": "0.0.0.0"}, {"host": "192.0.2.1"}, {"on_cloud_run": True}):
        with pytest.raises(SettingsError):
            Settings(**values)
