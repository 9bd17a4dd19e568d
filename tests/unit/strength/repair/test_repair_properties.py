"""Laws of the repair, over wild blueprints such as a model might write for any request."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.limitation import Area
from strength.pool import catalog_pool
from strength.repair import Repaired, repair
from strength.request import ProgramRequest
from strength.validation import is_shippable, validate

CATALOG = load_catalog()
SLUGS = [item.slug for item in CATALOG.exercises]
KINDS = ["acc", "int", "peak"]
KITS = [(), ("dumbbell",), ("barbell", "bench"), ("machine", "cable"), ("full_gym",)]

sets = st.integers(1, 9)
reps = st.integers(1, 15)
percents = st.floats(40, 105)
efforts = st.floats(4, 10)
rows: dict[str, st.SearchStrategy[list[Any]]] = {
    "pct": st.tuples(sets, reps, percents, st.floats(-3, 6)).map(list),
    "rir": st.tuples(sets, reps, efforts, st.floats(-1, 1)).map(list),
    "sets": st.tuples(sets, reps, efforts, st.just(0.5), st.floats(0, 2)).map(list),
    "top": st.tuples(st.integers(1, 12), efforts, sets, reps, st.floats(0, 40)).map(list),
    "time": st.tuples(sets, st.integers(10, 90), st.integers(-5, 10)).map(list),
    "amrap": st.tuples(percents).map(list),
}


@st.composite
def schemes(draw: st.DrawFn) -> dict[str, Any]:
    scheme_type = draw(st.sampled_from(sorted(rows)))
    kinds = draw(st.sampled_from([["*"], ["acc"], ["acc", "int"], KINDS]))
    return {"t": scheme_type} | {kind: draw(rows[scheme_type]) for kind in kinds}


@st.composite
def blueprints(draw: st.DrawFn) -> Blueprint:
    table = {letter: draw(schemes()) for letter in draw(st.lists(st.sampled_from("MSAIT"), min_size=1, unique=True))}
    slugs = st.sampled_from([*SLUGS, "barbell_bench_press", "quantum_flux"])
    slot = st.tuples(slugs, st.sampled_from(sorted(table)), st.integers(-2, 4)).map(list)
    weekdays = draw(st.lists(st.integers(1, 7), min_size=1, max_size=7, unique=True))
    return Blueprint.model_validate(
        {
            "v": 1,
            "meso": draw(
                st.lists(
                    st.tuples(st.sampled_from(KINDS), st.integers(1, 8), st.sampled_from([0, 1, 2])).map(list),
                    min_size=1,
                    max_size=4,
                )
            ),
            "taper": draw(st.sampled_from([0, 1])),
            "sch": table,
            "tpl": [
                {"d": day, "n": f"Day {day}", "s": draw(st.lists(slot, min_size=1, max_size=7))} for day in weekdays
            ],
        }
    )


@st.composite
def requests(draw: st.DrawFn) -> ProgramRequest:
    frequency = draw(st.integers(2, 6))
    return ProgramRequest(
        goal=draw(st.sampled_from(["strength", "hypertrophy", "powerlifting"])),
        frequency=frequency,
        experience=draw(st.sampled_from(["beginner", "intermediate", "advanced"])),
        equipment=draw(st.sampled_from(KITS)),
        weeks=draw(st.integers(4, 10)),
        session_minutes=draw(st.sampled_from([30, 60, 90])),
        limitations=tuple({"area": area} for area in draw(st.lists(st.sampled_from(Area), max_size=1))),
        days=draw(st.sampled_from([(), tuple(range(7, 7 - frequency, -1))])),
        one_rep_maxes=draw(st.sampled_from([{}, {"squat": 140.0, "bench": 100.0}])),
    )


def mended(blueprint: Blueprint, request: ProgramRequest) -> Repaired:
    return repair(blueprint, request, catalog_pool(request, CATALOG.exercises), CATALOG)


def laws(examples: int) -> settings:
    """Few examples: each one is a dozen expansions. The same every time."""
    return settings(max_examples=examples, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


@laws(10)
@given(blueprints(), requests())
def test_any_blueprint_comes_out_shippable_or_says_why_not(blueprint: Blueprint, request: ProgramRequest) -> None:
    repaired = mended(blueprint, request)
    assert repaired.violations == validate(repaired.program, request, CATALOG)
    assert is_shippable(repaired.violations) or all(item.message and item.hint for item in repaired.violations)
    # what is asked for and what must never be prescribed is mended whatever the blueprint
    never = {"weeks", "frequency", "weekday", "unknown_exercise", "equipment", "contraindicated", "level"}
    assert not never & {item.code for item in repaired.violations}
    assert Blueprint.model_validate(repaired.blueprint.model_dump()) == repaired.blueprint
    # repairing what was repaired changes nothing
    again = mended(repaired.blueprint, request)
    assert again.changes == ()
    assert again.blueprint == repaired.blueprint
    assert again.program == repaired.program


@laws(3)
@given(blueprints(), requests())
def test_repair_is_deterministic(blueprint: Blueprint, request: ProgramRequest) -> None:
    assert mended(blueprint, request) == mended(blueprint, request)
