"""Which exercises fill a function, best first (design 10, 2.2), as data.

`>` opens the next tier, `,` separates equals, `@IA` limits a row to those levels (B beginner, I intermediate,
A advanced). Rows that the catalog or the lifter's pool does not have are skipped.
"""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from strength.planner.function import Function
from strength.request import Experience

STRENGTH = "P"
"""Column of strength and powerlifting."""

HYPERTROPHY = "H"
"""Column of hypertrophy."""

_F = Function
_BOTH = STRENGTH + HYPERTROPHY

_LU = """bulgarian_split_squat@IA, db_split_squat@BI, reverse_lunge, smith_split_squat, db_step_up@BI,
    walking_lunge@A > db_split_squat, db_step_up, db_lunge, walking_lunge > barbell_lunge, single_leg_press > band_split_squat > bw_bulgarian_split_squat@IA > split_squat, bw_reverse_lunge,
    step_up > pistol_squat@A"""
_KE = "leg_extension > band_leg_extension > spanish_squat, reverse_nordic@IA > straight_leg_raise_iso"
_KF = """leg_curl, seated_leg_curl > db_leg_curl, band_leg_curl, nordic_curl@A > cable_leg_curl > suspension_leg_curl,
    sliding_leg_curl > hamstring_bridge_iso"""
_HI2 = """romanian_deadlift, db_romanian_deadlift@BI, stiff_leg_deadlift@A > db_romanian_deadlift, smith_rdl, single_leg_rdl, cable_rdl, cable_pull_through >
    back_extension >
    kb_deadlift > hip_thrust, barbell_glute_bridge > kb_suitcase_deadlift > band_good_morning, band_pull_through >
    bw_single_leg_rdl > single_leg_hip_thrust, single_leg_glute_bridge > glute_bridge"""
_BR = """hip_thrust, smith_hip_thrust > machine_hip_thrust, db_hip_thrust > barbell_glute_bridge > db_glute_bridge, cable_pull_through >
    band_hip_thrust, band_glute_bridge > single_leg_hip_thrust, single_leg_glute_bridge > glute_bridge"""
_VR = """weighted_pull_up@A, wide_grip_pull_up@A, neutral_grip_pull_up@I, pull_up@I, chin_up@IA, lat_pulldown, neutral_grip_pulldown@B > pull_up@A, neutral_grip_pulldown > assisted_pull_up, band_assisted_pull_up > negative_pull_up@B > band_pulldown >
    straight_arm_pulldown > db_pullover > prone_lat_slide > towel_pulldown, kneeling_lat_iso"""
_SR = "cable_lateral_raise, lateral_raise, machine_lateral_raise@BI, leaning_lateral_raise@A > machine_lateral_raise, plate_lateral_raise, band_lateral_raise"
_RD = """face_pull, reverse_pec_deck, cable_rear_fly@A > cable_rear_fly > rear_delt_fly, chest_supported_rear_fly > band_pull_apart >
    suspension_face_pull > reverse_snow_angel"""
_BI = """db_curl, cable_curl, barbell_curl, hammer_curl, machine_curl@BI, ez_bar_curl, incline_curl@A > incline_curl@I, preacher_curl >
    band_curl"""
_TR = """triceps_pushdown, overhead_db_extension, machine_triceps@BI, db_skullcrusher@I, skullcrusher@A, cable_overhead_extension@A > skullcrusher@I, band_pushdown, db_kickback, cable_overhead_extension >
    close_grip_push_up"""
_CA = "standing_calf > seated_calf, leg_press_calf > db_calf_raise, bb_calf_raise > bw_calf_raise > band_calf_press"
_CO = "ab_wheel@I, hanging_leg_raise@IA, cable_crunch@IA, plank@B, dead_bug@BI, body_saw@A > ab_wheel@A, plank, dead_bug > side_plank, bird_dog"
_CO2 = "pallof_press, side_plank@BI, copenhagen_plank@A, bird_dog@B, suitcase_carry@IA > side_plank, bird_dog > dead_bug > plank"

