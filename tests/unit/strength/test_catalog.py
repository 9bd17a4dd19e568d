"""The catalog: what the packaged rows promise, what a broken file is refused for, and how names find their rows."""

import pytest

from strength.catalog import COLUMNS, LOAD_POTENTIAL, load_catalog, parse_catalog
from strength.equipment import Equipment, kit_of
from strength.errors import CatalogError
from strength.exercise import Exercise, Lift, LoadKind, Pattern
from strength.limitation import Area
from strength.muscle import Muscle

CATALOG = load_catalog()

KITS: dict[str, list[str]] = {
    "bodyweight": [],
    "bands": ["resistance_band"],
    "dumbbell": ["dumbbell"],
    "dumbbell and bench": ["dumbbell", "bench"],
    "kettlebell": ["kettlebell"],
    "home rack": ["barbell", "rack", "bench", "pull_up_bar"],
    "machines": ["machine", "cable"],
    "full gym": ["full_gym"],
}

FUNCTIONS: dict[str, frozenset[Pattern]] = {
    "knee": frozenset({Pattern.SQUAT, Pattern.LUNGE}),
    "hip": frozenset({Pattern.HINGE, Pattern.BRIDGE}),
    "h_push": frozenset({Pattern.H_PUSH}),
    "v_push": frozenset({Pattern.V_PUSH}),
    "h_pull": frozenset({Pattern.H_PULL}),
    "v_pull": frozenset({Pattern.V_PULL}),
}

SAFETY_ROWS = """
bw_box_squat bw_single_leg_rdl fist_push_up table_row wall_slide prone_lat_slide sliding_leg_curl
straight_leg_raise_iso squeeze_iso wall_abduction_iso reverse_snow_angel towel_curl_iso triceps_iso_press bw_calf_raise
plank
"""

# Design 10, 2.5: a coach's first choices around each sore area, and what is out of the question.
CHOICES: dict[Area, str] = {
    Area.KNEE: "box_squat db_box_squat bw_box_squat db_step_up straight_leg_raise_iso spanish_squat leg_extension leg_curl",
    Area.SHOULDER: "leg_press hack_squat belt_squat goblet_squat machine_chest_press db_floor_press floor_press cable_press "
    "push_up landmine_press half_kneeling_db_scrape band_incline_press wall_slide chest_supported_row cable_row "
    "lat_pulldown straight_arm_pulldown face_pull reverse_pec_deck cable_fly",
    Area.LOWER_BACK: "belt_squat hack_squat leg_press db_split_squat goblet_squat db_hip_thrust db_glute_bridge leg_curl "
    "cable_pull_through seated_db_press machine_shoulder_press chest_supported_row machine_row inverted_row seal_row "
    "dead_bug bird_dog side_plank",
    Area.ELBOW: "machine_chest_press db_bench machine_shoulder_press seated_db_press chest_supported_row lat_pulldown "
    "straight_arm_pulldown hammer_curl triceps_pushdown",
    Area.WRIST: "back_squat leg_press goblet_squat db_bench machine_chest_press fist_push_up seated_db_press db_row "
    "cable_row hammer_curl dead_bug plank",
    Area.HIP: "box_squat leg_press wall_sit db_step_up glute_bridge db_hip_thrust romanian_deadlift leg_curl",
    Area.NECK: "leg_press belt_squat goblet_squat trap_bar_deadlift romanian_deadlift cable_pull_through db_bench "
    "seated_db_press landmine_press chest_supported_row cable_row lat_pulldown farmer_carry",
    Area.UPPER_BACK: "leg_press belt_squat goblet_squat back_squat cable_pull_through hip_thrust deadlift landmine_press "
    "machine_shoulder_press chest_supported_row machine_row face_pull pull_up farmer_carry",
    Area.ANKLE: "box_squat leg_press belt_squat db_step_up seated_db_press standing_calf bw_calf_raise kb_swing",
}

