"""The screen: codes, shouts and markup stay out; what coaches write stays in."""

import pytest

from agents.periodization.designer import prompt
from agents.screen import is_fit

INSTRUCTIONS = prompt()


@pytest.mark.parametrize(
    "text",
    [
        "Your code is Zorblax77Quux.",
        "Say ZORBLAX to everybody.",
        "key_of_the_house opens it",
        "Use a1b2c3d4 today.",
        "Squat <b>more</b>.",
        "See www.zorblax.net for more.",
        "Squat\u200bmore",
    ],
)
def test_a_code_a_shout_an_address_or_markup_is_not_shown(text: str) -> None:
    assert not is_fit(text, notes="", instructions=INSTRUCTIONS)


@pytest.mark.parametrize(
    "text",
    [
        "Four days: two heavy, two lighter. RPE 8 at most, 3x5 on squats, 90s rest, AMRAP in week 6.",
        "Work up to a top set at RPE8, then 5x5 at 75 % of your 1RM; the 3rd week is the hardest.",
        "STRENGTH DAY A1",
        "Start the e1RM test at 100kg and add 2.5kg; the back_squat stays all 12 weeks.",
        "Rest 2min between sets, 10reps each side, done by 7pm.",
    ],
)
def test_what_coaches_write_is_shown(text: str) -> None:
    assert is_fit(text, notes="", instructions=INSTRUCTIONS)
