"""Spacing over the week (design 10, 6: SPC)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import HARD_EFFORT, Day, Subject
from strength.exercise import Lift
from strength.exercise_groups import GRIP, LAST_RESORT, LIGHT_HINGE, OVERHEAD, SPINE
from strength.muscle import Muscle
from strength.request import Experience

MANY_DIRECT_SETS = 3
HEAVY_PERCENT, HARD_BENCH, HARD_OVERHEAD, HARD_HINGE = 80.0, 7.5, 8.0, 7.0
MOST_SPINE_SETS, MOST_GRIP_ROWS, SIX_DAYS, MANY_IN_A_ROW = 8, 2, 6, 4
TWO_DAYS = 2
LONGEST_GAP = {2: 4, 3: 3, 4: 3, 5: 2, 6: 2}
_SPARED = frozenset({Muscle.CALVES, Muscle.ABS})


def _squat_and_pull_apart(subject: Subject) -> Iterator[Flaw]:
    if len(subject.request.days) == TWO_DAYS and max(subject.request.days) - min(subject.request.days) in {1, 6}:
        return  # who can train on two neighbouring days only squats on one and pulls on the other
    for week in subject.work:
        for one, other in week.adjacent:
            pulls = any(row.is_main_pull for row in one.rows) and any(row.is_main_squat for row in other.rows)
            squats = any(row.is_main_squat and row.percent >= HEAVY_PERCENT for row in one.rows) and any(
                row.is_main_pull for row in other.rows
            )
            if pulls or squats:
                yield Flaw(path=other.path, message="heavy squat and deadlift within 24 h", hint="put a day between")


def _same_lift_apart(subject: Subject) -> Iterator[Flaw]:
    is_spared = subject.request.frequency == SIX_DAYS and subject.request.experience is Experience.ADVANCED
    for week in subject.work:
        for one, other in week.adjacent:
            shared = {row.exercise.competition_lift for row in one.rows if row.is_main} & {
                row.exercise.competition_lift for row in other.rows if row.is_main
            } - {None}
            if shared or (not is_spared and _hard_bench(one) and _hard_bench(other)):
                yield Flaw(path=other.path, message="the same lift is hard on two days running", hint="leave 48 h")


def _hard_bench(day: Day) -> bool:
    return any(
        row.exercise.competition_lift is Lift.BENCH
        and row.exercise.competition_similarity >= 0.8
        and row.role in {"main", "volume"}
        and row.effort >= HARD_BENCH
        for row in day.rows
    )


def _overhead_apart(subject: Subject) -> Iterator[Flaw]:
    for week in subject.work:
        for one, other in week.adjacent:
            if all(
                any(row.slug in OVERHEAD and row.effort >= HARD_OVERHEAD for row in day.rows) for day in (one, other)
            ):
                yield Flaw(path=other.path, message="hard overhead work on two days running", hint="leave a day")


def _direct(day: Day, muscle: Muscle) -> int:
    """Hard sets; holds and gentle drills tire nothing that the next day would need."""
    return sum(
        fact.rpe is None or fact.rpe >= HARD_EFFORT
        for row in day.rows
        if muscle in row.exercise.primary and row.role != "light" and row.slug not in LAST_RESORT
        for fact in row.sets
    )


def _muscles_apart(subject: Subject) -> Iterator[Flaw]:
    """Not where the lifter's only two days lie side by side: then both train everything, once hard each (VOL07)."""
    if subject.request.frequency == 2 and subject.request.days:
        return
    allowed = 1 if subject.request.frequency == SIX_DAYS else 0
    for week in subject.work[:1]:
        clashes = [
            (other, muscle)
            for one, other in week.adjacent
            for muscle in Muscle
            if muscle not in _SPARED
            and _direct(one, muscle) >= MANY_DIRECT_SETS
            and _direct(other, muscle) >= MANY_DIRECT_SETS
        ]
        for day, muscle in clashes[allowed:]:
            yield Flaw(path=day.path, message=f"{muscle.value} is hard on two days running", hint="leave 48 h")


def _gaps(subject: Subject) -> Iterator[Flaw]:
    if subject.request.days or not subject.weeks:
        return
    days = sorted(day.weekday for day in subject.weeks[0].days)
    gaps = [(after - before) % 7 or 7 for before, after in zip(days, days[1:] + days[:1], strict=True)]
    allowed = LONGEST_GAP.get(len(days), 4)
    if max(gaps) > allowed:
        yield Flaw(path="weeks[1]", message=f"{max(gaps)} days without training", hint=f"at most {allowed}")


def _few_in_a_row(subject: Subject) -> Iterator[Flaw]:
    if subject.request.days or not subject.weeks or subject.request.frequency >= SIX_DAYS:
        return
    days = {day.weekday for day in subject.weeks[0].days}
    for day in days:
        if {(day - 1 + step) % 7 + 1 for step in range(MANY_IN_A_ROW)} <= days:
            yield Flaw(path="weeks[1]", message="four training days in a row", hint="three at most")


def _back_rests(subject: Subject) -> Iterator[Flaw]:
    for week in subject.work[:1]:
        for one, other in week.adjacent:
            hinge = any(
                row.slug in LIGHT_HINGE
                and len(row.sets) >= MANY_DIRECT_SETS
                and row.effort >= HARD_HINGE
                and row.slug in SPINE
                for row in one.rows
            )
            spine = sum(len(row.sets) for day in (one, other) for row in day.rows if row.slug in SPINE)
            if (hinge and any(row.is_main_pull for row in other.rows)) or spine > MOST_SPINE_SETS:
                yield Flaw(path=other.path, message="the lower back works hard on two days running", hint="lighten one")


def _few_grip_rows(subject: Subject) -> Iterator[Flaw]:
    for day in (day for week in subject.work for day in week.days):
        if sum(row.slug in GRIP for row in day.rows) > MOST_GRIP_ROWS:
            yield Flaw(path=day.path, message="more than two exercises tire the hands", hint="swap one")


def _days_as_asked(subject: Subject) -> Iterator[Flaw]:
    for week in subject.weeks:
        found = [day.weekday for day in week.days]
        if found != sorted(found) or (subject.request.days and found != sorted(subject.request.days)):
            yield Flaw(path=week.path, message=f"workouts on {found}", hint=f"on {sorted(subject.request.days)}")


SPACING = (
    Assertion(id="SPC01", severity="reject", rule="heavy squat and pull 24 h apart", flaws=_squat_and_pull_apart),
    Assertion(id="SPC02", severity="reject", rule="the same main lift 48 h apart", flaws=_same_lift_apart),
    Assertion(id="SPC03", severity="repair", rule="hard overhead work not on neighbours", flaws=_overhead_apart),
    Assertion(id="SPC04", severity="repair", rule="a muscle not hard on neighbours", flaws=_muscles_apart),
    Assertion(id="SPC05", severity="warn", rule="no long gap", flaws=_gaps),
    Assertion(id="SPC06", severity="warn", rule="at most three days in a row", flaws=_few_in_a_row),
    Assertion(id="SPC07", severity="repair", rule="the lower back rests", flaws=_back_rests),
    Assertion(id="SPC08", severity="repair", rule="at most two grip rows a day", flaws=_few_grip_rows),
    Assertion(id="SPC09", severity="reject", rule="weekdays as asked, in order", flaws=_days_as_asked),
)
