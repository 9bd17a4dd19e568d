"""Sets of exercises that share a demand (design 10, top, and SEL02), and where in a gym an exercise is done.

Every set holds slugs. Sets that the catalog can tell are computed from it; the others are written down and checked
against it when this module is loaded, so that a slug that is renamed cannot drop out of a rule unnoticed.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from strength.catalog import load_catalog
from strength.equipment import Equipment
from strength.errors import CatalogError
from strength.exercise import Exercise, ExerciseKit, LoadKind, Pattern

AXIAL_LOAD = 2
"""From this axial load on (0-3) a row counts as AXIAL."""


class Station(StrEnum):
    """Where an exercise is done: what a lifter has to wait for, and walk to."""

    RACK = "rack"
    BENCH = "bench"
    DUMBBELL = "dumbbell"
    CABLE = "cable"
    MACHINE = "machine"
    FLOOR = "floor"


def _known(*slugs: str) -> frozenset[str]:
    """These slugs as a set; raises CatalogError when one is not in the catalog."""
    unknown = [slug for slug in slugs if load_catalog().get(slug) is None]
    if unknown:
        raise CatalogError(f"exercise groups: {unknown} are not in the catalog")
    return frozenset(slugs)


def _of_pattern(pattern: Pattern) -> frozenset[str]:
    return frozenset(exercise.slug for exercise in load_catalog().exercises if exercise.pattern is pattern)


HEAVY_HINGE = _known(
    "deadlift",
    "sumo_deadlift",
    "pause_deadlift",
    "deficit_deadlift",
    "deadlift_to_knees",
    "block_pull",
    "trap_bar_deadlift",
    "good_morning",
)
"""Hinges that tire for a day or more: at most one a day, never within 24 h before the main squat."""

LIGHT_HINGE = _of_pattern(Pattern.HINGE) - HEAVY_HINGE
"""Every other hinge."""

AXIAL = frozenset(exercise.slug for exercise in load_catalog().exercises if exercise.axial_load >= AXIAL_LOAD)
"""Rows that load the spine from above or hold a bar in front of it."""

SPINE = HEAVY_HINGE | _known(
    "romanian_deadlift",
    "db_romanian_deadlift",
    "stiff_leg_deadlift",
    "smith_rdl",
    "db_deadlift",
    "power_clean",
    "barbell_row",
    "pendlay_row",
    "smith_row",
    "t_bar_row",
    "bent_over_db_row",
    "back_extension",
    "single_leg_back_extension",
)
"""Rows whose limit is the lower back; none of them is left to a lifter with a lower back limitation."""

GRIP = HEAVY_HINGE | _known(
    "romanian_deadlift",
    "db_romanian_deadlift",
    "stiff_leg_deadlift",
    "db_deadlift",
    "power_clean",
    "kb_swing",
    "db_row",
    "bent_over_db_row",
    "barbell_row",
    "pull_up",
    "chin_up",
    "neutral_grip_pull_up",
    "wide_grip_pull_up",
    "weighted_pull_up",
    "farmer_carry",
    "suitcase_carry",
    "shrug",
    "hanging_leg_raise",
)
"""Rows that tire the hands: at most two a day, never two in one superset."""

OVERHEAD = _of_pattern(Pattern.V_PUSH) - _known(
    "landmine_press",
    "wall_slide",
    "half_kneeling_db_scrape",
    "band_incline_press",
    "half_kneeling_cable_press",
    "wall_press_iso",
)
"""Vertical presses that end with the arms beside the ears; the others press up and forward."""

FREE_BAR = frozenset(exercise.slug for exercise in load_catalog().exercises if exercise.load_kind is LoadKind.BARBELL)
"""Rows loaded with a free bar: the only ones whose load may be a percentage."""

LAST_RESORT = frozenset(
    exercise.slug
    for exercise in load_catalog().exercises
    if exercise.load_kind is LoadKind.ISOMETRIC and exercise.pattern is not Pattern.CORE
) | _known("wall_slide", "wall_push_up", "prone_lat_slide", "towel_pulldown", "scapular_pull_up")
"""Holds and gentle drills: they keep a function alive for a sore joint, and step aside for any loadable row."""

TWINS: tuple[frozenset[str], ...] = (
    _known("back_squat", "high_bar_squat"),
    _known("plank", "side_plank"),
    _known("bench_press", "smith_bench"),
    _of_pattern(Pattern.SIDE_RAISE) - _known("upright_row"),
    _known("pull_up", "chin_up", "neutral_grip_pull_up", "wide_grip_pull_up", "weighted_pull_up"),
    _known("lat_pulldown", "neutral_grip_pulldown"),
    _known("goblet_squat", "db_box_squat"),
    frozenset(
        exercise.slug
        for exercise in load_catalog().exercises
        if "push_up" in exercise.slug and exercise.pattern is not Pattern.V_PUSH
    ),
    _known("db_curl", "barbell_curl"),
)
"""Rows too alike for one day (SEL02). No slug is in two of these sets."""

_STATIONS: tuple[tuple[Station, frozenset[Equipment]], ...] = (
    (
        Station.RACK,
        frozenset(
            {
                Equipment.BARBELL,
                Equipment.RACK,
                Equipment.SAFETY_SQUAT_BAR,
                Equipment.SWISS_BAR,
                Equipment.TRAP_BAR,
                Equipment.PULL_UP_BAR,
            }
        ),
    ),
    (
        Station.MACHINE,
        frozenset(
            {
                Equipment.MACHINE,
                Equipment.SMITH_MACHINE,
                Equipment.ROMAN_CHAIR,
                Equipment.ASSISTED_PULLUP_DIP,
                Equipment.DIP_BARS,
                Equipment.PARALLEL_BARS,
                Equipment.SLED,
            }
        ),
    ),
    (Station.CABLE, frozenset({Equipment.CABLE, Equipment.FUNCTIONAL_TRAINER})),
    (
        Station.BENCH,
        frozenset({Equipment.BENCH, Equipment.INCLINE_BENCH, Equipment.DECLINE_BENCH, Equipment.PREACHER_BENCH}),
    ),
    (Station.DUMBBELL, frozenset({Equipment.DUMBBELL, Equipment.KETTLEBELL, Equipment.EZ_BAR})),
)
"""Stations by what ties an exercise to them, the strongest tie first: a bench inside a rack is the rack."""


_TWINS_OF: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        slug: frozenset(twin for group in TWINS if slug in group for twin in group) - {slug}
        for slug in frozenset(slug for group in TWINS for slug in group)
    }
)


def twins_of(slug: str) -> frozenset[str]:
    """The other rows that are too like this one for the same day; empty for most."""
    return _TWINS_OF.get(slug, frozenset())


def station_of(kit: ExerciseKit) -> Station:
    """Where an exercise is done when this kit is used; what can be carried anywhere is done on the floor."""
    return next((station for station, ties in _STATIONS if kit.tokens & ties), Station.FLOOR)


def stations(exercise: Exercise) -> frozenset[Station]:
    """Every station at which an exercise can be done, over all its kits."""
    return frozenset(station_of(kit) for kit in exercise.kits)
