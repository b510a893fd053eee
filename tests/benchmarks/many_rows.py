"""Ten thousand rows looked at before anything is saved."""

import csv
import datetime as dt
import io
from collections.abc import Callable

import openpyxl

from lp_planner.domain.accounts.people import Actor
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from tests.factories import make_project, write

ROWS = 10_000
ROWS_LIMIT = 1.5
START = dt.date(2001, 1, 1)


def rows() -> list[list[object]]:
    """A day, a share of a hundred, a class, a number of people and a note, ten thousand times."""
    body = [
        [START + dt.timedelta(days=n % 9_000), (n * 7) % 100 + 0.5, f"7{'ABCD'[n % 4]}", 28, "dry"]
        for n in range(ROWS)
    ]
    return [["Date", "Attendance", "Class", "Number of pupils", "Note"], *body]


def as_csv() -> bytes:
    """The rows as a school's program writes them."""
    text = io.StringIO()
    csv.writer(text).writerows(
        [cell.strftime("%d/%m/%Y") if isinstance(cell, dt.date) else cell for cell in row]
        for row in rows()
    )
    return text.getvalue().encode()


def as_workbook() -> bytes:
    """The same as a workbook."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Data")
    for row in rows():
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def looked_at(planner: Workspace, actor: Actor, data: bytes) -> Callable[[], object]:
    """What looks at the rows."""
    project = make_project(planner, actor)
    measure = write(planner, project, "measure", actor, name="Attendance", unit="%", direction="up")
    desk = planner.desk(actor)
    return lambda: many_readings.look_at(desk, project.id, measure.id, Given(data=data))


def bare_workbook(data: bytes) -> object:
    """The floor: openpyxl hands over every cell with what its sheet shows it as."""
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return [
        [(cell.value, cell.number_format) for cell in row] for row in book.worksheets[0].iter_rows()
    ]
