"""Fields that the bodies of `substitute` and `adapt` share: checked as strictly as those of `generate`."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from strength.limitation import Area, Limitation, Severity
from strength.request import MAX_EQUIPMENT, MAX_TOKEN

MAX_ID = 64
"""Ids are never checked for their form (design 03, 3.1), only for a length that no id of FitCSV reaches."""


def _words(value: tuple[str, ...]) -> tuple[str, ...]:
    for word in value:
        if not word.isprintable() or len(word) > MAX_TOKEN:
            msg = f"{word!r} must be printable text of at most {MAX_TOKEN} characters, such as 'barbell' or 'dumbbell'"
            raise ValueError(msg)
    return tuple(dict.fromkeys(word.strip() for word in value if word.strip()))


def _one_severity_per_area(value: tuple[Limitation, ...]) -> tuple[Limitation, ...]:
    areas = [limitation.area for limitation in value]
    for area in areas:
        if areas.count(area) > 1:
            msg = f"{area.value!r} is named more than once; give each area one severity"
            raise ValueError(msg)
    return value


def _text(value: str) -> str:
    if any(not char.isprintable() and char not in "\n\r\t" for char in value):
        msg = "must be text without control characters"
        raise ValueError(msg)
    return value.strip()


def _id(value: str) -> str:
    if not value.isprintable() or not value.strip():
        msg = f"{value!r} is not an id"
        raise ValueError(msg)
    return value.strip()


EquipmentWords = Annotated[
    tuple[Annotated[str, Field(strict=True)], ...], Field(max_length=MAX_EQUIPMENT), AfterValidator(_words)
]
"""Words for equipment, as the lifter writes them, each once."""

Limitations = Annotated[tuple[Limitation, ...], Field(max_length=len(Area)), AfterValidator(_one_severity_per_area)]
"""At most one severity for each area."""

Text = Annotated[str, Field(strict=True), AfterValidator(_text)]
"""Free text without control characters. Data, never an instruction."""

Id = Annotated[str, Field(strict=True, min_length=1, max_length=MAX_ID), AfterValidator(_id)]
"""Id of a row of FitCSV's."""


class Body(BaseModel):
    """A request body: frozen, camelCase in JSON, unknown fields refused (contract 1.4)."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True, allow_inf_nan=False
    )


def active(limitations: tuple[Limitation, ...]) -> dict[Area, Severity]:
    """The limitations that rule something out: all but `recovered`."""
    return {item.area: item.severity for item in limitations if item.severity is not Severity.RECOVERED}
