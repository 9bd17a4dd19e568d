"""Operators: ways to make a good program worse. A scorer has to notice each of them (design 04, B and G)."""

from evals.operators import calendar, choice, dose
from evals.operators.base import Base
from evals.operators.operator import Operator

OPERATORS: tuple[Operator, ...] = tuple(
    Operator(name=function.__name__, dimension=dimension, function=function)
    for dimension, functions in (
        ("balance", (choice.drop_pull, choice.drop_legs, choice.push_for_pull)),
        (
            "compliance",
            (
                calendar.drop_session,
                calendar.short_program,
                choice.equipment_violation,
                choice.limitation_violation,
                choice.too_complex,
            ),
        ),
        ("consistency", (dose.incoherent_loads, dose.units_mixed)),
        ("effort", (dose.all_easy, dose.all_rpe10, dose.above_the_maximum, dose.beginner_one_rep_max)),
        (
            "fatigue",
            (
                calendar.double_week,
                calendar.hardest_deload,
                calendar.no_deload,
                calendar.no_taper,
                calendar.ramp_every_week,
            ),
        ),
        ("intensity", (dose.endurance, dose.monotone_reps)),
        (
            "progression",
            (dose.random_loads, calendar.identical_weeks, calendar.reverse_weeks, calendar.shuffle_weeks),
        ),
        ("recovery", (calendar.days_in_a_row, calendar.duplicate_days, calendar.heavy_hinges_in_a_row)),
        (
            "selection",
            (
                choice.curls_everywhere,
                choice.holds_for_bars,
                choice.new_exercises_every_week,
                choice.one_leg_at_a_time,
            ),
        ),
        ("specificity", (choice.all_machines, choice.isolation_only, choice.no_competition_lifts)),
        ("structure", (dose.inverted_roles, dose.rest_cuts, dose.reverse_order, choice.shuffled_exercises)),
        ("volume", (choice.focus_dropped, dose.one_set, dose.sets_of_one, dose.triple_sets, dose.warmups_as_work)),
    )
    for function in functions
)
"""Every operator, by the dimension that it must lower. The last column of section B of design 04, and two dozen more."""

__all__ = ["OPERATORS", "Base", "Operator"]
