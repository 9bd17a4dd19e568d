"""What a program is taken home as: five files that say the same, and each is read back by something that is not ours."""

import io
import json
import random
import re
import zipfile
from datetime import date, datetime, time, timedelta
from html.parser import HTMLParser

import openpyxl
import pytest
import vobject
from openpyxl.cell.cell import Cell

from service.api.calendar_file import CalendarTerms, next_monday, to_ics
from service.api.export import ExportFormat, exported
from service.api.workbook import to_xlsx
from strength.catalog import load_catalog
from strength.expansion import expand
from strength.planner import plan
from strength.pool import catalog_pool
from strength.program import Prescription, Program, SetPrescription, Week, Workout
from strength.rendering.csv_export import importable_reps, stored_rpe, to_csv
from strength.request import Experience, Goal, ProgramRequest, Units
from tests.oracles.fitcsv_import import ImportRefused, import_csv
from tests.oracles.spreadsheet import Spreadsheet

_KITS = (
    ("full_gym",), ("barbell", "rack", "bench", "dumbbell"), ("dumbbell", "bench"), ("kettlebell",), (),
    ("resistance_band", "pull_up_bar"),
)  # fmt: skip
_MAXIMA = {"squat": 142.5, "bench": 101.0, "deadlift": 187.5, "press": 63.0}
TERMS = CalendarTerms(program_id="cprogram", start=date(2026, 11, 25))


def made(request: ProgramRequest) -> Program:
    pool = catalog_pool(request, load_catalog().exercises)
    return expand(plan(request, pool), request, pool)


@pytest.fixture(scope="module")
def programs() -> list[Program]:
    """Forty programs, as different as requests allow."""
    chance = random.Random(5)
    found: list[Program] = []
    for number in range(40):
        units = ("kg", "lbs")[number % 2]
        factor = 1.0 if units == "kg" else 2.2
        maxima = {lift: round(load * factor * chance.uniform(0.4, 1.3), 1) for lift, load in _MAXIMA.items()}
        request = ProgramRequest.model_validate(
            {
                "goal": ("strength", "hypertrophy", "powerlifting")[number % 3],
                "frequency": 2 + number % 5,
                "experience": ("beginner", "intermediate", "advanced")[number // 3 % 3],
                "equipment": _KITS[0] if number % 3 == 2 else _KITS[number % len(_KITS)],
                "weeks": 4 + chance.randrange(13),
                "sessionMinutes": chance.choice((30, 45, 60, 90)),
                "units": units,
                "oneRepMaxes": maxima if number % 4 else {},
                "seed": number,
            }
        )
        found.append(made(request))
    return found


@pytest.fixture(scope="module")
def strong() -> Program:
    request = ProgramRequest.model_validate(
        {"goal": "strength", "frequency": 3, "experience": "intermediate", "equipment": ["full_gym"], "weeks": 8,
         "units": "kg", "oneRepMaxes": _MAXIMA, "days": [1, 3, 5]}
    )  # fmt: skip
    return made(request)


def test_what_fitcsv_imports_is_the_program(programs: list[Program]) -> None:
    for program in programs:
        imported = import_csv(to_csv(program))
        expected = [
            (week.week_number, workout.day_number, workout.name, workout)
            for week in program.weeks
            for workout in week.workouts
        ]
        assert [(one.week, one.day, one.name) for one in imported] == [row[:3] for row in expected]
        for (*_, workout), one in zip(expected, imported, strict=True):
            assert [(item.name, item.group) for item in one.exercises] == [
                (item.name, item.group) for item in workout.exercises
            ]
            for theirs, ours in zip(one.exercises, workout.exercises, strict=True):
                assert [(item.number, item.reps, item.weight, item.rpe) for item in theirs.sets] == [
                    (item.set_number, importable_reps(item.reps)[0], item.weight, item.rpe and stored_rpe(item.rpe))
                    for item in ours.sets
                ]
                # what the columns cannot hold is said in the note
                assert all(
                    f"{mine.rpe:g}" in row.notes
                    for row, mine in zip(theirs.sets, ours.sets, strict=True)
                    if mine.rpe is not None and mine.rpe % 1
                )


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("week,day,workout_name,exercise,set\n1,1,A,Squat,1\n", "column reps is missing"),
        ("week,day,workout_name,exercise,set,reps,rir,rpe\n1,1,A,Squat,1,5,,8\n", "rir and rpe"),
        ("week,day,workout_name,exercise,set,reps\n1,1,A,Squat,1,5+\n", "reps is '5\\+'"),
        ("week,day,workout_name,exercise,set,reps\n0,1,A,Squat,1,5\n", "week is '0'"),
        ("week,day,workout_name,exercise,set,reps,rpe\n1,1,A,Squat,1,5,7.5\n", "rpe is '7.5'"),
        ("week,day,workout_name,exercise,set,reps,colour\n1,1,A,Squat,1,5,red\n", "column colour is unknown"),
    ],
)
def test_the_importer_of_these_tests_refuses_what_fitcsv_refuses(text: str, reason: str) -> None:
    with pytest.raises(ImportRefused, match=reason):
        import_csv(text)


