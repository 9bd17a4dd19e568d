"""Order of a workout (design 10, 6: ORD)."""

from collections.abc import Callable, Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import PULL, PUSH, TRUNK, Day, Row, Subject
from strength.exercise import Pattern
from strength.exercise_groups import AXIAL, GRIP, SPINE
from strength.muscle import Muscle

HEAVY_PERCENT, HEAVY_EFFORT = 85.0, 8.5
EARLY_SLOTS = 2
_LEADS = frozenset({"main", "secondary", "volume", "light"})
_SMALL = frozenset({"isolation", "core"})
_LEG_WORK = frozenset({Pattern.LUNGE, Pattern.KNEE_EXT, Pattern.BRIDGE, Pattern.KNEE_FLEX, Pattern.HINGE})


def _last(day: Day, wanted: Callable[[Row], bool]) -> int:
    return max((at for at, row in enumerate(day.rows) if wanted(row)), default=-1)


def _before(day: Day, late: Callable[[Row], bool], early: Callable[[Row], bool], why: str) -> Iterator[Flaw]:
    """Rows that stand before the last one that should have come first."""
    last = _last(day, early)
    for row in day.rows[: max(0, last)]:
        if late(row):
            yield Flaw(path=row.path, message=f"{row.slug} stands before {day.rows[last].slug}", hint=why)


def _is_focus(subject: Subject, row: Row) -> bool:
    return not set(subject.request.focus).isdisjoint(row.exercise.primary)


def _small_last(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        yield from _before(
            day,
            lambda row: row.role in _SMALL and not _is_focus(subject, row),
            lambda row: row.role in _LEADS,
            "small exercises come after the leading ones",
        )


def _squat_before_leg_work(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        yield from _before(
            day,
            lambda row: row.pattern in _LEG_WORK and not row.is_main,
            lambda row: row.is_main_squat,
            "the main squat comes before other leg work",
        )


def _bilateral_first(subject: Subject) -> Iterator[Flaw]:
    legs = {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE}
    for day in subject.days:
        yield from _before(
            day,
            lambda row: row.pattern in legs and row.exercise.is_unilateral,
            lambda row: row.is_main and row.pattern in legs and not row.exercise.is_unilateral,
            "one leg at a time comes after the bilateral main lift",
        )


def _deadlift_before_grip(subject: Subject) -> Iterator[Flaw]:
    tired = {Pattern.CARRY, Pattern.SHRUG, Pattern.KNEE_FLEX}
    for day in subject.days:
        yield from _before(
            day,
            lambda row: (
                not row.is_main_pull
                and (row.slug in GRIP or row.pattern in tired or (row.pattern is Pattern.H_PULL and row.slug in SPINE))
            ),
            lambda row: row.is_main_pull,
            "the deadlift comes before what tires grip and back",
        )


def _trunk_after_axial(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        yield from _before(
            day,
            lambda row: (
                row.pattern in TRUNK or (not row.exercise.is_compound and Muscle.LOWER_BACK in row.exercise.primary)
            ),
            lambda row: row.slug in AXIAL,
            "trunk work comes after what loads the spine",
        )


def _arms_after_compounds(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        for small, big in ((Pattern.CURL, PULL), (Pattern.TRI, PUSH)):
            yield from _before(
                day,
                lambda row, small=small: (
                    row.pattern is small and not row.exercise.is_compound and not _is_focus(subject, row)
                ),
                lambda row, big=big: row.pattern in big,
                "arms come after the rows or presses that need them",
            )


def _calves_and_carries_late(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        for at, row in enumerate(day.rows):
            is_early = at < EARLY_SLOTS and any(later.pattern not in TRUNK for later in day.rows[at + 1 :])
            if row.pattern is Pattern.CALF and is_early and not _is_focus(subject, row):
                yield Flaw(path=row.path, message=f"{row.slug} is exercise {at + 1}", hint="calves come later")
        yield from _before(
            day,
            lambda row: row.pattern in {Pattern.CARRY, Pattern.SHRUG},
            lambda row: row.pattern not in {Pattern.CARRY, Pattern.SHRUG, Pattern.CORE},
            "carries and shrugs come last, or before the trunk only",
        )


def _heavy_main_early(subject: Subject) -> Iterator[Flaw]:
    if not subject.is_strong:
        return
    for day in subject.days:
        for at, row in enumerate(day.rows):
            is_heavy = row.is_main and (row.effort >= HEAVY_EFFORT or row.percent >= HEAVY_PERCENT)
            if is_heavy and at and not (at < EARLY_SLOTS and day.rows[0].role in _LEADS):
                yield Flaw(path=row.path, message=f"heavy {row.slug} is exercise {at + 1}", hint="put it first")


def _alternating_muscles(subject: Subject) -> Iterator[Flaw]:
    for day in (day for week in subject.work for day in week.days if len(day.rows) > 4):
        pairs = [
            one.path
            for one, other in zip(day.rows, day.rows[1:], strict=False)
            if not one.is_main
            and one.exercise.primary == other.exercise.primary
            and one.exercise.primary[0] not in {Muscle.QUADS, Muscle.GLUTES}
        ]
        if len(pairs) > 1:
            yield Flaw(
                path=pairs[0], message="exercises of one muscle follow each other", hint="alternate muscles if possible"
            )


def _light_after_heavy(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        for at, row in enumerate(day.rows):
            lift = row.exercise.competition_lift
            later = [other for other in day.rows[at + 1 :] if other.is_main]
            if row.role in {"light", "volume"} and lift and any(x.exercise.competition_lift is lift for x in later):
                yield Flaw(path=row.path, message=f"{row.slug} stands before its heavy lift", hint="put it after")


ORDER = (
    Assertion(id="ORD01", severity="repair", rule="small exercises after the leading ones", flaws=_small_last),
    Assertion(id="ORD02", severity="reject", rule="main squat before other leg work", flaws=_squat_before_leg_work),
    Assertion(id="ORD03", severity="repair", rule="bilateral main lift before one-sided legs", flaws=_bilateral_first),
    Assertion(id="ORD04", severity="reject", rule="deadlift before grip and back work", flaws=_deadlift_before_grip),
    Assertion(id="ORD05", severity="repair", rule="trunk after axial rows", flaws=_trunk_after_axial),
    Assertion(id="ORD06", severity="repair", rule="arms after the compounds", flaws=_arms_after_compounds),
    Assertion(id="ORD07", severity="repair", rule="calves, carries, shrugs late", flaws=_calves_and_carries_late),
    Assertion(id="ORD08", severity="repair", rule="heavy main lifts first", flaws=_heavy_main_early),
    Assertion(id="ORD09", severity="warn", rule="neighbours of other muscles", flaws=_alternating_muscles),
    Assertion(id="ORD10", severity="repair", rule="light variant after the heavy lift", flaws=_light_after_heavy),
)
