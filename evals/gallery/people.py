"""The gallery's people: twenty lifters that a coach meets, each with the request that he or she would send."""

from dataclasses import dataclass
from typing import Any

from strength.request import ProgramRequest

HOME_RACK = ("barbell", "rack", "bench", "pull_up_bar")
FULL_GYM = ("full_gym",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A lifter of the gallery.

    Attributes:
        key: the name of the page's file, without its ending.
        who: the lifter in a few words; the page's title.
        story: what the lifter would tell a coach.
        request: the same as a request.
    """

    key: str
    who: str
    story: str
    request: ProgramRequest


def _person(key: str, who: str, story: str, **fields: Any) -> Person:
    return Person(key=key, who=who, story=story, request=ProgramRequest.model_validate({"units": "kg"} | fields))


def _maxima(squat: float, bench: float, deadlift: float, press: float | None = None) -> dict[str, float]:
    lifts = {"squat": squat, "bench": bench, "deadlift": deadlift}
    return lifts if press is None else lifts | {"press": press}


PEOPLE: tuple[Person, ...] = (
    _person(
        "first_barbell_program",
        "First barbell program, 3 days",
        "Has lifted for two months, owns a bar, a rack and a bench, does not know any maximum.",
        goal="strength",
        frequency=3,
        experience="beginner",
        equipment=("barbell", "rack", "bench"),
        session_minutes=60,
    ),
    _person(
        "busy_parent",
        "Busy parent, two 30-minute days, dumbbells",
        "Two evenings while the children watch something; a pair of adjustable dumbbells and a mat.",
        goal="hypertrophy",
        frequency=2,
        experience="beginner",
        equipment=("dumbbell",),
        session_minutes=30,
        days=(2, 5),
    ),
    _person(
        "masters_bad_knee",
        "Masters lifter with a bad knee, 3 days",
        "Fifty-six, trained for twenty years, squats hurt; wants to stay strong.",
        goal="strength",
        frequency=3,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=60,
        limitations=({"area": "knee", "severity": "avoid_loading"},),
        one_rep_maxes=_maxima(120.0, 95.0, 160.0, 55.0),
    ),
    _person(
        "meet_in_twelve_weeks",
        "Powerlifter twelve weeks out, 4 days",
        "Third meet, knows the maxima, trains at a club with everything.",
        goal="powerlifting",
        frequency=4,
        experience="advanced",
        equipment=FULL_GYM,
        session_minutes=90,
        one_rep_maxes=_maxima(220.0, 150.0, 260.0),
    ),
    _person(
        "physique_five_days",
        "Physique lifter, 5 days",
        "Six years of bodybuilding training, an hour and a quarter a day, everything in the gym.",
        goal="hypertrophy",
        frequency=5,
        experience="advanced",
        equipment=FULL_GYM,
        session_minutes=75,
    ),
    _person(
        "first_gym_membership",
        "First gym membership, machines only, 3 days",
        "Never trained; will not touch the free weights yet.",
        goal="hypertrophy",
        frequency=3,
        experience="beginner",
        equipment=("machine", "cable"),
        session_minutes=60,
        weeks=8,
    ),
    _person(
        "traveller_with_bands",
        "Consultant in hotels, bands, 4 short days",
        "A set of bands in the suitcase, half an hour before work, some years of training.",
        goal="hypertrophy",
        frequency=4,
        experience="intermediate",
        equipment=("resistance_band",),
        session_minutes=30,
        weeks=8,
    ),
    _person(
        "nurse_sore_back",
        "Nurse with a sore lower back, 3 days",
        "Lifts patients all day; the lower back complains, everything else is fine.",
        goal="strength",
        frequency=3,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=60,
        limitations=({"area": "lower_back", "severity": "caution"},),
    ),
    _person(
        "garage_sixteen_weeks",
        "Garage lifter, 16 weeks, 4 days",
        "Rack, bar and bench at home, good at percentages, wants numbers.",
        goal="strength",
        frequency=4,
        experience="intermediate",
        equipment=HOME_RACK,
        session_minutes=75,
        weeks=16,
        one_rep_maxes=_maxima(140.0, 100.0, 180.0, 60.0),
    ),
    _person(
        "six_days_a_week",
        "Student who lives in the gym, 6 days",
        "Three years in, all the time in the world, wants size.",
        goal="hypertrophy",
        frequency=6,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=60,
    ),
    _person(
        "glutes_and_a_shoulder",
        "Glutes first, careful shoulder, 4 days",
        "Wants glutes and legs; pressing overhead pinches.",
        goal="hypertrophy",
        frequency=4,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=75,
        limitations=({"area": "shoulder", "severity": "caution"},),
        focus_muscles=("glutes",),
    ),
    _person(
        "first_meet",
        "First powerlifting meet, 8 weeks, 3 days",
        "Eight months of training, entered a local meet.",
        goal="powerlifting",
        frequency=3,
        experience="beginner",
        equipment=HOME_RACK,
        session_minutes=75,
        weeks=8,
        one_rep_maxes=_maxima(100.0, 65.0, 125.0),
    ),
    _person(
        "runner_with_kettlebells",
        "Runner with kettlebells, 2 days of 45 minutes",
        "Runs four times a week, owns four kettlebells, wants to be strong enough.",
        goal="strength",
        frequency=2,
        experience="intermediate",
        equipment=("kettlebell",),
        session_minutes=45,
        weeks=10,
    ),
    _person(
        "calisthenics",
        "Calisthenics in the park, 4 days",
        "Ten strict pull-ups, no weights, bars and dip bars in the park.",
        goal="strength",
        frequency=4,
        experience="advanced",
        equipment=("pull_up_bar", "dip_bars"),
        session_minutes=60,
        weeks=10,
    ),
    _person(
        "programmer_wrist_elbow",
        "Programmer with wrist and elbow trouble, 3 days",
        "Types all day; gripping and pushing up hurt.",
        goal="hypertrophy",
        frequency=3,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=45,
        limitations=({"area": "wrist", "severity": "caution"}, {"area": "elbow", "severity": "caution"}),
    ),
    _person(
        "back_after_years",
        "Back after ten years, 2 days, 6 weeks",
        "Was strong once; wants to start again without getting hurt.",
        goal="strength",
        frequency=2,
        experience="beginner",
        equipment=FULL_GYM,
        session_minutes=60,
        weeks=6,
    ),
    _person(
        "strong_in_pounds",
        "Advanced lifter in pounds, 5 days",
        "Ten years of lifting, no meet planned, wants a bigger total and press.",
        goal="strength",
        frequency=5,
        experience="advanced",
        equipment=FULL_GYM,
        session_minutes=90,
        units="lbs",
        one_rep_maxes=_maxima(455.0, 315.0, 545.0, 205.0),
    ),
    _person(
        "weekends_only",
        "Weekends only, Saturday and Sunday, 90 minutes",
        "Works away from Monday to Friday; two days in a row or nothing.",
        goal="hypertrophy",
        frequency=2,
        experience="intermediate",
        equipment=FULL_GYM,
        session_minutes=90,
        days=(6, 7),
    ),
    _person(
        "meet_in_four_weeks",
        "Powerlifter four weeks out, home rack, 3 days",
        "Has trained on, the meet was announced late.",
        goal="powerlifting",
        frequency=3,
        experience="intermediate",
        equipment=HOME_RACK,
        session_minutes=75,
        weeks=4,
        one_rep_maxes=_maxima(160.0, 110.0, 190.0),
    ),
    _person(
        "all_the_time_in_the_world",
        "Three hours a day, dumbbells, sore elbow, wants shoulders",
        "Retired early, a full rack of dumbbells and a bench, no hurry at all.",
        goal="hypertrophy",
        frequency=4,
        experience="advanced",
        equipment=("dumbbell", "bench"),
        session_minutes=180,
        weeks=14,
        limitations=({"area": "elbow", "severity": "caution"},),
        focus_muscles=("side-delts",),
    ),
)
"""Goals, levels, kits, days, limits and calendars spread over twenty people; no two alike."""
