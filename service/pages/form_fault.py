"""What is wrong with the form, in its own words: the field as it is labelled, what was typed, what to choose."""

from collections.abc import Sequence
from dataclasses import dataclass

from service.jobs.body import FieldFault
from service.pages.form import FormValues
from service.pages.labels import LIFTS

_COUNTED = ("No answer needs", "One answer needs", "Two answers need", "Three answers need", "Four answers need")


@dataclass(frozen=True, slots=True, kw_only=True)
class FormFault:
    """One wrong answer.

    Attributes:
        anchor: id of the field that the summary links to.
        sentence: what it is and what to choose.
    """

    anchor: str
    sentence: str


def faults_of_form(faults: Sequence[FieldFault], values: FormValues) -> tuple[FormFault, ...]:
    """The faults of a request as those of the form that made it, one for each field."""
    found: dict[str, FormFault] = {}
    for fault in faults:
        one = _fault(fault, values)
        found.setdefault(one.anchor, one)
    return tuple(found.values())


def heading_of(faults: Sequence[FormFault]) -> str:
    """How many, in a sentence."""
    if len(faults) < len(_COUNTED):
        return f"{_COUNTED[len(faults)]} a change"
    return f"{len(faults)} answers need a change"


def _fault(fault: FieldFault, values: FormValues) -> FormFault:
    name = fault.field.partition("[")[0].partition(".")[0]
    match name:
        case "weeks":
            sentence = _ranged("Weeks", values.weeks, "Choose 4 to 16.")
        case "frequency":
            sentence = _ranged("Days a week", values.frequency, "Choose 2 to 6.")
        case "sessionMinutes":
            sentence = _ranged("Minutes", values.minutes, "Choose 20 to 180.")
        case "goal":
            sentence = "Choose what you train for."
        case "experience":
            sentence = "Choose how experienced you are."
        case "notes":
            long = len(values.notes.replace("\r\n", "\n").strip())
            sentence = f"Notes are {long} characters. The limit is 500."
        case "oneRepMaxes":
            return _maximum(fault, values)
        case "days":
            sentence = f"Training days: {fault.message}."
        case "focusMuscles":
            sentence = f"Focus: {fault.message}."
        case "limitations":
            sentence = f"Pain or limits: {fault.message}."
        case _:
            sentence = f"{fault.sentence[:1].upper()}{fault.sentence[1:]}."
    return FormFault(anchor=f"f-{name or 'form'}", sentence=sentence)


def _maximum(fault: FieldFault, values: FormValues) -> FormFault:
    """A maximum's fault names its lift: in the path, or as the first word of the request's own rule."""
    lift = fault.field.partition(".")[2].partition("[")[0] or fault.message.partition(" ")[0]
    if lift not in LIFTS:
        return FormFault(anchor="f-max-squat", sentence=f"Best single: {fault.message}.")
    text = values.maxima.get(lift, "").replace("-", "\u2212")
    advice = "Use a number above 0, or leave it empty."
    if text.replace(".", "").isdigit() and float(text) > 1:
        advice = "Use at most 2000, or leave it empty."
    return FormFault(anchor=f"f-max-{lift}", sentence=f"{LIFTS[lift]} 1RM is {text}. {advice}")


def _ranged(label: str, typed: str, choose: str) -> str:
    return f"{label} is {typed.replace('-', chr(0x2212))}. {choose}" if typed.strip() else f"{label} is empty. {choose}"
