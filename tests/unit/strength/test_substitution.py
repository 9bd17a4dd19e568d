"""Substitutes: what a coach would offer, what is refused, and what becomes of the sets."""

import random

import pytest

from strength.catalog import load_catalog
from strength.equipment import FULL_GYM, Equipment, kit_of
from strength.exercise import Exercise, LoadKind
from strength.exercise_groups import LAST_RESORT
from strength.limitation import Area, Severity
from strength.loading import percent_for
from strength.pool import PoolEntry, catalog_pool, fits_kit
from strength.program import SetPrescription
from strength.repetitions import parse_repetitions
from strength.request import Experience, ProgramRequest, Units
from strength.similarity import ACCEPT, REFUSE, similarity
from strength.substitution import Substitute, convert_sets, left_over, missing_by_reason, missing_tokens, substitutes
from strength.substitution.wording import reasons_for

CATALOG = load_catalog()


def entries(
    missing: str = "", limits: dict[Area, Severity] | None = None, experience: Experience = Experience.ADVANCED
) -> list[PoolEntry]:
    """A full gym without what is missing, for a lifter with these limitations."""
    request = ProgramRequest.model_validate(
        {
            "goal": "strength",
            "frequency": 3,
            "experience": experience.value,
            "equipment": left_over(FULL_GYM, missing_tokens(missing.split())),
            "limitations": [{"area": area, "severity": severity} for area, severity in (limits or {}).items()],
        }
    )
    return list(catalog_pool(request, CATALOG.exercises).entries.values())


def offered(slug: str, missing: str = "", sore: str = "", count: int = 3) -> tuple[Substitute, ...]:
    limits = {Area(area): Severity.CAUTION for area in sore.split()}
    return substitutes(CATALOG.by_slug[slug], entries(missing, limits), limitations=limits, level=3, count=count)


def slugs(found: tuple[Substitute, ...]) -> list[str]:
    return [item.entry.exercise.slug for item in found]


def exercise(slug: str) -> Exercise:
    return CATALOG.by_slug[slug]


def one(reps: str, weight: str | None = None, **effort: float) -> SetPrescription:
    return SetPrescription.model_validate({"set_number": 1, "reps": reps, "weight": weight, **effort})


COACH = (
    # what is replaced, what is missing, what hurts, what a coach would offer
    ("bench_press", "barbell", "", "db_bench"),
    ("bench_press", "", "", "db_bench"),
    ("bench_press", "", "", "machine_chest_press"),
    ("bench_press", "", "shoulder", "machine_chest_press"),
    ("back_squat", "barbell", "", "leg_press"),
    ("back_squat", "", "", "front_squat"),
    ("back_squat", "barbell smith", "", "hack_squat"),
    ("back_squat", "barbell machine smith cable", "", "goblet_squat"),
    ("back_squat", "", "lower_back", "belt_squat"),
    ("deadlift", "", "", "trap_bar_deadlift"),
    ("deadlift", "", "", "romanian_deadlift"),
    ("deadlift", "barbell trap_bar", "", "db_romanian_deadlift"),
    ("deadlift", "", "lower_back", "db_hip_thrust"),
    ("pull_up", "", "", "lat_pulldown"),
    ("pull_up", "", "", "chin_up"),
    ("pull_up", "pull_up_bar", "", "lat_pulldown"),
    ("lat_pulldown", "cable machine", "", "pull_up"),
    ("barbell_row", "barbell", "", "db_row"),
    ("barbell_row", "", "lower_back", "chest_supported_row"),
    ("barbell_row", "", "", "cable_row"),
    ("overhead_press", "barbell", "", "seated_db_press"),
    ("overhead_press", "", "shoulder", "landmine_press"),
    ("romanian_deadlift", "barbell", "", "db_romanian_deadlift"),
    ("leg_press", "machine", "", "smith_squat"),
    ("leg_curl", "machine", "", "db_leg_curl"),
    ("leg_extension", "machine", "", "band_leg_extension"),
    ("hip_thrust", "barbell", "", "db_hip_thrust"),
    ("bulgarian_split_squat", "bench", "", "db_split_squat"),
    ("reverse_lunge", "", "knee", "db_step_up"),
    ("dip", "dip_bars", "", "close_grip_bench"),
    ("push_up", "", "wrist", "fist_push_up"),
    ("incline_bench", "barbell", "", "db_incline_bench"),
    ("lateral_raise", "dumbbell kettlebell", "", "cable_lateral_raise"),
    ("face_pull", "cable bands", "", "reverse_pec_deck"),
    ("barbell_curl", "", "wrist", "hammer_curl"),
    ("triceps_pushdown", "cable", "", "band_pushdown"),
    ("skullcrusher", "", "elbow", "triceps_pushdown"),
    ("standing_calf", "machine smith", "", "db_calf_raise"),
    ("cable_row", "cable", "", "machine_row"),
    ("db_fly", "", "shoulder", "cable_fly"),
)


