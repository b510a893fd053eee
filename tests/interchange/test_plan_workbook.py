"""A workbook from anywhere: rows, or one sentence; a cell: an answer, or one sentence."""

import datetime as dt
import io
import random
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.domain.planning.pathway import Term, Vocabulary
from lp_planner.domain.records.fields import FieldKind
from lp_planner.interchange.plan_cells import (
    LEFT_EMPTY,
    BrokenCell,
    CellRefused,
    choice_words,
    understood,
)
from lp_planner.interchange.plan_workbook import (
    LOCKED,
    NO_SHEET,
    NOT_A_WORKBOOK,
    TOO_LARGE_INSIDE,
    TOO_MANY_ROWS,
    WITH_MACROS,
    PlanAsRead,
    SheetLayout,
    UnreadableWorkbook,
    plan_in_workbook,
    read_plan_workbook,
)

RISKS = SheetLayout("plan.risk", "Risks", {"plan.risk", "what", "owner"})
HEADINGS = ["Ref", "What could go wrong?", "Who keeps an eye on it?"]
NAMES = ["plan.risk", "what", "owner"]
gently = settings(max_examples=100, deadline=None, derandomize=True)


def workbook(*rows: Sequence[object], title: str = "Risks") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = title  # type: ignore[union-attr]
    for row in rows:
        book.active.append(list(row))  # type: ignore[union-attr]
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def read(data: bytes) -> PlanAsRead:
    """As the child process reads it; what goes round its counting is looked at in test_apart."""
    return plan_in_workbook(data, [RISKS], {"Read me"})


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableWorkbook) as refused:
        read(data)
    return refused.value.message


def repacked(data: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """The workbook with every part passed through ``change`` and some parts added."""
    content = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, part in more.items():
            new.writestr(name, part)
    return content.getvalue()


GOOD = workbook(HEADINGS, NAMES, ["R1", "Nobody comes", "Amina"])


def test_a_file_that_is_too_large_is_not_opened_at_all() -> None:
    with pytest.raises(UnreadableWorkbook, match="up to 10 MB"):
        read_plan_workbook(bytes(10 * 1024 * 1024 + 1), [RISKS])


# What is read.


def test_rows_say_where_they_stand_and_leave_out_what_is_empty() -> None:
    found = read(workbook(HEADINGS, NAMES, ["R1", "Rain", None], [], [None, " ", "Amina"]))
    assert [(row.sheet, row.key, row.number, row.ref, row.values) for row in found.rows] == [
        ("Risks", "plan.risk", 3, "R1", {"what": "Rain"}),
        ("Risks", "plan.risk", 5, "", {"owner": "Amina"}),
    ]
    assert found.notes == ()


def test_a_renamed_sheet_with_moved_columns_and_new_headings_is_still_read() -> None:
    moved = workbook(
        ["Mine", "x", "y"], ["owner", "plan.risk", "what"], ["Ben", "R", "Rain"], title="Sorgen"
    )
    assert read(moved).rows[0].values == {"owner": "Ben", "what": "Rain"}


def test_what_is_not_ours_is_named_and_left_alone() -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(workbook([*HEADINGS, "Notes"], NAMES, ["R1", "Rain", "Ben", "mine"]))
    )
    book.create_sheet("Read me")
    book.create_sheet("Ideas")
    found = read(saved(book))
    assert found.rows[0].values == {"what": "Rain", "owner": "Ben"}
    assert found.notes == (
        "On the sheet “Risks”, column D was not read.",
        "The sheet “Ideas” is not one of ours and was not read.",
    )


def test_texts_are_unescaped_the_way_excel_writes_them() -> None:
    def as_excel_writes(name: str, part: bytes) -> bytes:
        return part.replace(b"Nobody comes", b"a_x000D_\nb _x005F_x0041_ &amp; x005F_")

    escaped = repacked(with_a_table_of_texts(), as_excel_writes)
    assert read(escaped).rows[0].values["what"] == "a\r\nb _x0041_ & x005F_"


def with_a_table_of_texts() -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("Risks")
    for number, row in enumerate([HEADINGS, NAMES, ["R1", "Nobody comes", "Amina"]]):
        sheet.write_row(number, 0, row)
    book.close()
    return content.getvalue()


