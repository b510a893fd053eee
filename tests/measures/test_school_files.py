"""Files as schools have them, written down as data: what goes in, what is asked, what is shown."""

import datetime as dt
import io
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lp_planner.domain.records.measures import Reading
from lp_planner.interchange.rows.sheets import UnreadableTable
from lp_planner.services.desk.bringing_in import LEAVE, Given, Look, RowState
from lp_planner.services.desk.sorting_rows import TAKE
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings
from lp_planner.services.planning import recording
from tests.cast import AMINA
from tests.factories import make_project, write

FILES = tomllib.loads((Path(__file__).parent / "school_files.toml").read_text("utf-8"))["files"]


def test_no_file_is_written_down_twice() -> None:
    assert len({file["name"] for file in FILES}) == len(FILES) >= 25


@pytest.mark.parametrize("file", FILES, ids=lambda file: file["name"])
def test_a_file_of_a_school_comes_in_as_a_person_expects(
    planner: Workspace, file: Mapping[str, Any]
) -> None:
    desk, project = planner.desk(AMINA), make_project(planner)
    measure = write(
        planner, project, "measure", name=file.get("measure", "Attendance"),
        unit=file.get("unit", "%"), direction="up",
    ).id  # fmt: skip
    given = Given(data=file["text"].encode(file.get("encoding", "utf-8")))
    saved = many_readings.bring_in(desk, project.id, measure, given)
    kept = sorted(
        [reading.taken_on.isoformat(), reading.value, reading.out_of or 0]
        for reading in recording.records_of(desk, project.id, "reading")
        if isinstance(reading, Reading)
    )
    assert kept == file.get("readings", [])
    assert [question.key for question in saved.look.open_questions] == file.get("asks", [])
    assert saved.look.count(RowState.UNREAD) == file.get("unread", 0)


def hide(sheet: Worksheet) -> None:
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True


def filter_out(sheet: Worksheet) -> None:
    sheet.auto_filter.ref = "A1:B4"
    sheet.auto_filter.add_filter_column(1, ["93", "91"])
    sheet.row_dimensions[3].hidden = True


def merge(sheet: Worksheet) -> None:
    sheet.append([dt.date(2025, 9, 29), None])
    sheet.merge_cells("A2:A3")
    sheet.merge_cells("B4:B5")


def write_per_cent_beside(sheet: Worksheet) -> None:
    sheet["B2"].number_format = '0.0"%"'


def looked_at(
    planner: Workspace, change: Callable[[Worksheet], None], told: Mapping[str, str] | None = None
) -> Look:
    desk, project = planner.desk(AMINA), make_project(planner)
    measure = write(
        planner, project, "measure", name="Attendance", unit="%", direction="up"
    ).id  # fmt: skip
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Date", "Attendance"], [dt.date(2025, 9, 8), 93], [dt.date(2025, 9, 15), 92],
                [dt.date(2025, 9, 22), 91]):  # fmt: skip
        sheet.append(row)
    change(sheet)
    file = io.BytesIO()
    book.save(file)
    given = Given(data=file.getvalue(), told=told or {})
    return many_readings.look_at(desk, project.id, measure, given)


def states(look: Look) -> list[str]:
    return [row.state.value for row in look.rows]


@pytest.mark.parametrize(
    ("answer", "third"),
    [("", RowState.ASKED), (LEAVE, RowState.LEFT), (TAKE, RowState.NEW)],
)
def test_a_hidden_row_waits_until_somebody_says_what_shall_become_of_it(
    planner: Workspace, answer: str, third: RowState
) -> None:
    look = looked_at(planner, hide, {"hidden": answer} if answer else {})
    assert states(look) == ["new", third.value, "new"]
    assert [q.key for q in look.questions] == ["hidden"]
    assert "“Attendance”" in next(note for note in look.notes if "Hidden" in note)


def test_a_filter_is_named_as_what_hides_a_row(planner: Workspace) -> None:
    look = looked_at(planner, filter_out)
    assert "1 row is hidden by a filter" in look.open_questions[0].sentence


def test_a_day_merged_downwards_is_said_again_and_a_number_is_not(planner: Workspace) -> None:
    look = looked_at(planner, merge)
    assert [row.cells for row in look.rows] == [
        ("2025-09-08", "93"), ("2025-09-08", "92"), ("2025-09-22", "91"), ("2025-09-29", ""),
    ]  # fmt: skip


def test_a_format_that_only_writes_per_cent_beside_a_number_is_no_share(planner: Workspace) -> None:
    look = looked_at(planner, write_per_cent_beside)
    assert look.rows[0].says.endswith("93%")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><table><tr><td>Date</td></tr></table></html>", "web page"),
        (b'<?xml version="1.0"?><Workbook/>', "web page"),
        (b'[{"date": "2025-09-08"}]', "JSON"),
        (b"PK\x03\x04" + b"0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument", ".ods"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "old .xls"),
    ],
)
def test_a_file_of_another_kind_is_named_with_what_to_do(
    planner: Workspace, data: bytes, words: str
) -> None:
    project = make_project(planner)
    id_ = write(planner, project, "measure", name="Attendance", unit="%", direction="up").id
    with pytest.raises(UnreadableTable, match=words):
        many_readings.look_at(planner.desk(AMINA), project.id, id_, Given(data=data))


def test_columns_with_one_name_are_told_apart_in_the_question(planner: Workspace) -> None:
    project = make_project(planner)
    id_ = write(planner, project, "measure", name="Score", unit="points", direction="up").id
    given = Given(text="Date,Score,Score\n08/09/2025,1,2\n15/09/2025,3,4")
    look = many_readings.look_at(planner.desk(AMINA), project.id, id_, given)
    answers = list(look.open_questions[0].answers.values())
    assert len(set(answers)) == len(answers)
