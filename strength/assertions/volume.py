"""Volume (design 10, 6: VOL)."""

from collections.abc import Iterator
from statistics import median

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import PULL, PUSH, TRUNK, Subject, share_of
from strength.exercise import Lift, Pattern
from strength.exercise_groups import HEAVY_HINGE
from strength.landmarks import MUSCLE_SESSION_CAP, SESSION_SET_CAP, SLOT_SET_CAP, WEEKLY_RAMP_REFUSED, kappa, landmark
from strength.limitation import Area
from strength.muscle import Muscle
from strength.request import Experience, Goal

FLOOR_SHARE, MOST_FRONT_DELT = 0.75, 14.0
ARM_SHARE, CORE_SHARE, CALF_SHARE = 0.30, 0.20, 0.12
ISOLATION_SHARE = {Goal.STRENGTH: 0.35, Goal.POWERLIFTING: 0.25, Goal.HYPERTROPHY: 0.55}
MOST_PULL_SETS, MOST_PULL_SETS_ADVANCED, MOST_HARD_PULLS, HARD, MOST_BOTH = 4, 5, 25, 7.0, 9
SLACK_SETS = 4
_BIG_MUSCLES = (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.HAMSTRINGS, Muscle.GLUTES)
_ARMS = frozenset({Pattern.CURL, Pattern.TRI})


def _session_caps(subject: Subject) -> Iterator[Flaw]:
    level = subject.request.experience.level
    for day in subject.days:
        biggest = max((len(row.sets) for row in day.rows), default=0)
        if day.sets > SESSION_SET_CAP[level] or biggest > SLOT_SET_CAP[level]:
            yield Flaw(path=day.path, message=f"{day.sets} sets, {biggest} of one exercise", hint="fewer")


def _muscle_caps(subject: Subject) -> Iterator[Flaw]:
    cap = MUSCLE_SESSION_CAP[subject.request.experience.level]
    for day in subject.days:
        for muscle in Muscle:
            sets = sum(len(row.sets) * share_of(row.exercise, muscle) for row in day.rows)
            if sets > cap:
                yield Flaw(path=day.path, message=f"{muscle.value} gets {sets:g} sets", hint=f"{cap:g} at most")


