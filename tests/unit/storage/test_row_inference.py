"""What can be told of a user's own exercise."""

import pytest

from storage.definition_row import DefinitionRow
from storage.row_inference import infer
from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.exercise import Exercise, LoadKind, Pattern
from strength.muscle import Muscle


def inferred(name: str, *primary: Muscle, **fields: object) -> Exercise | None:
    given: dict[str, object] = {
        "definition_id": "x",
        "name": name,
        "names": (name,),
        "category": "",
        "is_own": True,
        "is_ours": False,
        "tokens": frozenset[Equipment](),
        "odd_tokens": frozenset[str](),
        "primary": primary or (Muscle.CHEST,),
        "secondary": (),
        "mechanic": "",
        "level": "",
        "pattern": "",
    }
    return infer(DefinitionRow(**{**given, **fields}), load_catalog())


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Cossack Squat", Pattern.SQUAT),
        ("Curtsy Lunge", Pattern.LUNGE),
        ("Split Squat with Heel Lift", Pattern.LUNGE),
        ("Snatch-Grip Deadlift", Pattern.HINGE),
        ("Meadows Row", Pattern.H_PULL),
        ("Upright Row", None),
        ("Band Pull-Apart", Pattern.REAR),
        ("Bayesian Cable Curl", Pattern.CURL),
        ("Lying Leg Curls", Pattern.KNEE_FLEX),
        ("Guillotine Bench Press", Pattern.H_PUSH),
        ("Z Press", None),
        ("Overhead Carry", Pattern.CARRY),
        ("Copenhagen Plank", Pattern.CORE),
        ("Hip Flexor Stretch", None),
        ("Jump Squat", None),
    ],
)
def test_names_settle_the_pattern_or_nothing_does(name: str, wanted: Pattern | None) -> None:
    found = inferred(name)
    assert (found.pattern if found else None) is wanted


def test_muscle_and_mechanic_settle_it_where_the_name_does_not() -> None:
    for muscle, mechanic, wanted in [
        (Muscle.BICEPS, "isolation", Pattern.CURL),
        (Muscle.QUADS, "compound", Pattern.SQUAT),
        (Muscle.FOREARMS, "compound", None),
        (Muscle.BICEPS, "", None),
    ]:
        found = inferred("The Thing", muscle, mechanic=mechanic)
        assert (found.pattern if found else None) is wanted


def test_a_row_without_muscles_or_of_a_stretching_kind_is_nothing() -> None:
    assert inferred("Cossack Squat", primary=()) is None
    assert inferred("Cossack Squat", category="mobility") is None


def test_what_is_known_is_carried_over() -> None:
    found = inferred(
        "One-Arm Meadows Row", Muscle.BACK, tokens=frozenset({Equipment.BARBELL}), level="expert", mechanic="compound"
    )
    assert found is not None
    assert (found.load_kind, found.is_unilateral, found.min_level, found.is_compound) == (
        LoadKind.BARBELL,
        True,
        3,
        True,
    )
    assert found.avoid_when.isdisjoint(found.caution_when)
    hold = inferred("Copenhagen Plank", Muscle.ADDUCTORS)
    assert hold is not None
    assert (hold.is_timed, hold.load_kind, hold.rep_min) == (True, LoadKind.ISOMETRIC, 20)


def test_slugs_differ_where_rows_do() -> None:
    first, second = inferred("Цикл Squat", definition_id="a"), inferred("Цикл Squat", definition_id="b")
    assert first is not None
    assert second is not None
    assert first.slug != second.slug
    assert first.slug.isascii()
