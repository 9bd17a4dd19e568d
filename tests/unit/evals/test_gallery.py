"""The gallery never lies: what is kept is what the code makes, and a page says everything a friend needs."""

import pytest

from evals.gallery import PEOPLE, PROGRAMS, Person, file_of, page, stale

KEPT = ("first_barbell_program", "meet_in_four_weeks", "glutes_and_a_shoulder")
BY_KEY = {person.key: person for person in PEOPLE}


@pytest.mark.parametrize("key", KEPT)
def test_a_kept_page_is_what_the_code_makes_now(key: str) -> None:
    assert file_of(BY_KEY[key]).read_text(encoding="utf-8") == page(BY_KEY[key])


def test_twenty_people_have_twenty_pages_and_no_page_is_left_over() -> None:
    assert len(PEOPLE) == len({person.key for person in PEOPLE}) == len({person.who for person in PEOPLE}) == 20
    assert {path.stem for path in PROGRAMS.glob("*.txt")} == {person.key for person in PEOPLE}


def test_a_page_that_is_not_what_the_code_makes_is_stale() -> None:
    person = BY_KEY["back_after_years"]
    other = Person(
        key=person.key,
        who=person.who,
        story=person.story,
        request=person.request.model_copy(update={"session_minutes": 40}),
    )
    unknown = Person(key="nobody", who="Nobody", story="Is not there.", request=person.request)
    assert stale((person, other, unknown)) == [person.key, "nobody"]


def test_a_page_shows_overview_reasons_first_week_loads_deload_last_week_warnings_and_score() -> None:
    person = BY_KEY["masters_bad_knee"]
    text = page(person)
    for part in (
        person.who,
        "knee: avoid loading",
        "maxima squat 120, bench 95, deadlift 160, press 55 kg",
        "! For your knee",
        "Week 1 in full - Build",
        "warm-up for",
        "The leading lifts, week by week",
        "in full - Deload",
        "Week 12 in full - Test",
        " of 100, read as ",
        "consistency",
    ):
        assert part in text
    assert text.count("in full") == 3


def test_a_leading_lift_shows_its_load_in_every_week() -> None:
    text = page(BY_KEY["garage_sixteen_weeks"])
    leading = text.split("The leading lifts, week by week")[1].split("Week 4 in full")[0]
    squat = leading.split("Mon Back Squat:")[1].split("\nMon ")[0].split("\nTue ")[0]
    weeks = [word for word in squat.split() if word.startswith("w") and word[1:].isdigit()]
    assert weeks == [f"w{number}" for number in range(1, 17)]
    assert squat.count("kg") >= 16
