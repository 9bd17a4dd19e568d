import pytest

from strength.expansion.advice import advise
from strength.request import ProgramRequest


def advice(**fields: object) -> str:
    body = {"goal": "strength", "frequency": 4, "experience": "intermediate", "equipment": ["full_gym"], **fields}
    return " ".join(advise(ProgramRequest.model_validate(body)))


def test_an_ordinary_request_needs_no_advice() -> None:
    assert advice() == ""


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"equipment": ["barbell", "thigh blaster"]}, "We do not know 'thigh blaster'; it was ignored."),
        ({"goal": "powerlifting", "equipment": ["barbell"]}, "floor press stands in"),
        ({"goal": "powerlifting", "equipment": ["barbell", "no_rack"]}, "deadlift-led strength"),
        ({"goal": "powerlifting", "equipment": ["machine", "bench"]}, "no attempts"),
        ({"goal": "powerlifting", "equipment": ["dumbbell", "bench"]}, "5-8 reps, no singles"),
        ({"goal": "powerlifting", "equipment": []}, "cannot be trained"),
        ({"goal": "powerlifting", "weeks": 4}, "Four weeks sharpen"),
        ({"equipment": ["bands"]}, "small carry-over to strength"),
        ({"experience": "beginner", "frequency": 6}, "for a beginner 3-4 would do"),
        ({"sessionMinutes": 90}, "More time is not more sets"),
        ({"focusMuscles": ["chest", "lats", "quads", "glutes"]}, "three focus muscles"),
        ({"limitations": [{"area": "knee"}, {"area": "lower_back"}]}, "see a clinician"),
        ({"limitations": [{"area": "knee", "severity": "recovered"}]}, "counts as recovered"),
    ],
)
def test_what_costs_something_is_said(fields: dict[str, object], words: str) -> None:
    assert words in advice(**fields)


def test_the_clinician_is_named_once() -> None:
    assert advice(limitations=[{"area": "knee"}, {"area": "hip"}, {"area": "wrist"}]).count("clinician") == 1


def test_a_recovered_area_needs_no_clinician() -> None:
    assert "clinician" not in advice(limitations=[{"area": "knee", "severity": "recovered"}])
