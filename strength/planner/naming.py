"""Names of workouts and programs that say what is in them (design 10, 5 and NAM01)."""

from collections.abc import Mapping
from types import MappingProxyType

from strength.exercise import Exercise, Lift, Pattern
from strength.exercise_groups import LAST_RESORT
from strength.muscle import Muscle
from strength.planner.brief import Brief
from strength.planner.draft import Draft, DraftDay, Place
from strength.planner.function import LOWER, TRUNK, Big, Function
from strength.request import Goal

MOST_WORDS = 3
LONGEST_NAME = 32
"""Characters that fit beside a workout (NAM01)."""

_LIFT_OF_WORD: Mapping[str, Lift] = MappingProxyType(
    {"squat": Lift.SQUAT, "bench": Lift.BENCH, "deadlift": Lift.DEADLIFT}
)
_NEAR = 0.55
"""From this similarity on an exercise may carry the competition lift's name: a dumbbell bench press is a bench press."""

_SPLITS: Mapping[str, str] = MappingProxyType(
    {
        "St2": "Whole Body",
        "St3": "Whole Body",
        "St3b": "Whole Body",
        "St4": "Four Lifts",
        "St5": "Four Lifts Plus Back",
        "St6": "Heavy and Volume",
        "PL2": "Squat Bench Deadlift",
        "PL3": "Squat Bench Deadlift",
        "PL4": "Squat Bench Deadlift",
        "PL4b": "Squat Bench Deadlift",
        "PL5": "Squat Bench Deadlift",
        "PL6": "Squat Bench Deadlift",
        "Hy2": "Full Body",
        "Hy3": "Full Body",
        "Hy4": "Upper Lower",
        "Hy5b": "Upper Lower Plus Arms",
        "Hy5": "Push Pull Legs Upper Lower",
        "Hy6": "Push Pull Legs",
    }
)
_MUSCLE_WORDS: Mapping[Muscle, str] = MappingProxyType(
    {
        Muscle.SIDE_DELT: "Side Delts",
        Muscle.REAR_DELT: "Rear Delts",
        Muscle.FRONT_DELT: "Front Delts",
        Muscle.LOWER_BACK: "Lower Back",
    }
)
_SMALL_WORDS: Mapping[Function, str] = MappingProxyType(
    {
        Function.KE: "Quads",
        Function.KF: "Hamstrings",
        Function.FL: "Chest",
        Function.SR: "Shoulders",
        Function.RD: "Rear Delts",
        Function.BI: "Biceps",
        Function.TR: "Triceps",
        Function.CA: "Calves",
        Function.CO: "Core",
        Function.CO2: "Core",
        Function.CY: "Carries",
        Function.SH: "Traps",
    }
)


def split_word(split: str) -> str:
    """The split in words."""
    return _SPLITS[split]


def muscle_word(muscle: Muscle) -> str:
    """A muscle as a title says it."""
    return _MUSCLE_WORDS.get(muscle, muscle.value.title())


def program_title(brief: Brief, draft: Draft) -> str:
    """What the program is called, for example: 12-Week Strength - Four Lifts (4 days)."""
    days = len(draft.days)
    goal = brief.goal.value.title()
    split = split_word(draft.split)
    if not draft.split.startswith("PL") and brief.goal is Goal.POWERLIFTING:
        goal = "Powerlifting-Style Strength"
    return f"{brief.request.weeks}-Week {goal} - {split} ({days} days)"


def day_names(brief: Brief, draft: Draft) -> tuple[str, ...]:
    """A name for each day: the sheet's where the day keeps its promise, else one made of what it holds; all different."""
    names: list[str] = []
    for day in draft.days:
        name = day.name if _keeps_promise(day) else _described(day)
        if brief.request.focus:
            name = _with_focus(brief, day, name)
        names.append(name[:LONGEST_NAME].rstrip(" &-"))
    return tuple(_distinct(names, draft))


def _keeps_promise(day: DraftDay) -> bool:
    """Whether every lift and muscle that the sheet's name speaks of is in the day, lifts in the first slots."""
    words = day.name.lower().replace("&", " ").replace("+", " ").replace("-", " ").replace(",", " ").split()
    lead = [place.exercise for place in day.places[:3]]
    for word, lift in _LIFT_OF_WORD.items():
        if word in words and "focus" not in words and not any(_is_lift(row, lift) for row in lead):
            full_body = "full" in words
            if not (full_body and any(place.big is Big.KNEE for place in day.places)):
                return False
    bigs = {place.big for place in day.places if place.exercise.slug not in LAST_RESORT}
    functions = {place.function for place in day.places}
    muscles = {muscle for place in day.places for muscle in place.exercise.primary}
    needs: dict[str, bool] = {
        "press": bool({Big.V_PUSH, Big.H_PUSH} & bigs) and (day.name != "Press Day" or Big.V_PUSH in bigs),
        "row": Big.H_PULL in bigs,
        "pull": bool({Big.V_PULL, Big.H_PULL} & bigs),
        "push": bool({Big.V_PUSH, Big.H_PUSH} & bigs),
        "back": Muscle.BACK in muscles,
        "arms": bool({Function.BI, Function.TR} & functions),
        "chest": Muscle.CHEST in muscles,
        "shoulders": bool({Muscle.SIDE_DELT, Muscle.FRONT_DELT, Muscle.REAR_DELT} & muscles),
        "delts": bool({Muscle.SIDE_DELT, Muscle.REAR_DELT} & muscles),
        "quads": Muscle.QUADS in muscles,
        "hamstrings": Muscle.HAMSTRINGS in muscles,
        "glutes": Muscle.GLUTES in muscles,
        "core": bool(functions & TRUNK),
        "hinge": Big.HIP in bigs,
        "width": Big.V_PULL in bigs,
        "thickness": Big.H_PULL in bigs,
    }
    if not all(held for word, held in needs.items() if word in words):
        return False
    if not _opens_as_named(day, words):
        return False
    if "heavy" in words or "technique" in words:
        return any(place.role in "ML" and place.exercise.load_potential >= 0.9 for place in day.places)
    if "full" in words:
        return bool({Big.KNEE, Big.HIP} & bigs) and len(bigs - {None}) > 2
    return ("upper" not in words and "lower" not in words) or _half_fits(day, upper="upper" in words)


