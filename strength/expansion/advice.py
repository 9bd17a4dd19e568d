"""What a coach says about the request itself before any program exists: what a kit, a plan or a limit costs."""

from strength.equipment import Equipment
from strength.limitation import Severity
from strength.muscle import MUSCLE_OF_FAU
from strength.request import Goal, ProgramRequest

HONOURED_FOCUS = 3
MANY_DAYS = 5
LONG_SESSION = 90
SHORT_PEAK = 4

_BIG_LOADS = frozenset(
    {Equipment.BARBELL, Equipment.MACHINE, Equipment.SMITH_MACHINE, Equipment.CABLE, Equipment.TRAP_BAR}
)
_SMALL_LOADS = frozenset({Equipment.DUMBBELL, Equipment.KETTLEBELL})


def advise(request: ProgramRequest) -> tuple[str, ...]:
    """Sentences for the lifter that follow from the request alone, each once, in a fixed order."""
    sentences = [f"We do not know {word!r}; it was ignored." for word in request.kit.unknown]
    sentences += _kit(request)
    sentences += _plan(request)
    sentences += _limits(request)
    return tuple(dict.fromkeys(sentences))


def _kit(request: ProgramRequest) -> list[str]:
    if request.goal is Goal.POWERLIFTING:
        sentence = _powerlifting_kit(request.owned)
        return [sentence] if sentence else []
    if request.goal is Goal.STRENGTH and request.owned.isdisjoint(_BIG_LOADS | _SMALL_LOADS):
        return ["Without weights loads stay limited: expect muscle and control, and a small carry-over to strength."]
    return []


def _powerlifting_kit(owned: frozenset[Equipment]) -> str | None:
    """What the kit leaves of powerlifting (design 04, D.5)."""
    has_bar, has_rack, has_bench = (item in owned for item in (Equipment.BARBELL, Equipment.RACK, Equipment.BENCH))
    if has_bar and has_rack and has_bench:
        return None
    if has_bar and has_rack:
        return "Without a bench the floor press stands in for the bench press."
    if has_bar:
        return "Without a rack this is deadlift-led strength: squat and bench have stand-ins, and nothing peaks."
    if owned & {Equipment.SMITH_MACHINE, Equipment.MACHINE}:
        return "Without a free barbell this is powerlifting-style strength: no attempts, no peak."
    if owned & _SMALL_LOADS:
        return "Without a barbell this is powerlifting-style strength: main lifts of 5-8 reps, no singles, no peak."
    return "Without weights powerlifting cannot be trained; this is general strength training without a peak."


def _plan(request: ProgramRequest) -> list[str]:
    sentences: list[str] = []
    if request.experience.level == 1 and request.frequency >= MANY_DAYS:
        sentences.append(f"{request.frequency} short days are planned; for a beginner 3-4 would do as well.")
    if request.session_minutes >= LONG_SESSION:
        sentences.append(
            f"More time is not more sets: where a workout ends before {request.session_minutes} minutes, walk or do mobility work."
        )
    if request.goal is Goal.POWERLIFTING and request.weeks == SHORT_PEAK:
        sentences.append("Four weeks sharpen what you have, they do not build new strength.")
    focus = list(dict.fromkeys(MUSCLE_OF_FAU[fau] for fau in request.focus_muscles))
    if len(focus) > HONOURED_FOCUS:
        named = ", ".join(muscle.value.replace("_", " ") for muscle in focus[:HONOURED_FOCUS])
        sentences.append(f"Only three focus muscles fit into one program: {named}.")
    return sentences


def _limits(request: ProgramRequest) -> list[str]:
    sentences: list[str] = []
    if request.active_limitations:
        areas = " and ".join(area.value.replace("_", " ") for area in request.active_limitations)
        sentences.append(f"For your {areas}: this is no medical advice; see a clinician if pain lasts or gets worse.")
    recovered = [
        item.area.value.replace("_", " ") for item in request.limitations if item.severity is Severity.RECOVERED
    ]
    if recovered:
        sentences.append(f"Your {' and '.join(recovered)} counts as recovered: start a little lighter than you could.")
    return sentences
