"""Choice of exercises (design 10, 6: SEL)."""

from collections import Counter
from collections.abc import Iterator

from strength.assertions.assertion import Assertion, Flaw
from strength.assertions.subject import PULL, Day, Subject
from strength.equipment import Equipment
from strength.exercise import LoadKind, Pattern
from strength.exercise_groups import FREE_BAR, HEAVY_HINGE, LAST_RESORT, Station, station_of, twins_of
from strength.pool import is_discouraged, needs_caution
from strength.request import Experience, Goal
from strength.similarity import ACCEPT, similarity

MOST_OF_A_PATTERN, MOST_KNEE_ROWS, MOST_MOVED = 2, 2, 1
PULL_SHARE = (0.3, 0.7)
DISTINCT, DISTINCT_SIX_DAYS, SIX_DAYS = (8, 28), 34, 6
SHORTEST_STAY, SHORTEST_MAIN_STAY, SHORTEST_ROTATING = 3, 8, 8
SHORT, ONE_LEG_FROM_DAYS = 45, 3
MOST_STATIONS, MOST_RETURNS, SLOTS_AWAY_FROM_RACK = 4, 1, 2
_BIG: dict[str, frozenset[Pattern]] = {
    "squat": frozenset({Pattern.SQUAT, Pattern.LUNGE}),
    "hinge": frozenset({Pattern.HINGE, Pattern.BRIDGE}),
    "horizontal press": frozenset({Pattern.H_PUSH}),
    "overhead press": frozenset({Pattern.V_PUSH}),
    "row": frozenset({Pattern.H_PULL}),
    "pulldown": frozenset({Pattern.V_PULL}),
}
_UNLOADED = frozenset({LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC})


