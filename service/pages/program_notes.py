"""What a reader of a program has to know and can do something about, the gravest first."""

from service.pages.charts.week_figures import exercise_of, note_of_week
from service.pages.figure_text import several
from service.pages.note import Note, sorted_notes
from service.pages.warning import note_of
from strength.catalog import Catalog
from strength.exercise import LoadKind, Pattern
from strength.program import Program, Week

_PULLS = (Pattern.H_PULL, Pattern.V_PULL)
_ALMOST_NONE, _USUAL = 2, 6
"""Weekly sets of rows and pulldowns that count as none, and that a program must have had before they can be missed."""
_UNLOADED = (LoadKind.BODYWEIGHT, LoadKind.ISOMETRIC, LoadKind.BAND)


def notes_of(program: Program, catalog: Catalog) -> list[Note]:
    """The notes of a program: what its figures say, then what its makers said."""
    found = [*_too_long(program), *_gap(program, catalog), *_no_load(program, catalog)]
    found += [note_of(warning) for warning in program.warnings]
    return sorted_notes(found)


def _too_long(program: Program) -> list[Note]:
    limit = program.session_minutes
    if limit is None:
        return []
    minutes = [workout.minutes for week in program.weeks for workout in week.workouts if workout.minutes is not None]
    over = [one for one in minutes if one > limit]
    if not over:
        return []
    what = f"{several(len(over), 'session')} {'runs' if len(over) == 1 else 'run'} over {limit} minutes."
    then = f"The longest takes {max(over)}. Short on time: drop the last exercise of the day."
    return [Note(kind="warn", what=what, then=then)]


def _no_load(program: Program, catalog: Catalog) -> list[Note]:
    names: set[str] = set()
    for prescription in (one for week in program.weeks for workout in week.workouts for one in workout.exercises):
        exercise = exercise_of(prescription, catalog)
        if exercise is not None and exercise.load_kind in _UNLOADED:
            continue
        if all(item.weight is None for item in prescription.sets):
            names.add(prescription.slug or prescription.name)
    if not names:
        return []
    what = f"{several(len(names), 'exercise')} {'comes' if len(names) == 1 else 'come'} without a load."
    then = "No max is known for them. Choose by effort: RPE 8 leaves two reps in reserve."
    return [Note(kind="info", what=what, then=then)]


def _gap(program: Program, catalog: Catalog) -> list[Note]:
    """The last weeks have almost no pulling though those before had."""
    pulls = [_pulls(week, catalog) for week in program.weeks]
    first = len(pulls)
    while first and pulls[first - 1] <= _ALMOST_NONE:
        first -= 1
    # a last week or two of taper are meant to be empty
    missing = [week for week in program.weeks[first:] if note_of_week(week) != "taper"]
    if not missing or first == 0 or max(pulls[:first]) < _USUAL:
        return []
    number = program.weeks[first].week_number
    what = f"Almost no rows or pulldowns from week {number}."
    then = "The peak drops them so that you recover for heavy singles. Two easy sets a week keep your shoulders happy."
    return [Note(kind="info", what=what, then=then)]


def _pulls(week: Week, catalog: Catalog) -> int:
    total = 0
    for prescription in (one for workout in week.workouts for one in workout.exercises):
        exercise = exercise_of(prescription, catalog)
        if exercise is not None and exercise.pattern in _PULLS:
            total += len(prescription.sets)
    return total
