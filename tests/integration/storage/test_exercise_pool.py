"""The pool: what the user may see, has the equipment for, and can do."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from storage.exercise_pool import load_pool
from strength.equipment import Equipment
from strength.exercise import LoadKind, Pattern
from strength.limitation import Area
from strength.pool import Pool, is_allowed
from strength.request import ProgramRequest

Sql = Callable[..., list[tuple[object, ...]]]
Add = Callable[..., None]


def asked(*equipment: str, **changes: object) -> ProgramRequest:
    body = {"goal": "strength", "frequency": 3, "experience": "advanced", "equipment": list(equipment)}
    return ProgramRequest.model_validate({**body, **changes})


@pytest.fixture
def add(sql: Sql) -> Add:
    """Adds an exercise of a user's, or FitCSV's when `owner` is None."""

    def insert(definition_id: str, name: str, owner: str | None = "user-1", **columns: object) -> None:
        given = {"category": None, "equipment": [], "primary": [], "secondary": [], "aliases": [], **columns}
        sql(
            'INSERT INTO "ExerciseDefinition" ("id", "name", "normalizedName", "isSystem", "createdBy", "category", '
            '"equipment", "primaryFAUs", "secondaryFAUs", "aliases", "updatedAt", "userId") VALUES (:id, :name, :id, '
            ":is_system, :owner, :category, CAST(:equipment AS text[]), CAST(:primary AS text[]), "
            "CAST(:secondary AS text[]), CAST(:aliases AS text[]), now(), 'x')",
            id=definition_id,
            name=name,
            is_system=owner is None,
            owner=owner,
            **given,
        )

    return insert


def ids(pool: Pool) -> set[str | None]:
    return {entry.definition_id for entry in pool.entries.values()}


def test_every_entry_stands_for_a_row_and_fits(engine: Engine, sql: Sql) -> None:
    request = asked("barbell", "bench", limitations=[{"area": "shoulder"}], experience="beginner")
    pool = load_pool(engine, "user-1", request)
    stored = {row[0]: row[1] for row in sql('SELECT "id", "name" FROM "ExerciseDefinition"')}
    for entry in pool.entries.values():
        assert stored[entry.definition_id] == entry.name
        assert is_allowed(entry.exercise, request)
        assert Area.SHOULDER not in entry.exercise.avoid_when


def test_every_token_of_a_row_has_to_be_owned(engine: Engine, add: Add) -> None:
    add("hangs", "Zercher Chin", None, equipment=["Barbell", "pull-up bar"], aliases=["Barbell Curl"])
    assert "hangs" not in ids(load_pool(engine, "user-1", asked("barbell")))
    assert "hangs" not in ids(load_pool(engine, "user-1", asked("pull_up_bar")))
    assert "hangs" in ids(load_pool(engine, "user-1", asked("barbell", "pull_up_bar")))


def test_benches_and_belts_of_rows_do_not_gate(engine: Engine, add: Add) -> None:
    add("curls", "Drag Thing", None, equipment=["barbell", "bench", "weight belt"], aliases=["Barbell Curl"])
    assert "curls" in ids(load_pool(engine, "user-1", asked("barbell")))


def test_equipment_that_nobody_knows_gates_unless_the_lifter_says_it(engine: Engine, add: Add) -> None:
    add("odd", "Sisyphus Curl", "user-1", equipment=["Atlas Stone"], primary=["biceps"], aliases=["Barbell Curl"])
    assert "odd" not in ids(load_pool(engine, "user-1", asked("barbell")))
    assert "odd" in ids(load_pool(engine, "user-1", asked("barbell", "atlas-stone")))


def test_only_own_and_system_rows_are_seen(engine: Engine, add: Add) -> None:
    add("mine", "Garage Row", primary=["lats"])
    add("theirs", "Cellar Row", "user-2", primary=["lats"])
    assert "mine" in ids(load_pool(engine, "user-1", asked()))
    assert "theirs" not in ids(load_pool(engine, "user-1", asked()))


def test_the_users_row_wins_over_fitcsvs_and_fitcsvs_over_ours(engine: Engine, add: Add) -> None:
    assert load_pool(engine, "user-1", asked("barbell")).entries["deadlift"].name == "Deadlift"
    add("z-fitcsv", "Conventional Deadlift", None, equipment=["barbell"], aliases=["deadlift"])
    assert load_pool(engine, "user-1", asked("barbell")).entries["deadlift"].definition_id == "z-fitcsv"
    add("z-mine", "DEAD LIFT", equipment=["barbell"])
    mine = load_pool(engine, "user-1", asked("barbell")).entries["deadlift"]
    assert (mine.definition_id, mine.name) == ("z-mine", "DEAD LIFT")
    assert mine.exercise.pattern is Pattern.HINGE
    assert load_pool(engine, "user-2", asked("barbell")).entries["deadlift"].definition_id == "z-fitcsv"


def test_the_row_of_the_kit_that_is_owned_is_taken(engine: Engine) -> None:
    assert load_pool(engine, "u", asked("kettlebell")).entries["goblet_squat"].name == "Goblet Squat (Kettlebell)"
    both = load_pool(engine, "u", asked("kettlebell", "dumbbell"))
    assert both.entries["goblet_squat"].name == "Goblet Squat"


def test_an_own_exercise_is_inferred_with_the_limits_of_its_pattern(engine: Engine, add: Add) -> None:
    add("own", "Single-Arm Landmine Row", equipment=["barbell"], primary=["lats", "mid-back"], secondary=["biceps"])
    pool = load_pool(engine, "user-1", asked("barbell"))
    entry = next(entry for entry in pool.entries.values() if entry.definition_id == "own")
    assert entry.exercise.slug.startswith("own_single_arm_landmine_row_")
    assert entry.exercise.pattern is Pattern.H_PULL
    assert entry.exercise.load_kind is LoadKind.BARBELL
    assert entry.exercise.is_unilateral
    assert entry.exercise.kits[0].tokens == {Equipment.BARBELL}
    alike = [other for other in pool.exercises if other.pattern is Pattern.H_PULL]
    assert entry.exercise.avoid_when >= {area for other in alike for area in other.avoid_when}


def test_an_own_exercise_of_which_too_little_is_known_is_left_out_with_a_word(engine: Engine, add: Add) -> None:
    for number in range(7):
        add(f"mystery-{number}", f"Mystery {number}")
    add("fitcsv", "FitCSV's Mystery", None)
    pool = load_pool(engine, "user-1", asked())
    assert not any(str(found).startswith("mystery") for found in ids(pool))
    assert len(pool.warnings) == 6
    assert "'Mystery 0' was left out" in pool.warnings[0]
    assert pool.warnings[-1].startswith("2 more")
    assert load_pool(engine, "user-2", asked()).warnings == ()


def test_nulls_and_odd_values_do_no_harm(engine: Engine, add: Add, sql: Sql) -> None:
    add("nulls", "Push Up", equipment=None, primary=None, secondary=None, aliases=None)
    add("odd", "Цикл", equipment=[None, "", "  "], primary=[None, "wings", "chest"], aliases=[None, ""])
    sql("""UPDATE "ExerciseDefinition" SET "category" = NULL""")
    pool = load_pool(engine, "user-1", asked())
    assert pool.entries["push_up"].definition_id == "nulls"
    assert "'Цикл' was left out" in pool.warnings[0]


def test_a_database_without_our_rows_is_seeded(engine: Engine, sql: Sql) -> None:
    sql('DELETE FROM "ExerciseDefinition"')
    pool = load_pool(engine, "user-1", asked("full_gym"))
    allowed = sql('SELECT count(*) FROM "ExerciseDefinition"')
    assert allowed != [(0,)]
    assert "back_squat" in pool
    # once per process: what an operator deletes afterwards stays deleted
    sql("""DELETE FROM "ExerciseDefinition" WHERE "name" = 'Back Squat'""")
    assert "back_squat" not in load_pool(engine, "user-1", asked("full_gym"))
