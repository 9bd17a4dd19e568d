"""Cells of a workbook: text that stays text, whatever it begins with, and the few looks that a sheet needs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

_HEAD_FILL = "FF1F3A5F"
_INPUT_FILL = "FFFFF2CC"


def write_text(sheet: "Worksheet", row: int, column: int, text: str) -> "Cell":
    """Write text as text: what begins like a formula is not made one."""
    clean = "".join(char for char in text if char.isprintable())
    cell = _cell(sheet, row, column)
    cell.value = clean
    if clean.startswith(("=", "+", "-", "@")):
        cell.data_type = "s"
        # keeps it text when somebody edits the cell
        cell.quotePrefix = True
    return cell


def write_number(sheet: "Worksheet", row: int, column: int, value: float, number_format: str = "General") -> "Cell":
    """Write a number."""
    cell = _cell(sheet, row, column)
    cell.value = value
    cell.number_format = number_format
    return cell


def write_formula(sheet: "Worksheet", row: int, column: int, formula: str, number_format: str = "General") -> "Cell":
    """Write a formula of our own making; it begins with "="."""
    cell = _cell(sheet, row, column)
    cell.value = formula
    cell.number_format = number_format
    return cell


def write_heads(sheet: "Worksheet", row: int, names: tuple[str, ...]) -> None:
    """Write the heads of columns."""
    from openpyxl.styles import Alignment, Font, PatternFill

    for column, name in enumerate(names, start=1):
        cell = write_text(sheet, row, column, name)
        cell.font = Font(bold=True, color="FFFFFFFF")
        cell.fill = PatternFill("solid", fgColor=_HEAD_FILL)
        cell.alignment = Alignment(vertical="center", wrap_text=True)


def mark_input(cell: "Cell") -> None:
    """Show that a cell is the reader's to fill in."""
    from openpyxl.styles import Border, PatternFill, Side

    cell.fill = PatternFill("solid", fgColor=_INPUT_FILL)
    line = Side(style="thin")
    cell.border = Border(left=line, right=line, top=line, bottom=line)


def set_up_print(sheet: "Worksheet", *, landscape: bool) -> None:
    """One page wide on A4, with a footer that says which page of which sheet it is."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins.left = sheet.page_margins.right = 0.4
    sheet.page_margins.top = sheet.page_margins.bottom = 0.6
    footer = sheet.oddFooter
    if footer is not None:
        footer.left.text = "&A"
        footer.right.text = "&P / &N"


def _cell(sheet: "Worksheet", row: int, column: int) -> "Cell":
    from openpyxl.cell.cell import Cell

    cell = sheet.cell(row=row, column=column)
    if not isinstance(cell, Cell):
        msg = f"cell {row}, {column} is inside a merged one; write to its first cell"
        raise TypeError(msg)
    return cell
