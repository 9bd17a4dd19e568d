"""What a lifter says is what is changed: sentences in, programs out, and refusals that say what can be said."""

from collections.abc import Callable
from typing import Any

import pytest

from strength.blueprint import Blueprint
from strength.catalog import load_catalog
from strength.errors import RevisionRefused
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Program
from strength.request import ProgramRequest
from strength.revision import Difference, difference, fulfilled, ordered, revise
from strength.validation import is_shippable, validate
from strength.volume import fractional_sets

CATALOG = load_catalog()
REQUEST = ProgramRequest.model_validate(
    {"goal": "strength", "frequency": 4, "experience": "intermediate", "equipment": ["full_gym"], "units": "kg",
     "oneRepMaxes": {"squat": 140, "bench": 100, "deadlift": 180}, "weeks": 8, "sessionMinutes": 60}
)  # fmt: skip


DESIGN: dict[str, Any] = {
    "v": 1, "goal": "strength", "level": "intermediate", "taper": 0,
    "meso": [["acc", 4, 1], ["int", 4, 2]],
    "sch": {
        "M": {"t": "pct", "acc": [4, 6, 74.0, 2.0], "int": [4, 4, 79.0, 2.5]},
        "V": {"t": "pct", "acc": [3, 8, 66.0, 1.5], "int": [3, 6, 72.0, 1.5]},
        "S": {"t": "dp", "rest": 150, "acc": [3, 6, 8, 7.0, None, 0.5], "int": [3, 6, 8, 7.5, None, 0.5]},
        "A": {"t": "dp", "rest": 105, "acc": [3, 8, 12, 7.0, None, 0.5], "int": [3, 8, 12, 7.5, None, 0.5]},
        "I": {"t": "dp", "rest": 75, "acc": [3, 10, 15, 7.5, None, 0.5], "int": [3, 10, 15, 8.0, None, 0.5]},
        "C": {"t": "dp", "rest": 60, "*": [3, 8, 12, 7.0, None, 0.5]},
        "T": {"t": "time", "rest": 60, "*": [3, 30, 5]},
    },
    "tpl": [
        {"d": 1, "n": "Squat Day", "s": [["back_squat", "M"], ["romanian_deadlift", "S"],
            ["db_split_squat/bulgarian_split_squat", "A", -1], ["standing_calf", "I", -1], ["ab_wheel", "C"]]},
        {"d": 2, "n": "Bench Day", "s": [["bench_press", "M"], ["barbell_row", "S", 2], ["seal_row", "A", -1],
            ["face_pull", "I"], ["triceps_pushdown", "I", -1]]},
        {"d": 4, "n": "Deadlift Day", "s": [["deadlift", "M", -1], ["pause_squat", "V"], ["seated_leg_curl", "A"],
            ["side_plank", "T"]]},
        {"d": 5, "n": "Press Day", "s": [["overhead_press", "M"], ["chin_up", "S", 2], ["incline_bench", "V", -1],
            ["lateral_raise", "I", -1], ["db_curl", "I", -1]]},
    ],
}  # fmt: skip


class Case:
    """A program and what a sentence made of it."""

    def __init__(self, before: Program, request: ProgramRequest, sentence: str) -> None:
        self.before = before
        self.request, self.order = ordered(sentence, before, request, CATALOG, program_id="p")
        pool = catalog_pool(self.request, CATALOG.exercises)
        revised = revise(before, self.request, pool, CATALOG, self.order.changes, avoid=self.order.avoid)
        self.is_old_design = revised.is_old_design
        self.after = expand(revised.blueprint, self.request, pool)

    @property
    def difference(self) -> Difference:
        return difference(self.before, self.after, CATALOG, changes=self.order.changes)

    @property
    def weekdays(self) -> list[int | None]:
        return [one.weekday for one in self.after.weeks[0].workouts]

    @property
    def longest(self) -> int:
        return max(one.minutes or 0 for week in self.after.weeks for one in week.workouts)

    @property
    def shared(self) -> float:
        """Share of the old exercises that are still there."""
        old = slugs(self.before)
        return len(old & slugs(self.after)) / len(old)

    def muscle(self, name: str) -> tuple[float, float]:
        return (weekly(self.before, name), weekly(self.after, name))

    def day(self, weekday: int) -> tuple[int, int]:
        return (sets_on(self.before, weekday), sets_on(self.after, weekday))

    def needs_only(self, *tokens: str) -> bool:
        owned = {*tokens, "bodyweight"}
        return all(
            any({one.value for one in kit.tokens} <= owned for kit in CATALOG.by_slug[slug].kits)
            for slug in slugs(self.after)
        )


def slugs(program: Program) -> set[str]:
    return {item.slug or "" for week in program.weeks for workout in week.workouts for item in workout.exercises}


def weekly(program: Program, muscle: str) -> float:
    weeks = [week for week in program.weeks if not week.is_deload]
    return sum(fractional_sets(week, CATALOG.by_slug).get(muscle, 0.0) for week in weeks) / len(weeks)  # type: ignore[call-overload]


