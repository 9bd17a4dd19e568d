"""The planner's grid: 10,800 requests, each planned, expanded and judged by an oracle of its own.

`python -m evals.grid` counts programs, hard violations and warnings. The oracle reads the finished program and the
catalog only. It shares no code with the planner or with `strength.validation`, so that neither vouches for itself.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import product
from time import perf_counter

from strength.catalog import load_catalog
from strength.exercise import Exercise, Lift, Pattern
from strength.expansion import expand
from strength.landmarks import landmark
from strength.limitation import Area, Limitation, Severity
from strength.minutes import workout_minutes
from strength.muscle import Muscle
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program, Week
from strength.request import Experience, Goal, ProgramRequest

KITS: tuple[tuple[str, ...], ...] = (
    ("bodyweight",),
    ("resistance_band",),
    ("dumbbell",),
    ("dumbbell", "bench"),
    ("kettlebell",),
    ("barbell", "rack", "bench", "pull_up_bar"),
    ("machine", "cable"),
    ("full_gym",),
)
MINUTES = (30, 60, 90)
FREQUENCIES = (2, 3, 4, 5, 6)
PROCESSES = 2
CHUNK = 60

RPE_CAPS = {Experience.BEGINNER: 9.0, Experience.INTERMEDIATE: 9.5, Experience.ADVANCED: 10.0}
LONGEST_RUNS = {Experience.BEGINNER: 8, Experience.INTERMEDIATE: 6, Experience.ADVANCED: 5}
RAMP, MRV_SHARE, MINUTES_SHARE, EASIER = 1.75, 1.5, 1.15, 0.72
CAUTION_RPE, CAUTION_REPS = 7.0, 8
EASY_RPE, HARD_RPE = 4.5, 7.0
BEGINNER_REPS, CLOSE_VARIANT = 3, 0.8
"""Hard limits of design 04, E, and the minutes of design 10, decision 5."""

_PUSH = frozenset({Pattern.H_PUSH, Pattern.V_PUSH})
_PULL = frozenset({Pattern.H_PULL, Pattern.V_PULL})
_LEGS = frozenset({Pattern.SQUAT, Pattern.LUNGE, Pattern.HINGE, Pattern.BRIDGE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one request.

    Attributes:
        label: the request in a few words.
        faults: what is wrong, "code: detail".
        warnings: how many sentences warn the lifter.
        seconds: how long planning took.
    """

    label: str
    faults: tuple[str, ...]
    warnings: int
    seconds: float


def grid() -> Iterator[ProgramRequest]:
    """Every request of the grid: goal, frequency, level, kit, limitation at its strictest, minutes."""
    areas: tuple[Area | None, ...] = (None, *Area)
    for goal, frequency, experience, kit, area, minutes in product(Goal, FREQUENCIES, Experience, KITS, areas, MINUTES):
        limits = () if area is None else (Limitation(area=area, severity=Severity.AVOID_LOADING),)
        yield ProgramRequest(
            goal=goal,
            frequency=frequency,
            experience=experience,
            equipment=kit,
            session_minutes=minutes,
            limitations=limits,
        )


def outcome(request: ProgramRequest) -> Outcome:
    """Plans, expands and judges one request, twice, because it must come out the same."""
    pool = catalog_pool(request, load_catalog().exercises)
    start = perf_counter()
    blueprint = plan(request, pool)
    seconds = perf_counter() - start
    program = expand(blueprint, request, pool)
    faults = list(judge(program, request))
    if plan(request, pool) != blueprint:
        faults.append("repeat: the same request gave another blueprint")
    return Outcome(label=label(request), faults=tuple(faults), warnings=len(blueprint.warnings), seconds=seconds)


def label(request: ProgramRequest) -> str:
    """The request in a few words."""
    limits = "+".join(f"{item.area.value}:{item.severity.value}" for item in request.limitations) or "no limits"
    kit = "+".join(request.equipment) or "nothing"
    return (
        f"{request.goal.value} {request.frequency}d {request.experience.value} {kit} {limits} "
        f"{request.session_minutes}min {request.weeks}w"
    )


