"""The first sheet of a workbook: what the program is, the one-rep maxima that its loads follow, and its weeks."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from service.api.sheet_cell import mark_input, set_up_print, write_heads, write_number, write_text
from strength.program import Program
from strength.rendering.chart import week_figure
from strength.rendering.implied_maximum import LoadRule
from strength.request import Units

if TYPE_CHECKING:
    from openpyxl import Workbook

OVERVIEW = "Overview"
_WIDTHS = (34, 14, 14, 14, 14)

Maxima = Mapping[str, tuple[LoadRule, str]]
"""By name of the exercise: how its loads follow, and the cell of its maximum as a formula names it."""


def add_overview_sheet(book: "Workbook", program: Program, rules: tuple[LoadRule, ...]) -> Maxima:
    """Add the sheet; returns where each exercise's maximum is."""
    from openpyxl.styles import Alignment, Font

    units = (program.units or Units.LBS).value
    sheet = book.create_sheet(OVERVIEW)
    for letter, width in zip("ABCDE", _WIDTHS, strict=True):
        sheet.column_dimensions[letter].width = width
    write_text(sheet, 1, 1, program.name).font = Font(bold=True, size=14)
    facts = (
        f"{program.goal.value.capitalize()}, {program.experience.value}, {program.frequency} days a week, "
        f"{len(program.weeks)} weeks"
    )
    row = 2
    for text in (facts, program.rationale or "", *program.warnings):
        if text:
            sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(_WIDTHS))
            cell = write_text(sheet, row, 1, text)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            # a merged row does not grow by itself
            sheet.row_dimensions[row].height = 15.0 * (1 + len(text) // 85)
            row += 1
    row += 1
    maxima: dict[str, tuple[LoadRule, str]] = {}
    if rules:
        write_heads(sheet, row, ("Exercise", f"1RM ({units})", f"Rounded to ({units})"))
        for rule in rules:
            row += 1
            write_text(sheet, row, 1, rule.exercise)
            cell = write_text(sheet, row, 2, "") if rule.maximum is None else write_number(sheet, row, 2, rule.maximum)
            mark_input(cell)
            write_number(sheet, row, 3, rule.step)
            maxima[rule.exercise] = (rule, f"'{OVERVIEW}'!$B${row}")
        row += 1
        note = write_text(sheet, row, 1, "Change a yellow figure and every load that follows from it changes.")
        note.font = Font(italic=True)
        row += 2
    write_heads(sheet, row, ("Week", "Phase", "Sets", "Effort (RPE)", "Load (% 1RM)"))
    for week in program.weeks:
        row += 1
        figure = week_figure(week)
        write_number(sheet, row, 1, figure.week_number)
        write_text(sheet, row, 2, figure.phase)
        write_number(sheet, row, 3, figure.sets)
        if figure.rpe is not None:
            write_number(sheet, row, 4, round(figure.rpe, 1))
        if figure.percent is not None:
            write_number(sheet, row, 5, round(figure.percent))
    sheet.freeze_panes = "A2"
    set_up_print(sheet, landscape=False)
    return maxima
