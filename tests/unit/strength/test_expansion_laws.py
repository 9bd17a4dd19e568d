"""Laws that hold for every valid blueprint, whoever wrote it and whoever it is for."""

import json
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.expansion.training_max import takes_percent, training_max
from strength.landmarks import EFFORT_CAPS
from strength.loading import percent_for, rpe_for
from strength.pool import Pool, catalog_pool, needs_caution
from strength.program import Program
from strength.repetitions import parse_repetitions
from strength.request import ProgramRequest
from strength.rounding import round_load

KITS = (
    ("full_gym",),
    ("barbell", "bench"),
    ("dumbbell", "bench"),
    ("kettlebell",),
    ("bands",),
    (),
    ("machines", "cable"),
)
AREAS = ("knee", "shoulder", "lower_back", "hip")


@st.composite
def requests(draw: st.DrawFn) -> ProgramRequest:
    known = draw(st.dictionaries(st.sampled_from(["squat", "bench", "deadlift", "press"]), st.floats(25.0, 400.0)))
    areas = draw(st.lists(st.sampled_from(AREAS), max_size=2, unique=True))
    return ProgramRequest.model_validate(
        {
            "goal": draw(st.sampled_from(["strength", "hypertrophy", "powerlifting"])),
            "frequency": draw(st.integers(2, 6)),
            "experience": draw(st.sampled_from(["beginner", "intermediate", "advanced"])),
            "equipment": draw(st.sampled_from(KITS)),
            "limitations": [{"area": area} for area in areas],
            "oneRepMaxes": known,
            "units": draw(st.sampled_from(["kg", "lbs"])),
        }
    )


def row(draw: st.DrawFn, kind: str) -> list[object]:
    sets, reps = draw(st.integers(1, 8)), draw(st.integers(1, 20))
    rpe = draw(st.sampled_from([5.0, 6.5, 7.0, 8.0, 9.5, 10.0]))
    step = draw(st.sampled_from([0.0, 0.25, 0.5, 1.0]))
    percent, percent_step = draw(st.integers(50, 100)), draw(st.sampled_from([0.0, 1.0, 2.5, 6.0]))
    match kind:
        case "pct":
            return [sets, reps, percent, percent_step, *([rpe, step] if draw(st.booleans()) else [])]
        case "rir":
            return [sets, reps, rpe, step]
        case "sets":
            return [
                sets,
                [reps, reps + draw(st.integers(0, 5))],
                rpe,
                step,
                draw(st.sampled_from([0.34, 0.5, 1.0, 2.0])),
            ]
        case "dp":
            return [sets, reps, reps + draw(st.integers(0, 8)), rpe, 2.5]
        case "lp":
            return [sets, reps, percent, 2.5]
        case "top":
            return [draw(st.integers(1, 8)), rpe, sets, reps, draw(st.integers(0, 20)), step]
        case "dup":
            return [[sets, reps, percent], [sets, reps + 2, percent - 8]]
        case "time":
            return [sets, draw(st.integers(5, 120)), 5]
        case _:
            return [percent]


@st.composite
def designs(draw: st.DrawFn) -> tuple[Blueprint, ProgramRequest, Pool]:
    request = draw(requests())
    pool = catalog_pool(request, load_catalog().exercises)
    slugs = st.sampled_from(sorted(pool.entries))
    mesocycles = draw(
        st.lists(
            st.tuples(st.sampled_from(["base", "acc", "int", "peak", "x"]), st.integers(1, 5), st.integers(0, 2)),
            min_size=1,
            max_size=3,
        )
    )
    kinds = ("pct", "rir", "sets", "dp", "lp", "top", "dup", "time", "amrap")
    schemes: dict[str, object] = {}
    for name in draw(st.lists(st.sampled_from(["M", "V", "L", "S", "A", "I", "C", "T"]), min_size=1, unique=True)):
        kind = draw(st.sampled_from(kinds))
        schemes[name] = {"t": kind, "*": row(draw, kind)}
    days = [
        {
            "d": weekday,
            "n": f"Day {weekday}",
            "s": [
                [draw(slugs), draw(st.sampled_from(sorted(schemes))), draw(st.integers(-2, 3))]
                for _ in range(draw(st.integers(1, 5)))
            ],
        }
        for weekday in sorted(draw(st.permutations(range(1, 8)))[: request.frequency])
    ]
    wire = {"v": 1, "meso": mesocycles, "taper": draw(st.integers(0, 1)), "sch": schemes, "tpl": days}
    return Blueprint.model_validate(wire), request, pool


LAWS = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def expanded(design: tuple[Blueprint, ProgramRequest, Pool]) -> Program:
    return expand(*design)


