"""Why the program is built so, in at most 80 words, and what short sessions leave out (design 10, 5)."""

from collections.abc import Mapping

from strength.blueprint import Mesocycle
from strength.catalog import load_catalog
from strength.exercise import Exercise
from strength.muscle import Muscle
from strength.planner.brief import LEAST_WEEK, Brief
from strength.planner.budget import Budget
from strength.planner.clock import Clock
from strength.planner.draft import Draft
from strength.planner.focus import exposures
from strength.planner.function import BIG_OF, PATTERNS_OF, Big, Function
from strength.planner.known_lifts import is_variant
from strength.planner.log_sentence import LONGEST_RATIONALE, Start, log_sentence
from strength.planner.main_lifts import is_heavy_bar
from strength.planner.mesocycles import TAPER_WEEKS
from strength.planner.naming import lead_lifts, muscle_word, split_word
from strength.planner.tiers import parse_tiers, tier_text
from strength.pool import fits_kit, is_contraindicated
from strength.request import Goal

SHORTEST_WITH_BLOCKS = 6
"""Weeks from which a program for strength has a second, heavier block (design 10, 3.1)."""

_MOST_NAMED = 3


def time_warnings(brief: Brief, clock: Clock, budget: Budget, draft: Draft) -> tuple[str, ...]:
    """What a short session leaves out."""
    sentences: list[str] = []
    words = {
        Big.KNEE: "squat",
        Big.HIP: "hinge",
        Big.H_PUSH: "horizontal press",
        Big.V_PUSH: "overhead press",
        Big.H_PULL: "row",
        Big.V_PULL: "pulldown",
    }
    present = {place.big for place in draft.places()}
    possible = {BIG_OF[function] for function in BIG_OF if _can_train(brief, function)}
    missing = [word for big, word in words.items() if big not in present and big in possible]
    if missing and brief.minutes <= 45:
        sentences.append(
            f"{brief.request.frequency} x {brief.minutes} minutes leave no room for {_listed([_with_article(word) for word in missing], 'or')}; "
            "ten minutes more a day would add it."
        )
    if brief.is_hypertrophy and brief.request.frequency * brief.minutes < LEAST_WEEK:
        sentences.append(
            f"{brief.request.frequency} x {brief.minutes} minutes hold the big exercises: arms, shoulders and calves get "
            "what presses and rows leave them."
        )
    long = max(clock.minutes(day) for day in draft.days)
    if long > budget.minutes:
        sentences.append(f"The longest day takes about {long} minutes; shorter than that nothing useful is left.")
    return tuple(sentences)


def _can_train(brief: Brief, function: Function) -> bool:
    return any(row.pattern in PATTERNS_OF[function] for row in brief.pool.exercises)


def rationale(brief: Brief, draft: Draft, mesocycles: tuple[Mesocycle, ...], start: str = "") -> str:
    """The reasons, most important first, cut at the sentence that would pass the limit."""
    sentences = [
        _frame(draft),
        start,
        _progress(brief, draft),
        _focus(brief, draft),
        _limits(brief, draft),
        _easier(brief, mesocycles),
        _order(brief),
    ]
    kept: list[str] = []
    for sentence in sentences:
        if sentence and sum(len(item.split()) for item in (*kept, sentence)) <= LONGEST_RATIONALE:
            kept.append(sentence)
    return " ".join(kept)


def history_sentence(brief: Brief, draft: Draft, first_week: Mapping[Muscle, float]) -> str:
    """What the program makes of the log; empty when nothing was logged.

    Args:
        brief: the request.
        draft: the finished week.
        first_week: fractional sets by muscle that the program begins with.
    """
    swaps = [(place.exercise, place.later[0]) for place in draft.places() if is_variant(brief, place)]
    leads = tuple(place.exercise for place in draft.places() if place.is_lead)
    return log_sentence(brief.recent, Start(first_week=first_week, leads=leads, swaps=tuple(swaps)))


