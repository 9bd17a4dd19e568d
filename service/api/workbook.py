"""A program as an Excel workbook: an overview with the one-rep maxima, and one sheet for each block of weeks.

Loads are formulas over the maxima, so that a lifter who changes one sees the loads change. The same program always gives
the same bytes: the file carries no time of its making.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from pydantic import ValidationError

from service.api.block_sheet import add_block_sheet
from service.api.overview_sheet import add_overview_sheet
from strength.blueprint import Blueprint, Mesocycle
from strength.catalog import load_catalog
from strength.program import Program, Week
from strength.rendering.implied_maximum import load_rules

if TYPE_CHECKING:
    from openpyxl import Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EPOCH = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The earliest moment that a ZIP archive can name."""
_PROPERTIES = "docProps/core.xml"
_MOST_WEEKS = 4
"""Weeks on a sheet where the program does not say how its blocks are cut (coaching convention: a month)."""


def to_xlsx(program: Program) -> bytes:
    """The program as the bytes of an .xlsx file."""
    # openpyxl costs a tenth of a second that only this export needs
    from openpyxl import Workbook

    book = Workbook()
    # a new workbook brings one empty sheet along
    book.remove(book.worksheets[0])
    rules = load_rules(program, load_catalog())
    maxima = add_overview_sheet(book, program, rules)
    for weeks in blocks(program):
        add_block_sheet(book, program, weeks, maxima)
    return _bytes(book)


def blocks(program: Program) -> Iterator[tuple[Week, ...]]:
    """The program's weeks by mesocycle, in order; by months where its blueprint is missing or does not add up."""
    lengths = [mesocycle.weeks for mesocycle in _mesocycles(program)]
    if sum(lengths) != len(program.weeks):
        lengths = [_MOST_WEEKS] * -(-len(program.weeks) // _MOST_WEEKS)
    start = 0
    for length in lengths:
        yield program.weeks[start : start + length]
        start += length


def _mesocycles(program: Program) -> tuple[Mesocycle, ...]:
    try:
        return Blueprint.model_validate(program.blueprint or {}).mesocycles
    except ValidationError:
        return ()


def _bytes(book: "Workbook") -> bytes:
    """The workbook, written as if at one fixed moment."""
    written = io.BytesIO()
    book.save(written)
    book.properties.created = book.properties.modified = _EPOCH
    out = io.BytesIO()
    with zipfile.ZipFile(written) as made, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as kept:
        for name in made.namelist():
            content = _properties(book) if name == _PROPERTIES else made.read(name)
            kept.writestr(zipfile.ZipInfo(name, date_time=_EPOCH.timetuple()[:6]), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _properties(book: "Workbook") -> bytes:
    from openpyxl.xml.functions import tostring

    # lxml's or the standard library's, whichever is there; both give bytes
    return tostring(book.properties.to_tree())  # pyright: ignore[reportUnknownVariableType]