_TEXT: Mapping[Function, Mapping[str, str]] = MappingProxyType(
    {
        _F.SQ: {
            STRENGTH: """back_squat > high_bar_squat > box_squat, safety_bar_squat > smith_squat, belt_squat > hack_squat,
                leg_press > zercher_squat@IA > landmine_squat > goblet_squat > kb_front_squat@IA, db_front_squat >
                db_box_squat > db_split_squat, reverse_lunge, db_step_up > band_squat > band_leg_press > bw_squat, bw_box_squat > split_squat >
                wall_sit, spanish_squat""",
            HYPERTROPHY: """back_squat, high_bar_squat, hack_squat, leg_press, smith_squat, belt_squat >
                box_squat, front_squat@A, safety_bar_squat > landmine_squat > goblet_squat, db_box_squat >
                kb_front_squat@IA, db_front_squat > db_split_squat, reverse_lunge, db_step_up > band_squat,
                band_leg_press > bw_squat > bw_box_squat >
                split_squat > wall_sit, spanish_squat""",
        },
        _F.SQ2: {
            STRENGTH: """pause_squat@IA, high_bar_squat@BI, box_squat@BI, front_squat@A, pin_squat@A >
                high_bar_squat, box_squat >
                belt_squat, hack_squat, leg_press, smith_squat > landmine_squat > goblet_squat, db_box_squat >
                kb_front_squat@IA, db_front_squat > reverse_lunge, db_step_up, db_split_squat > band_squat,
                band_leg_press > bw_squat > split_squat, bw_box_squat >
                wall_sit, spanish_squat""",
            HYPERTROPHY: """hack_squat, leg_press, belt_squat, smith_squat > high_bar_squat@BI, back_squat, front_squat@A >
                high_bar_squat, box_squat > landmine_squat > goblet_squat > db_box_squat, db_front_squat,
                kb_front_squat@IA > reverse_lunge, db_step_up, db_split_squat > band_squat, band_leg_press > bw_squat >
                bw_box_squat > split_squat >
                wall_sit, spanish_squat""",
        },
        _F.LU: {_BOTH: _LU},
        _F.KE: {_BOTH: _KE},
        _F.KF: {_BOTH: _KF},
        _F.HI: {
            _BOTH: """deadlift > trap_bar_deadlift > romanian_deadlift > smith_rdl > db_romanian_deadlift, kb_deadlift, db_deadlift >
                cable_pull_through > hip_thrust, barbell_glute_bridge > single_leg_rdl, kb_suitcase_deadlift >
                band_good_morning, band_pull_through > bw_single_leg_rdl > single_leg_hip_thrust,
                single_leg_glute_bridge > glute_bridge"""
        },
        _F.HI2: {_BOTH: _HI2},
        _F.BR: {_BOTH: _BR},
        _F.HP: {
            STRENGTH: """bench_press > floor_press, close_grip_bench > smith_bench, db_bench >
                machine_chest_press, db_floor_press > dip@IA, cable_press > push_up > band_press > incline_push_up > fist_push_up""",
            HYPERTROPHY: """bench_press, db_bench, machine_chest_press >
                incline_bench, db_incline_bench, smith_bench, dip@IA > floor_press, db_floor_press, cable_press >
                push_up > band_press > incline_push_up > fist_push_up""",
        },
        _F.HP2: {
            STRENGTH: """close_grip_bench, incline_bench@BA, db_incline_bench@BA, db_bench@B, tempo_bench@A > incline_bench, db_bench > floor_press > smith_bench >
                machine_chest_press, dip@IA > db_floor_press > cable_press > push_up > band_press > incline_push_up > fist_push_up""",
            HYPERTROPHY: """db_incline_bench, incline_bench, machine_chest_press, cable_press@BI, smith_incline_bench@A >
                cable_press, machine_incline_press, db_bench, smith_bench >
                db_floor_press, floor_press > push_up > band_press > incline_push_up >
                fist_push_up""",
        },
        _F.FL: {_BOTH: "cable_fly, chest_fly_machine > db_fly > band_fly"},
        _F.VP: {
            STRENGTH: """overhead_press > seated_barbell_press > seated_db_press > db_press, kb_press > smith_press, machine_shoulder_press >
                landmine_press > half_kneeling_db_scrape > elevated_pike_push_up@A > pike_push_up > incline_pike_push_up >
                band_press_overhead > band_incline_press > wall_slide""",
            HYPERTROPHY: """seated_db_press, machine_shoulder_press, smith_press, arnold_press@IA > seated_barbell_press, overhead_press, db_press,
                kb_press >
                landmine_press > half_kneeling_db_scrape > elevated_pike_push_up@A > pike_push_up, band_press_overhead >
                incline_pike_push_up > band_incline_press > wall_slide""",
        },
        _F.VP2: {
            _BOTH: """seated_db_press, machine_shoulder_press > db_press, kb_press, smith_press > landmine_press >
                half_kneeling_db_scrape > overhead_press, seated_barbell_press > elevated_pike_push_up@A >
                pike_push_up, band_press_overhead > incline_pike_push_up > band_incline_press > wall_slide"""
        },
        _F.HR: {
            STRENGTH: """barbell_row, chest_supported_row@BI, cable_row, seal_row@BI, pendlay_row@A, t_bar_row@A, machine_row@B >
                seal_row,
                chest_supported_row, db_row, bent_over_db_row, machine_row, t_bar_row > inverted_row, suspension_row >
                smith_row > band_row > table_row > elbow_row_floor, prone_ytw""",
            HYPERTROPHY: """chest_supported_row@BA, cable_row, machine_row@BI, db_row@I, t_bar_row@A > chest_supported_row, machine_row, db_row, bent_over_db_row@IA, seal_row,
                barbell_row, t_bar_row, pendlay_row@A >
                inverted_row, suspension_row, band_row > table_row > elbow_row_floor""",
        },
        _F.VR: {_BOTH: _VR},
        _F.SR: {_BOTH: _SR},
        _F.RD: {_BOTH: _RD},
        _F.BI: {_BOTH: _BI},
        _F.TR: {_BOTH: _TR},
        _F.CA: {_BOTH: _CA},
        _F.CO: {_BOTH: _CO},
        _F.CO2: {_BOTH: _CO2},
        _F.CY: {_BOTH: "farmer_carry, suitcase_carry"},
        _F.SH: {_BOTH: "shrug"},
    }
)

