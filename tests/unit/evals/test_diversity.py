"""Diversity: different lifters get different programs, and two that are too much alike are found out."""

from evals.diversity import Pair, made, pairs, report, shared, table, variation
from evals.lifters import lifter, lifters
from evals.seeds import Seeded, measure, requests, rows_of
from strength.request import ProgramRequest


def rows(*names: str) -> frozenset[tuple[str, str]]:
    return frozenset(("1", name) for name in names)


def test_what_two_programs_share_is_a_share_of_both() -> None:
    assert shared(rows("a", "b"), rows("a", "b")) == 1.0
    assert shared(rows("a", "b"), rows("b", "c")) == 0.5
    assert shared(rows("a"), rows("a", "b", "c")) == 0.5
    assert shared(frozenset({("1", "a")}), frozenset({("2", "a")})) == 0.0


def test_there_are_sixty_lifters_no_two_alike() -> None:
    asked = lifters()
    assert len(asked) == 60
    assert len({request.model_dump_json() for request in asked.values()}) == 60
    assert {request.goal.value for request in asked.values()} == {"strength", "hypertrophy", "powerlifting"}
    assert sum(bool(request.focus) for request in asked.values()) >= 6
    assert sum(bool(request.limitations) for request in asked.values()) >= 10


def test_lifters_of_other_goals_and_kits_share_little() -> None:
    some = [
        "strength beginner 3 rack 60",
        "hypertrophy intermediate 4 dumbbells+bench 60",
        "powerlifting advanced 4 gym 90",
    ]
    found = pairs({line: lifter(line) for line in some})
    assert len(found) == 3
    assert not any(pair.is_too_alike for pair in found)
    assert found[0].shared == max(pair.shared for pair in found) < 0.4


def test_the_same_terms_may_give_the_same_program_and_other_terms_may_not() -> None:
    asked = lifter("strength beginner 3 rack 60")
    same = pairs({"one": asked, "two": asked.model_copy(update={"session_minutes": 61})})
    assert (same[0].may_be_alike, same[0].is_too_alike) == (True, False)
    assert Pair(one="a", other="b", shared=0.61, may_be_alike=False).is_too_alike
    assert not Pair(one="a", other="b", shared=0.6, may_be_alike=False).is_too_alike


def test_two_that_are_too_much_alike_are_a_miss_in_the_report() -> None:
    asked = lifter("strength beginner 3 rack 60")
    # an unknown word changes the kit's words and nothing that the planner reads
    twin = asked.model_copy(update={"equipment": (*asked.equipment, "ab_wheel")})
    figures = report({"one": asked, "two": twin}, variants=2)
    assert len(figures["too_alike"]) == 1
    assert "MISS" in table(figures)
    assert sum(figures["histogram"]) == figures["pairs"] == 1
    assert figures["varied"]["seeds"]["asked"] == 2


def test_a_variation_counts_different_programs_and_the_range_of_scores() -> None:
    asked = lifter("hypertrophy intermediate 4 gym 75")
    figures = variation([asked.model_copy(update={"seed": seed}) for seed in (0, 0, 1)])
    assert (figures["asked"], figures["distinct"]) == (3, 2)
    assert figures["most_shared"] == 1.0
    assert figures["lowest"] <= figures["highest"]


def test_seeds_give_other_programs_of_the_same_worth() -> None:
    result = measure(requests()[0], seeds=5)
    assert result.flaws == []
    assert result.distinct > 1


def test_a_seed_that_repeats_badly_differs_little_or_costs_points_is_found_out() -> None:
    sound = {"request": requests()[0], "is_repeatable": True, "distinct": 2, "most_rows": 2, "lowest": 90.0}
    assert Seeded(**sound, highest=92.0).flaws == []
    assert len(Seeded(**sound, highest=92.1).flaws) == 1
    assert len(Seeded(**(sound | {"is_repeatable": False, "most_rows": 1}), highest=95.0).flaws) == 3


def test_rows_are_workouts_and_exercises_of_every_week() -> None:
    program = made(ProgramRequest.model_validate(lifter("hypertrophy intermediate 4 gym 75").model_dump()))
    found = rows_of(program)
    assert {day for day, _ in found} == {"1", "2", "3", "4"}
    rotated = {row.slug for week in program.weeks for day in week.workouts for row in day.exercises}
    assert {slug for _, slug in found} == rotated