def test_what_a_coach_would_offer_is_among_the_first_three_in_thirty_six_of_forty() -> None:
    missed = [row for row in COACH if row[3] not in slugs(offered(*row[:3]))]
    assert len(COACH) == 40
    assert len(missed) <= 4, missed


def test_nothing_is_refused_that_is_alike_and_nothing_offered_that_is_not() -> None:
    for slug in ("bench_press", "plank", "farmer_carry", "shrug", "nordic_curl", "power_clean"):
        for item in offered(slug, count=10):
            alike = similarity(exercise(slug), item.entry.exercise)
            assert item.similarity == pytest.approx(alike, abs=0.001)
            assert alike >= REFUSE
            assert (item.warning is not None) == (alike < ACCEPT)


def test_a_warning_names_what_is_given_up() -> None:
    weak = [
        item for slug in ("shrug", "power_clean", "overhead_press") for item in offered(slug, count=10) if item.warning
    ]
    assert weak
    for item in weak:
        assert item.warning is not None
        assert item.warning.startswith("Only a partial replacement for ")


def test_there_is_no_substitute_when_nothing_is_alike() -> None:
    candidates = [entry for entry in entries() if entry.exercise.slug in {"plank", "calf_raise_iso", "db_curl"}]
    assert substitutes(exercise("deadlift"), candidates, limitations={}, level=3, count=5) == ()


def test_holds_and_gentle_drills_come_after_everything_that_can_be_loaded() -> None:
    ranked = slugs(offered("seated_db_press", count=40))
    gentle = [at for at, slug in enumerate(ranked) if slug in LAST_RESORT]
    loaded = [at for at, slug in enumerate(ranked) if slug in {"machine_shoulder_press", "db_press", "smith_press"}]
    assert gentle
    assert min(gentle) > max(loaded)


def test_a_sore_shoulder_presses_before_it_slides_along_a_wall() -> None:
    ranked = slugs(offered("overhead_press", "", "shoulder", count=40))
    assert "wall_slide" in ranked
    assert LAST_RESORT.isdisjoint(ranked[:6])


def test_reasons_say_what_stays_and_what_differs() -> None:
    (first, *_) = offered("bench_press", "barbell")
    assert first.reasons[0] == "Same movement, same muscles; dumbbells instead of a barbell."
    (lunge,) = [item for item in offered("barbell_row", count=10) if item.entry.exercise.slug == "db_row"]
    assert "One side at a time, so a set takes twice as long." in lunge.reasons


def test_a_substitute_that_a_sore_joint_only_bears_lightly_says_so() -> None:
    (press, *_) = offered("bench_press", "", "shoulder")
    assert any("RPE 7" in reason for reason in press.reasons)


def test_harder_exercises_than_the_lifter_are_passed_over() -> None:
    found = substitutes(exercise("back_squat"), entries(), limitations={}, level=1, count=10)
    assert found
    assert all(item.entry.exercise.min_level == 1 for item in found)


