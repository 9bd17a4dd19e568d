"""Names: what people and FitCSV's data call an exercise finds its row, and nothing is guessed."""

import pytest

from strength.catalog import load_catalog
from strength.names import match_key, normalized_name

CATALOG = load_catalog()

# The names that the thirteen published programs and the common name list use.
PROGRAM_NAMES = """
Ab Wheel Rollout=ab_wheel; Arnold Press=arnold_press; Back Extension=back_extension; Barbell Curl=barbell_curl;
Barbell Row=barbell_row; Behind-the-Neck Press=behind_neck_press; Bench Press=bench_press;
Bent-Over Dumbbell Row=bent_over_db_row; Block Pull=block_pull; Bodyweight Romanian Deadlift=bw_rdl;
Bodyweight Squat=bw_squat; Bulgarian Split Squat=bulgarian_split_squat; Cable Kickback=cable_kickback;
Cable Triceps Extension=cable_overhead_extension; Chest Fly=db_fly; Chin-Up=chin_up;
Close-Grip Bench Press=close_grip_bench; Close-Grip Pulldown=close_grip_pulldown;
Concentration Curl=concentration_curl; Crunch=crunch; Deadlift=deadlift; Deadlift to Knees=deadlift_to_knees;
Deficit Deadlift=deficit_deadlift; Diamond Push-Up=close_grip_push_up; Dip=dip; Dumbbell Bench Press=db_bench;
Dumbbell Curl=db_curl; Dumbbell Fly=db_fly; Dumbbell Lunge=db_lunge; Dumbbell Row=db_row;
Dumbbell Shoulder Press=seated_db_press; Dumbbell Shrug=shrug; EZ-Bar Curl=ez_bar_curl; Face Pull=face_pull;
Feet-Up Bench Press=feet_up_bench; Front Squat=front_squat; Goblet Squat=goblet_squat; Good Morning=good_morning;
Hack Squat=hack_squat; Hammer Curl=hammer_curl; Hanging Leg Raise=hanging_leg_raise;
Incline Bench Press=incline_bench; Incline Cable Fly=incline_cable_fly; Incline Curl=incline_curl;
Incline Dumbbell Fly=incline_db_fly; Incline Dumbbell Press=db_incline_bench; Incline Push-Up=incline_push_up;
Inverted Row=inverted_row; Lat Pulldown=lat_pulldown; Lateral Raise=lateral_raise; Leg Curl=leg_curl;
Leg Extension=leg_extension; Leg Press=leg_press; Leg Press Calf Press=leg_press_calf; Lunge=bw_lunge;
Machine Chest Press=machine_chest_press; Negative Dip=negative_dip; Negative Pull-Up=negative_pull_up;
Nordic Curl=nordic_curl; Overhead Press=overhead_press; Pallof Press=pallof_press; Pause Deadlift=pause_deadlift;
Pause Squat=pause_squat; Plank=plank; Power Clean=power_clean; Preacher Curl=preacher_curl; Pull-Up=pull_up;
Pullover=db_pullover; Push-Up=push_up; Reverse Fly=rear_delt_fly; Romanian Deadlift=romanian_deadlift;
Seated Barbell Press=seated_barbell_press; Seated Cable Row=cable_row; Seated Calf Raise=seated_calf;
Seated Leg Curl=seated_leg_curl; Side Plank=side_plank; Single-Leg Romanian Deadlift=single_leg_rdl;
Skull Crusher=skullcrusher; Split Squat=split_squat; Squat=back_squat; Standing Calf Raise=standing_calf;
Stiff-Leg Deadlift=stiff_leg_deadlift; Sumo Deadlift=sumo_deadlift; Tempo Bench Press=tempo_bench;
Triceps Extension=overhead_db_extension; Triceps Pushdown=triceps_pushdown; Upright Row=upright_row;
Vertical Row=vertical_row; Wide Inverted Row=wide_inverted_row
"""

