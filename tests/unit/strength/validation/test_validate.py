from strength.validation import findings, validate


def wrong(make):
    """A program with one fault of many kinds."""
    bad = make.exercise("front_squat", 1, reps="2", rpe=10.0, percent1rm=99.0)
    days = [
        make.workout(
            bad, make.exercise("magic_press"), make.exercise("machine_chest_press", 40, rest_seconds=240), day=1
        )
    ]
    return make.program([make.week(n, *days) for n in range(1, 11)])


ORDER = [
    "weeks",
    "frequency",
    "unknown_exercise",
    "equipment",
    "contraindicated",
    "level",
    "rpe_cap",
    "beginner_max",
    "mrv",
    "missing_pull",
    "missing_deload",
    "missing_competition_lift",
    "time",
]


def test_findings_come_in_the_order_of_the_validator(make, catalog):
    request = make.request(
        goal="powerlifting",
        experience="beginner",
        equipment=("barbell", "bench"),
        limitations=({"area": "knee"},),
        session_minutes=20,
        weeks=4,
    )
    codes = list(dict.fromkeys(item.code for item in validate(wrong(make), request, catalog)))
    assert [code for code in codes if code in ORDER] == ORDER


def test_equal_findings_become_one_that_counts_its_places(make, catalog):
    program = wrong(make)
    every = [item for item in findings(program, make.request(), catalog) if item.code == "unknown_exercise"]
    (one,) = [item for item in validate(program, make.request(), catalog) if item.code == "unknown_exercise"]
    assert len(every) == 10
    assert one.path == every[0].path
    assert "9 other places" in one.message


def test_one_other_place_is_said_in_the_singular(make, catalog):
    program = make.program([make.week(n, make.workout("magic_press")) for n in (1, 2)])
    (one,) = [item for item in validate(program, make.request(), catalog) if item.code == "unknown_exercise"]
    assert "and in 1 other place)" in one.message


def test_validation_is_deterministic(make, catalog):
    assert validate(wrong(make), make.request(), catalog) == validate(wrong(make), make.request(), catalog)


def test_every_finding_says_what_would_be_right(make, catalog):
    for item in validate(wrong(make), make.request(experience="beginner"), catalog):
        assert item.hint
        assert item.code == item.code.lower()
        assert item.path.startswith("weeks")


def test_a_file_with_odd_figures_is_judged_without_a_request(make, catalog):
    odd = make.program(2, frequency=9, session_minutes=500, equipment=("x" * 80, "full_gym"))
    assert {item.code for item in validate(odd, None, catalog)} == {"frequency"}
