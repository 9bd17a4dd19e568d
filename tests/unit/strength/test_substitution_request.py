"""The body of `substitute`."""

from typing import Any

import pytest
from pydantic import ValidationError

from strength.equipment import Equipment
from strength.limitation import Area, Severity
from strength.substitution import Scope, SubstituteRequest


def body(**changes: Any) -> dict[str, Any]:
    return {"exerciseId": "ex1", **changes}


def message(error: pytest.ExceptionInfo[ValidationError]) -> str:
    return str(error.value)


def test_a_small_body_gets_the_contracts_defaults() -> None:
    request = SubstituteRequest.model_validate(body())
    assert (request.count, request.apply, request.scope) == (5, False, Scope.WORKOUT)
    assert request.kit is None
    assert request.active_limitations == {}


def test_a_full_body_is_read() -> None:
    request = SubstituteRequest.model_validate(
        body(
            reason=" the rack is taken ",
            equipment=["dumbbells", "bench"],
            limitations=[{"area": "knee"}, {"area": "hip", "severity": "recovered"}],
            count=10,
            apply=True,
            choice="def-1",
            scope="remaining",
        )
    )
    assert request.reason == "the rack is taken"
    assert request.kit is not None
    assert Equipment.DUMBBELL in request.kit.owned
    assert request.active_limitations == {Area.KNEE: Severity.CAUTION}
    assert request.scope is Scope.REMAINING


def test_no_equipment_is_not_the_same_as_none_said() -> None:
    request = SubstituteRequest.model_validate(body(equipment=[]))
    assert request.kit is not None
    assert request.kit.owned == {Equipment.BODYWEIGHT}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"exerciseId": None}, "neither"),
        ({"exerciseDefinitionId": "def-1"}, "both"),
        ({"exerciseId": "  "}, "is not an id"),
        ({"exerciseId": 7}, "exerciseId"),
        ({"count": 0}, "count"),
        ({"count": 11}, "count"),
        ({"count": "5"}, "count"),
        ({"reason": "x" * 201}, "reason"),
        ({"reason": "a\x00b"}, "control characters"),
        ({"equipment": "barbell"}, "equipment"),
        ({"equipment": ["x" * 65]}, "at most 64"),
        ({"limitations": [{"area": "knee"}, {"area": "knee"}]}, "'knee' is named more than once"),
        ({"limitations": [{"area": "nose"}]}, "limitations"),
        ({"apply": True}, "without a choice"),
        ({"apply": "yes", "choice": "d"}, "apply"),
        ({"scope": "everything"}, "scope"),
        ({"exercise": "ex1"}, "exercise"),
    ],
)
def test_a_wrong_body_is_refused_with_the_field_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError) as error:
        SubstituteRequest.model_validate(body(**changes))
    assert words in message(error)


def test_a_definition_cannot_be_replaced_in_no_workout() -> None:
    with pytest.raises(ValidationError) as error:
        SubstituteRequest.model_validate({"exerciseDefinitionId": "d", "apply": True, "choice": "c"})
    assert "without exerciseId" in message(error)