# Names of FitCSV's own definitions that are the same exercise under other words.
FITCSV_NAMES = """
Barbell Bench Press=bench_press; Barbell Back Squat=back_squat; Conventional Deadlift=deadlift;
Incline Barbell Bench Press=incline_bench; Tricep Pushdown=triceps_pushdown; Dips=dip; Lunges=bw_lunge;
Calf Raise=standing_calf; Standard Push-Up=push_up; Bodyweight Lunge=bw_lunge; Leg Raise=lying_leg_raise;
Hollow Body Hold=hollow_hold; Plank Shoulder Tap=shoulder_tap_plank; Tricep Dip=dip; Cable Chest Fly=cable_fly;
Cable Crossover=cable_fly; Low to High Cable Fly=low_cable_fly; Cable Chest Press=cable_press;
Close Grip Lat Pulldown=close_grip_pulldown; Reverse Grip Lat Pulldown=underhand_pulldown;
Cable Reverse Fly=cable_rear_fly; Cable Face Pull=face_pull; Cable Upright Row=upright_row;
Cable Bicep Curl=cable_curl; Cable Tricep Pushdown=triceps_pushdown;
Cable Overhead Tricep Extension=cable_overhead_extension; Cable Tricep Kickback=cable_kickback_triceps;
Cable Pallof Press=pallof_press; Smith Machine Bench Press=smith_bench; Smith Machine Squat=smith_squat;
Machine Chest Supported Row=machine_row; Machine Lat Pulldown=lat_pulldown; Machine Back Extension=back_extension;
Machine Dip=assisted_dip; Machine Preacher Curl=machine_curl; Machine Leg Adduction=hip_adduction;
Machine Leg Abduction=hip_abduction; Machine Ab Curl=machine_crunch; Barbell Hip Thrust=hip_thrust;
Barbell Shrug=shrug; Close Grip Bench Press=close_grip_bench; Barbell Skull Crusher=skullcrusher;
Barbell Good Morning=good_morning; Trap Bar Shrug=shrug; Trap Bar Farmer Carry=farmer_carry;
EZ Bar Skull Crusher=skullcrusher; EZ Bar Preacher Curl=preacher_curl; TRX Row=suspension_row;
TRX Chest Press=suspension_press; TRX Y Raise=suspension_y_raise; TRX Face Pull=suspension_face_pull;
TRX Hamstring Curl=suspension_leg_curl; TRX Pike=suspension_pike; TRX Body Saw=body_saw;
Chest Press=machine_chest_press; Shoulder Press=machine_shoulder_press; Leg Extensions=leg_extension;
Dip Machine=assisted_dip; Thigh Adductor=hip_adduction; Thigh Abductor=hip_abduction;
Ab Crunch Machine=machine_crunch; Machine Preacher Curls=machine_curl; Standing Biceps Cable Curl=cable_curl;
One-Arm Side Laterals=lateral_raise; Standing Cable Wood Chop=cable_woodchop; Pull Through=cable_pull_through;
Seated Cable Rows=cable_row; Farmer's Walk=farmer_carry; Dumbbell Step Ups=db_step_up; Barbell Squat=back_squat;
Standing Dumbbell Press=db_press; Side Lateral Raise=lateral_raise; One-Arm Dumbbell Row=db_row;
Bent Over Barbell Row=barbell_row; Lying Triceps Press=skullcrusher;
Smith Machine Incline Bench Press=smith_incline_bench; Smith Machine Calf Raise=standing_calf; Pushups=push_up;
Dumbbell Lunges=db_lunge; Dumbbell Floor Press=db_floor_press; Pull-Ups=pull_up; Pike Pushups=pike_push_up;
Bodyweight Lunges=bw_lunge; Bodyweight Step-Ups=step_up; Bodyweight Bulgarian Split Squat=bw_bulgarian_split_squat;
Dumbbell Overhead Triceps Extension=overhead_db_extension; Incline Dumbbell Bench Press=db_incline_bench;
Decline Dumbbell Bench Press=db_decline_bench; Dumbbell Pullover=db_pullover; Single Arm Dumbbell Row=db_row;
Bent Over Dumbbell Row=bent_over_db_row; Dumbbell Deadlift=db_deadlift;
Dumbbell Romanian Deadlift=db_romanian_deadlift; Alternating Dumbbell Curl=db_curl;
Incline Dumbbell Curl=incline_curl; Dumbbell Overhead Tricep Extension=overhead_db_extension;
Dumbbell Tricep Kickback=db_kickback; Dumbbell Skull Crusher=db_skullcrusher; Dumbbell Goblet Squat=goblet_squat;
Dumbbell Front Squat=db_front_squat; Dumbbell Sumo Squat=db_sumo_squat;
Dumbbell Bulgarian Split Squat=bulgarian_split_squat; Dumbbell Reverse Lunge=reverse_lunge;
Dumbbell Walking Lunge=walking_lunge; Dumbbell Step-Up=db_step_up; Dumbbell Calf Raise=db_calf_raise;
Dumbbell Hip Thrust=db_hip_thrust; Dumbbell Single Leg Deadlift=single_leg_rdl; Dumbbell Side Bend=side_bend;
Dumbbell Russian Twist=russian_twist; Dumbbell Wrist Curl=wrist_curl; Dumbbell Reverse Wrist Curl=reverse_wrist_curl;
Farmer Walk=farmer_carry; Kettlebell Swing=kb_swing; Kettlebell Press=kb_press; Kettlebell Floor Press=db_floor_press;
Kettlebell Goblet Squat=goblet_squat; Kettlebell Front Squat=kb_front_squat; Kettlebell Lunge=db_lunge;
Kettlebell Reverse Lunge=reverse_lunge; Kettlebell Row=db_row; Kettlebell Renegade Row=renegade_row;
Kettlebell Deadlift=kb_deadlift; Single Leg Kettlebell Deadlift=single_leg_rdl;
Kettlebell Russian Twist=russian_twist; Kettlebell Farmer Carry=farmer_carry; Kettlebell Rack Carry=rack_carry;
Kettlebell Overhead Carry=overhead_carry; Band Chest Press=band_press; Band Chest Fly=band_fly;
Band Lat Pulldown=band_pulldown; Band Shoulder Press=band_press_overhead; Band Rear Delt Fly=band_pull_apart;
Band Face Pull=face_pull; Band Bicep Curl=band_curl; Band Tricep Extension=band_overhead_extension;
Band Tricep Pushdown=band_pushdown; Band Lunge=band_split_squat; Band Standing Abduction=band_hip_abduction;
Band Pallof Press=pallof_press; Band Woodchop=cable_woodchop; Band Anti-Rotation Press=pallof_press
"""


