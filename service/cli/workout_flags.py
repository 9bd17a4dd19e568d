"""From the flags of `adapt` and `substitute` to the body of a request: one set of rules for both, so the flags add none."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.cli.request_flags import encoded, limitation_of, whole_or_text, words_of
from service.jobs.body import parse_json
from service.jobs.request_body import validated
from strength.adaptation import AdaptRequest
from strength.substitution import SubstituteRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class AdaptFlags:
    """The flags of `adapt` as they were typed."""

    workout_id: str
    minutes: str | None = None
    missing: str | None = None
    limitations: Sequence[str] = ()
    readiness: str | None = None
    notes: str | None = None
    apply: bool = False

    @property
    def body(self) -> bytes:
        """The request body.

        Raises:
            BodyError: a flag is not allowed; the message says which and what would be.
        """
        body = _without_none(
            {
                "workoutId": self.workout_id,
                "minutesAvailable": whole_or_text(self.minutes),
                "missingEquipment": None if self.missing is None else words_of(self.missing),
                "limitations": [limitation_of(text) for text in self.limitations] or None,
                "readiness": whole_or_text(self.readiness),
                "notes": self.notes,
                "apply": self.apply or None,
            }
        )
        validated(AdaptRequest, parse_json(encoded(body)))
        return encoded(body)


@dataclass(frozen=True, slots=True, kw_only=True)
class SubstituteFlags:
    """The flags of `substitute` as they were typed."""

    exercise_id: str | None = None
    definition: str | None = None
    reason: str | None = None
    equipment: str | None = None
    limitations: Sequence[str] = ()
    count: str | None = None
    choice: str | None = None
    scope: str | None = None
    apply: bool = False

    @property
    def body(self) -> bytes:
        """The request body.

        Raises:
            BodyError: a flag is not allowed; the message says which and what would be.
        """
        body = _without_none(
            {
                "exerciseId": self.exercise_id,
                "exerciseDefinitionId": self.definition,
                "reason": self.reason,
                "equipment": None if self.equipment is None else words_of(self.equipment),
                "limitations": [limitation_of(text) for text in self.limitations] or None,
                "count": whole_or_text(self.count),
                "choice": self.choice,
                "scope": self.scope,
                "apply": self.apply or None,
            }
        )
        validated(SubstituteRequest, parse_json(encoded(body)))
        return encoded(body)


def _without_none(fields: dict[str, object | None]) -> dict[str, object]:
    return {name: value for name, value in fields.items() if value is not None}