def judge(program: Program, request: ProgramRequest) -> Iterator[str]:
    """Everything that breaks a hard rule."""
    yield from _shape(program, request)
    yield from _exercises(program, request)
    yield from _effort(program, request)
    yield from _volume(program, request)
    yield from _content(program, request)
    yield from _time(program, request)


def _rows(week: Week) -> Iterator[tuple[Exercise, int]]:
    for workout in week.workouts:
        for item in workout.exercises:
            exercise = load_catalog().get(item.slug or "")
            if exercise is not None:
                yield exercise, len(item.sets)


def _shape(program: Program, request: ProgramRequest) -> Iterator[str]:
    if len(program.weeks) != request.weeks:
        yield f"weeks: {len(program.weeks)}"
    for week in program.weeks:
        if len(week.workouts) != request.frequency:
            yield f"frequency: week {week.week_number} has {len(week.workouts)} workouts"
        weekdays = [workout.weekday for workout in week.workouts]
        if request.days and weekdays != sorted(request.days):
            yield f"weekdays: {weekdays}"
        if len(set(weekdays)) != len(weekdays):
            yield f"weekdays: {weekdays} repeat"
        for workout in week.workouts:
            slugs = [item.slug for item in workout.exercises]
            if not slugs or any(not item.sets for item in workout.exercises):
                yield f"empty: week {week.week_number} {workout.name}"
            if len(set(slugs)) != len(slugs):
                yield f"twice: week {week.week_number} {workout.name}"


def _exercises(program: Program, request: ProgramRequest) -> Iterator[str]:
    limits = {item.area for item in request.limitations if item.severity is not Severity.RECOVERED}
    seen = {item.slug for week in program.weeks for workout in week.workouts for item in workout.exercises}
    for slug in sorted(slug or "" for slug in seen):
        exercise = load_catalog().get(slug)
        if exercise is None:
            yield f"unknown: {slug}"
            continue
        if not any(kit.tokens <= request.owned for kit in exercise.kits):
            yield f"equipment: {slug}"
        if exercise.avoid_when & limits:
            yield f"contraindicated: {slug}"
        if exercise.min_level > request.experience.level:
            yield f"level: {slug}"


def _effort(program: Program, request: ProgramRequest) -> Iterator[str]:
    limits = {item.area for item in request.limitations if item.severity is not Severity.RECOVERED}
    cap = RPE_CAPS[request.experience]
    for week in program.weeks:
        for workout in week.workouts:
            for item in workout.exercises:
                exercise = load_catalog().by_slug[item.slug or ""]
                careful = bool(exercise.caution_when & limits)
                for entry in item.sets:
                    if entry.rpe is not None and entry.rpe > (cap if exercise.is_compound else min(10, cap + 0.5)):
                        yield f"effort: {exercise.slug} RPE {entry.rpe}"
                    if exercise.is_timed != entry.reps.endswith("s"):
                        yield f"unit: {exercise.slug} {entry.reps}"
                    low = int("".join(char if char.isdigit() else " " for char in entry.reps).split()[0])
                    if careful and ((entry.rpe or 0) > CAUTION_RPE or (low < CAUTION_REPS and not exercise.is_timed)):
                        yield f"caution: {exercise.slug} {entry.reps} RPE {entry.rpe}"
                    if request.experience is Experience.BEGINNER and low < BEGINNER_REPS and not exercise.is_timed:
                        yield f"maximum: {exercise.slug} {entry.reps} for a beginner"