def test_the_workbooks_formulas_come_to_the_programs_loads(programs: list[Program], strong: Program) -> None:
    formulas = loads = 0
    for program in [strong, *programs[::8], programs[1], programs[33]]:
        rows, count = _rows_of_workbook(program)
        formulas += count
        assert rows == _rows(program)
        loads += sum(row[5] != "" for row in rows)
    assert formulas > 150
    assert formulas >= 0.99 * loads


def test_another_maximum_in_the_workbook_makes_other_loads(strong: Program) -> None:
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(strong)))
    cell = next(row[1] for row in book["Overview"].iter_rows() if row[0].value == "Back Squat")
    assert cell.value == pytest.approx(142.5, abs=2.5)
    sheet = Spreadsheet(book)
    first = next(row for row in book["Weeks 1-4"].iter_rows(min_row=2) if row[5].value == "Back Squat")
    share = next(s.percent1rm for s in strong.weeks[0].workouts[0].exercises[0].sets if s.percent1rm) / 100
    assert isinstance(cell, Cell)
    cell.value = 200
    assert sheet.value("Weeks 1-4", first[8].coordinate) == 200 * share // 2.5 * 2.5
    cell.value = None
    assert sheet.value("Weeks 1-4", first[8].coordinate) == f"{100 * share:g}%"


def test_the_workbook_is_set_up_to_be_read_and_printed(strong: Program) -> None:
    content = to_xlsx(strong)
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Overview", "Weeks 1-4", "Weeks 5-8"]
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "A2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr is not None
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        assert sheet.column_dimensions["F"].width >= max(len(row[5].value) for row in sheet.iter_rows(min_row=2))
        assert len(sheet.row_breaks.brk) == 3
    assert content == to_xlsx(strong)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {item.date_time[0] for item in archive.infolist()} == {1980}


def test_words_that_look_like_formulas_stay_words() -> None:
    one = SetPrescription(set_number=1, reps="=1+1", weight="@load")
    squat = Prescription(name='=HYPERLINK("http://x")', order=1, sets=(one,))
    week = Week(week_number=1, workouts=(Workout(name="+day", day_number=1, exercises=(squat,)),))
    program = Program(
        name="-cmd", goal=Goal.STRENGTH, experience=Experience.BEGINNER, frequency=1, weeks=(week,), rationale="=1"
    )
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(program)))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {"=1+1", "@load", '=HYPERLINK("http://x")', "+day", "-cmd", "=1"} <= {str(cell.value) for cell in cells}
    assert all(cell.data_type != "f" for cell in cells)


def test_a_calendar_has_every_workout_on_its_weekday_for_as_long_as_it_takes(strong: Program) -> None:
    text = to_ics(strong, CalendarTerms(program_id="cp", start=date(2026, 11, 25), at=time(7, 30))).decode()
    events = list(vobject.readOne(text).vevent_list)
    workouts = [(week, workout) for week in strong.weeks for workout in week.workouts]
    assert len(events) == len(workouts) == 24
    # a Wednesday: the first Monday after it opens, so that no day of the program comes before its first
    assert events[0].dtstart.value == datetime.fromisoformat("2026-11-30T07:30")
    for event, (week, workout) in zip(events, workouts, strict=True):
        begins = event.dtstart.value
        assert begins.isoweekday() == workout.weekday
        assert begins.date() - date(2026, 11, 30) == timedelta(
            days=7 * (week.week_number - 1) + (workout.weekday or 1) - 1
        )
        assert event.duration.value == timedelta(minutes=workout.minutes or 0)
        assert event.summary.value.startswith(workout.name)
    assert len({event.uid.value for event in events}) == 24
    later = vobject.readOne(to_ics(strong, TERMS).decode())
    assert [event.uid.value.partition("-")[2] for event in later.vevent_list] == [
        event.uid.value.partition("-")[2] for event in events
    ]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))


@pytest.mark.parametrize(("today", "monday"), [("2026-11-23", "2026-11-30"), ("2026-11-29", "2026-11-30")])
def test_a_calendar_begins_next_monday_unless_told(today: str, monday: str) -> None:
    assert next_monday(date.fromisoformat(today)) == date.fromisoformat(monday)


def test_a_program_without_weekdays_gets_days_of_rest_between() -> None:
    def workout(day: int) -> Workout:
        return Workout(name=f"Day {day}", day_number=day, exercises=())

    week = Week(week_number=1, workouts=tuple(workout(day) for day in (1, 2, 3)))
    program = Program(name="x", goal=Goal.STRENGTH, experience=Experience.BEGINNER, frequency=3, weeks=(week,))
    events = vobject.readOne(to_ics(program, TERMS).decode()).vevent_list
    assert [event.dtstart.value.isoweekday() for event in events] == [1, 3, 5]


