"""The pool holds what this lifter can do: the kit is there, nothing hurts, the level fits."""

import pytest

from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.exercise import LoadKind
from strength.kit_variant import variant_name, variant_named
from strength.pool import PoolEntry, catalog_pool, fits_kit, is_discouraged, needs_caution, pool_of
from strength.request import ProgramRequest


def request(*equipment: str, level: str = "beginner", limitations: tuple[tuple[str, str], ...] = ()) -> ProgramRequest:
    return ProgramRequest.model_validate(
        {
            "goal": "strength",
            "frequency": 3,
            "experience": level,
            "equipment": list(equipment),
            "limitations": [{"area": area, "severity": severity} for area, severity in limitations],
        }
    )


def test_every_token_of_a_kit_must_be_owned() -> None:
    bench = load_catalog().by_slug["bench_press"]
    assert not fits_kit(bench, frozenset({Equipment.BENCH}))
    assert not fits_kit(bench, frozenset({Equipment.BARBELL, Equipment.BENCH}))
    assert fits_kit(bench, frozenset({Equipment.BARBELL, Equipment.BENCH, Equipment.RACK}))


def test_pool_is_what_kit_level_and_limits_leave() -> None:
    exercises = load_catalog().exercises
    bare = catalog_pool(request(), exercises)
    assert "bw_squat" in bare
    assert "back_squat" not in bare
    beginner = catalog_pool(request("barbell", "bench"), exercises)
    assert "back_squat" in beginner
    assert "front_squat" not in beginner, "too hard for a beginner"
    assert "front_squat" in catalog_pool(request("barbell", "bench", level="advanced"), exercises)
    hurting = catalog_pool(request("barbell", "bench", limitations=(("shoulder", "caution"),)), exercises)
    assert "bench_press" not in hurting
    assert "bench_press" in catalog_pool(
        request("barbell", "bench", limitations=(("shoulder", "recovered"),)), exercises
    )


@pytest.mark.parametrize(
    ("severity", "caution", "discouraged"),
    [("caution", True, False), ("avoid_loading", True, True), ("recovered", False, False)],
)
def test_severity_decides_what_a_caution_area_means(severity: str, caution: bool, discouraged: bool) -> None:
    squat = load_catalog().by_slug["back_squat"]
    active = request("barbell", limitations=(("hip", severity),)).active_limitations
    assert needs_caution(squat, active) is caution
    assert is_discouraged(squat, active) is discouraged


def test_variant_carries_the_label_of_the_kit_that_is_owned() -> None:
    goblet = load_catalog().by_slug["goblet_squat"]
    assert variant_name(goblet, frozenset({Equipment.DUMBBELL, Equipment.KETTLEBELL})) == goblet.name
    assert variant_name(goblet, frozenset({Equipment.KETTLEBELL})) == f"{goblet.name} (Kettlebell)"


@pytest.mark.parametrize(
    ("kit", "slug", "kind", "potential"),
    [
        (("resistance_band",), "face_pull", LoadKind.BAND, 0.5),
        (("kettlebell",), "goblet_squat", LoadKind.KETTLEBELL, 0.65),
        (("dumbbell", "kettlebell"), "goblet_squat", LoadKind.DUMBBELL, 0.75),
        (("machine",), "lat_pulldown", LoadKind.MACHINE, 0.95),
        (("dumbbell",), "shrug", LoadKind.DUMBBELL, 0.75),
        (("trap_bar",), "shrug", LoadKind.BARBELL, 0.95),
        # what one hangs from is no load; what one holds is
        (("smith_machine",), "inverted_row", LoadKind.BODYWEIGHT, 0.4),
        (("dumbbell", "pull_up_bar"), "weighted_pull_up", LoadKind.DUMBBELL, 0.75),
    ],
)
def test_an_exercise_is_loaded_as_the_kit_that_is_owned(
    kit: tuple[str, ...], slug: str, kind: LoadKind, potential: float
) -> None:
    exercise = catalog_pool(request(*kit, level="advanced"), load_catalog().exercises).get(slug)
    assert exercise is not None
    assert (exercise.load_kind, exercise.load_potential) == (kind, potential)


def test_a_row_of_the_database_that_is_a_variant_is_loaded_as_such() -> None:
    goblet = load_catalog().by_slug["goblet_squat"]
    row = PoolEntry(exercise=goblet, name="goblet squat  (KETTLEBELL)", definition_id="row-1")
    pool = pool_of([row], request("dumbbell", "kettlebell"))
    assert pool.entries["goblet_squat"].exercise.load_kind is LoadKind.KETTLEBELL
    assert variant_named(goblet, "My goblet squat") is goblet


@pytest.mark.parametrize(
    ("slug", "kit", "stored", "spoken"),
    [
        ("db_split_squat", ("kettlebell",), "Dumbbell Split Squat (Kettlebell)", "Kettlebell Split Squat"),
        ("db_press", ("kettlebell",), "Standing Dumbbell Press (Kettlebell)", "Standing Kettlebell Press"),
        ("cable_woodchop", ("resistance_band",), "Cable Woodchop (Band)", "Band Woodchop"),
        ("goblet_squat", ("kettlebell",), "Goblet Squat (Kettlebell)", "Goblet Squat (Kettlebell)"),
        ("db_step_up", ("dumbbell", "plyo_box"), "Dumbbell Step-Up (Box)", "Dumbbell Step-Up (Box)"),
    ],
)
def test_a_variant_is_called_by_its_tool_and_known_by_both_names(
    slug: str, kit: tuple[str, ...], stored: str, spoken: str
) -> None:
    exercise = load_catalog().by_slug[slug]
    asked = request(*kit, level="advanced")
    entry = pool_of([PoolEntry(exercise=exercise, name=stored)], asked).entries[slug]
    assert entry.name == spoken
    assert entry.exercise.load_kind is variant_named(exercise, stored).load_kind
    assert variant_named(exercise, stored) == variant_named(exercise, spoken)
    assert load_catalog().find(stored) is load_catalog().find(spoken) is exercise
    assert catalog_pool(asked, load_catalog().exercises).entries[slug].name == spoken