def _few_of_a_pattern(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        counts = Counter(row.pattern for row in day.rows)
        if max(counts.values(), default=0) > MOST_OF_A_PATTERN:
            yield Flaw(path=day.path, message="three exercises of one pattern", hint="two at most")
        if sum(row.slug in HEAVY_HINGE for row in day.rows) > 1:
            yield Flaw(path=day.path, message="two heavy hinges on a day", hint="one at most")


def _no_twins(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        slugs = {row.slug for row in day.rows}
        for slug in sorted(slugs):
            if slugs & twins_of(slug):
                yield Flaw(path=day.path, message=f"{slug} has a twin on the same day", hint="swap one")


def _loadable_where_possible(subject: Subject) -> Iterator[Flaw]:
    limits = subject.request.active_limitations
    for row in subject.rows:
        patterns = next((group for group in _BIG.values() if row.pattern in group), None)
        if row.slug not in LAST_RESORT or patterns is None:
            continue
        better = [
            item.slug
            for item in subject.pool.exercises
            if item.pattern is row.pattern and item.load_kind not in _UNLOADED and not needs_caution(item, limits)
        ]
        used = {other.slug for other in subject.weeks[0].rows}
        if any(slug not in used for slug in better):
            yield Flaw(path=row.path, message=f"{row.slug} although {better[0]} can be loaded", hint="swap it")


def _six_patterns(subject: Subject) -> Iterator[Flaw]:
    """Every big pattern that the pool can train.

    Below 45 minutes a pattern that these limitations leave only to holds, drills or rows that they advise against may be
    missing: four exercises go to what can be trained (design 10, 1.2 and 1.3).
    """
    limits = subject.request.active_limitations
    is_short = subject.request.session_minutes < SHORT
    possible = {
        row.pattern
        for row in subject.pool.exercises
        if not is_short or (row.slug not in LAST_RESORT and not is_discouraged(row, limits))
    }
    for week in subject.work:
        present = {row.pattern for row in week.rows}
        for name, patterns in _BIG.items():
            is_optional = name == "overhead press" and subject.request.goal is Goal.POWERLIFTING
            if not present & patterns and possible & patterns and not is_optional:
                yield Flaw(path=week.path, message=f"no {name}", hint="every big pattern once a week")


def _both_pulls(subject: Subject) -> Iterator[Flaw]:
    limits = subject.request.active_limitations
    loadable = {
        row.pattern
        for row in subject.pool.exercises
        if row.pattern in PULL and row.slug not in LAST_RESORT and not needs_caution(row, limits)
    }
    if not loadable >= PULL:
        return
    for week in subject.work:
        rows, pulldowns = week.sets_of({Pattern.H_PULL}), week.sets_of({Pattern.V_PULL})
        share = rows / max(1, rows + pulldowns)
        if not PULL_SHARE[0] <= share <= PULL_SHARE[1]:
            yield Flaw(path=week.path, message=f"{rows} rows to {pulldowns} pulldowns", hint="30-70 % each")


def _free_bar_mains(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    has_bar = {Equipment.BARBELL, Equipment.RACK, Equipment.BENCH} <= request.owned
    if not subject.is_strong or not has_bar or request.active_limitations:
        return
    for row in subject.rows:
        if row.is_main and row.slug not in FREE_BAR:
            yield Flaw(path=row.path, message=f"{row.slug} is a main lift", hint="a free bar where there is one")


def _few_knee_rows(subject: Subject) -> Iterator[Flaw]:
    for day in subject.days:
        if sum(row.pattern is Pattern.SQUAT and not row.exercise.is_unilateral for row in day.rows) > MOST_KNEE_ROWS:
            yield Flaw(path=day.path, message="three bilateral squats on a day", hint="two at most")


def _a_machine_a_day(subject: Subject) -> Iterator[Flaw]:
    machines = {LoadKind.MACHINE, LoadKind.CABLE}
    if (
        subject.request.goal is not Goal.HYPERTROPHY
        or not {Equipment.MACHINE, Equipment.CABLE} <= subject.request.owned
    ):
        return
    for week in subject.work:
        for day in week.days:
            if not any(row.exercise.load_kind in machines for row in day.rows):
                yield Flaw(path=day.path, message="no machine and no cable", hint="use what the gym has")


def _one_leg_at_a_time(subject: Subject) -> Iterator[Flaw]:
    request = subject.request
    wanted = request.frequency >= ONE_LEG_FROM_DAYS and not request.active_limitations
    if not wanted or request.goal is Goal.POWERLIFTING or request.session_minutes < SHORT:
        return
    legs = {Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.BRIDGE}
    for week in subject.work[:1]:
        if not any(row.exercise.is_unilateral and row.pattern in legs for row in week.rows):
            yield Flaw(path=week.path, message="no leg work on one leg", hint="once a week")


def _short_walks(subject: Subject) -> Iterator[Flaw]:
    if not subject.request.owned & {Equipment.MACHINE, Equipment.CABLE}:
        return  # at home everything stands within a step or two
    judged: dict[tuple[str, ...], str] = {}
    for day in (day for week in subject.work for day in week.days):
        key = tuple(row.slug for row in day.rows)
        if key not in judged:
            judged[key] = _walk_fault(_walk(subject, day))
        if judged[key]:
            yield Flaw(path=day.path, message=judged[key], hint="four stations, one return at most")


def _walk(subject: Subject, day: Day) -> list[Station]:
    """Where a sensible lifter does each row: where the last one was done if possible, else at a station not yet left."""
    visited: list[Station] = []
    for row in day.rows:
        options = {station_of(kit) for kit in row.exercise.kits if kit.tokens <= subject.request.owned}
        here = visited[-1] if visited else None
        if not options or options == {Station.FLOOR} or Station.FLOOR in options:
            continue  # there is floor everywhere
        fresh = options - set(visited)
        visited.append(here if here in options and here else min(fresh or options))
    return visited


def _walk_fault(visited: list[Station]) -> str:
    """What is wrong with a walk, in words; empty when nothing is."""
    stations = set(visited)
    if len(stations) > MOST_STATIONS:
        return f"{len(stations)} stations: {', '.join(visited)}"
    returns = 0
    for at in range(1, len(visited)):
        station, before = visited[at], visited[:at]
        if station == before[-1] or station not in before:
            continue
        away = before[::-1].index(station)
        returns += not (station is Station.RACK and away >= SLOTS_AWAY_FROM_RACK)
    return f"back and forth between stations: {', '.join(visited)}" if returns > MOST_RETURNS else ""


def _distinct_rows(subject: Subject) -> Iterator[Flaw]:
    slugs = {row.slug for row in subject.rows}
    low, high = DISTINCT
    most = DISTINCT_SIX_DAYS if subject.request.frequency == SIX_DAYS else high
    least = low if subject.request.session_minutes >= SHORT and subject.request.frequency > 2 else 4
    if not least <= len(slugs) <= most:
        yield Flaw(path="weeks", message=f"{len(slugs)} different exercises", hint=f"{least} to {most}")
    for week in subject.work[:1]:
        days = [frozenset(row.slug for row in day.rows) for day in week.days]
        if len(set(days)) < len(days):
            yield Flaw(path=week.path, message="two days hold the same exercises", hint="vary one")


def _rows_stay(subject: Subject) -> Iterator[Flaw]:
    if not subject.work:
        return
    count = len(subject.weeks[0].days)
    for day in range(count):
        seen = Counter(
            row.slug
            for week in subject.weeks
            if day < len(week.days) and week.stage in {"work", "deload", "test"}
            for row in week.days[day].rows
        )
        first = {row.slug for row in subject.weeks[0].days[day].rows}
        for slug, weeks in seen.items():
            if weeks < SHORTEST_STAY <= len(subject.weeks) - 2:
                yield Flaw(
                    path=f"weeks[1].workouts[{day + 1}]", message=f"{slug} stays {weeks} weeks", hint="3 or more"
                )
            if len(subject.weeks) < SHORTEST_ROTATING and slug not in first:
                yield Flaw(path=f"weeks[1].workouts[{day + 1}]", message=f"{slug} is rotated in", hint="keep the rows")


def _rotation_keeps_kind(subject: Subject) -> Iterator[Flaw]:
    for before, after in zip(subject.work, subject.work[1:], strict=False):
        for one, other in zip(before.days, after.days, strict=True):
            if len(one.rows) != len(other.rows):
                continue
            for old, new in zip(one.rows, other.rows, strict=True):
                # a sheet may let lunges and leg extensions take turns
                if {old.pattern, new.pattern} == {Pattern.LUNGE, Pattern.KNEE_EXT}:
                    continue
                is_kind = old.exercise.pattern is new.exercise.pattern
                if old.slug != new.slug and (not is_kind or similarity(old.exercise, new.exercise) < ACCEPT):
                    yield Flaw(path=new.path, message=f"{old.slug} becomes {new.slug}", hint="something like it")


def _core_differs(subject: Subject) -> Iterator[Flaw]:
    held = {"plank", "side_plank"}
    for week in subject.work[:1]:
        rows = [row.slug for row in week.rows if row.pattern is Pattern.CORE]
        if max(Counter(rows).values(), default=0) > 2 and subject.request.experience is not Experience.BEGINNER:
            yield Flaw(path=week.path, message="one trunk exercise three times a week", hint="vary it")
        if any(held <= {row.slug for row in day.rows} for day in week.days):
            yield Flaw(path=week.path, message="two planks on a day", hint="one")


SELECTION = (
    Assertion(id="SEL01", severity="repair", rule="at most two rows of a pattern a day", flaws=_few_of_a_pattern),
    Assertion(id="SEL02", severity="repair", rule="no twins on a day", flaws=_no_twins),
    Assertion(id="SEL03", severity="repair", rule="trunk work of different kinds", flaws=_core_differs),
    Assertion(id="SEL04", severity="repair", rule="loadable rows where possible", flaws=_loadable_where_possible),
    Assertion(id="SEL05", severity="repair", rule="six big patterns a week", flaws=_six_patterns),
    Assertion(id="SEL06", severity="repair", rule="rows and pulldowns 30-70 %", flaws=_both_pulls),
    Assertion(id="SEL07", severity="repair", rule="free-bar main lifts", flaws=_free_bar_mains),
    Assertion(id="SEL08", severity="repair", rule="at most two bilateral knee rows a day", flaws=_few_knee_rows),
    Assertion(id="SEL09", severity="warn", rule="a machine or cable a day", flaws=_a_machine_a_day),
    Assertion(id="SEL10", severity="warn", rule="a one-legged row a week", flaws=_one_leg_at_a_time),
    Assertion(id="SEL11", severity="warn", rule="four stations a day, one return", flaws=_short_walks),
    Assertion(id="SEL12", severity="repair", rule="8-28 different rows, no two equal days", flaws=_distinct_rows),
    Assertion(id="SEL13", severity="repair", rule="rotated rows stay", flaws=_rows_stay),
    Assertion(id="SEL14", severity="repair", rule="rotation keeps the kind", flaws=_rotation_keeps_kind),
)