RULED_OUT: dict[Area, str] = {
    Area.KNEE: "back_squat pistol_squat nordic_curl sissy_squat",
    Area.SHOULDER: "overhead_press dip upright_row db_pullover kb_swing behind_neck_press bench_press",
    Area.LOWER_BACK: "deadlift romanian_deadlift good_morning barbell_row back_squat sit_up crunch kb_swing",
    Area.ELBOW: "skullcrusher chin_up dip close_grip_push_up",
    Area.WRIST: "push_up front_squat barbell_curl skullcrusher",
    Area.HIP: "bulgarian_split_squat sumo_deadlift pistol_squat deficit_deadlift",
    Area.NECK: "shrug crunch push_press pike_push_up good_morning",
    Area.UPPER_BACK: "good_morning barbell_row pendlay_row shrug",
    Area.ANKLE: "pistol_squat front_squat push_press",
}


def exercise(slug: str) -> Exercise:
    return CATALOG.by_slug[slug]


def pairs(text: str) -> list[tuple[str, str]]:
    """The "name=slug" pairs of a block of text."""
    found: list[tuple[str, str]] = []
    for part in " ".join(text.split()).rstrip(";").split("; "):
        name, _, slug = part.partition("=")
        found.append((name, slug))
    return found


def table(**changes: str) -> str:
    """A catalog file of one good row with some cells changed."""
    good = """slug=goblet_squat; name=Goblet Squat; pattern=squat; primary=quads,glutes; min_level=1; unilateral=0;
    kits=dumbbell | kettlebell:Kettlebell; load_kind=dumbbell; compound=1; timed=0; avoid_when=knee; rep_min=6;
    rep_max=20; axial_load=1; spotter=0; cue=Hold the weight at your chest"""
    cells = dict.fromkeys(COLUMNS, "") | dict(pairs(good)) | changes
    return "\t".join(COLUMNS) + "\n" + "\t".join(cells.values()) + "\n"


def options(function: str, words: list[str], level: int) -> list[Exercise]:
    """What a lifter can do for a function; single-joint hip rows do not count."""
    owned = kit_of(words).owned
    return [
        row
        for row in CATALOG.exercises
        if row.pattern in FUNCTIONS[function]
        and (row.is_compound or row.pattern is not Pattern.BRIDGE)
        and row.min_level <= level
        and any(kit.tokens <= owned for kit in row.kits)
    ]


def test_the_packaged_catalog_is_large_and_read_once() -> None:
    assert len(CATALOG.exercises) >= 190
    assert load_catalog() is CATALOG
    assert [row.slug for row in CATALOG.exercises] == list(CATALOG.by_slug)
    assert CATALOG.get("back_squat") is exercise("back_squat")
    assert CATALOG.get("no_such_row") is None


def test_the_safety_rows_are_there_for_anyone_anywhere() -> None:
    for slug in SAFETY_ROWS.split():
        assert exercise(slug).min_level == 1
        assert any(not kit.tokens for kit in exercise(slug).kits), slug


@pytest.mark.parametrize("area", [None, *Area])
@pytest.mark.parametrize("kit", KITS)
def test_every_big_function_can_be_trained_around_any_sore_area(kit: str, area: Area | None) -> None:
    for function in FUNCTIONS:
        for level in (1, 2, 3):
            allowed = [row for row in options(function, KITS[kit], level) if area not in row.avoid_when]
            assert allowed, (function, level)
            clean = [row.slug for row in allowed if area not in row.caution_when]
            assert clean or (function, area) == ("knee", Area.KNEE), (function, level)


def test_no_combination_of_sore_areas_leaves_a_function_without_a_bodyweight_row() -> None:
    for function in FUNCTIONS:
        assert any(not row.avoid_when for row in options(function, [], 1)), function


@pytest.mark.parametrize("area", Area)
def test_limits_follow_the_coach(area: Area) -> None:
    assert [slug for slug in CHOICES[area].split() if area in exercise(slug).avoid_when] == []
    assert [slug for slug in RULED_OUT[area].split() if area not in exercise(slug).avoid_when] == []


