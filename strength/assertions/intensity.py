"""Loads, repetitions, effort and rest (design 10, 6: INT)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Row, Subject
from strength.exercise import Lift, Pattern
from strength.exercise_groups import HEAVY_HINGE
from strength.expansion.training_max import takes_percent
from strength.landmarks import EFFORT_CAPS
from strength.loading import percent_for
from strength.request import Experience, Goal
from strength.validation.set_fact import SetReading

PULL_HARD, PULL_LONG, MAIN_LONG, MAIN_HARD = 8, 10, 10, 8.5
SHORTEST_PULL_ROW, GOOD_MORNING_RPE, LIGHT_PERCENT, LIGHT_SETS = 5, 7.0, 76.0, 4
ISOLATION_REST, MAIN_REST, SHORT_MAIN_REST, SHORT = 90, 150, 120, 45
NEAR_MAX, MOST_NEAR_MAX = 90.0, 10
FEWEST_IN_SIZE, LEAST_MEAN = 3, 5.0
_LEAST: dict[Pattern, int] = {
    Pattern.SIDE_RAISE: 10, Pattern.FLY: 8, Pattern.REAR: 8, Pattern.CALF: 8, Pattern.CURL: 8, Pattern.TRI: 6,
    Pattern.H_PULL: 5, Pattern.LUNGE: 5, Pattern.KNEE_EXT: 6,
}  # fmt: skip
_LONGEST = 25
_BENT = frozenset({"romanian_deadlift", "stiff_leg_deadlift", "good_morning"})
LIGHT_HINGE_SHARE = 0.9
"""A light hinge carries at most this share of the week's heaviest deadlift (coaching convention)."""


