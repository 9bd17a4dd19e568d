"""Loads and plates: figures that can be put on the bar, in both units."""

import pytest

from service.pages.loads import load_of, text_in
from service.pages.plates import plates_for
from service.pages.sheet import sheet_of
from strength.catalog import load_catalog
from strength.program import SetPrescription, Workout
from strength.request import Units
from strength.rounding import EMPTY_BAR

CATALOG = load_catalog()


def _item(weight: str | None, **said: float) -> SetPrescription:
    return SetPrescription(set_number=1, reps="5", weight=weight, **said)


@pytest.mark.parametrize(
    ("load", "unit", "plates"),
    [
        (107.5, "kg", (25, 15, 2.5, 1.25)),
        (20, "kg", ()),
        (21.25, "kg", (0.625,)),
        (225, "lbs", (45, 45)),
        (12, "kg", None),
        (101, "kg", None),
    ],
)
def test_plates_make_the_load_or_are_not_named(load, unit, plates) -> None:
    assert plates_for(load, unit) == plates


def test_every_bar_of_a_program_adds_up_in_both_units(program) -> None:
    checked = 0
    for week in program("powerlifting").weeks:
        for one in (one for workout in week.workouts for one in workout.exercises):
            for item in one.sets:
                for unit in ("kg", "lbs"):
                    load = load_of(item, CATALOG.get(one.slug or ""), unit)
                    if load.plates is not None:
                        figure = float(load.text.removeprefix("≈ ").split()[0])
                        assert EMPTY_BAR[Units(unit)] + 2 * sum(load.plates) == pytest.approx(figure)
                        checked += 1
    assert checked > 100


@pytest.mark.parametrize(
    ("slug", "item", "kg", "lb"),
    [
        ("back_squat", _item("102.5kg", percent1rm=74.0), "102.5 kg", "225 lb"),
        ("back_squat", _item("225lbs", percent1rm=74.0), "102.5 kg", "225 lb"),
        ("back_squat", _item("82.5kg", rpe=8.0), "≈ 82.5 kg", "≈ 180 lb"),
        ("back_squat", _item("80%"), "80%", "80%"),
        ("back_squat", _item(None, rpe=8.0), "by feel", "by feel"),
        ("plank", _item(None), "bodyweight", "bodyweight"),
        ("pull_up", _item("BW"), "bodyweight", "bodyweight"),
        ("pull_up", _item("+10kg"), "+10 kg", "+22 lb"),
        (None, _item("<b>heavy</b>"), "<b>heavy</b>", "<b>heavy</b>"),
    ],
)
def test_the_column_of_loads_says(slug, item, kg, lb) -> None:
    exercise = CATALOG.get(slug) if slug else None
    assert (load_of(item, exercise, "kg").text, load_of(item, exercise, "lbs").text) == (kg, lb)


def test_sentences_are_told_in_the_readers_unit() -> None:
    squat = CATALOG.get("back_squat")
    assert text_in("40kg x 8, then add 2.5kg", squat, "kg") == "40 kg × 8, then add 2.5 kg"
    assert text_in("40kg x 8, then add 2.5kg", squat, "lbs") == "90 lb × 8, then add 5 lb"


def test_seconds_are_not_repetitions_and_partners_share_a_number(program) -> None:
    made = program("powerlifting")
    first = made.weeks[0].workouts[0]
    timed = first.exercises[0].model_copy(update={"sets": (_item(None).model_copy(update={"reps": "40s"}),) * 3})
    pair = [one.model_copy(update={"group": "A"}) for one in first.exercises[1:3]]
    workout = first.model_copy(update={"exercises": (timed, *pair, first.exercises[3])})
    week = made.weeks[0].model_copy(update={"workouts": (workout,)})
    day = sheet_of(made.model_copy(update={"weeks": (week,)}), CATALOG, ("kg",))[0].days[0]
    assert day.lines[0].runs[0].sets == "3 × 40 s"
    assert [line.mark for line in day.lines] == ["1", "2a", "2b", "3"]


def test_weeks_that_repeat_exactly_are_written_once(program) -> None:
    made = program("powerlifting")
    twice = made.model_copy(
        update={"weeks": (made.weeks[0], made.weeks[0].model_copy(update={"week_number": 2}), made.weeks[3])}
    )
    weeks = sheet_of(twice, CATALOG, ("kg", "lbs"))
    assert [week.same_as for week in weeks] == [0, 1, 0]
    assert weeks[1].days[0].lines == ()
    assert sheet_of(twice, CATALOG, ("kg",), only=2)[0].days[0].lines


def test_a_day_without_exercises_is_rest(program) -> None:
    empty = Workout(name="Off", day_number=1, exercises=())
    week = program("size").weeks[0].model_copy(update={"workouts": (empty,)})
    day = sheet_of(program("size").model_copy(update={"weeks": (week,)}), CATALOG, ("kg",))[0].days[0]
    assert (day.lines, day.sets) == ((), 0)
