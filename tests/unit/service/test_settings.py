"""Settings: what is missing or contradicts itself stops the start with one sentence."""

import pytest

from service.settings import OFFLINE_MODEL, Deadlines, Role, Secret, Settings, SettingsError, read_settings


def test_an_empty_environment_is_enough() -> None:
    settings = read_settings({})
    assert settings.role is Role.ALL
    assert settings.model_chain == (OFFLINE_MODEL,)
    assert settings.database_url is None


def test_an_empty_variable_counts_as_not_set() -> None:
    assert read_settings({"DATABASE_URL": "", "PORT": " "}) == read_settings({})


BAD = [
    ({"PORT": "http"}, "PORT"),
    ({"PORT": "70000"}, "PORT"),
    ({"PORT": "²"}, "PORT"),
    ({"SERVICE_ROLE": "boss"}, "SERVICE_ROLE"),
    ({"LOG_LEVEL": "loud"}, "LOG_LEVEL"),
    ({"OTEL_TRACES_EXPORTER": "fax"}, "OTEL_TRACES_EXPORTER"),
    ({"DATABASE_URL": "mysql://x"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://h:0/x"}, "DATABASE_URL"),
    ({"DATABASE_URL": "postgresql://h/x", "CLOUD_SQL_INSTANCE": "a:b:c", "DB_USER": "u", "DB_NAME": "n"}, "one of"),
    ({"CLOUD_SQL_INSTANCE": "a:b:c"}, "DB_USER and DB_NAME"),
    ({"CLOUD_SQL_INSTANCE": "a:b:c", "DB_USER": "u", "DB_NAME": "n", "CLOUD_SQL_PRIVATE_IP": "x"}, "true, false"),
    ({"CLOUD_SQL_INSTANCE": "abc", "DB_USER": "u", "DB_NAME": "n"}, "PROJECT:REGION:INSTANCE"),
    ({"MODEL_CHAIN": "claude"}, "PROVIDER/MODEL"),
    ({"MODEL_CHAIN": "anthropic/claude-sonnet-5-5"}, "ANTHROPIC_API_KEY"),
    ({"MODEL_BASE_URLS": "anthropic"}, "MODEL_BASE_URLS"),
    ({"MODEL_JOB_CAP_USD": "much"}, "US dollars"),
    ({"MODEL_USER_DAY_CAP_USD": "nan"}, "US dollars"),
    ({"MODEL_DAY_CAP_USD": "-1"}, "US dollars"),
    ({"MODEL_JOB_CAP_USD": "6"}, "none may be above the next"),
    ({"MODEL_DAY_CAP_USD": "1"}, "none may be above the next"),
    ({"ALLOW_UNPRICED_MODELS": "perhaps"}, "true or false"),
    ({"OFFLINE_LAST_RESORT": "never"}, "true or false"),
    ({"OFFLINE_LAST_RESORT": "false"}, "leaves no model"),
    ({"GCP_PROJECT_ID": "p"}, "GCP_REGION, AI_WORKER_URL, TASKS_QUEUE, CLOUD_RUN_SERVICE_ACCOUNT"),
    ({"AI_WORKER_URL": "worker"}, "AI_WORKER_URL"),
    ({"CLOUD_TASKS_EMULATOR_HOST": "localhost"}, "HOST:PORT"),
    ({"K_SERVICE": "api"}, "AUTH_MODE"),
    ({"K_SERVICE": "api", "AUTH_MODE": "local"}, "Cloud Run"),
    ({"AUTH_MODE": "jwt"}, "AUTH_MODE"),
    ({"AUTH_MODE": "none"}, "AUTH_MODE"),
    ({"HOST": "0.0.0.0"}, "127.0.0.1"),
    ({"HOST": "example.org"}, "127.0.0.1"),
]


@pytest.mark.parametrize(("environ", "word"), BAD, ids=[" ".join(row[0]) for row in BAD])
def test_a_wrong_setting_says_what_to_set(environ: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(environ)
    assert word in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_password_never_shows() -> None:
    settings = read_settings({"DATABASE_URL": "postgresql://u:hunter2@h/x", "ANTHROPIC_API_KEY": "sk-1"})
    assert "hunter2" not in repr(settings)
    assert "sk-1" not in repr(settings)
    assert str(settings.anthropic_api_key) == "***"
    with pytest.raises(SettingsError) as caught:
        read_settings({"DATABASE_URL": "mysql://u:hunter2@h/x"})
    assert "hunter2" not in str(caught.value)


def test_keys_put_their_models_before_the_rule_based_coach() -> None:
    chain = read_settings({"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "b"}).model_chain
    assert [model.partition("/")[0] for model in chain] == ["anthropic", "openai", "offline"]


def test_a_chain_of_ones_own_keeps_the_last_resort() -> None:
    environ = {"MODEL_CHAIN": "openai/gpt-6-luna, openai/gpt-6-luna", "OPENAI_API_KEY": "b"}
    assert read_settings(environ).model_chain == ("openai/gpt-6-luna", OFFLINE_MODEL)


def test_the_last_resort_can_be_excluded() -> None:
    environ = {"ANTHROPIC_API_KEY": "a", "OFFLINE_LAST_RESORT": "off"}
    assert read_settings(environ).model_chain == ("anthropic/claude-sonnet-5-5",)


def test_caps_are_read_and_have_defaults() -> None:
    usual = read_settings({}).spending
    assert (usual.job_usd, usual.user_day_usd, usual.day_usd, usual.allows_unpriced) == (0.50, 5.0, 100.0, False)
    environ = {"MODEL_JOB_CAP_USD": "0", "MODEL_DAY_CAP_USD": "7.5", "ALLOW_UNPRICED_MODELS": "TRUE"}
    spending = read_settings(environ).spending
    assert (spending.job_usd, spending.day_usd, spending.allows_unpriced) == (0.0, 7.5, True)


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_local_mode_listens_on_loopback(host: str) -> None:
    assert Settings(host=host).host == host


@pytest.mark.parametrize(
    "rungs",
    [
        {"heartbeat_s": 60.0},
        {"lease_s": 130.0},
        {"model_call_s": 800.0},
        {"job_s": 900.0},
        {"request_s": 901.0},
        {"dispatch_s": 1_801.0},
        {"shutdown_s": 10.0},
    ],
    ids=str,
)
def test_every_time_limit_ends_before_the_one_around_it(rungs: dict[str, float]) -> None:
    with pytest.raises(SettingsError):
        Deadlines(**rungs)


def test_the_default_time_limits_are_those_of_the_design() -> None:
    limits = Deadlines()
    assert (limits.heartbeat_s, limits.lease_s, limits.job_s, limits.dispatch_s) == (15, 60, 720, 900)


def test_a_secret_hides_itself() -> None:
    assert "x" not in f"{Secret(value='x')!r} {Secret(value='x')}"


def test_an_instance_is_reached_inside_the_network_when_asked() -> None:
    base = {"CLOUD_SQL_INSTANCE": "a:b:c", "DB_USER": "u", "DB_NAME": "n"}
    for said, is_private in ((None, False), ("false", False), ("TRUE", True)):
        cloud_sql = read_settings({**base, **({} if said is None else {"CLOUD_SQL_PRIVATE_IP": said})}).cloud_sql
        assert cloud_sql is not None
        assert cloud_sql.has_private_ip is is_private
