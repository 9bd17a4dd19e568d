"""Golden programs: ten worked examples of design 10, section 7, against what the planner makes of the same requests.

Each example states facts: the weeks, the days with their exercises, sets and pairs, minutes, some loads, volume, and what
must be said. Where the planner differs the data says with what and why, so that a change nobody meant shows up in the
comparison: an unexplained difference and an explanation that is no longer needed are both findings.
"""

import json
import re
from itertools import groupby
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from strength.assertions.subject import Subject, share_of, subject_of
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.muscle import Muscle
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Prescription, Program, Workout
from strength.request import ProgramRequest

EXAMPLES = Path(__file__).parent / "examples.json"
MINUTES_SLACK = 3
"""Minutes by which a workout may be off what an example states: both are estimates."""
_RANGE = re.compile(r"x(\d+)-\d+ ")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")

Fact = str | float | list[str] | list[int] | bool


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class GoldenDay(_Data):
    """A day as an example states it: weekday and name, and its rows in order, "back_squat 4" or "{a 3 + b 3}"."""

    name: str
    rows: list[str]


class Difference(_Data):
    """Where the planner differs on purpose: what it does instead, and why."""

    planner: Fact
    because: str


class Example(_Data):
    """One worked example.

    Attributes:
        key: a short name.
        about: the lifter in a sentence.
        request: what is asked, as the contract's JSON.
        weeks: phases in runs, "3 Build, 1 Deload".
        days: the weekly template.
        minutes: shortest and longest workout of week 1; None where the example does not say.
        sets: "w1 d1 back_squat" to "4x7 97.5kg" or "3x8 RPE 6.5"; another exercise of the pattern may stand for it.
        volume: fractional sets of a muscle in the biggest week.
        says: words that warnings, rationale or notes must hold.
        differences: by the name of the fact, where the planner differs.
    """

    key: str
    about: str
    request: dict[str, Any]
    weeks: str
    days: list[GoldenDay]
    minutes: list[int] | None
    sets: dict[str, str]
    volume: dict[str, float]
    says: list[str]
    differences: dict[str, Difference]


def examples() -> list[Example]:
    """All ten."""
    return [Example.model_validate(item) for item in json.loads(EXAMPLES.read_text(encoding="utf-8"))]


def stated(example: Example) -> dict[str, Fact]:
    """The facts of an example by name."""
    facts: dict[str, Fact] = {"weeks": example.weeks}
    for number, day in enumerate(example.days, start=1):
        facts[f"day {number} name"] = day.name
        facts[f"day {number} rows"] = day.rows
    if example.minutes is not None:
        facts["minutes"] = example.minutes
    facts |= dict(example.sets)
    facts |= {f"volume {muscle}": sets for muscle, sets in example.volume.items()}
    return facts | {f"says {words!r}": True for words in example.says}


def planned(example: Example) -> dict[str, Fact]:
    """The same facts of the planner's program."""
    request = ProgramRequest.model_validate(example.request)
    catalog = load_catalog()
    pool = catalog_pool(request, catalog.exercises)
    program = expand(plan(request, pool), request, pool)
    subject = subject_of(program, request, pool, catalog)
    facts: dict[str, Fact] = {"weeks": _phases(program)}
    for number, workout in enumerate(program.weeks[0].workouts, start=1):
        facts[f"day {number} name"] = _name(workout)
        facts[f"day {number} rows"] = _rows(workout)
    if example.minutes is not None:
        minutes = [workout.minutes or 0 for workout in program.weeks[0].workouts]
        facts["minutes"] = [min(minutes), max(minutes)]
    facts |= {key: _sets(program, key) for key in example.sets}
    facts |= {f"volume {muscle}": _volume(subject, Muscle(muscle)) for muscle in example.volume}
    return facts | {f"says {words!r}": words.lower() in _text(program) for words in example.says}


