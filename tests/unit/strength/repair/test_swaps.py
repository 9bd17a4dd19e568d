import pytest

from strength.blueprint import Slot
from strength.exercise import Exercise, LoadKind, Pattern
from strength.muscle import Muscle
from strength.pool import Pool, PoolEntry
from strength.repair import repair


def both_days(make, first):
    return make.blueprint(tpl=make.days([first, ["bench_press", "S"], ["cable_row", "S"]], [["leg_curl", "I"]]))


@pytest.mark.parametrize(
    ("slug", "request_fields", "expected"),
    [
        ("back_squat", {"equipment": ("dumbbell", "cable", "bench", "machine")}, {"squat"}),
        ("overhead_press", {"limitations": ({"area": "shoulder"},)}, {"v_push", "h_push"}),
        ("front_squat", {}, {"squat"}),
    ],
    ids=["equipment", "limitation", "level"],
)
def test_what_the_lifter_cannot_do_gives_way_to_something_like_it(make, slug, request_fields, expected):
    request = make.request(**request_fields)
    repaired = make.repaired(both_days(make, [slug, "M"]), request)
    new = make.slugs(repaired.blueprint)[0]
    assert slug not in new
    assert make.hard(repaired) == []
    assert any(
        make.catalog.by_slug[item].pattern.value in expected for item in new if item not in {"bench_press", "cable_row"}
    )
    assert any(f"Replaced {make.catalog.by_slug[slug].name} by" in change for change in repaired.changes)


def test_an_exercise_above_the_level_gives_way_to_an_easier_rung_of_its_ladder(make):
    rung = make.catalog.by_slug["pistol_squat"].regression
    repaired = make.repaired(both_days(make, ["pistol_squat", "S"]))
    assert rung
    assert make.slugs(repaired.blueprint)[0][0] == rung


@pytest.mark.parametrize(("written", "slug"), [("Bench Press", "bench_press"), ("barbel_row", "barbell_row")])
def test_another_spelling_is_read(make, written, slug):
    tpl = make.days([["back_squat", "M"], [written, "S"]], [["leg_curl", "I"], ["seated_db_press", "S"]])
    repaired = make.repaired(make.blueprint(tpl=tpl))
    assert slug in make.slugs(repaired.blueprint)[0]
    assert f"Read {written!r} as {slug!r}." in repaired.changes


def test_an_invention_is_dropped(make):
    repaired = make.repaired(both_days(make, ["quantum_flux", "S"]))
    assert "quantum_flux" not in make.slugs(repaired.blueprint)[0]
    assert "Dropped 'quantum_flux': nobody knows it." in repaired.changes


def test_a_day_of_inventions_is_filled_anew(make):
    tpl = make.days([["quantum_flux", "S"]], [["back_squat", "M"], ["bench_press", "S"], ["cable_row", "S"]])
    repaired = make.repaired(make.blueprint(tpl=tpl))
    assert len(repaired.blueprint.days[0].slots) > 1
    assert make.hard(repaired) == []
    assert "Filled 'Day 1' anew: nothing in it could be done." in repaired.changes


def test_a_rotation_keeps_its_mesocycles_when_one_exercise_goes(make):
    blueprint = make.blueprint(
        meso=[["acc", 2, 0], ["int", 2, 0], ["peak", 2, 0]],
        tpl=make.days(
            [["back_squat", "M"], ["bench_press/quantum_flux/db_bench", "S"], ["cable_row", "S"]], [["leg_curl", "I"]]
        ),
    )
    repaired = make.repaired(blueprint, make.request(weeks=6))
    assert "bench_press/bench_press/db_bench" in make.slugs(repaired.blueprint)[0]


def test_a_loose_match_is_a_warning_for_the_lifter(make):
    request = make.request(equipment=("machine",))
    pool = make.pool(request)
    only = ("machine_chest_press", "machine_row", "leg_press", "leg_curl", "machine_shoulder_press")
    thin = Pool(entries={slug: pool.entries[slug] for slug in only})
    repaired = repair(both_days(make, ["romanian_deadlift", "S"]), request, thin, make.catalog)
    loose = [item for item in repaired.blueprint.warnings if "loose match" in item]
    dropped = [item for item in repaired.changes if "Dropped Romanian Deadlift" in item]
    assert bool(loose) != bool(dropped)


def test_a_row_of_the_users_own_is_known(make):
    request = make.request()
    pool = make.pool(request)
    own = Exercise(
        slug="my-odd-press",
        name="Bench Press",
        pattern=Pattern.H_PUSH,
        primary=(Muscle.CHEST,),
        kits=pool.entries["bench_press"].exercise.kits,
        load_kind=LoadKind.BARBELL,
        is_compound=True,
    )
    wider = Pool(entries={**pool.entries, own.slug: PoolEntry(exercise=own, name=own.name, definition_id="row-1")})
    blueprint = both_days(make, ["back_squat", "M"])
    day = blueprint.days[0]
    slots = (*day.slots[:1], Slot(exercises=(own.slug,), scheme="S"), *day.slots[2:])
    mine = blueprint.model_copy(update={"days": (day.model_copy(update={"slots": slots}), blueprint.days[1])})
    repaired = repair(mine, request, wider, make.catalog)
    assert own.slug in make.slugs(repaired.blueprint)[0]
    assert make.hard(repaired) == []
