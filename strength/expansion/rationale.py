"""Why a program is built as it is, in a few sentences, for a blueprint that does not say it itself (design 10, 5)."""

from collections.abc import Sequence

from strength.program import Week

MOST_NAMED = 3


def rationale(weeks: Sequence[Week], main_names: Sequence[str]) -> str:
    """Sentences made from the expanded weeks, so that they cannot contradict them.

    Args:
        weeks: the program's weeks.
        main_names: names of the exercises in main slots, in order; may be empty.
    """
    days = len(weeks[0].workouts)
    sentences = [f"You train {days} days a week on a fixed plan, so that every exercise has time to progress."]
    named = list(dict.fromkeys(main_names))[:MOST_NAMED]
    if named:
        sentences.append(f"{_listed(named)} {'come' if len(named) > 1 else 'comes'} first and get heavier by the week.")
    easier = [str(week.week_number) for week in weeks if week.is_deload]
    if easier:
        plural = len(easier) > 1
        sentences.append(
            f"{'Weeks' if plural else 'Week'} {_listed(easier)} {'are' if plural else 'is'} easier so that fatigue drops."
        )
    match weeks[-1].phase:
        case "Taper":
            sentences.append("The last two weeks taper: less work, the same weight, then openers.")
        case "Test":
            sentences.append("The last week tests one top set of each main lift.")
        case _:
            pass
    return " ".join(sentences)


def _listed(words: Sequence[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