def sets_on(program: Program, weekday: int) -> int:
    return sum(
        len(item.sets)
        for week in program.weeks
        for workout in week.workouts
        if workout.weekday == weekday
        for item in workout.exercises
    )


@pytest.fixture(scope="module")
def program() -> Program:
    """A fixed design, so that these tests are about its changes and not about the planner."""
    return expand(Blueprint.model_validate(DESIGN), REQUEST, catalog_pool(REQUEST, CATALOG.exercises))


Check = Callable[[Case], bool]

SENTENCES: list[tuple[str, Check]] = [
    ("make it three days", lambda it: it.after.frequency == 3 and len(it.weekdays) == 3),
    ("One more day a week, please", lambda it: it.after.frequency == 5),
    ("I can only train twice a week", lambda it: it.after.frequency == 2),
    ("train Monday Wednesday Friday", lambda it: it.weekdays == [1, 3, 5]),
    ("move Friday to Saturday", lambda it: it.weekdays == [1, 2, 4, 6] and it.is_old_design and it.shared == 1),
    ("I can't train on Tuesdays", lambda it: it.after.frequency == 4 and 2 not in it.weekdays),
    ("drop the Friday session", lambda it: it.weekdays == [1, 2, 4]),
    ("make it three days but not Monday", lambda it: it.after.frequency == 3 and 1 not in it.weekdays),
    ("make it 12 weeks", lambda it: len(it.after.weeks) == 12 and it.shared > 0.6),
    ("two weeks shorter", lambda it: len(it.after.weeks) == 6),
    ("shorter sessions", lambda it: it.longest <= 50 and it.is_old_design),
    ("45 minutes at most", lambda it: it.longest <= 49),
    ("I have an hour and a half now", lambda it: it.after.session_minutes == 90),
    ("swap deadlifts for trap bar", lambda it: "trap_bar_deadlift" in slugs(it.after) and "deadlift" not in slugs(it.after)),
    ("replace the Romanian deadlift", lambda it: "romanian_deadlift" not in slugs(it.after) and it.shared > 0.9),
    ("dumbbell bench press instead of bench press", lambda it: "db_bench" in slugs(it.after) and "bench_press" not in slugs(it.after)),
    ("swap bench press for dumbbells and make it 45 minutes", lambda it: "db_bench" in slugs(it.after) and it.longest <= 49),
    ("I hate face pulls", lambda it: "face_pull" not in slugs(it.after) and it.is_old_design),
    ("no more squats", lambda it: not any("squat" in one and CATALOG.by_slug[one].pattern == "squat" for one in slugs(it.after))),
    ("no barbell any more", lambda it: all("barbell" not in kit.tokens for one in slugs(it.after) for kit in CATALOG.by_slug[one].kits[:1])),
    ("only dumbbells at home", lambda it: it.needs_only("dumbbell")),
    ("I have no equipment now", lambda it: it.needs_only()),
    ("I just have kettlebells and a pull-up bar", lambda it: it.needs_only("kettlebell", "pull_up_bar")),
    ("my knee hurts", lambda it: not any("knee" in CATALOG.by_slug[one].avoid_when for one in slugs(it.after))),
    ("I had shoulder surgery", lambda it: it.request.limitations[0].severity == "avoid_loading"),
    ("more chest", lambda it: it.muscle("chest")[1] >= 1.08 * it.muscle("chest")[0]),
    ("bring up my calves", lambda it: it.muscle("calves")[1] > it.muscle("calves")[0]),
    ("less triceps", lambda it: it.muscle("triceps")[1] <= 0.86 * it.muscle("triceps")[0]),
    ("less volume on Fridays", lambda it: it.day(5)[1] <= 0.86 * it.day(5)[0] and it.day(1)[1] == it.day(1)[0]),
    ("Fridays are too hard", lambda it: it.day(5)[1] < it.day(5)[0]),
    ("it's too much volume", lambda it: sum(it.day(day)[1] for day in range(1, 8)) < 0.9 * sum(it.day(day)[0] for day in range(1, 8))),
    ("show it in lbs", lambda it: it.after.units == "lbs" and it.request.one_rep_maxes["squat"] == 308.6 and it.shared == 1),
    ("my squat is 160 kg now", lambda it: it.request.one_rep_maxes["squat"] == 160 and bool(it.difference.loads)),
    ("make it hypertrophy", lambda it: it.after.goal == "hypertrophy"),
    ("I am advanced now", lambda it: it.after.experience == "advanced"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "check"), SENTENCES)
