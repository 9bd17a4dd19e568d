"""Recipes of barbell lifts: percentages, top sets and linear loading (design 10, 3.2)."""

from strength.blueprint import SchemeRow
from strength.exercise import Exercise, Lift
from strength.expansion.training_max import takes_percent
from strength.loading import rpe_for
from strength.planner.bands import EARLY, MIDDLE
from strength.planner.brief import Brief
from strength.planner.recipe import ROLE_OF_LETTER, Block, Recipe, uniform
from strength.planner.rests import rest_for
from strength.request import Experience

HEAVY_REP_MIN = 3
"""Rows that make no sense below more repetitions than this are never loaded by percent (catalog, INT11)."""

# S, R, P, dP over two steps; the letters are the early, the middle and the last mesocycles
_Cells = tuple[tuple[int, int, float, float], ...]
_PCT: dict[tuple[str, str, Experience], _Cells] = {
    ("M", "strength", Experience.INTERMEDIATE): ((4, 6, 74, 2), (4, 4, 79, 2.5), (4, 3, 84, 2)),
    ("V", "strength", Experience.INTERMEDIATE): ((3, 8, 66, 1.5), (3, 6, 72, 1.5), (3, 5, 76, 1.5)),
    ("V", "strength", Experience.ADVANCED): ((4, 6, 73, 1.5), (4, 5, 76, 1.5), (3, 4, 79, 1.5)),
    ("V", "strength", Experience.BEGINNER): ((3, 8, 66, 1), (3, 8, 68, 1), (3, 7, 70, 1)),
    ("M", "powerlifting", Experience.INTERMEDIATE): ((4, 6, 74, 2), (4, 4, 79, 2.5), (4, 2, 86, 2.5)),
    ("D", "powerlifting", Experience.INTERMEDIATE): ((3, 5, 76, 2), (3, 3, 80, 2.5), (2, 2, 86, 2.5)),
    ("V", "powerlifting", Experience.INTERMEDIATE): ((4, 6, 72, 1.5), (4, 5, 75, 1.5), (3, 3, 80, 1.5)),
    ("L", "powerlifting", Experience.INTERMEDIATE): ((3, 4, 68, 1), (3, 3, 72, 1), (3, 2, 75, 0.5)),
    ("V", "powerlifting", Experience.ADVANCED): ((4, 6, 73, 1.5), (4, 4, 78, 1.5), (3, 3, 80, 1.5)),
    ("L", "powerlifting", Experience.ADVANCED): ((4, 3, 70, 1), (3, 3, 74, 0.5), (3, 2, 75, 0.5)),
    ("V", "powerlifting", Experience.BEGINNER): ((3, 8, 66, 1), (3, 6, 70, 1), (3, 5, 72, 1)),
    ("L", "powerlifting", Experience.BEGINNER): ((3, 5, 65, 1), (3, 4, 68, 1), (3, 4, 70, 0.5)),
}
"""Sets, repetitions, percent of the row's own maximum and what two steps add (design 10, 3.2)."""

# top repetitions, RPE and its rise over two steps, back-off repetitions, percent off
_Tops = tuple[tuple[int, float, float, int, float], ...]
_TOP: dict[str, _Tops] = {
    "strength": ((5, 7.5, 0.5, 5, 6), (3, 8, 0.5, 4, 7), (2, 8.5, 0.5, 3, 7)),
    "powerlifting": ((5, 7, 1, 5, 5), (3, 7.5, 1, 3, 6), (1, 7.5, 1, 2, 6)),
    "deadlift": ((4, 7, 1, 4, 5), (3, 7.5, 1, 3, 6), (1, 7.5, 1, 2, 6)),
}
"""Advanced lifters' main work: a top set by effort, back-off sets from it (design 10, 3.2)."""

TWO_LIFTS_A_DAY, TRIPLE, TWO_DAYS = 3, 3, 2
"""On two or three days a workout holds two main lifts: with triples only one of them, or none, passes 90 % (INT07 of
design 10, 6, against the doubles and singles of its 3.2; two maxima on a day spoil each other)."""

_FIND_RPE, _FIND_RISE, _LIGHT_RISE = 6.5, 1.0, 0.5
_LINEAR_PERCENT, _LINEAR_DEADLIFT_PERCENT = 74.0, 75.0
_SET_OF_FIVE, _SET_OF_FOUR = 5, 4