def _volume(program: Program, request: ProgramRequest) -> Iterator[str]:
    totals = [sum(sets for _, sets in _rows(week)) for week in program.weeks]
    efforts = [_effort_sum(week) for week in program.weeks]
    run = 0
    for index, total in enumerate(totals):
        before = max(totals[max(0, index - 3) : index], default=0)
        harder = max(efforts[max(0, index - 3) : index], default=0.0)
        if before and total > RAMP * before:
            yield f"ramp: week {index + 1} has {total} sets after {before}"
        is_easier = bool(before) and (total <= EASIER * before or efforts[index] <= EASIER * harder)
        run = 0 if is_easier else run + 1
        if run > LONGEST_RUNS[request.experience]:
            yield f"deload: {run} weeks without an easier one"
    for muscle in Muscle:
        most = MRV_SHARE * landmark(muscle, request.experience.level, request.goal).mrv
        for week in program.weeks:
            sets = sum(
                count * (1.0 if muscle in exercise.primary else 0.25 if muscle in exercise.secondary else 0.0)
                for exercise, count in _rows(week)
            )
            if sets > most:
                yield f"mrv: {muscle.value} {sets:g} in week {week.week_number}"


def _effort_sum(week: Week) -> float:
    """Sets weighed by effort: nothing at RPE 4.5, whole from RPE 7 on."""
    return sum(
        min(1.0, max(0.0, ((entry.rpe or 7.0) - EASY_RPE) / (HARD_RPE - EASY_RPE)))
        for workout in week.workouts
        for item in workout.exercises
        for entry in item.sets
    )


def _content(program: Program, request: ProgramRequest) -> Iterator[str]:
    for word, patterns in (("push", _PUSH), ("pull", _PULL), ("legs", _LEGS)):
        trained = sum(any(exercise.pattern in patterns for exercise, _ in _rows(week)) for week in program.weeks)
        if trained < request.weeks - 1:
            yield f"missing: {word} in {request.weeks - trained} weeks"
    if request.goal is not Goal.POWERLIFTING:
        return
    pool = catalog_pool(request, load_catalog().exercises)
    limits = {item.area for item in request.limitations}
    for lift in (Lift.SQUAT, Lift.BENCH, Lift.DEADLIFT):
        possible = any(
            row.competition_lift is lift and row.competition_similarity == 1 and not row.caution_when & limits
            for row in pool.exercises
        )
        done = sum(
            any(row.competition_lift is lift and row.competition_similarity >= CLOSE_VARIANT for row, _ in _rows(week))
            for week in program.weeks
        )
        if possible and done < request.weeks - 1:
            yield f"missing: {lift.value} in {request.weeks - done} weeks"


def _time(program: Program, request: ProgramRequest) -> Iterator[str]:
    for week in program.weeks:
        for workout in week.workouts:
            minutes = workout_minutes(workout.exercises, load_catalog().by_slug)
            if minutes > MINUTES_SHARE * request.session_minutes:
                yield f"minutes: {minutes} of {request.session_minutes}"


def run_grid(requests: Iterable[ProgramRequest], processes: int = PROCESSES) -> list[Outcome]:
    """The outcome of every request, in order."""
    listed: Sequence[ProgramRequest] = list(requests)
    with ProcessPoolExecutor(max_workers=processes) as pool:
        return list(pool.map(outcome, listed, chunksize=CHUNK))


def main() -> int:
    """Judges the whole grid; exit code 1 when anything breaks a hard rule."""
    results = run_grid(grid())
    codes = Counter(fault.split(":")[0] for item in results for fault in item.faults)
    slowest = max(results, key=lambda item: item.seconds)
    summary = {
        "programs": len(results),
        "with_violations": sum(1 for item in results if item.faults),
        "violations": dict(codes.most_common()),
        "warnings": sum(item.warnings for item in results),
        "plan_ms_mean": round(1000 * sum(item.seconds for item in results) / len(results), 1),
        "plan_ms_max": round(1000 * slowest.seconds, 1),
        "examples": [f"{item.label} -> {item.faults[0]}" for item in results if item.faults][:20],
    }
    sys.stdout.write(json.dumps(summary, indent=2) + "\n")
    return 1 if codes else 0


if __name__ == "__main__":
    raise SystemExit(main())
