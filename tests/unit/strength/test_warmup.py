import pytest

from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.request import Units
from strength.warmup import warmup_set_counts, warmup_text


def exercise(slug: str) -> Exercise:
    return load_catalog().by_slug[slug]


@pytest.mark.parametrize(("percent", "sets"), [(70.0, 2), (75.0, 3), (84.9, 3), (85.0, 4)])
def test_heavier_work_gets_a_longer_ramp(percent: float, sets: int) -> None:
    assert warmup_set_counts([(exercise("back_squat"), percent)]) == [sets]


def test_a_warm_muscle_gets_one_feeler_and_small_exercises_none() -> None:
    day = [("back_squat", 80.0), ("romanian_deadlift", 75.0), ("leg_press", 0.0), ("leg_curl", 0.0), ("plank", 0.0)]
    assert warmup_set_counts([(exercise(slug), percent) for slug, percent in day]) == [3, 1, 0, 0, 0]


def test_an_unknown_exercise_is_taken_for_a_compound_one() -> None:
    assert warmup_set_counts([(None, 0.0), (None, 0.0)]) == [2, 0]


def test_known_loads_are_written_out_on_real_plates() -> None:
    text = warmup_text(exercise("back_squat"), 3, 112.5, Units.KG, is_first=True, beginner=False)
    assert text == "3-5 min easy, then 45kg x 8, 67.5kg x 5, 82.5kg x 3"


@pytest.mark.parametrize(
    ("slug", "sets", "load", "text"),
    [
        ("back_squat", 2, None, "40% of the working load x 8, 60% of the working load x 5"),
        ("pause_squat", 1, 90.0, "52.5kg x 5"),
        ("pause_squat", 1, None, "1 lighter set x 5"),
        ("lat_pulldown", 1, None, "1 set x 8 at half load"),
        ("push_up", 1, None, "1 easier set x 6"),
        ("overhead_press", 2, 20.0, "2 easy sets of a lighter exercise x 8"),
        ("leg_curl", 0, None, None),
    ],
)
def test_the_words_fit_the_exercise(slug: str, sets: int, load: float | None, text: str | None) -> None:
    assert warmup_text(exercise(slug), sets, load, Units.KG, is_first=False, beginner=False) == text
