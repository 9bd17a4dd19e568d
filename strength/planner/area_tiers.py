"""What a limited area puts first in each function (design 10, 2.5), in the notation of the tier lists.

Exercises that an area forbids are no longer in the pool; these lists say which of the remaining ones spare it best.
Another function's exercises may stand in: with a bad lower back a hip thrust takes the deadlift's place.
"""

from collections.abc import Mapping
from types import MappingProxyType

from strength.limitation import Area
from strength.planner.function import Function

_F = Function

_BRIDGES = "db_hip_thrust, machine_hip_thrust, hip_thrust, smith_hip_thrust > db_glute_bridge, barbell_glute_bridge > "
_BRIDGES_LIGHT = "band_glute_bridge > single_leg_glute_bridge, glute_bridge"
_SUPPORTED_ROWS = "chest_supported_row, machine_row > cable_row, seal_row > suspension_row, inverted_row"
_SPARE_SHOULDER_PRESS = """machine_chest_press > db_floor_press, floor_press, cable_press > push_up > band_press >
    incline_push_up, fist_push_up"""
_SPARE_SHOULDER_OVERHEAD = """landmine_press > half_kneeling_cable_press, half_kneeling_db_scrape, band_incline_press >
    wall_slide"""
_SPARE_NECK_SQUAT = "leg_press, belt_squat > landmine_squat > goblet_squat"

AREA_TIERS: Mapping[Area, Mapping[Function, str]] = MappingProxyType(
    {
        Area.KNEE: {
            _F.SQ: "box_squat > db_box_squat > bw_box_squat, suspension_squat",
            _F.SQ2: "db_box_squat, box_squat > bw_box_squat, suspension_squat",
            _F.LU: "db_step_up > step_up",
            _F.KE: "band_tke > straight_leg_raise_iso, spanish_squat > leg_extension, band_leg_extension",
        },
        Area.SHOULDER: {
            _F.SQ: "leg_press, hack_squat, belt_squat > goblet_squat",
            _F.SQ2: "leg_press, hack_squat, belt_squat > goblet_squat",
            _F.HP: _SPARE_SHOULDER_PRESS,
            _F.HP2: _SPARE_SHOULDER_PRESS,
            _F.VP: _SPARE_SHOULDER_OVERHEAD,
            _F.VP2: _SPARE_SHOULDER_OVERHEAD,
            _F.HR: "chest_supported_row, cable_row, machine_row > db_row",
            _F.VR: """straight_arm_pulldown, neutral_grip_pulldown, lat_pulldown > bent_straight_arm_pull >
                prone_lat_slide""",
            _F.RD: "face_pull, reverse_pec_deck > cable_rear_fly",
            _F.FL: "cable_fly > band_fly",
        },
        Area.LOWER_BACK: {
            _F.SQ: "belt_squat, hack_squat, leg_press > db_split_squat, goblet_squat > split_squat",
            _F.SQ2: "hack_squat, leg_press, belt_squat > goblet_squat, db_split_squat > split_squat",
            _F.HI: _BRIDGES + "cable_pull_through, reverse_hyper > " + _BRIDGES_LIGHT,
            _F.HI2: "machine_hip_thrust, smith_hip_thrust > db_hip_thrust > db_glute_bridge > cable_pull_through, single_leg_rdl > "
            + _BRIDGES_LIGHT,
            _F.VP: "seated_db_press, machine_shoulder_press > half_kneeling_db_scrape",
            _F.VP2: "seated_db_press, machine_shoulder_press > half_kneeling_db_scrape",
            _F.HR: _SUPPORTED_ROWS,
            _F.CO: "dead_bug, side_plank > bird_dog > plank",
            _F.CO2: "bird_dog, side_plank, pallof_press > dead_bug",
        },
        Area.ELBOW: {
            _F.HP: "machine_chest_press, db_bench > db_floor_press",
            _F.HP2: "db_bench, db_incline_bench, machine_chest_press > db_floor_press",
            _F.VP: "machine_shoulder_press, seated_db_press",
            _F.VP2: "machine_shoulder_press, seated_db_press",
            _F.HR: "chest_supported_row",
            _F.VR: "neutral_grip_pulldown, lat_pulldown > straight_arm_pulldown",
            _F.BI: "hammer_curl, cable_hammer_curl > band_curl",
            _F.TR: "triceps_pushdown > band_pushdown",
        },
        Area.WRIST: {
            _F.SQ: "leg_press, belt_squat, hack_squat > high_bar_squat, back_squat",
            _F.SQ2: "leg_press, belt_squat, hack_squat > high_bar_squat",
            _F.HP: "db_bench, machine_chest_press > db_floor_press > fist_push_up",
            _F.HP2: "db_incline_bench, machine_chest_press, db_bench > db_floor_press > fist_push_up",
            _F.VP: "seated_db_press, machine_shoulder_press > db_press",
            _F.VP2: "seated_db_press, machine_shoulder_press > db_press",
            _F.HR: "db_row, cable_row, chest_supported_row",
            _F.BI: "hammer_curl, cable_hammer_curl",
            _F.CO: "dead_bug, plank",
        },
        Area.HIP: {
            _F.SQ: "box_squat, leg_press > db_box_squat",
            _F.SQ2: "leg_press, box_squat > db_box_squat",
            _F.LU: "db_step_up > step_up",
            _F.HI: "db_hip_thrust, db_glute_bridge > band_glute_bridge > single_leg_glute_bridge, glute_bridge",
            _F.HI2: "db_glute_bridge > band_glute_bridge > single_leg_glute_bridge, glute_bridge",
            _F.BR: "db_glute_bridge > band_glute_bridge > single_leg_glute_bridge, glute_bridge",
        },
        Area.NECK: {
            _F.SQ: _SPARE_NECK_SQUAT,
            _F.SQ2: _SPARE_NECK_SQUAT,
            _F.HI: "trap_bar_deadlift, romanian_deadlift > cable_pull_through",
            _F.HP: "machine_chest_press, db_bench",
            _F.HP2: "machine_chest_press, db_bench, db_incline_bench",
            _F.VP: "seated_db_press > landmine_press",
            _F.VP2: "seated_db_press > landmine_press",
            _F.HR: "chest_supported_row, cable_row",
            _F.VR: "lat_pulldown, neutral_grip_pulldown",
        },
        Area.UPPER_BACK: {
            _F.SQ: _SPARE_NECK_SQUAT,
            _F.SQ2: _SPARE_NECK_SQUAT,
            _F.HI: "cable_pull_through, cable_rdl > hip_thrust, machine_hip_thrust, db_hip_thrust",
            _F.HI2: "cable_pull_through, cable_rdl > hip_thrust, machine_hip_thrust, db_hip_thrust, barbell_glute_bridge",
            _F.VP: "landmine_press, machine_shoulder_press",
            _F.VP2: "machine_shoulder_press, landmine_press",
            _F.HR: "chest_supported_row, machine_row",
            _F.RD: "face_pull, reverse_pec_deck",
        },
        Area.ANKLE: {
            _F.SQ: "box_squat, leg_press, belt_squat",
            _F.SQ2: "leg_press, belt_squat, box_squat",
            _F.VP: "seated_db_press, machine_shoulder_press",
            _F.VP2: "seated_db_press, machine_shoulder_press",
        },
    }
)
"""By area and function; a function that is not named trains as usual (design 10, 2.5; coaching convention)."""