def test_two_hundred_random_substitutions_keep_their_promises() -> None:
    dice = random.Random(7)
    kits = [sorted(FULL_GYM), ["dumbbell", "bench"], ["barbell", "rack", "bench"], ["resistance_band"], []]
    answered = 0
    for _ in range(200):
        original = dice.choice(CATALOG.exercises)
        limits = {
            area: dice.choice((Severity.CAUTION, Severity.AVOID_LOADING))
            for area in dice.sample(list(Area), dice.randint(0, 2))
        }
        experience = dice.choice(list(Experience))
        kit = kit_of(dice.choice(kits)).owned
        missing = missing_tokens(dice.sample([token.value for token in Equipment], dice.randint(0, 4)))
        words = left_over(kit, missing)
        owned = kit_of(words).owned
        candidates = [PoolEntry(exercise=item, name=item.name) for item in CATALOG.exercises if fits_kit(item, owned)]
        count = dice.randint(1, 10)
        arguments = {"limitations": limits, "level": experience.level, "count": count}
        found = substitutes(original, candidates, **arguments)
        assert found == substitutes(original, candidates, **arguments)
        assert len(found) <= count
        assert original.slug not in slugs(found)
        assert len(set(slugs(found))) == len(found)
        for item in found:
            answered += 1
            chosen = item.entry.exercise
            assert similarity(original, chosen) >= REFUSE
            assert chosen.avoid_when.isdisjoint(limits)
            assert chosen.min_level <= experience.level
            assert any(kit.tokens <= owned for kit in chosen.kits)
            assert all(kit.tokens.isdisjoint(missing) for kit in chosen.kits if kit.tokens <= owned)
            assert item.reasons
            sets = (one("5", "80%", rpe=8.0), one("8-12", None, rir=2.0), one("30s"), one("AMRAP"))
            caution = not chosen.caution_when.isdisjoint(limits)
            converted = convert_sets(sets, original, chosen, level=experience.level, is_caution=caution)
            assert len(converted) == len(sets)
            for entry in converted:
                reps = parse_repetitions(entry.reps)
                assert entry.weight is None
                assert entry.percent1rm is None
                assert reps is not None
                assert reps.is_timed is chosen.is_timed
                assert entry.rpe is None or entry.rir is None
                effort = entry.rpe if entry.rpe is not None else 10.0 - (entry.rir or 0.0)
                assert effort <= (7.0 if caution else 9.5)
                if caution and not chosen.is_timed:
                    assert reps.low >= 8
                if entry.reps != "AMRAP":
                    assert chosen.rep_min <= reps.low
                    assert reps.high <= max(chosen.rep_max, 8)
    assert answered > 300


def test_a_load_does_not_carry_over_and_neither_does_a_percentage() -> None:
    (converted,) = convert_sets(
        (one("5", "80%", rpe=8.0, percent1rm=80.0),), exercise("bench_press"), exercise("db_bench"), level=2
    )
    assert (converted.reps, converted.weight, converted.percent1rm, converted.rpe) == ("5", None, None, 8.0)


def test_a_known_maximum_of_the_substitute_becomes_a_load() -> None:
    (converted,) = convert_sets(
        (one("8", "100kg", rpe=8.0),),
        exercise("back_squat"),
        exercise("leg_press"),
        level=2,
        one_rep_max=200.0,
        units=Units.KG,
    )
    assert converted.weight == f"{200 * percent_for(8, 8) / 100 // 5 * 5:g}kg"


def test_much_less_load_is_made_up_for_by_repetitions_and_effort() -> None:
    (converted,) = convert_sets((one("6-8", "60kg", rpe=7.5),), exercise("bench_press"), exercise("push_up"), level=2)
    assert (converted.reps, converted.rpe) == ("10-12", 8.5)
    (capped,) = convert_sets((one("6", None, rpe=8.0),), exercise("bench_press"), exercise("push_up"), level=1)
    assert capped.rpe == 8.0


def test_an_effort_is_taken_from_the_percentage_where_none_is_said() -> None:
    (converted,) = convert_sets(
        (one("5", "81.1%", percent1rm=81.1),), exercise("back_squat"), exercise("hack_squat"), level=2
    )
    assert converted.rpe == 8.0