def _opens_as_named(day: DraftDay, words: list[str]) -> bool:
    """Whether what the name speaks of first is among the first two exercises (NAM01)."""
    early = day.places[:2]
    bigs = {place.big for place in early}
    muscles = {muscle for place in early for muscle in place.exercise.primary}
    opens: dict[str, bool] = {
        "hinge": Big.HIP in bigs,
        "squat": any(_is_squat(place.exercise) for place in early),
        "press": bool({Big.V_PUSH, Big.H_PUSH} & bigs),
        "push": bool({Big.V_PUSH, Big.H_PUSH} & bigs),
        "pull": bool({Big.V_PULL, Big.H_PULL} & bigs),
        "row": Big.H_PULL in bigs,
        "width": Big.V_PULL in bigs,
        "thickness": Big.H_PULL in bigs,
        "back": Muscle.BACK in muscles,
        "chest": Muscle.CHEST in muscles,
        "quads": Muscle.QUADS in muscles,
        "glutes": Muscle.GLUTES in muscles,
        "hamstrings": Muscle.HAMSTRINGS in muscles,
    }
    first = next((word for word in words if word in opens), None)
    return first is None or opens[first]


def _is_squat(row: Exercise) -> bool:
    """Whether who reads of a squat is not surprised by the exercise."""
    return row.pattern is Pattern.SQUAT or "squat" in row.slug


def _half_fits(day: DraftDay, *, upper: bool) -> bool:
    places = [place for place in day.places if place.function not in TRUNK]
    lower = sum(1 for place in places if place.function in LOWER)
    return (lower * 2 < len(places)) if upper else (lower * 2 > len(places))


def _is_lift(row: Exercise, lift: Lift) -> bool:
    if row.competition_lift is not lift:
        return False
    if lift is Lift.SQUAT:
        return "squat" in row.slug
    if lift is Lift.DEADLIFT:
        return "deadlift" in row.slug and "romanian" not in row.slug
    return row.competition_similarity >= _NEAR


def _described(day: DraftDay) -> str:
    """Two or three words for what the day holds, in its order."""
    words: list[str] = []
    for place in day.places:
        if place.function in TRUNK:
            continue
        word = _word(place)
        if word not in words:
            words.append(word)
        if len(words) == MOST_WORDS:
            break
    if not words:
        words = [_word(place) for place in day.places[:1]]
    if len(words) < MOST_WORDS:
        return " & ".join(words)
    name = f"{words[0]}, {words[1]} & {words[2]}"
    return name if len(name) <= LONGEST_NAME else f"{words[0]} & {words[1]}"


def _word(place: Place) -> str:
    slug = place.exercise.slug
    match place.big:
        case Big.KNEE:
            return "Squat" if "squat" in slug and "split" not in slug else "Legs"
        case Big.HIP:
            if _is_lift(place.exercise, Lift.DEADLIFT):
                return "Deadlift"
            return "Bridge" if "bridge" in slug or "thrust" in slug else "Hinge"
        case Big.H_PUSH:
            return "Bench" if _is_lift(place.exercise, Lift.BENCH) and "bench" in slug else "Push"
        case Big.V_PUSH:
            return "Press" if place.exercise.load_potential >= 1.0 else "Shoulders"
        case Big.H_PULL:
            return "Row"
        case Big.V_PULL:
            return "Pulldown" if "pulldown" in slug else "Pull-Up" if "up" in slug.split("_") else "Pull"
        case None:
            return _SMALL_WORDS[place.function]


def _with_focus(brief: Brief, day: DraftDay, name: str) -> str:
    """A focus exercise that opens the day is worth a place in its name."""
    first = day.places[0]
    if not first.is_focus or first.role not in "AI":
        return name
    muscle = next((item for item in first.exercise.primary if item in brief.request.focus), None)
    if muscle is None or muscle_word(muscle).lower() in name.lower():
        return name
    kept = name.split(" - ", maxsplit=1)[0].split(" & ", maxsplit=1)[0].split(",", maxsplit=1)[0]
    return f"{kept} - {muscle_word(muscle)} First"


def _distinct(names: list[str], draft: Draft) -> list[str]:
    """Names that occur twice get what sets their day apart, or their weekday."""
    result: list[str] = []
    weekdays = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for day, name in zip(draft.days, names, strict=True):
        if names.count(name) == 1:
            result.append(name)
            continue
        extra = next((_word(place) for place in day.places if _word(place) not in name), None)
        joined = f"{name.replace(' & ', ', ')} & {extra}" if extra else name
        if joined == name or len(joined) > LONGEST_NAME or joined in result:
            joined = f"{weekdays[day.weekday - 1]} {name}"[:LONGEST_NAME].rstrip(" &-,")
        result.append(joined)
    return result


def lead_lifts(draft: Draft) -> tuple[str, ...]:
    """Names of the exercises in main places, or in the first place of each day where there is no main."""
    mains = [place.exercise.name for place in draft.places() if place.role == "M"]
    return tuple(dict.fromkeys(mains or [day.places[0].exercise.name for day in draft.days]))