def test_an_error_and_a_percentage_are_seen_as_such() -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    sheet = book["Risks"]
    sheet["B3"] = "#REF!"
    sheet["C3"] = 0.45
    sheet["C3"].number_format = "0%"
    assert read(saved(book)).rows[0].values == {"what": BrokenCell("#REF!"), "owner": "45%"}


def test_a_sheet_that_was_formatted_to_its_last_row_is_read_all_the_same() -> None:
    book = openpyxl.load_workbook(io.BytesIO(GOOD))
    book["Risks"].cell(1_048_576, 1).number_format = "0.0"
    assert [row.number for row in read(saved(book)).rows] == [3]


# What is refused.


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", NOT_A_WORKBOOK),
        (b"Ref,What\nR1,Rain\n", NOT_A_WORKBOOK),
        (b"PK\x03\x04 and then nothing", NOT_A_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), LOCKED),
        (workbook(["Just", "a", "list"], title="Mine"), NO_SHEET),
        (workbook(HEADINGS, NAMES, *[["", "Rain", ""]] * 5_001), TOO_MANY_ROWS),
        (repacked(GOOD, lambda _, part: part, **{"xl/vbaProject.bin": b"Sub"}), WITH_MACROS),
        (
            repacked(GOOD, lambda _, part: part.replace(b"sheet.main", b"macroEnabled.main")),
            WITH_MACROS,
        ),
        (
            repacked(GOOD, lambda _, part: part.replace(b"<sheetData", b"<!DOCTYPE a><sheetData")),
            NOT_A_WORKBOOK,
        ),
        (repacked(GOOD, lambda name, part: b"" if "sheet1" in name else part), NOT_A_WORKBOOK),
        (repacked(GOOD, lambda _, part: part, bomb=bytes(61 * 1024 * 1024)), TOO_LARGE_INSIDE),
    ],
    ids=[
        "empty", "csv", "cut short", "locked", "another list", "too many rows",
        "macros", "macro type", "doctype", "no sheet inside", "bomb",
    ],
)  # fmt: skip
def test_a_file_that_is_no_plan_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    assert refusal(data) == sentence


def test_a_part_that_unpacks_to_more_than_it_claims_is_refused() -> None:
    bomb = repacked(GOOD, lambda _, part: part, bomb=bytes(3_000_000))
    assert bomb.count((3_000_000).to_bytes(4, "little")) == 2
    lie = bomb.replace((3_000_000).to_bytes(4, "little"), (30).to_bytes(4, "little"))
    assert refusal(lie) == TOO_LARGE_INSIDE


def test_a_part_with_a_password_is_refused() -> None:
    central = GOOD.index(b"PK\x01\x02")
    locked = bytearray(GOOD)
    locked[central + 8] |= 1
    assert refusal(bytes(locked)) == LOCKED


@pytest.mark.parametrize(
    "rows",
    [
        [HEADINGS, ["R1", "Rain", "Ben"]],
        [HEADINGS, ["R1", "Rain", "Ben"], NAMES],
        [HEADINGS, ["plan.risk", "what", "what"]],
    ],
    ids=["lost", "moved", "twice"],
)
def test_a_sheet_whose_hidden_row_is_gone_is_never_guessed_at(rows: list[list[str]]) -> None:
    sentence = refusal(workbook(*rows))
    assert "hidden second row" in sentence
    assert "“Risks”" in sentence


@gently
@given(data=st.binary(max_size=400))
def test_no_bytes_end_in_anything_but_a_sentence(data: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"PK\x05\x06"):
        assert refusal(start + data) in {NOT_A_WORKBOOK, LOCKED}


