"""What a powerlifter needs (design 10, 6: PL)."""

from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import TRUNK, Row, Subject
from strength.exercise import Lift
from strength.pool import needs_caution
from strength.request import Experience, Goal

EXPOSURES = {Lift.SQUAT: 2, Lift.BENCH: 2, Lift.DEADLIFT: 1}
NEAR, SHORT = 0.7, 40
EASY, SHORTEST_DAY = 5.0, 4
LONG_SET, HIGHEST_OPENER, LAST_CUT = 12, 91.5, (0.5, 0.93)
ACCESSORY_CUT, VARIANT_DAYS = 0.6, 10
FULL_REST, PAUSE_BLOCKS = 150, 2
HEAVY, LAST_DAYS = 85.0, {Lift.SQUAT: 7, Lift.BENCH: 5, Lift.DEADLIFT: 9}

_LEADS = frozenset({"main", "volume", "light"})


def _peaks(subject: Subject) -> bool:
    return subject.request.goal is Goal.POWERLIFTING and subject.weeks[-1].stage == "last"


def _exposures(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    for week in subject.work:
        for lift, least in EXPOSURES.items():
            days = sum(
                any(
                    row.exercise.competition_lift is lift and row.exercise.competition_similarity >= NEAR
                    for row in day.rows
                )
                for day in week.days
            )
            wanted = min(least, 1 if subject.request.session_minutes < SHORT else least)
            if days < wanted:
                yield Flaw(path=week.path, message=f"{lift.value} on {days} days", hint=f"{wanted} at least")


def _short_sets_in_peak(subject: Subject) -> Iterator[Flaw]:
    yield from _accessories_leave(subject)
    for week in subject.work:
        if subject.request.goal is Goal.POWERLIFTING and week.phase == "Peak":
            for row in week.rows:
                if not row.exercise.is_timed and row.low > LONG_SET:
                    yield Flaw(path=row.path, message=f"{row.slug} for {row.low}", hint="12 at most in a peak")


def _is_accessory(row: Row) -> bool:
    """Whether a row neither is nor resembles a competition lift; trunk work, or a set or two that tire nobody, may stay.

    Five or six days of two exercises hold more places than three exposures of the lifts and of one trunk exercise fill.
    """
    lift = row.exercise.competition_lift
    return (
        row.effort > EASY and row.pattern not in TRUNK and (lift is None or row.exercise.competition_similarity < NEAR)
    )


def _accessories_leave(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject) or len(subject.weeks) < 3 or not subject.work:
        return
    full, halved, last = (
        sum(len(row.sets) for row in week.rows if _is_accessory(row))
        for week in (subject.work[-1], *subject.weeks[-2:])
    )
    if halved > ACCESSORY_CUT * full + 1:
        yield Flaw(path=subject.weeks[-2].path, message=f"{halved} accessory sets after {full}", hint="half of them")
    if last:
        left = next(row for row in subject.weeks[-1].rows if _is_accessory(row))
        yield Flaw(path=left.path, message=f"{left.slug} in the last week", hint="the competition lifts only")


def _last_heavy(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    for week in subject.weeks[-2:]:
        left = len(subject.weeks) - week.number
        for day in week.days:
            out = 7 - day.weekday + 7 * left
            for row in day.rows:
                lift = row.exercise.competition_lift
                heavy = [fact for fact in row.sets if (fact.percent or 0) > max(HEAVY, HIGHEST_OPENER)]
                if lift is not None and heavy and out < LAST_DAYS.get(lift, 0):
                    yield Flaw(path=row.path, message=f"heavy {row.slug} {out} days out", hint="earlier")


def _openers(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject):
        return
    last = subject.weeks[-1]
    biggest = max((week.sets for week in subject.work), default=last.sets)
    cut = 1 - last.sets / max(1, biggest)
    top = max((row.percent for row in last.rows), default=0.0)
    # two exercises of two sets on each day that was asked is as short as a week gets
    is_short = cut >= LAST_CUT[0] or last.sets <= SHORTEST_DAY * len(last.days)
    if top > HIGHEST_OPENER or not is_short or cut > LAST_CUT[1]:
        yield Flaw(
            path=last.path, message=f"{cut:.0%} fewer sets, up to {top:.0f} %", hint="half or less, 91 % at most"
        )


def _lifts_stay(subject: Subject) -> Iterator[Flaw]:
    if subject.request.goal is not Goal.POWERLIFTING or not subject.work:
        return
    mains = [
        frozenset(row.slug for row in week.rows if row.is_main and row.exercise.competition_similarity == 1.0)
        for week in subject.work
    ]
    if len(set(mains)) > 1:
        yield Flaw(path="weeks", message="the competition lifts rotate", hint="keep them")
    if _peaks(subject):
        yield from _variants_leave(subject)


def _variants_leave(subject: Subject) -> Iterator[Flaw]:
    """Variants in the last ten days of a lifter who can do the lift itself."""
    limits = subject.request.active_limitations
    own = {
        row.competition_lift
        for row in subject.pool.exercises
        if row.competition_similarity == 1.0 and not needs_caution(row, limits)
    } - {None}
    for week in subject.weeks[-2:]:
        for day in week.days:
            out = 7 - day.weekday + 7 * (len(subject.weeks) - week.number)
            for row in day.rows:
                is_variant = NEAR <= row.exercise.competition_similarity < 1.0 and row.exercise.competition_lift in own
                if is_variant and out < VARIANT_DAYS:
                    yield Flaw(path=row.path, message=f"{row.slug} {out} days out", hint="the lift itself")


def _bench_with_a_pause(subject: Subject) -> Iterator[Flaw]:
    if not _peaks(subject) or subject.request.experience is Experience.BEGINNER:
        return
    for block in subject.mesocycles[-PAUSE_BLOCKS:]:
        for day in (day for week in block for day in week.days):
            benches = [row for row in day.rows if row.exercise.competition_lift is Lift.BENCH and row.role in _LEADS]
            if not benches:
                continue
            rests = [reading.text.rest_s or 0 for reading in benches[0].item.different]
            is_paused = any(
                "pause" in row.slug or "spoto" in row.slug or "pause" in (row.prescription.notes or "").lower()
                for row in benches
            )
            if not is_paused or (rests and min(rests) < FULL_REST and benches[0].prescription.group is None):
                yield Flaw(path=day.path, message="bench without full rest and a pause", hint="pause, 150 s or more")


POWERLIFTING = (
    Assertion(id="PL01", severity="reject", rule="squat twice, bench twice, deadlift once", flaws=_exposures),
    Assertion(
        id="PL02", severity="repair", rule="no long sets in a peak, accessories leave", flaws=_short_sets_in_peak
    ),
    Assertion(id="PL03", severity="repair", rule="last heavy lifts in time", flaws=_last_heavy),
    Assertion(id="PL04", severity="repair", rule="a short last week of openers", flaws=_openers),
    Assertion(id="PL05", severity="repair", rule="competition lifts stay, variants leave", flaws=_lifts_stay),
    Assertion(id="PL06", severity="warn", rule="bench with full rest and a pause", flaws=_bench_with_a_pause),
)