POWERLIFTING_SQUAT_VARIANTS = "pause_squat@IA, pin_squat@A, high_bar_squat@B, box_squat@B > "
"""SQ' of powerlifting: what is closest to the competition squat, simple for beginners; the list of SQ' follows."""

SECOND_BENCH = "pause_bench@A, tempo_bench@A, spoto_press@A > "
"""HP of a volume slot for strength: an advanced lifter's second bench day is a variant, others practise the lift."""

SUPPORTED_ROWS = "chest_supported_row, cable_row, machine_row > "
"""HR of beginners in strength: their backs learn the squat and the deadlift; a bent row comes where nothing else is."""

POWERLIFTING_BENCH_VARIANTS = """pause_bench@IA, close_grip_bench, spoto_press@A > incline_bench, db_bench >
    floor_press > smith_bench > machine_chest_press > db_floor_press > dip@IA, cable_press > push_up > band_press >
    incline_push_up > fist_push_up"""
"""HP' of powerlifting: the variants closest to the competition bench first."""

LIGHT_BENCH = "pause_bench@IA, bench_press > "
"""The light slot of powerlifting rehearses the competition lift; what follows is the list of HP."""

SQUAT_AFTER_DEADLIFT = "pause_squat@IA, leg_press, belt_squat, hack_squat > "
"""SQ' on a day that pulled heavy first: what asks least of a tired back (strength goal)."""

HINGE_BESIDE_DEADLIFT = "back_extension, cable_pull_through > "
"""HI' the day before or after a heavy pull."""

ROW_BESIDE_DEADLIFT = (
    "chest_supported_row, cable_row, machine_row, seal_row@IA > db_row > inverted_row, suspension_row > "
)
"""HR on a day that pulled heavy first: rows that spare the back which has just pulled (design 10, 2.2)."""

TRUNK_WITH_HEAVY_LEGS = "dead_bug, pallof_press, plank > "
"""CO on a squat or deadlift day: spares grip and hip flexors."""

_SAME: Mapping[Function, Function] = MappingProxyType({_F.HR2: _F.HR, _F.VR2: _F.VR})

NEEDS_STRENGTH = frozenset({"pull_up", "chin_up", "dip", "pistol_squat", "nordic_curl", "archer_push_up"})
"""Rows that need five clean reps to be worth doing: not for a beginner while anything else is left (2.1, step 3)."""

LOADED_REAR_DELTS = _RD.rpartition(">")[0]
"""RD where rows can be loaded: a second row does more for the rear delts than an unloaded drill."""

SQUAT_WITH_LIGHT_LOADS = """bulgarian_split_squat > db_split_squat > band_split_squat > pistol_squat@A >
    bw_bulgarian_split_squat > split_squat > """
"""SQ for trained lifters whose kit cannot load two legs: one leg at a time leads (design 10, 2.4)."""


SECOND_SQUAT_UNLOADED = "bw_bulgarian_split_squat > step_up, split_squat > "
"""SQ' for advanced lifters with nothing to hold: twenty bodyweight squats are no second squat day."""


def tier_text(function: Function, column: str) -> str:
    """The list of a function in the column of a goal."""
    by_column = _TEXT[_SAME.get(function, function)]
    return by_column.get(column) or by_column[_BOTH]


@cache
def parse_tiers(text: str, experience: Experience) -> tuple[tuple[str, ...], ...]:
    """Tiers of slugs, best first, without those reserved for other levels."""
    letter = experience.value[0].upper()
    tiers: list[tuple[str, ...]] = []
    for part in text.split(">"):
        slugs: list[str] = []
        for cell in part.split(","):
            slug, _, levels = cell.strip().partition("@")
            if slug and (not levels or letter in levels):
                slugs.append(slug)
        if slugs:
            tiers.append(tuple(slugs))
    return tuple(tiers)
