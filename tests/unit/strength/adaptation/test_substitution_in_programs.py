"""Two hundred substitutions in programs that the coach wrote: every promise of substituting, on each of them."""

import random
from collections.abc import Callable

import pytest

from strength.adaptation import PlannedWorkout
from strength.equipment import Equipment
from strength.limitation import Area, Limitation, Severity
from strength.pool import Pool, is_contraindicated, needs_caution
from strength.repetitions import parse_repetitions
from strength.similarity import ACCEPT, REFUSE
from strength.substitution import convert_sets, is_blocked, substitutes
from strength.substitution.conversion import effort_of

SUBSTITUTIONS = 200


@pytest.mark.parametrize("seed", range(SUBSTITUTIONS))
def test_a_random_substitution_keeps_every_promise(
    seed: int, written_workout: Callable[[random.Random], PlannedWorkout], pool_of_today: Callable[..., Pool]
) -> None:
    dice = random.Random(seed)
    planned = written_workout(dice)
    item = dice.choice(planned.exercises)
    original = item.exercise
    assert original is not None
    missing = frozenset(dice.sample(list(Equipment), dice.choice((0, 1, 3)))) - {Equipment.BODYWEIGHT}
    areas = dice.sample(list(Area), dice.choice((0, 1, 2)))
    limitations = {area: dice.choice((Severity.CAUTION, Severity.AVOID_LOADING)) for area in areas}
    pool = pool_of_today(planned, missing, tuple(Limitation(area=area, severity=limitations[area]) for area in areas))
    found = substitutes(
        original, tuple(pool.entries.values()), limitations=limitations, level=planned.level, count=dice.randint(1, 10)
    )
    for choice in found:
        exercise = choice.entry.exercise
        assert exercise.slug != original.slug
        assert choice.similarity >= REFUSE
        assert (choice.warning is not None) == (choice.similarity < ACCEPT)
        assert choice.reasons
        assert not is_contraindicated(exercise, limitations)
        assert not is_blocked(exercise, missing)
        caution = needs_caution(exercise, limitations)
        sets = convert_sets(item.prescription.sets, original, exercise, level=planned.level, is_caution=caution)
        assert len(sets) == len(item.prescription.sets)
        for old, new in zip(item.prescription.sets, sets, strict=True):
            assert (new.weight, new.percent1rm) == (None, None)
            assert new.set_number == old.set_number
            assert new.rpe is None or new.rir is None
            added = choice.load.effort_added
            assert effort_of(new) <= (7.0 if caution else effort_of(old) + added)
            reps = parse_repetitions(new.reps)
            assert reps is not None
            assert exercise.rep_min <= reps.low <= reps.high <= max(exercise.rep_max, 8)
