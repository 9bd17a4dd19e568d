"""Validation: what is wrong with a program, said so that a person and a model can mend it.

It judges what the weeks hold. Labels (a week called "deload", the minutes printed on a workout) count for nothing.
"""

from collections.abc import Callable, Iterator

from strength.catalog import Catalog
from strength.program import Program
from strength.request import ProgramRequest
from strength.validation import (
    balance_rules,
    deload_rules,
    effort_rules,
    exercise_rules,
    load_rules,
    pattern_rules,
    row_rules,
    shape,
    time_rules,
    volume_rules,
)
from strength.validation.finding import merged
from strength.validation.subject import Subject, prepare
from strength.violation import Gravity, Violation

Rule = Callable[[Subject], Iterator[Violation]]

RULES: tuple[Rule, ...] = (
    shape.schema,
    shape.empty_workout,
    shape.too_many_workouts,
    row_rules.set_numbers,
    row_rules.effort_twice,
    row_rules.reps_text,
    shape.weeks,
    shape.frequency,
    shape.weekday,
    exercise_rules.unknown_exercise,
    exercise_rules.duplicate_exercise,
    exercise_rules.equipment,
    exercise_rules.contraindicated,
    exercise_rules.level,
    effort_rules.rpe_cap,
    effort_rules.beginner_max,
    load_rules.impossible_load,
    load_rules.load_above_max,
    volume_rules.ramp,
    volume_rules.mrv,
    pattern_rules.missing_patterns,
    deload_rules.missing_deload,
    pattern_rules.missing_competition_lift,
    time_rules.time,
    effort_rules.caution,
    exercise_rules.beginner_open_sets,
    effort_rules.rpe_high,
    effort_rules.rpe10_share,
    effort_rules.effort_mismatch,
    load_rules.real_plates,
    row_rules.weight_text,
    volume_rules.session_sets,
    volume_rules.session_muscle_sets,
    balance_rules.balance,
    balance_rules.order,
    balance_rules.pattern_repeat,
)
"""Every rule, in the order of design 04, E; rows first, because a row that cannot be read cannot be judged."""


def findings(program: Program, request: ProgramRequest | None, catalog: Catalog) -> tuple[Violation, ...]:
    """Every finding at every place, in the order of the rules."""
    return findings_in(prepare(program, request, catalog))


def findings_in(subject: Subject) -> tuple[Violation, ...]:
    """Every finding at every place of a program that was read already; what repair counts."""
    return tuple([finding for rule in RULES for finding in rule(subject)])


def validate(program: Program, request: ProgramRequest | None, catalog: Catalog) -> tuple[Violation, ...]:
    """What is wrong with the program, hard findings and soft ones, in the order of design 04, E.

    Args:
        program: the expanded program, ours or a published one.
        request: what was asked for; None judges the program by what it says of itself.
        catalog: knows every exercise that may be prescribed, the user's own rows included.

    Returns:
        One violation for each different finding, at its first place. Empty means nothing to object to.
    """
    return merged(findings(program, request, catalog))


def is_shippable(violations: tuple[Violation, ...]) -> bool:
    """Whether none of the violations is hard."""
    return all(item.severity is not Gravity.HARD for item in violations)