def _frame(draft: Draft) -> str:
    days = len(draft.days)
    trained = [
        sum(1 for day in draft.days if any(place.big in group for place in day.places))
        for group in (
            {Big.H_PUSH, Big.V_PUSH},
            {Big.H_PULL, Big.V_PULL},
            {Big.KNEE, Big.HIP},
        )
    ]
    low, high = min(trained), max(trained)
    often = f"{low} times" if low == high else f"{low}-{high} times"
    often = often.replace("2 times", "twice") if low == high == 2 else "once" if low == high == 1 else often
    return f"{days} days as {split_word(draft.split)}: push, pull and legs are each trained {often} a week."


def _progress(brief: Brief, draft: Draft) -> str:
    leads = lead_lifts(draft)[:_MOST_NAMED]
    named = _listed(list(leads), "and")
    come = "come" if len(leads) > 1 else "comes"
    if brief.is_hypertrophy:
        return f"{named} {come} first; repetitions climb inside their range, then the load."
    if brief.is_beginner:
        return f"{named} {come} first and get heavier whenever every repetition is made."
    if brief.competes:
        return f"{named} {come} first and get heavier block by block until the last two weeks."
    if _reps_fall(brief, draft):
        return f"{named} {come} first: fewer repetitions and more weight from block to block."
    return f"{named} {come} first; repetitions climb inside their range, then the load or the exercise gets harder."


def _reps_fall(brief: Brief, draft: Draft) -> bool:
    """Whether the main lifts end with fewer repetitions than they begin with: bars do, in more than one block."""
    mains = [place.exercise for place in draft.places() if place.role == "M"]
    return brief.request.weeks >= SHORTEST_WITH_BLOCKS and any(
        is_heavy_bar(row) and not brief.needs_caution(row) for row in mains
    )


def _focus(brief: Brief, draft: Draft) -> str:
    if not brief.request.focus:
        return ""
    parts = [f"{muscle_word(muscle).lower()} ({_days(exposures(draft, muscle))})" for muscle in brief.request.focus]
    return f"Extra sets go to {_listed(parts, 'and')}."


def _limits(brief: Brief, draft: Draft) -> str:
    if not brief.areas:
        return ""
    words = _listed(sorted(area.value.replace("_", " ") for area in brief.areas), "and")
    pair = _replacement(brief, draft)
    if pair is None:
        return f"Your {words} {'is' if len(brief.areas) == 1 else 'are'} spared: doubtful work stays at RPE 7."
    new, old = pair
    return f"{new.name} replaces {old.name} to spare your {words}; doubtful work stays at RPE 7."


def _replacement(brief: Brief, draft: Draft) -> tuple[Exercise, Exercise] | None:
    """The first leading exercise that stands where the limitation took the usual one away."""
    level = brief.experience.level
    for place in draft.places():
        if place.role not in "MS":
            continue
        for slug in parse_tiers(tier_text(place.function, brief.column), brief.experience)[0]:
            usual = load_catalog().get(slug)
            if usual is None or usual.min_level > level or not fits_kit(usual, brief.request.owned):
                continue
            if is_contraindicated(usual, brief.request.active_limitations):
                return place.exercise, usual
    return None


def _easier(brief: Brief, mesocycles: tuple[Mesocycle, ...]) -> str:
    easier: list[int] = []
    week = 0
    for item in mesocycles:
        week += item.weeks
        if item.ending == "deload":
            easier.append(week)
    parts: list[str] = []
    if easier:
        weeks = _listed([str(number) for number in easier], "and")
        parts.append(f"{'Weeks' if len(easier) > 1 else 'Week'} {weeks} {'are' if len(easier) > 1 else 'is'} easier")
    if brief.competes:
        ending = "taper" if brief.is_beginner else "taper to fresh openers"
        parts.append(f"weeks {week - TAPER_WEEKS + 1}-{week} {ending}")
    elif mesocycles[-1].ending == "test":
        parts.append(f"week {week} tests where you stand")
    sentence = ", ".join(parts)
    return f"{sentence[0].upper()}{sentence[1:]}." if sentence else "No week needs to be easier at this length."


def _order(brief: Brief) -> str:
    if brief.goal is Goal.HYPERTROPHY:
        return "Small exercises fill what the big ones leave."
    return "Rows and accessories keep shoulders, hips and trunk up with the main lifts."


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"


def _with_article(word: str) -> str:
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def _listed(words: list[str], joint: str) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}"
