"""The five files that a program can be taken home as: what each is called, what kind it is, and its bytes."""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import assert_never

from service.api.calendar_file import MEDIA_TYPE as ICS
from service.api.calendar_file import CalendarTerms, to_ics
from service.api.workbook import MEDIA_TYPE as XLSX
from service.api.workbook import to_xlsx
from strength.program import Program
from strength.rendering.csv_export import to_csv
from strength.rendering.html import to_html


class ExportFormat(StrEnum):
    """A kind of file; its value is the end of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"
    HTML = "html"
    ICS = "ics"


MEDIA_TYPES: dict[ExportFormat, str] = {
    ExportFormat.CSV: "text/csv; charset=utf-8",
    ExportFormat.XLSX: XLSX,
    ExportFormat.JSON: "application/json",
    ExportFormat.HTML: "text/html; charset=utf-8",
    ExportFormat.ICS: ICS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """A program as a file.

    Attributes:
        content: its bytes.
        media_type: what it is sent as.
        name: what it is called.
    """

    content: bytes
    media_type: str
    name: str


def exported(program: Program, kind: ExportFormat, calendar: CalendarTerms) -> ExportedFile:
    """The program as a file of this kind; the same program and terms give the same bytes.

    Args:
        program: what to write.
        kind: which file.
        calendar: the program's id and, for a calendar, its dates.
    """
    match kind:
        case ExportFormat.CSV:
            content = to_csv(program).encode()
        case ExportFormat.XLSX:
            content = to_xlsx(program)
        case ExportFormat.JSON:
            content = (json.dumps(program.to_json(), ensure_ascii=False, separators=(",", ":")) + "\n").encode()
        case ExportFormat.HTML:
            content = to_html(program).encode()
        case ExportFormat.ICS:
            content = to_ics(program, calendar)
        case _:
            assert_never(kind)
    name = "".join(char for char in calendar.program_id if char.isascii() and (char.isalnum() or char in "-_"))
    return ExportedFile(content=content, media_type=MEDIA_TYPES[kind], name=f"program-{name}.{kind.value}")
