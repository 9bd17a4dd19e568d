"""A sheet with the weeks of one block: one row for each run of equal sets, loads as formulas over the maxima."""

from typing import TYPE_CHECKING

from service.api.overview_sheet import Maxima
from service.api.sheet_cell import set_up_print, write_formula, write_heads, write_number, write_text
from strength.program import Program, SetPrescription, Week, Workout
from strength.rendering.implied_maximum import load_of
from strength.rendering.lines import effort_text, rest_text, runs_of_equal_sets
from strength.request import Units

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = (
    ("Week", 7), ("Phase", 12), ("Day", 6), ("Workout", 22), ("Pair", 6), ("Exercise", 30), ("Sets", 6), ("Reps", 9),
    ("Load", 11), ("Effort", 10), ("Rest", 7), ("Notes", 48), ("Done", 16),
)  # fmt: skip
_LOAD = 9
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


def add_block_sheet(book: "Workbook", program: Program, weeks: tuple[Week, ...], maxima: Maxima) -> None:
    """Add the sheet of these weeks, one block of the program."""
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.pagebreak import Break

    first, last = weeks[0].week_number, weeks[-1].week_number
    sheet = book.create_sheet(f"Week {first}" if first == last else f"Weeks {first}-{last}")
    write_heads(sheet, 1, tuple(name for name, _ in COLUMNS))
    for column, (_, width) in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    units = program.units or Units.LBS
    row = 2
    for week in weeks:
        if week is not weeks[0]:
            # each week starts a page of its own
            sheet.row_breaks.append(Break(id=row - 1))
        for workout in week.workouts:
            row = _add_workout(sheet, row, week, workout, units=units, maxima=maxima)
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{max(row - 1, 1)}"
    set_up_print(sheet, landscape=True)


def _add_workout(sheet: "Worksheet", row: int, week: Week, workout: Workout, *, units: Units, maxima: Maxima) -> int:
    from openpyxl.styles import Alignment, Border, Font, Side

    top = row
    for prescription in workout.exercises:
        for number, sets in enumerate(runs_of_equal_sets(prescription)):
            write_number(sheet, row, 1, week.week_number)
            write_text(sheet, row, 2, week.phase or "")
            write_text(sheet, row, 3, _WEEKDAYS[workout.weekday - 1] if workout.weekday else str(workout.day_number))
            write_text(sheet, row, 4, workout.name)
            write_text(sheet, row, 5, prescription.group or "")
            write_text(sheet, row, 6, prescription.name)
            write_number(sheet, row, 7, len(sets))
            write_text(sheet, row, 8, sets[0].reps)
            _write_load(sheet, row, prescription.name, sets[0], units=units, maxima=maxima)
            write_text(sheet, row, 10, effort_text(sets[0]))
            write_text(sheet, row, 11, rest_text(sets[0].rest_seconds))
            if number == 0:
                notes = "; ".join(text for text in (prescription.notes, prescription.warmup) if text)
                write_text(sheet, row, 12, notes).alignment = Alignment(wrap_text=True, vertical="top")
            row += 1
    for column in range(1, len(COLUMNS) + 1):
        sheet.cell(row=top, column=column).border = Border(top=Side(style="thin"))
    sheet.cell(row=top, column=4).font = Font(bold=True)
    return row


def _write_load(
    sheet: "Worksheet", row: int, exercise: str, item: SetPrescription, *, units: Units, maxima: Maxima
) -> None:
    number_format = f'0.##" {units.value}"'
    found = maxima.get(exercise)
    if found is not None and item.percent1rm is not None and found[0].explains(item, units):
        rule, cell = found
        share = f"{item.percent1rm / 100.0:.6g}"
        # rounded down, as loads are everywhere in this service; the small figure keeps 97.99999 from losing a plate
        load = f"MAX({rule.lightest:g},FLOOR({cell}*{share}+0.000001,{rule.step:g}))"
        write_formula(sheet, row, _LOAD, f'=IF({cell}="","{item.percent1rm:g}%",{load})', number_format)
        return
    load_number = load_of(item, units)
    if load_number is None:
        write_text(sheet, row, _LOAD, item.weight or "")
    else:
        write_number(sheet, row, _LOAD, load_number, number_format)
