import pytest

from strength.violation import Gravity

FIRST = "weeks[1].workouts[1].exercises[1]"


def test_an_unknown_slug_is_found_beside_a_known_name(make, find):
    (found,) = find("unknown_exercise", make.first_exercise(make.exercise("magic_press", name="Bench Press")))
    assert (found.path, found.severity) == (FIRST, Gravity.HARD)
    assert "'magic_press'" in found.message


@pytest.mark.parametrize("name", ["Bench Press", "bench press", "bench_press"])
def test_an_exercise_is_known_by_its_name(make, find, name):
    nameless = make.exercise("bench_press", name=name).model_copy(update={"slug": None})
    program = make.first_exercise(nameless)
    assert find("unknown_exercise", program) == []


def test_missing_equipment_is_found_once_with_its_number_of_places(make, find):
    program = make.first_day("leg_press", "push_up", "inverted_row")
    request = make.request(equipment=("dumbbell", "cable", "barbell", "bench", "pull_up_bar"))
    (found,) = find("equipment", program, request=request)
    assert (found.path, found.severity) == (FIRST, Gravity.HARD)
    assert "needs machine" in found.message
    assert "3 other places" in found.message


def test_owned_equipment_is_fine(make, find):
    assert find("equipment", make.program(), request=make.request(equipment=("full_gym",))) == []


def test_a_program_that_states_no_equipment_is_not_judged_on_it(make, catalog, find):
    program = make.program()
    silent = type(program).model_validate(program.model_dump(exclude={"equipment"}))
    assert find("equipment", silent, alone=True) == []
    assert find("equipment", make.program(equipment=()), alone=True) != []


def test_an_unloaded_exercise_of_a_published_program_is_only_listed(make, find):
    program = make.first_exercise(
        make.exercise("back_extension", weight="BW"), equipment=("barbell", "bench", "dumbbell"), load_basis=None
    )
    found = find("equipment", program, alone=True)
    assert {item.severity for item in found if "back_extension" in item.message} == {Gravity.SOFT}


@pytest.mark.parametrize(
    ("severity", "count"),
    [("caution", 1), ("avoid_loading", 1), ("recovered", 0)],
    ids=["caution", "avoid", "recovered"],
)
def test_a_limitation_rules_its_exercises_out(make, find, severity, count):
    request = make.request(limitations=({"area": "lower_back", "severity": severity},))
    found = find("contraindicated", make.program(), request=request)
    assert len(found) == count
    for item in found:
        assert (item.path, item.severity) == ("weeks[1].workouts[2].exercises[1]", Gravity.HARD)
        assert "'romanian_deadlift'" in item.message
        assert "lower back" in item.message


def test_an_exercise_above_the_level_is_found(make, find):
    program = make.first_exercise(make.exercise("front_squat"))
    (found,) = find("level", program)
    assert (found.path, found.severity) == (FIRST, Gravity.HARD)
    assert "level 3" in found.message
    assert find("level", program, request=make.request(experience="advanced")) == []


def test_an_exercise_twice_in_a_workout_is_listed(make, find):
    (found,) = find("duplicate_exercise", make.first_day("bench_press", "chest_supported_row", "bench_press"))
    assert (found.path, found.severity) == ("weeks[1].workouts[1].exercises[3]", Gravity.SOFT)
    assert "'bench_press'" in found.message


def test_the_same_exercise_on_two_days_is_fine(make, find):
    week = make.week(1, make.workout("bench_press", day=1), make.workout("bench_press", day=2))
    assert find("duplicate_exercise", make.program([week])) == []


def test_an_open_set_of_a_beginner_is_listed(make, find):
    program = make.first_exercise(make.exercise("leg_press", 1, reps="8+", rpe=None))
    (found,) = find("beginner_open_set", program, request=make.request(experience="beginner"))
    assert (found.path, found.severity) == (f"{FIRST}.sets[1]", Gravity.SOFT)
    assert "'8+'" in found.message
    assert find("beginner_open_set", program) == []
