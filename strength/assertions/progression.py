"""Progress from week to week (design 10, 6: PRG)."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import Row, Subject, Week
from strength.exercise import LoadKind
from strength.landmarks import DELOAD_SET_CUT, LONGEST_RUN, WEEKLY_PERCENT_STEP
from strength.rounding import EMPTY_BAR, KETTLEBELLS, load_step
from strength.validation.set_fact import SetReading

MOST_RISE, RANGE_ISOLATION, RANGE_COMPOUND, MOST_REPS = 1.10, 3, 2, 25
SLACK = 0.05


def _row(week: Week, day: int, slug: str) -> Row | None:
    return next((row for row in week.days[day].rows if row.slug == slug), None)


def _pairs(subject: Subject) -> Iterator[tuple[Row, Row]]:
    """Each row with itself one week later in the same mesocycle."""
    for block in subject.mesocycles:
        for before, after in pairwise(block):
            for day, workout in enumerate(before.days):
                for row in workout.rows:
                    later = _row(after, day, row.slug)
                    if later is not None and after.number == before.number + 1:
                        yield row, later


def _state(row: Row) -> tuple[object, ...]:
    return (*[(reading.text.reps, reading.text.weight, reading.rpe) for reading in row.sets], row.prescription.notes)


def _all_progress(subject: Subject) -> Iterator[Flaw]:
    for block in subject.mesocycles:
        if len(block) < 2:
            continue
        for day, workout in enumerate(block[0].days):
            for row in workout.rows:
                later = [found for week in block[1:] if (found := _row(week, day, row.slug)) is not None]
                has_rule = any(fact.reps is not None and fact.reps.high > fact.reps.low for fact in row.sets)
                is_light = row.role == "light"  # a point a week is less than the smallest plates weigh
                if later and not has_rule and not is_light and all(_state(found) == _state(row) for found in later):
                    yield Flaw(path=row.path, message=f"{row.slug} never changes", hint="load, reps, sets or effort")


def _one_thing_at_a_time(subject: Subject) -> Iterator[Flaw]:
    for before, after in _pairs(subject):
        is_heavier = before.percent and after.percent > MOST_RISE * before.percent
        if is_heavier and len(after.sets) > MOST_RISE * len(before.sets):
            yield Flaw(path=after.path, message=f"{after.slug}: load and sets jump", hint="one of them")


def _small_steps(subject: Subject) -> Iterator[Flaw]:
    for before, after in _pairs(subject):
        if before.percent and after.percent and before.role == after.role:
            step = after.percent - before.percent
            allowed = WEEKLY_PERCENT_STEP + 2.5
            if step > allowed or step < -2.5:
                yield Flaw(path=after.path, message=f"{after.slug} moves by {step:.1f} points", hint="3 at most")


def _deloads(subject: Subject) -> Iterator[Flaw]:
    run = 0
    for at, week in enumerate(subject.weeks):
        run = run + 1 if week.stage == "work" else 0
        if run > LONGEST_RUN[subject.request.experience.level]:
            yield Flaw(path=week.path, message=f"{run} full weeks in a row", hint="a deload")
            run = 0
        if week.stage == "deload":
            before = subject.weeks[at - 1].sets if at else week.sets
            cut = 1 - week.sets / max(1, before)
            low, high = DELOAD_SET_CUT
            if not low - SLACK <= cut <= high or at < 2 or subject.weeks[at - 1].stage == "deload":
                yield Flaw(path=week.path, message=f"{cut:.0%} fewer sets", hint=f"{low:.0%} to {high:.0%}")


def _deloads_keep_rows(subject: Subject) -> Iterator[Flaw]:
    for before, week in pairwise(subject.weeks):
        if week.stage != "deload":
            continue
        for one, other in zip(before.days, week.days, strict=True):
            if [row.slug for row in one.rows] != [row.slug for row in other.rows]:
                yield Flaw(path=other.path, message="other exercises in a deload", hint="the same ones")
    yield from _easy_weeks_ask_less(subject)
    yield from _nothing_new_before_a_taper(subject)


def _easy_weeks_ask_less(subject: Subject) -> Iterator[Flaw]:
    for before, week in pairwise(subject.weeks):
        if before.stage != "work" or week.stage not in {"deload", "test"}:
            continue
        for day, workout in enumerate(week.days):
            for row in workout.rows:
                old = _row(before, day, row.slug)
                if old is None or row.is_main:
                    continue
                if row.exercise.is_timed and row.high > old.high:
                    yield Flaw(
                        path=row.path, message=f"{row.slug} for {row.high} s after {old.high}", hint="not longer"
                    )
                elif row.percent > old.percent > 0:
                    yield Flaw(path=row.path, message=f"{row.slug} gets heavier in an easy week", hint="not heavier")


def _nothing_new_before_a_taper(subject: Subject) -> Iterator[Flaw]:
    for before, week, after in zip(subject.weeks, subject.weeks[1:], subject.weeks[2:], strict=False):
        if after.stage != "taper" or week.stage != "work":
            continue
        known = {row.slug for row in before.rows}
        for row in week.rows:
            if row.slug not in known:
                yield Flaw(path=row.path, message=f"{row.slug} is new before a taper", hint="what is known")


def _real_loads(subject: Subject) -> Iterator[Flaw]:
    units, beginner = subject.request.units, subject.request.experience.level == 1
    for row in subject.rows:
        entry = subject.pool.entries.get(row.slug)
        exercise = entry.exercise if entry else row.exercise
        step = load_step(exercise, units, beginner=beginner)
        if step is None:
            continue
        bells = KETTLEBELLS[units] if exercise.load_kind is LoadKind.KETTLEBELL else ()
        for fact in row.where(lambda reading, bells=bells, step=step: not _is_real(reading, bells, step)):
            yield Flaw(path=fact.path, message=f"{row.slug} with {fact.prescription.weight}", hint="real plates")


def _is_real(reading: SetReading, bells: Sequence[float], step: float) -> bool:
    """Whether a load can be put together; what has none can."""
    if reading.weight is None or reading.weight.load is None:
        return True
    return reading.weight.load in bells if bells else abs(reading.weight.load / step % 1) <= 1e-6


def _bars_weigh(subject: Subject) -> Iterator[Flaw]:
    bar = EMPTY_BAR[subject.request.units]
    for row in subject.rows:
        least = bar if row.exercise.load_kind is LoadKind.BARBELL else 0.0
        for fact in row.where(lambda reading, least=least: _is_beyond(reading, least)):
            yield Flaw(path=fact.path, message=f"{row.slug} with {fact.prescription.weight}", hint="a real load")


def _is_beyond(reading: SetReading, least: float) -> bool:
    """Whether a load is below the least that there is, or above the maximum."""
    load = reading.weight.load if reading.weight else None
    return (load is not None and load < least) or (reading.percent or 0) > 102.5


def _ranges(subject: Subject) -> Iterator[Flaw]:
    for row in (row for week in subject.work for row in week.rows):
        for fact in row.where(_is_range):
            if fact.reps is None:
                continue
            width = fact.reps.high - fact.reps.low
            least = RANGE_ISOLATION if row.role == "isolation" else RANGE_COMPOUND
            if width < least:
                yield Flaw(path=fact.path, message=f"{row.slug} for {fact.reps}", hint=f"{least} wide at least")
            # a first load of a range is no percentage, though it was made from one
            if row.is_main and (fact.prescription.weight or "").endswith("%"):
                yield Flaw(path=fact.path, message=f"{row.slug}: a range in percent", hint="a number")


def _is_range(reading: SetReading) -> bool:
    return reading.reps is not None and not reading.reps.is_timed and reading.reps.high != reading.reps.low


def _restart_below(subject: Subject) -> Iterator[Flaw]:
    for before, easy, after in zip(subject.weeks, subject.weeks[1:], subject.weeks[2:], strict=False):
        if easy.stage != "deload" or before.stage != "work" or after.stage != "work":
            continue
        for day, workout in enumerate(after.days):
            for row in workout.rows:
                old = _row(before, day, row.slug)
                if old and row.effort > old.effort + 0.5 and row.is_main:
                    yield Flaw(path=row.path, message=f"{row.slug} restarts harder", hint="start easier")


def _reps_end(subject: Subject) -> Iterator[Flaw]:
    for row in subject.rows:
        if row.exercise.load_kind is LoadKind.BODYWEIGHT and not row.exercise.is_timed and row.high > MOST_REPS:
            yield Flaw(path=row.path, message=f"{row.slug} for {row.high}", hint="25 at most")


PROGRESSION = (
    Assertion(id="PRG01", severity="repair", rule="every row progresses", flaws=_all_progress),
    Assertion(id="PRG02", severity="repair", rule="load and sets do not jump together", flaws=_one_thing_at_a_time),
    Assertion(id="PRG03", severity="repair", rule="small steps of percent", flaws=_small_steps),
    Assertion(id="PRG04", severity="repair", rule="deloads in time and deep enough", flaws=_deloads),
    Assertion(id="PRG05", severity="repair", rule="easy weeks keep the rows and ask no more", flaws=_deloads_keep_rows),
    Assertion(id="PRG06", severity="reject", rule="loads exist", flaws=_real_loads),
    Assertion(id="PRG07", severity="reject", rule="no load below the bar or above the maximum", flaws=_bars_weigh),
    Assertion(id="PRG08", severity="repair", rule="ranges wide enough, none in percent", flaws=_ranges),
    Assertion(id="PRG09", severity="warn", rule="restart easier after a deload", flaws=_restart_below),
    Assertion(id="PRG10", severity="repair", rule="bodyweight rows end at 25", flaws=_reps_end),
)
