"""Noise is possible for its lifter: nothing in it is wrong but that nobody thought about it."""

import pytest

from evals.noise import Kind, noise
from strength.catalog import load_catalog
from strength.validation import validate
from strength.violation import Gravity

THOUGHTLESS = {
    "deload",
    "mrv",
    "ramp",
    "time",
    "missing_deload",
    "missing_pattern",
    "missing_patterns",
    "missing_push",
    "missing_pull",
    "missing_legs",
    "missing_competition_lift",
}
"""What a program that nobody thought about may get wrong."""


@pytest.mark.parametrize("kind", ["random", "free_pass", "linear"])
@pytest.mark.parametrize("seed", [0, 1, 2, 7, 11, 23])
def test_noise_fits_kit_and_level_and_the_repetition_table(kind: Kind, seed: int) -> None:
    made = noise(kind, seed)
    hard = {
        violation.code
        for violation in validate(made.program, made.request, load_catalog())
        if violation.severity is Gravity.HARD
    }
    assert hard <= THOUGHTLESS


def test_a_seed_makes_one_program_and_another_seed_another() -> None:
    assert noise("random", 3) == noise("random", 3)
    assert noise("random", 3).program.weeks != noise("random", 4).program.weeks


def test_the_free_pass_is_eight_to_twelve_at_rpe_eight_throughout() -> None:
    sets = [
        entry
        for week in noise("free_pass", 5).program.weeks
        for day in week.workouts
        for item in day.exercises
        for entry in item.sets
    ]
    assert {entry.rpe for entry in sets} == {8.0}
    assert {entry.reps for entry in sets} <= {"8-12", "30 s"}


def test_a_linear_rise_rises_every_week() -> None:
    for seed in range(20):
        weeks = noise("linear", seed).program.weeks
        loads = [
            [entry.percent1rm for entry in item.sets if entry.percent1rm is not None]
            for week in weeks
            for item in week.workouts[0].exercises[:1]
        ]
        if loads[0] and loads[0][0] > 30:
            assert loads[0][0] < loads[-1][0]
            return
    pytest.fail("no seed begins with a barbell")