def _floors(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    if request.active_limitations or not subject.work:
        return
    week = subject.work[len(subject.work) // 2]
    for muscle in _BIG_MUSCLES:
        least = FLOOR_SHARE * landmark(muscle, request.experience.level, request.goal).mav_low * kappa(request)
        sets = week.fractional(muscle)
        if sets < least:
            yield Flaw(path=week.path, message=f"{muscle.value} gets {sets:g} sets", hint=f"{least:.1f} at least")


def _shoulders_even(subject: Subject) -> Iterator[Flaw]:
    if subject.request.goal is not Goal.HYPERTROPHY:
        return
    for week in subject.work:
        front = week.fractional(Muscle.FRONT_DELT)
        if front > MOST_FRONT_DELT or (week.sets_of(PUSH) and not week.fractional(Muscle.REAR_DELT)):
            yield Flaw(path=week.path, message=f"front delts get {front:g} sets", hint="14 at most, and rear delts")


def _small_shares(subject: Subject) -> Iterator[Flaw]:
    focus = set(subject.request.focus)
    for week in subject.work[:1]:
        for patterns, most, muscles in (
            (_ARMS, ARM_SHARE, {Muscle.BICEPS, Muscle.TRICEPS}),
            (TRUNK, CORE_SHARE, {Muscle.ABS}),
            ({Pattern.CALF}, CALF_SHARE, {Muscle.CALVES}),
        ):
            # a sore back braces every day (design 10, 2.5): two sets of it on each are no fault
            if patterns == TRUNK and Area.LOWER_BACK in subject.request.active_limitations:
                continue
            sets = week.sets_of(patterns)
            if sets > most * week.sets + 1 and not focus & muscles:
                yield Flaw(path=week.path, message=f"{sets} of {week.sets} sets are small", hint=f"{most:.0%} at most")


def _isolation_share(subject: Subject) -> Iterator[Flaw]:
    most = ISOLATION_SHARE[subject.request.goal]
    if Area.SHOULDER in subject.request.active_limitations:
        return  # every upper day gets rear delt work there (design 10, 2.5)
    for week in subject.work[:1]:
        sets = sum(
            len(row.sets)
            for row in week.rows
            if not row.exercise.is_compound and row.pattern not in TRUNK | PUSH | PULL
        )
        if sets > most * week.sets + 1 and not subject.request.focus:
            yield Flaw(path=week.path, message=f"{sets} of {week.sets} sets are isolation", hint=f"{most:.0%} at most")


def _twice_a_week(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    if request.frequency > 3 or request.session_minutes < 45 or request.active_limitations:
        return
    for week in subject.work[:1]:
        for muscle in (Muscle.CHEST, Muscle.BACK, Muscle.QUADS, Muscle.GLUTES):
            days = sum(any(share_of(row.exercise, muscle) for row in day.rows) for day in week.days)
            if days < 2:
                yield Flaw(path=week.path, message=f"{muscle.value} is trained once", hint="twice")


def _first_week_not_hardest(subject: Subject) -> Iterator[Flaw]:
    if len(subject.work) > 2 and subject.work[0].sets > median(week.sets for week in subject.work):
        yield Flaw(path="weeks[1]", message=f"week 1 has {subject.work[0].sets} sets", hint="the median at most")


def _last_week_not_biggest(subject: Subject) -> Iterator[Flaw]:
    last = subject.weeks[-1]
    before = max((week.sets for week in subject.work if week.number < last.number), default=last.sets)
    if last.stage != "work" and last.sets > before:
        yield Flaw(path=last.path, message=f"{last.sets} sets in the last week", hint=f"{before} at most")


def _no_jumps(subject: Subject) -> Iterator[Flaw]:
    for at, week in enumerate(subject.weeks):
        before = max((item.sets for item in subject.weeks[max(0, at - 3) : at]), default=0)
        if before and week.sets > (1 + WEEKLY_RAMP_REFUSED) * before:
            yield Flaw(path=week.path, message=f"{week.sets} sets after {before}", hint="75 % more at most")


def _deadlift_dose(subject: Subject) -> Iterator[Flaw]:
    most = MOST_PULL_SETS_ADVANCED if subject.request.experience is Experience.ADVANCED else MOST_PULL_SETS
    for day in (day for week in subject.work for day in week.days):
        pulls = [row for row in day.rows if row.slug in HEAVY_HINGE]
        sets = sum(len(row.sets) for row in pulls)
        reps = sum(fact.reps.low for row in pulls for fact in row.sets if fact.reps and (fact.rpe or 0) >= HARD)
        both = sets + sum(
            len(row.sets) for row in day.rows if row.exercise.competition_lift is Lift.SQUAT and row.is_main
        )
        if sets > most or reps > MOST_HARD_PULLS or (pulls and both > MOST_BOTH):
            yield Flaw(path=day.path, message=f"{sets} sets and {reps} hard reps of deadlifts", hint="fewer")


def _two_sets_of_isolation(subject: Subject) -> Iterator[Flaw]:
    for week in subject.work:
        for row in week.rows:
            if row.role == "isolation" and len(row.sets) < 2:
                yield Flaw(path=row.path, message=f"one set of {row.slug}", hint="two, or none")


VOLUME = (
    Assertion(id="VOL01", severity="repair", rule="session and slot caps", flaws=_session_caps),
    Assertion(id="VOL02", severity="repair", rule="muscle caps in a session", flaws=_muscle_caps),
    Assertion(id="VOL03", severity="repair", rule="floors of big muscles", flaws=_floors),
    Assertion(id="VOL04", severity="repair", rule="shoulders even", flaws=_shoulders_even),
    Assertion(id="VOL05", severity="repair", rule="arms, core, calves keep their share", flaws=_small_shares),
    Assertion(id="VOL06", severity="repair", rule="isolation keeps its share", flaws=_isolation_share),
    Assertion(id="VOL07", severity="repair", rule="muscles twice a week", flaws=_twice_a_week),
    Assertion(id="VOL08", severity="repair", rule="week 1 is not the hardest", flaws=_first_week_not_hardest),
    Assertion(id="VOL09", severity="repair", rule="the last week is not the biggest", flaws=_last_week_not_biggest),
    Assertion(id="VOL10", severity="reject", rule="no jump of sets", flaws=_no_jumps),
    Assertion(id="VOL11", severity="repair", rule="deadlift dose", flaws=_deadlift_dose),
    Assertion(id="VOL12", severity="repair", rule="two sets of isolation", flaws=_two_sets_of_isolation),
)