# Weeks that a coach wrote by hand (design 10, 7): kit, level, sore area, rows.
EXAMPLES: list[tuple[str, int, Area | None, str]] = [
    ("bodyweight", 1, Area.KNEE, "bw_box_squat incline_push_up table_row dead_bug bw_single_leg_rdl prone_lat_slide"),
    (
        "full gym",
        3,
        None,
        "back_squat bulgarian_split_squat standing_calf ab_wheel bench_press chest_supported_row cable_lateral_raise "
        "triceps_pushdown deadlift leg_curl pallof_press lat_pulldown face_pull db_curl pause_squat leg_extension "
        "romanian_deadlift plank pause_bench cable_row seated_db_press overhead_db_extension",
    ),
    (
        "full gym",
        2,
        Area.SHOULDER,
        "machine_chest_press landmine_press cable_fly cable_curl hack_squat hip_thrust reverse_pec_deck hammer_curl",
    ),
    (
        "home rack",
        2,
        None,
        "barbell_lunge bb_calf_raise barbell_row landmine_press inverted_row skullcrusher sliding_leg_curl ab_wheel "
        "overhead_press chin_up incline_bench plate_lateral_raise barbell_curl close_grip_bench",
    ),
    (
        "kettlebell",
        2,
        Area.LOWER_BACK,
        "goblet_squat db_floor_press db_row side_plank db_glute_bridge half_kneeling_db_scrape db_pullover "
        "db_split_squat single_leg_rdl push_up table_row bird_dog",
    ),
    ("machines", 1, None, "leg_press machine_row cable_pull_through machine_shoulder_press hack_squat pallof_press"),
    (
        "bands",
        1,
        None,
        "band_incline_press band_lateral_raise band_pushdown band_pulldown band_row face_pull band_curl band_squat "
        "split_squat band_leg_curl band_press_overhead band_press band_good_morning band_glute_bridge pallof_press",
    ),
    (
        "dumbbell and bench",
        3,
        Area.ELBOW,
        "db_bench chest_supported_row seated_db_press db_fly lateral_raise db_kickback bulgarian_split_squat "
        "db_leg_curl db_incline_bench db_pullover rear_delt_fly hammer_curl db_step_up db_hip_thrust",
    ),
]


@pytest.mark.parametrize(("kit", "level", "area", "slugs"), EXAMPLES)
def test_the_worked_examples_can_be_done(kit: str, level: int, area: Area | None, slugs: str) -> None:
    owned = kit_of(KITS[kit]).owned
    for row in map(exercise, slugs.split()):
        assert any(way.tokens <= owned for way in row.kits), row.slug
        assert row.min_level <= level, row.slug
        assert area not in row.avoid_when, row.slug


def test_rep_bands_are_sane() -> None:
    least = {Pattern.FLY: 10, Pattern.SIDE_RAISE: 10, Pattern.REAR: 10, Pattern.CALF: 10, Pattern.CURL: 8}
    for row in CATALOG.exercises:
        assert 1 <= row.rep_min < row.rep_max
        if row.is_timed:
            assert 15 <= row.rep_min <= 30, row.slug
            assert row.rep_max <= 60, row.slug
        else:
            assert row.rep_min >= least.get(row.pattern, 1), row.slug
            assert row.rep_max <= 25, row.slug
    assert exercise("deadlift").rep_max == 8
    assert {exercise(slug).rep_min for slug in ("barbell_row", "romanian_deadlift", "good_morning")} == {5}


def test_only_competition_lifts_carry_over_fully() -> None:
    full = {row.slug: row.competition_lift for row in CATALOG.exercises if row.competition_similarity == 1.0}
    assert full == {"back_squat": Lift.SQUAT, "bench_press": Lift.BENCH, "deadlift": Lift.DEADLIFT}
    proxies = {"floor_press": 0.75, "smith_bench": 0.6, "db_bench": 0.55, "db_floor_press": 0.45, "push_up": 0.3}
    proxies |= {"sumo_deadlift": 0.95, "db_romanian_deadlift": 0.45, "smith_rdl": 0.4, "kb_deadlift": 0.4}
    assert {slug: exercise(slug).competition_similarity for slug in proxies} == proxies