def _deadlifts_short(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if row.slug in HEAVY_HINGE and (row.high > PULL_LONG or (row.high > PULL_HARD and row.effort >= PULL_HARD)):
            yield Flaw(path=row.path, message=f"{row.slug} for {row.high} at RPE {row.effort:g}", hint="8 at most")


def _mains_short(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        is_bar = row.is_main and row.exercise.load_potential >= 1.0
        if is_bar and row.high > MAIN_LONG and row.effort >= MAIN_HARD:
            yield Flaw(path=row.path, message=f"{row.slug} for {row.high} at RPE {row.effort:g}", hint="10 at most")


def _sane_reps(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if not row.exercise.is_timed and (row.low < _LEAST.get(row.pattern, 1) or row.high > _LONGEST):
            yield Flaw(path=row.path, message=f"{row.slug} for {row.low}-{row.high}", hint="repetitions that suit it")


def _seconds_only_for_holds(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        expected = row.exercise.is_timed
        for fact in row.where(lambda reading, expected=expected: not _is_held_rightly(reading, expected)):
            yield Flaw(path=fact.path, message=f"{row.slug} for {fact.prescription.reps}", hint="holds in seconds")


def _is_held_rightly(reading: SetReading, is_hold: bool) -> bool:
    """Seconds for what is held, without a load; repetitions for anything else."""
    is_timed = reading.reps is not None and reading.reps.is_timed
    return is_timed is is_hold and (not is_timed or reading.weight is None)


def _percent_only_on_bars(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if any(reading.text.percent is not None for reading in row.item.different) and not takes_percent(row.exercise):
            yield Flaw(path=row.path, message=f"{row.slug} in percent", hint="effort instead")


def _possible(subject: Subject) -> Iterator[Flaw]:
    cap = EFFORT_CAPS[subject.request.experience.level].absolute
    for row in subject.rows:
        for fact in row.where(lambda reading: _is_above(reading, cap)):
            yield Flaw(path=fact.path, message=f"{row.slug} {fact.reps} at {fact.percent:.0f} %", hint="less")


def _is_above(reading: SetReading, cap: float) -> bool:
    """Whether more is on the bar than so many repetitions allow at the highest effort."""
    if reading.percent is None or reading.low_reps is None or reading.reps is None:
        return False
    return reading.percent > percent_for(reading.reps.low, cap) + 1.5


def _few_near_max(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        near = [(row, fact) for row in day.rows for fact in row.sets if (fact.percent or 0) > NEAR_MAX and fact.reps]
        reps = sum(fact.reps.low for _, fact in near if fact.reps)
        long = [row for row, fact in near if fact.reps and fact.reps.low > 2]
        lifts = {row.slug for row, _ in near}
        if long or reps > MOST_NEAR_MAX or len(lifts) > 1:
            yield Flaw(path=day.path, message="too much above 90 %", hint="singles and doubles of one lift")


def _no_failure(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        is_allowed = subject.request.experience is Experience.ADVANCED and not row.exercise.is_compound
        if row.effort >= 10 and not is_allowed:
            yield Flaw(path=row.path, message=f"{row.slug} at RPE 10", hint="one repetition in reserve")


def _no_maxima_for_size(subject: Subject) -> Iterator[Flaw]:
    if subject.request.goal is not Goal.HYPERTROPHY:
        return
    for row in subject.rows:
        if not row.exercise.is_timed and row.low < FEWEST_IN_SIZE:
            yield Flaw(path=row.path, message=f"{row.slug} for {row.low}", hint="three at least")


def _rests(subject: Subject) -> Iterator[Flaw]:
    least = SHORT_MAIN_REST if subject.request.session_minutes < SHORT else MAIN_REST
    for row in subject.rows:
        rests = [reading.text.rest_s for reading in row.item.different if reading.text.rest_s is not None]
        if row.prescription.group is not None or not rests:
            continue
        if not row.exercise.is_compound and max(rests) > ISOLATION_REST:
            yield Flaw(path=row.path, message=f"{row.slug} rests {max(rests)} s", hint="90 s at most")
        if row.is_main and row.exercise.load_potential >= 1.0 and min(rests) < least:
            yield Flaw(path=row.path, message=f"{row.slug} rests {min(rests)} s", hint=f"{least} s at least")


def _no_short_rows(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        is_short = row.slug in {"barbell_row", "romanian_deadlift", "good_morning"} and row.low < SHORTEST_PULL_ROW
        if is_short or (row.slug == "good_morning" and row.effort > GOOD_MORNING_RPE):
            yield Flaw(path=row.path, message=f"{row.slug} for {row.low}", hint="5 or more")
    for week in subject.weeks:
        pull = max((_load(row) for row in week.rows if row.is_main_pull), default=0.0)
        for row in week.rows:
            if pull and row.slug in _BENT and _load(row) > LIGHT_HINGE_SHARE * pull:
                yield Flaw(
                    path=row.path, message=f"{row.slug} with {_load(row):g}, deadlift {pull:g}", hint="90 % at most"
                )


def _load(row: Row) -> float:
    """The heaviest load on the bar; 0 where none is printed."""
    return max((fact.weight.load for fact in row.sets if fact.weight and fact.weight.load is not None), default=0.0)


def _is_heavy(row: Row) -> bool:
    return row.percent > LIGHT_PERCENT or len(row.sets) > LIGHT_SETS or row.effort > 6.5


def _light_is_light(subject: Subject) -> Iterator[Flaw]:
    for row in (row for week in subject.work for row in week.rows):
        if row.role == "light" and row.exercise.competition_lift is Lift.BENCH and _is_heavy(row):
            yield Flaw(path=row.path, message=f"light {row.slug} at RPE {row.effort:g}", hint="RPE 6 at most")


INTENSITY = (
    Assertion(id="INT01", severity="repair", rule="deadlifts stay short", flaws=_deadlifts_short),
    Assertion(id="INT02", severity="repair", rule="hard main lifts stay short", flaws=_mains_short),
    Assertion(id="INT03", severity="repair", rule="repetitions suit the exercise", flaws=_sane_reps),
    Assertion(id="INT04", severity="reject", rule="seconds only for holds", flaws=_seconds_only_for_holds),
    Assertion(id="INT05", severity="repair", rule="percent only on bars", flaws=_percent_only_on_bars),
    Assertion(id="INT06", severity="repair", rule="possible percentages", flaws=_possible),
    Assertion(id="INT07", severity="repair", rule="little above 90 %", flaws=_few_near_max),
    Assertion(id="INT08", severity="reject", rule="no planned failure", flaws=_no_failure),
    Assertion(id="INT09", severity="reject", rule="no maxima for size", flaws=_no_maxima_for_size),
    Assertion(id="INT10", severity="repair", rule="rests suit the work", flaws=_rests),
    Assertion(
        id="INT11", severity="repair", rule="no short bent rows, lighter than the deadlift", flaws=_no_short_rows
    ),
    Assertion(id="INT12", severity="repair", rule="light slots are light", flaws=_light_is_light),
)