def findings(example: Example) -> list[str]:
    """Every fact in which the planner differs without an explanation, or is explained although it does not differ."""
    wanted, found = stated(example), planned(example)
    problems = [f"{key}: the example does not state it" for key in example.differences if key not in wanted]
    for key, value in wanted.items():
        explained = example.differences.get(key)
        if explained is not None and not explained.because:
            problems.append(f"{key}: differs without a reason")
        if explained is None:
            if not _agree(key, value, found[key]):
                problems.append(f"{key}: {found[key]!r}, the example says {value!r}")
        elif _agree(key, value, found[key]):
            problems.append(f"{key}: agrees with the example again; drop the difference")
        elif found[key] != explained.planner:
            problems.append(f"{key}: {found[key]!r}, recorded as {explained.planner!r}")
    return problems


def recorded(example: Example) -> Example:
    """The example with its differences as they are now; reasons are kept, and empty where a difference is new."""
    wanted, found = stated(example), planned(example)
    differences: dict[str, Difference] = {}
    for key, value in wanted.items():
        if not _agree(key, value, found[key]):
            known = example.differences.get(key)
            differences[key] = Difference(planner=found[key], because=known.because if known else "")
    return example.model_copy(update={"differences": differences})


def _agree(key: str, stated_fact: Fact, found: Fact) -> bool:
    if key.endswith(" rows") and isinstance(stated_fact, list) and isinstance(found, list):
        return [_meaning(str(row)) for row in stated_fact] == [_meaning(str(row)) for row in found]
    if key == "minutes" and isinstance(stated_fact, list) and isinstance(found, list):
        return all(abs(int(one) - int(other)) <= MINUTES_SLACK for one, other in zip(stated_fact, found, strict=True))
    # an example states the first target of a range: 3x8 is where 3x8-10 starts
    return stated_fact in (found, _RANGE.sub(r"x\1 ", found) if isinstance(found, str) else found)


def _meaning(row: str) -> tuple[tuple[str, str], ...]:
    """What a row stands for: a competition lift for itself, any other exercise for its pattern, each with its sets.

    Which exercise of a tier it is, the seed picks (design 10, 2.1); the examples show one pick of many.
    """
    pieces = [piece.split(" ") for piece in row.strip("{}").split(" + ")]
    return tuple((_place(slug), sets) for slug, sets in pieces)


def _place(slug: str) -> str:
    exercise = load_catalog().by_slug[slug]
    return slug if exercise.competition_similarity == 1.0 else exercise.pattern.value


def _phases(program: Program) -> str:
    phases = [week.phase or "" for week in program.weeks]
    return ", ".join(f"{len(list(run))} {phase}" for phase, run in groupby(phases))


def _name(workout: Workout) -> str:
    return f"{_WEEKDAYS[workout.weekday - 1]} {workout.name}" if workout.weekday else workout.name


def _rows(workout: Workout) -> list[str]:
    rows: list[str] = []
    for group, run in groupby(workout.exercises, key=lambda row: row.group or row.order):
        texts = [f"{row.slug} {len(row.sets)}" for row in run]
        rows.append(f"{{{' + '.join(texts)}}}" if isinstance(group, str) else texts[0])
    return rows


def _sets(program: Program, key: str) -> str:
    week, day, slug = key.split(" ")
    workout = program.weeks[int(week[1:]) - 1].workouts[int(day[1:]) - 1]
    same = (item for item in workout.exercises if item.slug == slug)
    alike = (item for item in workout.exercises if item.slug and _place(item.slug) == _place(slug))
    row = next(same, None) or next(alike, None)
    return "absent" if row is None else sets_text(row)


def sets_text(row: Prescription) -> str:
    """The sets in short, by load where one is printed, else by effort: "1x3 185kg + 4x3 175kg", "3x8 RPE 6.5"."""
    runs = groupby(row.sets, key=lambda item: (item.reps, item.weight or f"RPE {item.rpe:g}"))
    return " + ".join(f"{len(list(run))}x{reps} {load}" for (reps, load), run in runs)


def _volume(subject: Subject, muscle: Muscle) -> float:
    return max(sum(len(row.sets) * share_of(row.exercise, muscle) for row in week.rows) for week in subject.work)


def _text(program: Program) -> str:
    notes = [workout.notes or "" for week in program.weeks for workout in week.workouts]
    return " ".join((program.rationale or "", *program.warnings, *notes)).lower()
