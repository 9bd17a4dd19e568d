"""The body of `adapt`."""

from typing import Any

import pytest
from pydantic import ValidationError

from strength.adaptation import AdaptRequest, pool_request
from strength.equipment import Equipment, kit_of
from strength.limitation import Area, Limitation, Severity
from strength.request import Experience


def body(**changes: Any) -> dict[str, Any]:
    return {"workoutId": "w1", **changes}


def test_a_workout_alone_is_enough() -> None:
    request = AdaptRequest.model_validate(body())
    assert (request.minutes_available, request.readiness, request.apply) == (None, None, False)
    assert request.missing == frozenset()


def test_a_full_body_is_read() -> None:
    request = AdaptRequest.model_validate(
        body(
            minutesAvailable=45,
            missingEquipment=["Squat Rack", " cables ", "unicorn", "bodyweight"],
            limitations=[{"area": "shoulder", "severity": "avoid_loading"}],
            readiness=2,
            notes=" slept badly\n",
            apply=True,
        )
    )
    assert request.missing == {Equipment.RACK, Equipment.CABLE}
    assert request.missing_kit.unknown == ("unicorn",)
    assert request.active_limitations == {Area.SHOULDER: Severity.AVOID_LOADING}
    assert request.notes == "slept badly"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"workoutId": ""}, "workoutId"),
        ({"minutesAvailable": 4}, "minutesAvailable"),
        ({"minutesAvailable": 181}, "minutesAvailable"),
        ({"minutesAvailable": 45.5}, "minutesAvailable"),
        ({"readiness": 0}, "readiness"),
        ({"readiness": 6}, "readiness"),
        ({"readiness": True}, "readiness"),
        ({"notes": "x" * 501}, "notes"),
        ({"notes": "bell\x07"}, "control characters"),
        ({"missingEquipment": [3]}, "missingEquipment"),
        ({"missingEquipment": ["a\nb"]}, "printable"),
        ({"missingEquipment": ["x"] * 65}, "missingEquipment"),
        ({"limitations": [{"area": "hip"}, {"area": "hip", "severity": "recovered"}]}, "'hip' is named more than once"),
        ({"apply": 1}, "apply"),
        ({"userId": "u"}, "userId"),
    ],
)
def test_a_wrong_body_is_refused_with_the_field_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as error:
        AdaptRequest.model_validate(body(**changes))
    assert words in str(error.value)


def test_a_pools_request_is_what_is_left_of_the_kit() -> None:
    request = pool_request(
        experience=Experience.BEGINNER,
        equipment=["dumbbells", "adjustable bench", "barbell"],
        missing=frozenset({Equipment.BARBELL}),
        limitations=(Limitation(area=Area.KNEE),),
    )
    assert request.owned == kit_of(["dumbbell", "bench", "rack"]).owned
    assert request.experience is Experience.BEGINNER
    assert request.active_limitations == {Area.KNEE: Severity.CAUTION}


def test_a_kit_that_nobody_stated_is_a_full_gym() -> None:
    assert Equipment.MACHINE in pool_request().owned
    assert Equipment.MACHINE not in pool_request(missing=frozenset({Equipment.MACHINE})).owned