def test_all_five_files_say_the_same(programs: list[Program]) -> None:
    for program in (programs[1], programs[8], programs[14]):
        files = {kind: exported(program, kind, TERMS) for kind in ExportFormat}
        assert {file.name for file in files.values()} == {f"program-cprogram.{kind}" for kind in ExportFormat}
        rows = _rows(program)
        as_json = Program.model_validate(json.loads(files[ExportFormat.JSON].content))
        assert _rows(as_json) == rows
        assert _rows_of_workbook(program)[0] == rows
        assert _rows_of_html(files[ExportFormat.HTML].content.decode()) == [row[2:] for row in rows]
        assert _rows_of_calendar(files[ExportFormat.ICS].content.decode(), program) == rows
        sets = [
            (one.week, one.day, exercise.name, item.reps, item.weight or "")
            for one in import_csv(files[ExportFormat.CSV].content.decode())
            for exercise in one.exercises
            for item in exercise.sets
        ]
        assert sets == [
            (week, day, name, importable_reps(reps)[0], load)
            for week, day, name, count, reps, load, _ in rows
            for _ in range(count)
        ]


def test_the_page_needs_nothing_from_elsewhere(strong: Program) -> None:
    text = exported(strong, ExportFormat.HTML, TERMS).content.decode()
    assert "<script" not in text
    assert not re.search(r"""(?:src|href)=["'](?!#)|https?:|@import|url\(""", text)
    assert "@media print" in text


Row = tuple[int, int, str, int, str, str, str]
"""Week, day, exercise, number of sets, repetitions, load, effort: one run of equal sets."""


def _rows(program: Program) -> list[Row]:
    rows: list[Row] = []
    for week in program.weeks:
        for workout in week.workouts:
            for one in workout.exercises:
                previous = None
                for item in one.sets:
                    figures = (item.reps, item.weight, item.rpe, item.rir, item.rest_seconds)
                    effort = f"RPE {item.rpe:g}" if item.rpe is not None else ""
                    if figures == previous:
                        *head, count, reps, load, text = rows[-1]
                        rows[-1] = (*head, count + 1, reps, load, text)  # type: ignore[assignment]
                    else:
                        rows.append(
                            (week.week_number, workout.day_number, one.name, 1, item.reps, item.weight or "", effort)
                        )
                    previous = figures
    return rows


def _rows_of_workbook(program: Program) -> tuple[list[Row], int]:
    """The rows of the sheets, and how many loads of them are formulas; a day is known by its place in the week."""
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx(program)))
    sheet = Spreadsheet(book)
    unit = (program.units or Units.LBS).value
    rows: list[Row] = []
    formulas = 0
    for name in book.sheetnames[1:]:
        for row in book[name].iter_rows(min_row=2):
            week, day = int(str(row[0].value)), row[2].value
            workouts = program.weeks[week - 1].workouts
            number = next(
                one.day_number
                for one in workouts
                if day == ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[(one.weekday or 1) - 1]
            )
            formulas += row[8].data_type == "f"
            load = sheet.value(name, row[8].coordinate)
            shown = f"{load:g}{unit}" if isinstance(load, int | float) else load or ""
            rows.append((week, number, row[5].value, row[6].value, row[7].value, shown, row[9].value or ""))
    return rows, formulas


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
        if tag == "td":
            self.rows[-1].append("")
        self._in_cell = tag == "td" or (self._in_cell and tag != "tr")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.rows[-1][-1] += data


def _rows_of_html(text: str) -> list[tuple[str, int, str, str, str]]:
    tables = _Tables()
    tables.feed(text[text.index('id="week-1"') :])
    rows: list[tuple[str, int, str, str, str]] = []
    name = ""
    for cells in tables.rows:
        if len(cells) != 6:
            continue
        name = re.sub(r"^\w\) ", "", cells[0]) or name
        count, _, reps = cells[1].partition(" x ")
        rows.append((name, int(count), reps, cells[2], cells[3]))
    return rows


def _rows_of_calendar(text: str, program: Program) -> list[Row]:
    rows: list[Row] = []
    for event in vobject.readOne(text).vevent_list:
        week, day = re.findall(r"\(week (\d+), day (\d+)\)$", event.summary.value)[0]
        for line in event.description.value.splitlines():
            match = re.fullmatch(
                r"(?:\w\) )?(.+): (\d+) x ([^@,]+?)(?: @ ([^,]+))?(?:, (RPE [\d.]+))?(?:, rest .*)?", line
            )
            if match:
                name, count, reps, load, effort = match.groups()
                rows.append((int(week), int(day), name, int(count), reps, load or "", effort or ""))
    return rows