def test_load_potential_comes_from_the_kind_of_load() -> None:
    potential = {"leg_press": 0.95, "trap_bar_deadlift": 0.95, "smith_squat": 0.9, "kb_swing": 0.65}
    assert {slug: exercise(slug).load_potential for slug in potential} == potential
    assert set(LOAD_POTENTIAL) == set(LoadKind)


def test_ladders_end_and_never_ask_for_more_skill_on_the_way_down() -> None:
    for row in CATALOG.exercises:
        rung, seen = row, set[str]()
        while rung.regression:
            assert rung.slug not in seen, f"{row.slug} climbs down in a circle"
            seen.add(rung.slug)
            assert exercise(rung.regression).min_level <= rung.min_level
            rung = exercise(rung.regression)
        assert not row.progression or exercise(row.progression).min_level >= row.min_level, row.slug


BAD_CELLS = """
pattern=squats; primary=; primary=quads,lats; secondary=quads; kits=; kits=bands; kits=dumbbell | kettlebell;
kits=dumbbell:Dumbbell; kits=dumbbell | kettlebell:Two | bodyweight:Two; min_level=4; unilateral=yes; load_kind=stone;
timed=1; avoid_when=toe; avoid_when=knee,knee; caution_when=knee; competition_lift=clean; rep_min=21; rep_min=-1;
axial_load=4; regression=no_such_row; progression=goblet_squat; name=; name=???; cue=; aliases=Squat||Other;
cue=Sixty-one characters are one too many for a cue, so this fails
"""


@pytest.mark.parametrize(("column", "value"), pairs(BAD_CELLS))
def test_a_bad_cell_is_refused_with_its_row_and_value(column: str, value: str) -> None:
    assert len(parse_catalog(table()).exercises) == 1
    with pytest.raises(CatalogError, match="goblet_squat") as refusal:
        parse_catalog(table(**{column: value}))
    assert value in str(refusal.value) or column in str(refusal.value)


def test_a_lift_needs_its_similarity() -> None:
    row = parse_catalog(table(competition_lift="squat", competition_similarity="0.4")).exercises[0]
    assert (row.competition_lift, row.competition_similarity) == (Lift.SQUAT, 0.4)
    for wrong in ("", "0", "1.5", "much"):
        with pytest.raises(CatalogError, match="competition_similarity"):
            parse_catalog(table(competition_lift="squat", competition_similarity=wrong))


@pytest.mark.parametrize(
    ("slug", "aliases", "why"),
    [
        ("goblet_squat", "", "twice"),
        ("gobletsquat", "", "reads like"),
        ("cup_squat", "Goblet-Squat", "already means"),
        ("cup_squat", "Goblet Squat Kettlebell", "already means"),
    ],
)
def test_two_rows_may_not_share_a_slug_or_a_name(slug: str, aliases: str, why: str) -> None:
    second = table(slug=slug, name="Cup Squat", aliases=aliases).splitlines()[1]
    with pytest.raises(CatalogError, match=why):
        parse_catalog(table() + second)
    unlike = table(slug="cup_squat", name="Cup Squat").splitlines()[1]
    assert len(parse_catalog(table() + unlike).exercises) == 2


def test_a_file_of_another_shape_is_refused() -> None:
    header, row = table().splitlines()
    with pytest.raises(CatalogError, match="header"):
        parse_catalog(row)
    with pytest.raises(CatalogError, match="header"):
        parse_catalog("")
    with pytest.raises(CatalogError, match="cells"):
        parse_catalog(header + "\ngoblet_squat\tGoblet Squat")


def test_muscles_and_kits_are_those_of_the_movement() -> None:
    assert Muscle.QUADS not in exercise("romanian_deadlift").primary
    assert all(Equipment.RACK in kit.tokens for kit in exercise("back_squat").kits)
    for row in CATALOG.exercises:
        unloaded = row.load_kind in {LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC}
        assert unloaded or all(kit.tokens for kit in row.kits), f"{row.slug} claims a load that nobody owns"
