"""A program as an Excel workbook: one sheet a week, sets line by line."""

import io

from strength.program import Program, Week
from strength.rendering.lines import workout_lines, workout_title

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_COLUMNS = (("Exercise", 34), ("Sets", 12), ("Load", 12), ("Effort", 10), ("Rest", 8), ("Notes", 50))


def to_xlsx(program: Program) -> bytes:
    """The program as the bytes of an .xlsx file."""
    # openpyxl costs a tenth of a second that only this export needs
    from openpyxl import Workbook
    from openpyxl.styles import Font

    book = Workbook()
    # a new workbook brings one empty sheet along
    book.remove(book.worksheets[0])
    bold = Font(bold=True)
    for week in program.weeks:
        sheet = book.create_sheet(f"Week {week.week_number}")
        for letter, (_, width) in zip("ABCDEF", _COLUMNS, strict=True):
            sheet.column_dimensions[letter].width = width
        for cells in _rows(week):
            sheet.append([_text(cell) for cell in cells])
            if len(cells) == 1 or cells[0] == _COLUMNS[0][0]:
                for cell in sheet[sheet.max_row]:
                    cell.font = bold
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(week: Week) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [(f"Week {week.week_number}{f': {week.phase}' if week.phase else ''}",)]
    for workout in week.workouts:
        rows += [("",), (workout_title(workout),), tuple(name for name, _ in _COLUMNS)]
        rows += [
            (line.exercise, line.sets, line.load, line.effort, line.rest, line.note) for line in workout_lines(workout)
        ]
    return rows


def _text(cell: str) -> str:
    """The text as text: a cell that begins like a formula would be one."""
    clean = "".join(char for char in cell if char.isprintable())
    return f"'{clean}" if clean.startswith(("=", "+", "-", "@")) else clean
