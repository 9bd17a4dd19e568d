"""REVIEW_MODEL: who reads over programs, by default and when it is set."""

import pytest

from agents.dev import dev_settings
from agents.models import ModelSettings, default_review
from service.settings import SettingsError, read_settings

BOTH = {"ANTHROPIC_API_KEY": "a", "OPENAI_API_KEY": "b"}
HAIKU, LUNA = "anthropic/claude-haiku-5-5", "openai/gpt-6-luna"


@pytest.mark.parametrize(
    ("environ", "reviewers"),
    [
        ({}, ()),
        (BOTH, (HAIKU, LUNA)),
        ({"OPENAI_API_KEY": "b"}, (LUNA,)),
        # nobody is told about the lifter but whom the chain names
        ({**BOTH, "MODEL_CHAIN": "openai/gpt-6.1-sol"}, (LUNA,)),
        ({**BOTH, "MODEL_CHAIN": "offline/coach"}, ()),
        ({**BOTH, "MODEL_CHAIN": "offline/coach", "REVIEW_MODEL": HAIKU}, ()),
        ({**BOTH, "REVIEW_MODEL": "off"}, ()),
        ({**BOTH, "REVIEW_MODEL": "OFF"}, ()),
        ({**BOTH, "REVIEW_MODEL": f"{LUNA}, {LUNA}"}, (LUNA,)),
        ({**BOTH, "REVIEW_MODEL": " "}, (HAIKU, LUNA)),
    ],
    ids=str,
)
def test_the_keys_decide_who_reviews_and_one_setting_turns_it_off(
    environ: dict[str, str], reviewers: tuple[str, ...]
) -> None:
    settings = read_settings(environ)
    assert settings.review_models == reviewers
    in_dev_ui = dev_settings(environ).of_review
    assert (() if in_dev_ui is None else in_dev_ui.chain) == tuple(dict.fromkeys(reviewers))


@pytest.mark.parametrize(
    ("environ", "word"),
    [
        ({**BOTH, "REVIEW_MODEL": "haiku"}, "PROVIDER/MODEL"),
        ({"OPENAI_API_KEY": "b", "REVIEW_MODEL": HAIKU}, "ANTHROPIC_API_KEY"),
        ({**BOTH, "REVIEW_MODEL": "offline/coach"}, "set it to off"),
    ],
    ids=str,
)
def test_a_wrong_reviewer_says_what_to_set(environ: dict[str, str], word: str) -> None:
    with pytest.raises(SettingsError, match="REVIEW_MODEL") as caught:
        read_settings(environ)
    assert word in str(caught.value)


def test_a_review_has_its_own_limits_and_the_jobs_caps() -> None:
    settings = ModelSettings(chain=("openai/gpt-6.1-sol",), review=default_review(("openai/gpt-6.1-sol",)))
    own = settings.of_review
    assert own is not None
    assert (own.chain, own.review, own.timeout_s, own.max_tokens) == ((LUNA,), (), 30.0, 4_000)
    assert own.caps == settings.caps
    assert ModelSettings(chain=("openai/gpt-6.1-sol",)).of_review is None
    assert ModelSettings(review=(LUNA,)).of_review is None
