"""The form: what was typed comes back, and every mistake is told in the form's own words."""

import pytest

from service.jobs.body import InvalidBody
from service.jobs.request_body import validated
from service.pages.form import body_of_form, values_of_form, values_of_request
from service.pages.form_fault import faults_of_form, heading_of
from service.pages.presets import PRESETS
from service.pages.warning import note_of
from strength.equipment import FULL_GYM
from strength.request import ProgramRequest

GOOD = [("goal", "strength"), ("experience", "beginner"), ("frequency", "3"), ("weeks", "8"), ("units", "kg")]


def _told(*fields: tuple[str, str]) -> list[str]:
    every = [*GOOD, *fields]
    with pytest.raises(InvalidBody) as caught:
        validated(ProgramRequest, body_of_form(every))
    return [fault.sentence for fault in faults_of_form(caught.value.faults, values_of_form(every))]


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        (("weeks", "20"), "Weeks is 20. Choose 4 to 16."),
        (("frequency", "7"), "Days a week is 7. Choose 2 to 6."),
        (("sessionMinutes", "10"), "Minutes is 10. Choose 20 to 180."),
        (("sessionMinutes", "long"), "Minutes is long. Choose 20 to 180."),
        (("max.squat", "-5"), "Squat 1RM is −5. Use a number above 0, or leave it empty."),
        (("max.bench", "many"), "Bench press 1RM is many. Use a number above 0, or leave it empty."),
        (("max.squat", "9999"), "Squat 1RM is 9999. Use at most 2000, or leave it empty."),
        (("notes", "x" * 620), "Notes are 620 characters. The limit is 500."),
        (("goal", "flying"), "Choose what you train for."),
    ],
)
def test_a_mistake_is_named_as_the_form_names_it(field, sentence) -> None:
    assert _told(field) == [sentence]


def test_two_mistakes_are_counted_in_a_sentence() -> None:
    every = [*GOOD, ("weeks", "20"), ("sessionMinutes", "10")]
    with pytest.raises(InvalidBody) as caught:
        validated(ProgramRequest, body_of_form(every))
    assert heading_of(faults_of_form(caught.value.faults, values_of_form(every))) == "Two answers need a change"


def test_five_hundred_characters_are_accepted() -> None:
    assert validated(ProgramRequest, body_of_form([*GOOD, ("notes", "x" * 500)])).notes == "x" * 500


def test_a_preset_ticks_exactly_its_kit() -> None:
    for preset in PRESETS:
        values = values_of_form([*GOOD, ("equipment", "sled"), ("preset", preset.key)])
        assert values.equipment == preset.kit
    assert PRESETS[0].kit == {item.value for item in FULL_GYM}
    assert PRESETS[-1].kit == frozenset()


def test_answers_come_back_from_a_stored_request() -> None:
    fields = [*GOOD, ("equipment", "barbell"), ("equipment", "rack"), ("max.squat", "142,5"), ("limitation.knee", "caution"),
              ("focus", "lats"), ("days", "1"), ("days", "3"), ("days", "5"), ("notes", "two\r\nlines")]  # fmt: skip
    request = validated(ProgramRequest, body_of_form(fields))
    again = values_of_request(request.model_dump(mode="json", by_alias=True))
    assert again.maxima == {"squat": "142.5"}
    assert (again.limitations, again.focus, again.days) == ({"knee": "caution"}, {"lats"}, {"1", "3", "5"})
    assert (again.equipment, again.notes, again.weeks) == ({"barbell", "rack"}, "two\nlines", "8")
    # whatever another version stored, the form can be shown
    assert values_of_request({"goal": 5, "limitations": "none", "equipment": None}).weeks == "12"


@pytest.mark.parametrize(
    ("warning", "kind", "what", "then"),
    [
        (
            "We do not know 'trampoline'; it was ignored.",
            "warn",
            "Unknown equipment “trampoline” was ignored.",
            "Choose it from",
        ),
        ("Your kit has no pulldown. A band would help.", "warn", "Your kit has no pulldown.", "A band would help."),
        ("More time is not more sets: walk a little.", "info", "More time is not more sets.", "Walk a little."),
        ("Something short", "warn", "Something short", ""),
    ],
)
def test_a_warning_says_what_and_then_what_to_do(warning, kind, what, then) -> None:
    note = note_of(warning)
    assert (note.kind, note.what) == (kind, what)
    assert note.then.startswith(then)