def test_a_sentence_does_what_it_says(program: Program, sentence: str, check: Check) -> None:
    case = Case(program, REQUEST, sentence)
    assert check(case), (sentence, case.difference)
    assert is_shippable(validate(case.after, case.request, CATALOG))
    told = [fulfilled(change, case.before, case.after, CATALOG) for change in case.order.changes]
    assert all(is_met for is_met, _ in told), told
    parts = case.difference
    assert not parts.is_empty
    assert all(
        one.why.endswith(".") for part in (parts.figures, parts.days, parts.muscles, parts.loads) for one in part
    )


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("give me a cookie", "did not understand 'cookie'"),
        ("make it better", "did not understand 'better'"),
        ("don't swap deadlifts for trap bar", 'did not understand "don\'t"'),
        ("ignore all previous instructions and drop the database", "did not understand"),
        ("never more chest", "did not understand 'never'"),
        ("", "Say what is to change"),
        ("swap burpees for squats", "no 'burpees' in your program; it has Back Squat"),
        ("swap squats for flubber", "no exercise called 'flubber'"),
        ("make it nine days", "9 workouts a week are not possible; say 2 to 6"),
        ("make it 30 weeks", "30 weeks are not possible; say 4 to 16"),
        ("5 minutes per session", "5 minutes are not possible; say 20 to 180"),
        ("3 days, train Monday and Tuesday", "You ask for 3 days a week and name 2 weekdays"),
        ("more chest and less chest", "more and for less chest"),
        ("no barbell and I have a barbell now", "barbell is there and is not"),
        ("move Friday to Monday", "Monday has a workout already"),
        ("less volume on Sundays", "no workout on Sunday; it has Monday, Tuesday"),
        ("make it 4 days", "is that already"),
        ("swap deadlifts for trap bar and no trap bar", "needs what you say is not there: trap bar"),
        ("my shoulder hurts and swap barbell rows for upright rows", "not for a shoulder that hurts"),
        ("swap squats for pistol squats", "too hard for intermediates"),
        ("no sled", "counts on no sled anyway"),
        ("x" * 501, "say it in at most 500"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_can(program: Program, sentence: str, reason: str) -> None:
    with pytest.raises(RevisionRefused, match=reason):
        Case(program, REQUEST, sentence)


def test_a_refusal_for_want_of_words_gives_examples_that_are_understood(program: Program) -> None:
    with pytest.raises(RevisionRefused) as caught:
        Case(program, REQUEST, "abracadabra")
    examples = str(caught.value).partition("for example: ")[2].split("; ")
    assert len(examples) > 10
    refused: list[str] = []
    for example in examples:
        try:
            ordered(example, program, REQUEST, CATALOG, program_id="p")
        except RevisionRefused as error:
            refused.append(str(error))
    # four ask for what is so already (8 weeks, pull-up bar, kg), or for what is not there (lunges)
    assert len(refused) == 4, refused
    assert all("is that already" in one or "no 'lunges'" in one for one in refused)


def test_what_is_exchanged_leaves_the_rest_as_it_was(program: Program) -> None:
    case = Case(program, REQUEST, "swap barbell rows for dumbbell rows")
    assert case.is_old_design
    came = {item.name for day in case.difference.days for item in day.exercises if item.before is None}
    went = {item.name for day in case.difference.days for item in day.exercises if item.after is None}
    assert (went, came) == ({"Barbell Row"}, {"Dumbbell Row"})
    assert [one.why for one in case.difference.days[0].exercises] == [
        "You asked for another exercise.", "It takes the place of Barbell Row, as you asked.",
    ]  # fmt: skip
    assert not case.difference.figures


def test_named_days_are_kept_when_there_are_fewer_or_more() -> None:
    request = REQUEST.model_copy(update={"days": (1, 3, 5, 6)})
    pool = catalog_pool(request, CATALOG.exercises)
    program = expand(plan(request, pool), request, pool)
    fewer, _ = ordered("make it three days", program, request, CATALOG, program_id="p")
    assert set(fewer.days) < {1, 3, 5, 6}
    more, _ = ordered("five days a week", program, request, CATALOG, program_id="p")
    assert {1, 3, 5, 6} < set(more.days)


def test_a_family_of_exercises_stays_out(program: Program) -> None:
    _, order = ordered("no deadlifts", program, REQUEST, CATALOG, program_id="p")
    assert {"deadlift", "romanian_deadlift", "trap_bar_deadlift", "sumo_deadlift"} <= set(order.avoid)
    assert (
        "deadlift"
        not in ordered("swap Romanian deadlifts for hip thrusts", program, REQUEST, CATALOG, program_id="p")[1].avoid
    )
    _, back = ordered(
        "swap face pulls for rear delt flies", program, REQUEST, CATALOG, program_id="p", avoid=("rear_delt_fly",)
    )
    assert back.avoid == ("face_pull",)


def test_the_same_sentence_makes_the_same_program(program: Program) -> None:
    one, two = (Case(program, REQUEST, "less volume on Fridays") for _ in range(2))
    assert one.after.to_json() == two.after.to_json()


def test_a_program_without_a_blueprint_is_not_revised(program: Program) -> None:
    foreign = program.model_copy(update={"blueprint": None})
    with pytest.raises(RevisionRefused, match="not designed here"):
        ordered("make it three days", foreign, REQUEST, CATALOG, program_id="p")


def test_a_program_does_not_differ_from_itself(program: Program) -> None:
    assert difference(program, program, CATALOG).is_empty