@LAWS
@given(designs())
def test_equal_arguments_give_equal_bytes(design: tuple[Blueprint, ProgramRequest, Pool]) -> None:
    assert json.dumps(expanded(design).to_json()) == json.dumps(expanded(design).to_json())


@LAWS
@given(designs())
def test_the_result_is_a_valid_program_and_reads_back_equal(design: tuple[Blueprint, ProgramRequest, Pool]) -> None:
    program = expanded(design)
    assert Program.model_validate(program.to_json()) == program


@LAWS
@given(designs())
def test_every_week_keeps_its_workouts_and_none_is_empty(design: tuple[Blueprint, ProgramRequest, Pool]) -> None:
    blueprint, request, _ = design
    program = expanded(design)
    assert [week.week_number for week in program.weeks] == list(range(1, blueprint.weeks + 1))
    for week in program.weeks:
        assert [workout.day_number for workout in week.workouts] == list(range(1, request.frequency + 1))
        weekdays = [workout.weekday or 0 for workout in week.workouts]
        assert weekdays == sorted(weekdays)
        for workout in week.workouts:
            assert workout.exercises
            assert workout.minutes
            assert [item.order for item in workout.exercises] == list(range(1, len(workout.exercises) + 1))
            assert all(item.sets for item in workout.exercises)


@LAWS
@given(designs())
def test_every_set_is_possible_sensible_and_honest(design: tuple[Blueprint, ProgramRequest, Pool]) -> None:
    _, request, pool = design
    level = request.experience.level
    for week in expanded(design).weeks:
        for workout in week.workouts:
            for item in workout.exercises:
                exercise = pool.get(item.slug or "")
                assert exercise is not None
                cautious = needs_caution(exercise, request.active_limitations)
                cap = EFFORT_CAPS[level].high + (0.0 if exercise.is_compound else 0.5)
                cap = min(cap, 7.0) if cautious else min(cap, 9.5)
                for number, entry in enumerate(item.sets, start=1):
                    reps = parse_repetitions(entry.reps)
                    assert reps is not None
                    assert entry.set_number == number
                    assert entry.rir is None
                    assert reps.is_timed == exercise.is_timed
                    if entry.rpe is not None:
                        assert 5.0 <= entry.rpe <= cap
                        assert entry.rpe * 2 == int(entry.rpe * 2)
                    assert reps.low >= exercise.rep_min
                    if cautious and not reps.is_timed:
                        assert reps.low >= 8
                    else:
                        assert reps.high <= exercise.rep_max
                    if level == 1 and not reps.is_timed:
                        assert reps.low >= 3
                        assert not reps.is_open
                    if entry.percent1rm is not None:
                        assert takes_percent(exercise)
                        assert not cautious
                        assert entry.percent1rm <= percent_for(reps.counted, cap) + 1.0
                        implied = rpe_for(reps.counted, entry.percent1rm)
                        # a load too easy to feel is printed alone
                        assert abs((entry.rpe or 4.5) - implied) <= 1.01
                    else:
                        assert entry.weight is None
                        assert entry.rpe is not None


@LAWS
@given(designs())
def test_loads_can_be_put_on_and_stay_below_the_maximum(design: tuple[Blueprint, ProgramRequest, Pool]) -> None:
    _, request, pool = design
    for week in expanded(design).weeks:
        for workout in week.workouts:
            for item in workout.exercises:
                exercise = pool.get(item.slug or "")
                assert exercise is not None
                maximum = training_max(exercise, request)
                for entry in item.sets:
                    if entry.weight is None:
                        continue
                    if maximum is None:
                        assert entry.weight == f"{entry.percent1rm:g}%"
                        continue
                    load = float(re.sub("kg|lbs", "", entry.weight))
                    assert load == round_load(load, exercise, request.units, beginner=request.experience.level == 1), (
                        "not a load that plates make"
                    )
                    assert load <= maximum
                    assert entry.percent1rm is not None
                    assert load <= maximum * (entry.percent1rm + 0.06) / 100.0


@LAWS
@given(designs())
def test_notes_are_short_and_say_each_side_and_the_pain_rule_once(
    design: tuple[Blueprint, ProgramRequest, Pool],
) -> None:
    _, request, pool = design
    for week in expanded(design).weeks:
        for workout in week.workouts:
            cautious = 0
            for item in workout.exercises:
                exercise = pool.get(item.slug or "")
                assert exercise is not None
                assert item.notes is None or 0 < len(item.notes) <= 90
                if exercise.is_unilateral:
                    assert "each side" in (item.notes or "").lower()
                cautious += needs_caution(exercise, request.active_limitations)
            pains = sum("Pain" in (item.notes or "") for item in workout.exercises)
            assert pains == min(1, cautious)
