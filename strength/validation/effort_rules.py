"""Rules on effort: caps by level, no maximum for beginners, caution rows, honesty of stated RPE (design 04, 0.4)."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from strength.exercise import Exercise
from strength.landmarks import CAUTION_EFFORT, CAUTION_REPS, EFFORT_CAPS, ISOLATION_EFFORT_BONUS, RPE_TOLERANCE
from strength.pool import needs_caution
from strength.request import Experience
from strength.validation.finding import hard, soft
from strength.validation.set_fact import SetFact, SetReading
from strength.validation.subject import Subject
from strength.violation import Violation

BEGINNER_SHORT_REPS, BEGINNER_SHORT_PERCENT, BEGINNER_SHORT_RPE, BEGINNER_PERCENT = 2, 90.0, 9.0, 92.5
"""A beginner's maximum: singles or doubles at >= 90 % or RPE >= 9, or anything at >= 92.5 % (design 04, A)."""

RPE10_SHARE: Mapping[Experience, float] = MappingProxyType(
    {Experience.BEGINNER: 0.02, Experience.INTERMEDIATE: 0.08, Experience.ADVANCED: 0.08}
)
"""Largest share of sets to failure (calibration, design 04, 0.4)."""


def usual_for(experience: Experience, exercise: Exercise | None) -> float:
    """The highest RPE planned for this lifter on this exercise in an ordinary week."""
    return _with_bonus(EFFORT_CAPS[experience.level].high, exercise)


def cap_for(experience: Experience, exercise: Exercise | None) -> float:
    """The highest RPE this lifter is ever asked for on this exercise."""
    return _with_bonus(EFFORT_CAPS[experience.level].absolute, exercise)


def rpe_cap(subject: Subject) -> Iterator[Violation]:
    """No stated effort above the level's absolute cap."""
    experience = subject.request.experience
    absolute = EFFORT_CAPS[experience.level].absolute
    for item, fact in subject.where(lambda reading: reading.rpe is not None and reading.rpe > absolute):
        cap = _with_bonus(absolute, item.exercise)
        if fact.rpe is not None and fact.rpe > cap:
            yield hard(
                "rpe_cap",
                fact.path,
                f"{item.name!r} is planned at RPE {fact.rpe:g}; the cap is {cap:g} ({experience.value})",
                f"plan RPE {usual_for(experience, item.exercise):g} or less",
            )


def rpe_high(subject: Subject) -> Iterator[Violation]:
    """Effort above the usual range, though within the cap."""
    experience = subject.request.experience
    caps = EFFORT_CAPS[experience.level]
    for item, fact in subject.where(lambda reading: reading.rpe is not None and reading.rpe > caps.high):
        usual, cap = _with_bonus(caps.high, item.exercise), _with_bonus(caps.absolute, item.exercise)
        if fact.rpe is not None and usual < fact.rpe <= cap:
            yield soft(
                "rpe_high",
                fact.path,
                f"{item.name!r} is planned at RPE {fact.rpe:g}; usual is {usual:g} at most ({experience.value})",
                f"keep RPE {usual:g} for all but the last hard week of a block",
            )


def beginner_max(subject: Subject) -> Iterator[Violation]:
    """A beginner is never asked for a maximum."""
    if subject.request.experience is not Experience.BEGINNER:
        return
    for item, fact in subject.where(is_beginner_max):
        yield hard(
            "beginner_max",
            fact.path,
            f"{item.name!r} asks a beginner for {_prescribed(fact)}",
            "plan 5 repetitions at RPE 7.5",
        )


def is_beginner_max(fact: SetReading) -> bool:
    """Whether the set is a maximum by a beginner's measure."""
    low = fact.low_reps
    is_short = low is not None and low <= BEGINNER_SHORT_REPS
    is_heavy = fact.percent is not None and fact.percent >= BEGINNER_SHORT_PERCENT
    is_hard = fact.rpe is not None and fact.rpe >= BEGINNER_SHORT_RPE
    return (is_short and (is_heavy or is_hard)) or (fact.percent is not None and fact.percent >= BEGINNER_PERCENT)


def caution(subject: Subject) -> Iterator[Violation]:
    """Doubtful exercises stay at RPE 7 and 8 or more repetitions."""
    limitations = subject.request.active_limitations
    for item, exercise in subject.known:
        if not needs_caution(exercise, limitations):
            continue
        areas = " and ".join(
            sorted(area.value.replace("_", " ") for area in exercise.caution_when & limitations.keys())
        )
        for fact in item.sets:
            if fact.rpe is not None and fact.rpe > CAUTION_EFFORT:
                yield soft(
                    "caution_effort",
                    fact.path,
                    f"{item.name!r} is planned at RPE {fact.rpe:g} with a limited {areas}",
                    f"plan RPE {CAUTION_EFFORT:g} or less, or swap it for an exercise that spares the {areas}",
                )
            if fact.low_reps is not None and fact.low_reps < CAUTION_REPS:
                yield soft(
                    "caution_reps",
                    fact.path,
                    f"{item.name!r} is planned with {fact.prescription.reps} repetitions with a limited {areas}",
                    f"plan {CAUTION_REPS} or more, or swap it for an exercise that spares the {areas}",
                )


def rpe10_share(subject: Subject) -> Iterator[Violation]:
    """Few sets are taken to failure."""
    efforts = [reading.rpe for item in subject.items for reading in item.readings if reading.rpe is not None]
    share = sum(effort >= 10.0 for effort in efforts) / len(efforts) if efforts else 0.0
    allowed = RPE10_SHARE[subject.request.experience]
    if share > allowed:
        yield soft(
            "rpe10_share",
            "weeks",
            f"{share:.0%} of the sets are planned at RPE 10",
            f"keep it to {allowed:.0%} of the sets; failure adds fatigue, not strength",
        )


def effort_mismatch(subject: Subject) -> Iterator[Violation]:
    """A stated RPE agrees with what its repetitions and percent imply (INT06)."""
    for item, fact in subject.where(_is_understated):
        implied = fact.implied_rpe or 0.0
        yield soft(
            "effort_mismatch",
            fact.path,
            f"{item.name!r}: {fact.prescription.reps} at {fact.percent:.1f} % is about RPE "
            f"{implied:.1f}, not {fact.rpe:g}",
            f"state RPE {round(2 * implied) / 2:g}, or take less load",
        )


def _is_understated(reading: SetReading) -> bool:
    if reading.rpe is None or reading.implied_rpe is None:
        return False
    # the table is not read below RPE 6: lighter sets than that are all "easy"
    return reading.implied_rpe - reading.rpe > RPE_TOLERANCE and reading.implied_rpe > 6.0 + RPE_TOLERANCE


def _with_bonus(rpe: float, exercise: Exercise | None) -> float:
    is_isolation = exercise is not None and not exercise.is_compound
    return min(10.0, rpe + ISOLATION_EFFORT_BONUS) if is_isolation else rpe


def _prescribed(fact: SetFact) -> str:
    parts = [f"{fact.prescription.reps} repetitions"]
    if fact.percent is not None:
        parts.append(f"at {fact.percent:.4g} %")
    if fact.rpe is not None:
        parts.append(f"at RPE {fact.rpe:g}")
    return " ".join(parts)
