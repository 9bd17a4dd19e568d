import pytest

from strength.repetitions import Repetitions, parse_repetitions


@pytest.mark.parametrize(
    ("text", "low", "high", "is_open", "is_timed"),
    [
        ("5", 5, 5, False, False),
        ("8-12", 8, 12, False, False),
        ("5+", 5, 5, True, False),
        ("AMRAP", 8, 8, True, False),
        ("30s", 30, 30, False, True),
        ("30 s", 30, 30, False, True),
    ],
)
def test_every_form_is_read(text: str, low: int, high: int, is_open: bool, is_timed: bool) -> None:
    assert parse_repetitions(text) == Repetitions(low=low, high=high, is_open=is_open, is_timed=is_timed)


@pytest.mark.parametrize("text", ["5", "8-12", "5+", "30s"])
def test_what_is_read_is_written_the_same(text: str) -> None:
    assert str(parse_repetitions(text)) == text


@pytest.mark.parametrize("text", ["", "many", "5x5", "-3"])
def test_other_texts_say_nothing(text: str) -> None:
    assert parse_repetitions(text) is None


def test_a_range_counts_as_its_middle() -> None:
    assert Repetitions(low=8, high=12).counted == 10.0