@gently
@given(seed=st.integers(0, 10**9), hits=st.integers(1, 8))
def test_a_damaged_workbook_is_read_or_refused_in_a_sentence(seed: int, hits: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - damage, not secrets

    def damaged(_: str, part: bytes) -> bytes:
        bent = bytearray(part)
        for _hit in range(hits):
            bent[dice.randrange(len(bent))] = dice.choice(b'<>/"= 019Aa\x00\xff')
        return bytes(bent)

    raw = bytearray(GOOD)
    for _ in range(hits):
        raw[dice.randrange(len(raw))] = dice.randrange(256)
    for data in (bytes(raw), repacked(GOOD, damaged), GOOD[: dice.randrange(len(GOOD))]):
        with suppress(UnreadableWorkbook):
            assert all(row.key == "plan.risk" for row in read(data).rows)


# What a cell answers.


def term(key: str, label: str) -> Term:
    return Term(key=key, label=label, source="Our design")


ANSWERS = choice_words(
    Vocabulary(
        key="v", name="V", source="s", terms=(term("not_now", "Don’t start"), term("go", "Go on"))
    )
)
DAY = dt.date(2025, 11, 5)


@pytest.mark.parametrize(
    ("kind", "cell", "answer"),
    [
        (FieldKind.LINE, "  kept ", "kept"),
        (FieldKind.LINE, 12.0, "12"),
        (FieldKind.LINE, 1.1, "1.1"),
        (FieldKind.LINE, True, "Yes"),
        (FieldKind.PROSE, dt.datetime(2025, 11, 5), "2025-11-05"),  # noqa: DTZ001 - as cells are
        (FieldKind.PROSE, dt.datetime(2025, 11, 5, 9, 5), "2025-11-05 09:05"),  # noqa: DTZ001
        (FieldKind.DAY, dt.datetime(2025, 11, 5, 9, 5), DAY),  # noqa: DTZ001
        (FieldKind.DAY, "2025-11-05", DAY),
        (FieldKind.DAY, "5/11/2025", DAY),
        (FieldKind.DAY, "05.11.2025", DAY),
        (FieldKind.DAY, "5  November 2025", DAY),
        (FieldKind.DAY, "5 Nov 2025", DAY),
        (FieldKind.WHOLE, "1,250", 1250),
        (FieldKind.NUMBER, " -2.5 ", -2.5),
        (FieldKind.SCALE, 4, 4),
        (FieldKind.SCALE, "Don’t know yet", None),
        (FieldKind.YES_NO, "YES", True),
        (FieldKind.YES_NO, "n", False),
        (FieldKind.YES_NO, False, False),
        (FieldKind.YES_NO, 1, True),
        (FieldKind.CHOICE, " don't  START", "not_now"),
        (FieldKind.CHOICE, "Not_Now", "not_now"),
        (FieldKind.CHOICE, LEFT_EMPTY, ""),
        (FieldKind.LINK, 7, "7"),
        (FieldKind.LINKS, "ING1; ING2,\nING3", ("ING1", "ING2", "ING3")),
    ],
)
def test_an_answer_may_be_written_in_several_ways(
    kind: FieldKind, cell: object, answer: object
) -> None:
    assert understood(kind, "Here", cell, ANSWERS) == answer


def test_standards_are_known_whatever_their_case() -> None:
    known = {"lp5": "LP5", "lp6": "LP6"}
    assert understood(FieldKind.STANDARDS, "Here", "lp5, LP6 ;LP11", known) == (
        "LP5",
        "LP6",
        "LP11",
    )


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        (FieldKind.DAY, "soon"),
        (FieldKind.DAY, "31/02/2025"),
        (FieldKind.DAY, 45_966),
        (FieldKind.NUMBER, "many"),
        (FieldKind.NUMBER, "nan"),
        (FieldKind.NUMBER, "1,5"),
        (FieldKind.NUMBER, True),
        (FieldKind.WHOLE, 10**400),
        (FieldKind.SCALE, "high"),
        (FieldKind.YES_NO, "perhaps"),
        (FieldKind.CHOICE, "Go"),
        (FieldKind.LINE, BrokenCell("#N/A")),
    ],
)
def test_an_answer_that_is_not_understood_is_told_with_its_column(
    kind: FieldKind, cell: object
) -> None:
    with pytest.raises(CellRefused, match=r"^“Here” .*\.$"):
        understood(kind, "Here", cell, {"go on": "go"})


@gently
@given(
    kind=st.sampled_from(FieldKind),
    cell=st.one_of(
        st.text(),
        st.integers(),
        st.floats(),
        st.booleans(),
        st.dates(),
        st.datetimes(),
        st.times(),
        st.timedeltas(),
    ),
)
def test_no_cell_ends_in_anything_but_an_answer_or_a_sentence(
    kind: FieldKind, cell: object
) -> None:
    with suppress(CellRefused):
        understood(kind, "Here", cell, ANSWERS)
