"""Limitations: where it hurts and how much. We record and steer around them; we never diagnose."""

from enum import StrEnum

from pydantic import BaseModel, ConfigDict


class Area(StrEnum):
    """The nine areas a request may name (design 10, 2.5)."""

    SHOULDER = "shoulder"
    LOWER_BACK = "lower_back"
    KNEE = "knee"
    ELBOW = "elbow"
    WRIST = "wrist"
    HIP = "hip"
    NECK = "neck"
    UPPER_BACK = "upper_back"
    ANKLE = "ankle"


class Severity(StrEnum):
    """How strict to be (design 10, decision 3).

    `caution` and `avoid_loading` both rule out an exercise whose `avoid_when` names the area. An exercise whose
    `caution_when` names it is allowed at RPE <= 7 and reps >= 8 under `caution`, and under `avoid_loading` only when
    nothing clean is left. `recovered` rules nothing out; it adds a note.
    """

    CAUTION = "caution"
    AVOID_LOADING = "avoid_loading"
    RECOVERED = "recovered"


class Limitation(BaseModel):
    """One area with one severity."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    area: Area
    severity: Severity = Severity.CAUTION