def test_reserves_stay_reserves() -> None:
    (converted,) = convert_sets((one("10", None, rir=2.0),), exercise("leg_press"), exercise("goblet_squat"), level=2)
    assert (converted.rpe, converted.rir) == (None, 2.0)


def test_repetitions_move_into_the_substitutes_band() -> None:
    (converted,) = convert_sets((one("2", "90%", rpe=8.5),), exercise("back_squat"), exercise("leg_press"), level=2)
    assert converted.reps == "5"
    (ranged,) = convert_sets((one("15-20"),), exercise("leg_press"), exercise("back_squat"), level=2)
    assert ranged.reps == "7-12"


def test_seconds_become_repetitions_and_back() -> None:
    (reps,) = convert_sets((one("42s"),), exercise("plank"), exercise("dead_bug"), level=2)
    assert reps.reps == "12"
    (hold,) = convert_sets((one("10"),), exercise("dead_bug"), exercise("plank"), level=2)
    assert hold.reps == "35s"


def test_as_many_as_possible_stays_so_for_who_can_judge_it() -> None:
    for level, caution, expected in ((2, False, "AMRAP"), (1, False, "8"), (2, True, "8")):
        (converted,) = convert_sets(
            (one("AMRAP", None, rpe=8.0),),
            exercise("bench_press"),
            exercise("db_bench"),
            level=level,
            is_caution=caution,
        )
        assert converted.reps == expected


def test_a_rack_may_be_missing_beside_a_barbell() -> None:
    words = left_over(FULL_GYM, missing_tokens(["rack"]))
    assert Equipment.RACK not in kit_of(words).owned
    assert Equipment.BARBELL in kit_of(words).owned


def test_nothing_that_is_left_implies_what_is_missing() -> None:
    words = left_over(
        kit_of(["functional trainer", "incline bench", "barbell"]).owned, missing_tokens(["cable", "bench"])
    )
    assert kit_of(words).owned.isdisjoint({Equipment.CABLE, Equipment.BENCH})


@pytest.mark.parametrize(
    ("reason", "slug", "expected"),
    [
        ("no barbell", "bench_press", {Equipment.BARBELL}),
        ("The machine is taken", "leg_press", {Equipment.MACHINE}),
        ("pull-up bar broken, no rings", "pull_up", {Equipment.PULL_UP_BAR, Equipment.SUSPENSION_TRAINER}),
        ("it's taken", "leg_press", {Equipment.MACHINE}),
        ("somebody is on it, it is busy", "bench_press", {Equipment.BARBELL}),
        ("hurts my shoulder", "bench_press", set[Equipment]()),
        ("bored of the barbell", "bench_press", set[Equipment]()),
        ("", "bench_press", set[Equipment]()),
    ],
)
def test_a_reason_says_what_is_missing(reason: str, slug: str, expected: set[Equipment]) -> None:
    assert missing_by_reason(reason, exercise(slug)) == expected


def test_who_has_no_barbell_is_never_told_to_use_one() -> None:
    left = entries("barbell")
    lifts = [item for item in CATALOG.exercises if item.load_kind is LoadKind.BARBELL]
    for lift in lifts:
        for found in substitutes(lift, left, limitations={}, level=3, count=6):
            said = found.reasons[0].replace("instead of a barbell", "")
            assert "a barbell" not in said, (lift.slug, found.entry.name, found.reasons[0])


def test_a_bar_that_is_no_barbell_has_a_name_of_its_own() -> None:
    reasons = {item.entry.exercise.slug: item.reasons[0] for item in offered("deadlift", "barbell", count=10)}
    assert reasons["trap_bar_deadlift"].endswith("a trap bar instead of a barbell.")
    assert offered("trap_bar_deadlift", "trap_bar")[0].reasons[0].endswith("a barbell instead of a trap bar.")
    [shrug] = [item for item in entries("barbell dumbbell") if item.exercise.slug == "shrug"]
    assert shrug.name == "Shrug (Trap Bar)"
    said = reasons_for(exercise("shrug"), shrug.exercise, name=shrug.name, with_care=False)
    assert said[0].endswith("a trap bar instead of a barbell.")
