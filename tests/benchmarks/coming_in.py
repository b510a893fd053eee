"""What it takes to bring in a workbook of 10,000 rows, with its preview, beside a bare reader."""

import datetime as dt
import io
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.services.desk.bringing_in import Given
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures.many_readings import look_at
from lp_planner.storage.registry import open_store
from tests.benchmarks.files import spent
from tests.cast import AMINA, THEN, move_in
from tests.factories import make_project, write

ROWS = 10_000
MOST_SECONDS = 2.0
BARE = """
import sys, openpyxl
book = openpyxl.load_workbook(sys.argv[1], read_only=True, data_only=True)
rows = [row for row in book.active.iter_rows(values_only=True)]
"""


def workbook() -> bytes:
    """A day, a percentage and a number of pupils in each row."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content)
    sheet = book.add_worksheet()
    share = book.add_format({"num_format": "0.0%"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Date", "Attendance", "Pupils"])
    for row in range(1, ROWS + 1):
        when = dt.datetime(2000, 1, 3, tzinfo=dt.UTC) + dt.timedelta(days=row % 9000)
        sheet.write_datetime(row, 0, when.replace(tzinfo=None), day)
        sheet.write_number(row, 1, 0.9 + row % 99 / 1000, share)
        sheet.write_number(row, 2, 30)
    book.close()
    return content.getvalue()


def measured() -> dict[str, tuple[float, float]]:
    """Seconds of processor and of the clock, for the bare reader and for a look."""
    data = workbook()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rows.xlsx"
        path.write_bytes(data)
        store = open_store(f"{folder}/planner.duckdb")
        move_in(store)
        desk = Workspace(store=store, library=load_library(ROOT / "data"), clock=lambda: THEN).desk(
            AMINA
        )
        project = make_project(desk.workspace)
        measure = write(desk.workspace, project, "measure", name="Attendance", unit="%")
        return {
            "a bare reader": timed(
                lambda: subprocess.run([sys.executable, "-c", BARE, str(path)], check=True)
            ),
            "read apart and previewed": timed(
                lambda: look_at(desk, project.id, measure.id, Given(data=data))
            ),
        }


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """The least of three: processor time with its children's, and the clock."""
    found = []
    for _ in range(3):
        began = time.monotonic()
        cost = spent(work)
        found.append((cost, time.monotonic() - began))
    return min(cost for cost, _ in found), min(clock for _, clock in found)


def main() -> int:
    """Print both and how many times the one is the other; 1 when a look takes too long."""
    found = measured()
    for what, (cost, clock) in found.items():
        print(f"{f'{ROWS:,} rows, {what}':<60}{cost:>6.2f} s{clock:>8.2f} s by the clock")
    bare, ours = (cost for cost, _ in found.values())
    print(f"{'times the bare reader':<60}{ours / bare:>6.2f}")
    return int(ours > MOST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
