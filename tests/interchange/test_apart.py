"""A reader that takes too much, falls over or answers nonsense ends in one sentence, and alone."""

import datetime as dt
import io
import os
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange import apart as room
from lp_planner.interchange.apart import TOO_MUCH, apart
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.inspecting import Inspected, inspect
from lp_planner.interchange.plan_workbook import (
    TOO_LARGE_INSIDE,
    PlanAsRead,
    SheetLayout,
    SheetRow,
    UnreadableWorkbook,
    read_plan_workbook,
)
from lp_planner.interchange.rows.sheets import (
    TOO_MUCH_INSIDE,
    TableRow,
    UnreadableTable,
    file_sheets,
    pasted_sheets,
)
from lp_planner.interchange.spelling import read_back, spelled
from lp_planner.interchange.text_in_files import texts_inside
from tests.interchange.child_work import (
    Found,
    falls_over,
    gives_it_back,
    goes_on,
    has_a_fault,
    refuses,
    refuses_an_answer,
    says_something_first,
    wants_all_memory,
    writes_a_file,
)
from tests.interchange.hostile import excel, pdf, photo, with_parts, word

on_unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows sets no limits")


@on_unix
@pytest.mark.parametrize("work", [goes_on, wants_all_memory, falls_over, has_a_fault])
def test_whatever_a_reader_does_the_answer_is_one_sentence(work: Callable[[bytes], object]) -> None:
    with pytest.raises(BadFile) as refused:
        apart(work, BadFile, seconds=1)(b"anything")
    assert refused.value.message == TOO_MUCH


@on_unix
def test_a_reader_writes_no_file(tmp_path: Path) -> None:
    with pytest.raises(BadFile):
        apart(writes_a_file, BadFile)(str(tmp_path / "a").encode())
    assert not (tmp_path / "a").exists() or not (tmp_path / "a").read_bytes()


def test_what_a_file_says_does_not_reach_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(BadFile):
        apart(has_a_fault, BadFile)(b"Tyler Jones")
    assert "RuntimeError" in caplog.text
    assert "Tyler" not in caplog.text


@pytest.mark.parametrize("work", [refuses, refuses_an_answer])
def test_a_refusal_comes_through_with_its_sentence(work: Callable[[bytes], object]) -> None:
    with pytest.raises(UnreadableTable, match="has no rows"):
        apart(work, UnreadableTable)(b"It has no rows.")


def test_what_is_found_comes_back_as_it_was_from_another_process() -> None:
    assert apart(gives_it_back, BadFile, holds=(Found,))(b"\x00\xff") == gives_it_back(b"\x00\xff")
    assert apart(says_something_first, BadFile)(b"x") != os.getpid()


def test_only_what_somebody_named_is_made_of_an_answer() -> None:
    told = spelled(Found("x"))
    assert read_back(told, (Found,)) == Found("x")
    for answer in (told, ["Path", "/etc/passwd"], ["class", "Path", "/etc"], ["table", "a"]):
        with pytest.raises((ValueError, TypeError)):
            read_back(answer, (TableRow,))
    with pytest.raises(TypeError):
        spelled(object())


def test_every_reader_of_files_works_in_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []

    def nothing(question: bytes, _seconds: int) -> bytes:
        asked.append(question)
        return b""

    monkeypatch.setattr(room, "_told", nothing)
    for read, refusal in (
        (lambda: inspect(photo(), "a.jpg"), BadFile),
        (lambda: file_sheets(b"2026-01-05,4"), UnreadableTable),
        (lambda: read_plan_workbook(excel(), ()), UnreadableWorkbook),
    ):
        with pytest.raises(refusal) as why:
            read()
        assert isinstance(why.value, PlannerError)
        assert why.value.message == TOO_MUCH
    assert texts_inside(pdf(), "application/pdf") == ""
    assert len(asked) == 4


def test_ordinary_files_come_through_the_other_process_unharmed() -> None:
    minutes = word()
    kept = inspect(minutes, "minutes.docx")
    assert isinstance(kept, Inspected)
    assert kept.data == minutes
    assert file_sheets(b"2026-01-05;4,5\n")[0].rows == (TableRow(1, ("2026-01-05", "4,5")),)
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (["Ref"], ["plan.risk", "what"], ["R1", dt.datetime(2026, 1, 5)]):  # noqa: DTZ001
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    layout = SheetLayout("plan.risk", "Risks", {"plan.risk", "what"})
    day = dt.datetime(2026, 1, 5)  # noqa: DTZ001 - a cell has no time zone
    found = SheetRow("Sheet", "plan.risk", 3, "R1", {"what": day})
    assert read_plan_workbook(out.getvalue(), [layout]) == PlanAsRead((found,), ())
    assert file_sheets(out.getvalue())[0].rows[-1] == TableRow(3, ("R1", day))


FAR = '<row r="%d"><c r="XFD%d"><v>1</v></c></row>'


def with_sheet(rows: str, size: str = "A1") -> bytes:
    """A workbook whose sheet holds these rows and says it has this size."""
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    text = f'<worksheet {space}><dimension ref="{size}"/><sheetData>{rows}</sheetData></worksheet>'
    return with_parts(excel(), {"xl/worksheets/sheet1.xml": text})


def small_files_of_empty_cells() -> dict[str, bytes]:
    """Some kilobytes that stand for millions of cells, rows or elements."""
    return {
        "cells at the far end": with_sheet("".join(FAR % (n, n) for n in range(1, 400))),
        "a row beyond the end": with_sheet('<row r="99999999"><c r="A99999999"/></row>'),
        "empty rows": with_sheet('<row><c t="s"/></row>' * 200_000),
        "rows in rows": with_sheet("<row>" * 500 + "</row>" * 500),
    }


@pytest.mark.parametrize("data", small_files_of_empty_cells().values())
def test_a_small_file_of_empty_cells_is_not_counted_as_small(data: bytes) -> None:
    assert len(data) < 200_000
    with pytest.raises(UnreadableTable) as refused:
        file_sheets(data)
    assert refused.value.message == TOO_MUCH_INSIDE
    with pytest.raises(UnreadableWorkbook) as no_plan:
        read_plan_workbook(data, [SheetLayout("plan.risk", "Risks", ("plan.risk",))])
    assert no_plan.value.message == TOO_LARGE_INSIDE


def test_the_size_that_a_sheet_says_it_has_is_not_believed() -> None:
    data = with_sheet('<row r="1"><c r="A1"><v>4</v></c></row>', size="A1:XFD1048576")
    assert file_sheets(data)[0].rows == (TableRow(1, (4,)),)


def test_a_pasted_cell_or_table_that_is_too_long_is_a_sentence() -> None:
    with pytest.raises(UnreadableTable):
        pasted_sheets('"' + "x" * 200_000 + '",1')
    with pytest.raises(UnreadableTable, match="larger than 5 MB"):
        pasted_sheets("1,2\n" * 2_000_000)


def test_a_plain_zip_is_no_table() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a", "b")
    with pytest.raises(UnreadableTable):
        file_sheets(out.getvalue())