def is_heavy_bar(exercise: Exercise) -> bool:
    """Whether the exercise is a free bar lift that bears sets of three and fewer."""
    return takes_percent(exercise) and exercise.rep_min <= HEAVY_REP_MIN


def bar_recipe(brief: Brief, letter: str, exercise: Exercise, blocks: tuple[Block, ...]) -> Recipe:
    """How a main, volume or light barbell lift is loaded."""
    if letter == "M" and brief.is_beginner:
        return _linear(brief, exercise, blocks)
    if letter == "M" and brief.experience is Experience.ADVANCED:
        return _top_sets(brief, exercise, blocks)
    cells = _cells(brief, letter, exercise)
    known = brief.knows_max(exercise)
    rows: list[SchemeRow] = []
    nominal = cells[0][0]
    for block in blocks:
        sets, reps, percent, step = cells[_place(block.kind)]
        reps, percent = _base_week(block.kind, reps, percent)
        reps = max(reps, exercise.rep_min)
        if known:
            rows.append(
                SchemeRow(kind=block.kind, sets=sets, reps=reps, percent=percent, percent_step=block.step(step))
            )
        else:
            rpe = _FIND_RPE if letter == "M" else max(5.5, _half(rpe_for(reps, percent)))
            rise = block.step((_FIND_RISE if letter != "L" else _LIGHT_RISE) / 2)
            rows.append(SchemeRow(kind=block.kind, sets=sets, reps=reps, rpe=rpe, rpe_step=rise))
    return Recipe(
        letter=letter,
        type="pct" if known else "rir",
        nominal=nominal,
        rows=uniform(rows),
        role=ROLE_OF_LETTER[letter],
        rest_seconds=rest_for(brief, letter),
    )


def _cells(brief: Brief, letter: str, exercise: Exercise) -> _Cells:
    book = "powerlifting" if brief.competes else "strength"
    wanted = "V" if letter == "L" and book == "strength" else letter
    if book == "powerlifting" and letter == "M" and exercise.competition_lift is Lift.DEADLIFT:
        wanted = "D"
    return _PCT[wanted, book, brief.experience]


def _top_sets(brief: Brief, exercise: Exercise, blocks: tuple[Block, ...]) -> Recipe:
    """A top set by effort, then back-off sets a few percent below it."""
    book = "strength"
    if brief.competes:
        book = "deadlift" if exercise.competition_lift is Lift.DEADLIFT else "powerlifting"
    rows: list[SchemeRow] = []
    for block in blocks:
        top, rpe, rise, reps, drop = _TOP[book][_place(block.kind)]
        if book == "strength" and brief.request.frequency <= TWO_LIFTS_A_DAY:
            top = max(top, TRIPLE)
        elif brief.request.frequency == TWO_DAYS and top == 1:
            top, rpe = 2, rpe - 0.5
        top = max(top, exercise.rep_min)
        rows.append(
            SchemeRow(
                kind=block.kind,
                sets=3,
                reps=max(reps, exercise.rep_min),
                top_reps=top,
                rpe=rpe,
                rpe_step=block.step(rise / 2),
                drop_percent=drop,
            )
        )
    return Recipe(
        letter="M",
        type="top",
        nominal=4,
        rows=uniform(rows),
        role="main",
        rest_seconds=rest_for(brief, "M"),
    )


def _linear(brief: Brief, exercise: Exercise, blocks: tuple[Block, ...]) -> Recipe:
    """A beginner adds load each session while every repetition is made."""
    deadlift = exercise.competition_lift is Lift.DEADLIFT
    start = _LINEAR_DEADLIFT_PERCENT if deadlift else _LINEAR_PERCENT
    percent = start if brief.knows_max(exercise) else None
    rows = [
        SchemeRow(
            kind=block.kind,
            sets=3,
            reps=max(exercise.rep_min, _SET_OF_FOUR if block.kind == "build2" else _SET_OF_FIVE),
            percent=percent,
        )
        for block in blocks
    ]
    return Recipe(letter="M", type="lp", nominal=3, rows=uniform(rows), role="main", rest_seconds=rest_for(brief, "M"))


def _place(kind: str) -> int:
    return 0 if kind in EARLY else 1 if kind in MIDDLE else 2


def _base_week(kind: str, reps: int, percent: float) -> tuple[int, float]:
    """Of sixteen weeks the first block is lighter: one repetition more, four points less (design 10, 3.2)."""
    return (reps + 1, percent - 4) if kind == "base" else (reps, percent)


def _half(rpe: float) -> float:
    return round(2 * rpe) / 2
