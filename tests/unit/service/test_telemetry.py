"""Logs: Cloud Logging's shape, and nothing of what people or models wrote."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from service import telemetry

CANARY = "canary-7f3a"


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers, root.level = handlers, level
    structlog.reset_defaults()


def test_a_line_has_cloud_loggings_fields(capsys) -> None:
    telemetry.configure(level="INFO", as_json=True)
    structlog.get_logger("service.x").info("job_claimed", job_id="c1", attempt=2, job_type="program_generator")
    line = json.loads(capsys.readouterr().err)
    assert line["severity"] == "INFO"
    assert line["message"] == "job_claimed"
    assert line["logging.googleapis.com/labels"] == {"attempt": "2", "jobId": "c1"}
    assert line["job_type"] == "program_generator"


def test_a_field_outside_the_list_does_not_leave(capsys) -> None:
    telemetry.configure(level="INFO", as_json=True)
    structlog.get_logger("service.x").info("request", notes=CANARY, body=CANARY)
    logging.getLogger("service.y").warning("task_vanished", extra={"notes": CANARY, "task": "t"})
    text = capsys.readouterr().err
    assert CANARY not in text
    assert '"task": "t"' in text


@pytest.mark.parametrize("as_json", [True, False])
def test_the_text_of_an_error_does_not_leave_but_its_place_does(capsys, as_json) -> None:
    telemetry.configure(level="INFO", as_json=as_json)
    try:
        int(CANARY)
    except ValueError as error:
        structlog.get_logger("service.x").error("request_failed", exc_info=error)
        logging.getLogger("service.y").exception("again")
    text = capsys.readouterr().err
    assert CANARY not in text
    assert "ValueError" in text
    assert "test_telemetry" in text


def test_what_a_library_says_about_content_is_not_repeated(capsys) -> None:
    telemetry.configure(level="INFO", as_json=True)
    logging.getLogger("google_adk.flows").warning("model said %s", CANARY)
    text = capsys.readouterr().err
    assert CANARY not in text
    assert "library_message" in text


def test_a_user_is_recognised_but_not_named() -> None:
    assert telemetry.user_label("anna") == telemetry.user_label("anna")
    assert telemetry.user_label("anna") != telemetry.user_label("bert")
    assert "anna" not in telemetry.user_label("anna")
