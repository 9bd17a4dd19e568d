"""What `/health/ready` says about providers once a call has gone wrong."""

from collections.abc import Callable
from typing import Any

import pytest

from evals.provider_simulator import Fault, simulate
from service.settings import Secret

# litellm builds its types when it is first used, and pydantic warns about one of them
pytestmark = pytest.mark.filterwarnings("ignore:Item 'summary' on TypedDict class:UserWarning")


def test_a_refused_key_shows_in_the_details_and_the_service_stays_ready(start: Callable[..., Any]) -> None:
    with simulate(anthropic=(Fault.BAD_KEY,)) as simulator:
        service = start(
            anthropic_api_key=Secret(value="sk-secret"),
            model_chain=("anthropic/claude-sonnet-5-5", "offline/coach"),
            model_base_urls=simulator.base_urls,
        )
        job = service.finish(service.make())
        ready = service.http.get("/health/ready")
    assert (job["status"], job["model"]) == ("completed", "offline/coach")
    body = ready.json()
    assert (ready.status_code, body["status"]) == (200, "ready")
    claude = body["providers"]["anthropic"]
    assert (claude["state"], claude["lastCause"]) == ("open", "bad_key")
    assert 0 < claude["retryInSeconds"] <= 300
    assert "sk-secret" not in ready.text