def pairs(text: str) -> list[tuple[str, str]]:
    """The "name=slug" pairs of a block of text."""
    found: list[tuple[str, str]] = []
    for part in " ".join(text.split()).split("; "):
        name, _, slug = part.partition("=")
        found.append((name, slug))
    return found


@pytest.mark.parametrize(("name", "slug"), pairs(PROGRAM_NAMES) + pairs(FITCSV_NAMES))
def test_a_name_finds_its_exercise(name: str, slug: str) -> None:
    found = CATALOG.find(name)
    assert found is not None
    assert found.slug == slug


def test_enough_names_are_pinned() -> None:
    assert len(pairs(PROGRAM_NAMES)) >= 89
    assert len(pairs(FITCSV_NAMES)) >= 120


def test_find_takes_slugs_kit_variants_and_any_spelling_but_guesses_nothing() -> None:
    assert CATALOG.find("db_bench") is CATALOG.find("dumbbell BENCH-press") is CATALOG.get("db_bench")
    assert CATALOG.find("Goblet Squat (Kettlebell)") is CATALOG.get("goblet_squat")
    assert CATALOG.find("Lat Pulldown (Machine)") is CATALOG.get("lat_pulldown")
    for stranger in ("Foam Roll Quads", "Burpee", "Squat Clean", "Goblet", "", "   ", "深蹲"):
        assert CATALOG.find(stranger) is None, stranger


def test_name_forms() -> None:
    assert match_key("Farmer's Walk (2 x 20 m)") == "farmerswalk2x20m"
    assert normalized_name("  Farmer's   Walk, Single-Arm ") == "farmers walk singlearm"
    assert match_key("深蹲") == ""
    assert normalized_name("深蹲  A") == "深蹲 a"
