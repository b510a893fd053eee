"""Readings as schools have them: what goes in, what is asked about, what is never guessed."""

import datetime as dt
import io
from collections.abc import Sequence

import openpyxl
import pytest

from lp_planner.domain.records.bringing_in import BroughtIn
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.measures import PupilScore, Reading, is_share
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.bringing_in import Given, Look, RowsNotSaved, RowState
from lp_planner.services.desk.imports import imports_of, undo_import
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures import many_readings, pupil_rows, pupils, results
from lp_planner.services.planning import recording
from tests.cast import AMINA, BEN
from tests.factories import make_project, write

Row = tuple[str, float, float | None]
Table = tuple[str, Sequence[Sequence[object]]]


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def measure(
    planner: Workspace,
    project: Project,
    unit: str = "%",
    *,
    name: str = "Attendance",
    full_marks: float | None = None,
) -> str:
    return write(
        planner, project, "measure", name=name, unit=unit, direction="up", full_marks=full_marks
    ).id


def kept(planner: Workspace, project: Project) -> list[Row]:
    found = recording.records_of(planner.desk(AMINA), project.id, "reading")
    return sorted(
        (r.taken_on.isoformat(), r.value, r.out_of) for r in found if isinstance(r, Reading)
    )


def given(text: str | bytes, **told: str) -> Given:
    told = {key.replace("__", ":"): answer for key, answer in told.items()}
    if isinstance(text, bytes):
        return Given(data=text, told=told)
    return Given(text=text, told=told)


def look(planner: Workspace, project: Project, id_: str, text: str | bytes, **told: str) -> Look:
    return many_readings.look_at(planner.desk(AMINA), project.id, id_, given(text, **told))


def bring(
    planner: Workspace, project: Project, id_: str, text: str | bytes, **told: str
) -> many_readings.Saved:
    return many_readings.bring_in(planner.desk(AMINA), project.id, id_, given(text, **told))


def book(*sheets: Table, percent: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        if percent:
            sheet[percent].number_format = "0.0%"
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


# What is read without a question: (text, day, value, out of)

READ: dict[str, tuple[str, Row]] = {
    "week beginning with w/b in the cell": (
        "Week,Value\nw/b 08/09/2025,93", ("2025-09-08", 93, None)),
    "weekday before the day": ("Date,Value\nMon 8 Sep 2025,93", ("2025-09-08", 93, None)),
    "weekday in full and an ordinal": (
        "Date\tValue\nMonday, 8th September 2025\t93", ("2025-09-08", 93, None)),
    "excel's serial number": ("Date,Value\n45908,93", ("2025-09-08", 93, None)),
    "iso with time and zone": ("Date,Value\n2025-09-08T09:30:00Z,93", ("2025-09-08", 93, None)),
    "dots between": ("Date;Value\n8.9.25;93", ("2025-09-08", 93, None)),
    "eight figures": ("Date,Value\n20250908,93", ("2025-09-08", 93, None)),
    "month in words first": ('Date,Value\n"September 8, 2025",93', ("2025-09-08", 93, None)),
    "iso week": ("Week,Value\n2025-W37,93", ("2025-09-08", 93, None)),
    "a week of a half-term": ("Week,Value\nAutumn 1 week 2,93", ("2025-09-08", 93, None)),
    "the week first": ("Week,Value\nWk 2 of Aut 1,93", ("2025-09-08", 93, None)),
    "a term by its number": ("Week,Value\nTerm 1 week 2,93", ("2025-09-08", 93, None)),
    "the school's own name": (
        "Period,Value\nEnd of Autumn 1,93", ("2025-10-24", 93, None)),
    "a term with its year": (
        "Week,Value\n2025-26 Autumn 1 week 2,93", ("2025-09-08", 93, None)),
    "per cent in words": ("Date,Value\n08/09/2025,93 per cent", ("2025-09-08", 93, None)),
    "out of in words": ("Date,Present\n08/09/2025,27 out of 30", ("2025-09-08", 27, 30)),
    "possible sessions": (
        "Date,Present,Possible\n08/09/2025,27,30", ("2025-09-08", 27, 30)),
    "a wide sheet": (
        "Date,Year,Class,Attendance %\n08/09/2025,7,7B,93", ("2025-09-08", 93, None)),
    "the measure by its name": (
        "Date,Attendance,Punctuality\n08/09/2025,93,88", ("2025-09-08", 93, None)),
    "headings of two lines": (
        "Week,Attendance\nbeginning,%\n08/09/2025,93", ("2025-09-08", 93, None)),
    "a pipe between": ("Date|Value\n08/09/2025|93", ("2025-09-08", 93, None)),
    "typed with a space": ("08/09/2025 93", ("2025-09-08", 93, None)),
    "quotation mark nobody closed": (
        'Date,Value,Note\n08/09/2025,93,"late bus', ("2025-09-08", 93, None)),
    "line end in a note": (
        'Date,Value,Note\n08/09/2025,93,"wet\nand windy"', ("2025-09-08", 93, None)),
    "totals in words below": (
        "Date,Value\n08/09/2025,93\nMean:,93\nYear to date,93", ("2025-09-08", 93, None)),
    "page lines below": (
        "Date,Value\n08/09/2025,93\nPage 1 of 3,\nSource: our register,",
        ("2025-09-08", 93, None)),
    "headings once more": (
        "Date,Value\n08/09/2025,93\nDate,Value", ("2025-09-08", 93, None)),
    "several title lines": (
        "Oakfield School\nAttendance,\nPrinted on,01/12/2025\n\nDate,Value\n08/09/2025,93",
        ("2025-09-08", 93, None)),
    "no-break spaces": ("Date\u00a0,Value\n08/09/2025\u00a0,93\u00a0%", ("2025-09-08", 93, None)),
    "a decimal comma in tabs": ("Date\tValue\n08/09/2025\t93,45", ("2025-09-08", 93.45, None)),
    "the day not first": ("Value,Date\n93,08/09/2025", ("2025-09-08", 93, None)),
    "days from left to right": (
        "Measure,08/09/2025,15/09/2025,22/09/2025\nAttendance,93,n/a,n/a",
        ("2025-09-08", 93, None)),
    "nothing but dashes": ("Date,Value\n01/09/2025,–\n08/09/2025,93", ("2025-09-08", 93, None)),
    "school closed": ("Date,Value\n01/09/2025,Closed\n08/09/2025,93", ("2025-09-08", 93, None)),
}  # fmt: skip


@pytest.mark.parametrize(("text", "row"), READ.values(), ids=READ.keys())
def test_rows_as_schools_write_them_are_read(
    planner: Workspace, project: Project, text: str, row: Row
) -> None:
    id_ = measure(planner, project)
    assert many_readings.add_pasted(planner.desk(AMINA), project.id, id_, text) == 1
    assert kept(planner, project) == [row]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252",
                                      "mac_roman", "cp850"])  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_file_is_read_in_any_encoding(
    planner: Workspace, project: Project, encoding: str, line_end: str
) -> None:
    id_ = measure(planner, project)
    text = line_end.join(["Date,Value,Note", "08/09/2025,93,Café at noon"])
    assert bring(planner, project, id_, text.encode(encoding)).added == 1
    assert kept(planner, project) == [("2025-09-08", 93.0, None)]
    (found,) = recording.records_of(planner.desk(AMINA), project.id, "reading")
    assert isinstance(found, Reading)
    assert found.note.startswith("Caf")


def test_a_cell_that_its_sheet_shows_in_per_cent_is_read_as_it_is_shown(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    data = book(("Data", [["Date", "Value"], [dt.date(2025, 9, 8), 0.934]]), percent="B2")
    assert bring(planner, project, id_, data).added == 1
    assert kept(planner, project) == [("2025-09-08", 93.4, None)]


# What is asked, never guessed

ASKED: dict[str, tuple[str, str, str, str]] = {
    "which of two columns": (
        "%", "Date,Punctuality,Lateness\n08/09/2025,93,88", "column:value", "Which column"),
    "shares of one": ("%", "Date,Value\n08/09/2025,0.934", "unit", "shares of one"),
    "percentages of marks": ("marks", "Date,Value\n08/09/2025,93%", "unit", "percentages"),
    "counts out of nothing": ("%", "Date,Count\n08/09/2025,27", "unit", "out of how many"),
    "month first": ("%", "Date,Value\n09/15/2025,93\n09/08/2025,92", "order", "month first"),
    "no year": ("%", "Date,Value\n8 Sep,93", "year", "year"),
    "a whole month": ("%", "Month,Value\nSeptember 2025,93", "part", "stretch of time"),
    "a whole half-term": ("%", "Term,Value\nAutumn 1,93", "part", "stretch of time"),
    "still to come": ("%", "Date,Value\n08/09/2026,93", "ahead", "still to come"),
    "long ago": ("%", "Date,Value\n08/09/2005,93", "long_ago", "years ago"),
    "above a hundred": ("%", "Date,Value\n08/09/2025,134", "scale", "outside"),
    "below nought": ("per cent", "Date,Value\n08/09/2025,-4", "scale", "outside"),
    "two of one day": (
        "%", "Date,Class,Value\n08/09/2025,7A,93\n08/09/2025,7B,91", "same_day", "more than one"),
    "a gap": (
        "%", "Date,Value\n" + "".join(f"{d}/06/2025,93\n" for d in (2, 9, 16, 23, 30))
        + "03/11/2025,94", "gap", "no reading between"),
}  # fmt: skip


@pytest.mark.parametrize(("unit", "text", "key", "words"), ASKED.values(), ids=ASKED.keys())
def test_what_only_a_person_knows_is_asked_and_not_saved(
    planner: Workspace, project: Project, unit: str, text: str, key: str, words: str
) -> None:
    id_ = measure(planner, project, unit)
    seen = look(planner, project, id_, text)
    question = next(q for q in seen.open_questions if q.key == key)
    assert words in question.sentence
    assert seen.count(RowState.ASKED)
    with pytest.raises(RowsNotSaved):
        many_readings.add_pasted(planner.desk(AMINA), project.id, id_, text)
    assert kept(planner, project) == []
    told = {key.replace(":", "__"): next(iter(question.answers))}
    assert not look(planner, project, id_, text, **told).open_questions
    assert bring(planner, project, id_, text, **told).added


@pytest.mark.parametrize(
    ("text", "told", "rows"),
    [
        ("Date,Value\n08/09/2025,0.934", {"unit": "hundred"}, [("2025-09-08", 93.4, None)]),
        ("Date,Value\n09/15/2025,93", {"order": "month"}, [("2025-09-15", 93, None)]),
        ("Date,Value\n8 Sep,93", {"year": "2024"}, [("2024-09-08", 93, None)]),
        ("Term,Value\nAutumn 1,93", {"part": "last"}, [("2025-10-24", 93, None)]),
        ("Month,Value\nSep-25,93", {"part": "first"}, [("2025-09-01", 93, None)]),
        (
            "Date,Class,Present,Possible\n08/09/2025,7A,27,30\n08/09/2025,7B,25,30",
            {"same_day": "together"},
            [("2025-09-08", 52, 60)],
        ),
        (
            "Date,Class,Value\n08/09/2025,7A,93\n08/09/2025,7B,91",
            {"same_day": "each"},
            [("2025-09-08", 91, None), ("2025-09-08", 93, None)],
        ),
        (
            "Date,Value\n08/09/2025,93\n08/09/2026,94",
            {"ahead": "leave"},
            [("2025-09-08", 93, None)],
        ),
    ],
)
def test_an_answer_is_what_is_done(
    planner: Workspace, project: Project, text: str, told: dict[str, str], rows: list[Row]
) -> None:
    bring(planner, project, measure(planner, project), text, **told)
    assert kept(planner, project) == rows


# Good rows go in, the others are listed and mended in place


def test_good_rows_go_in_and_the_others_are_listed_to_be_mended(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    text = "Date,Value\n08/09/2025,93\nsoon,92\n22/09/2025,many\nAverage,93"
    saved = bring(planner, project, id_, text)
    assert saved.added == 1
    assert [(t.row, "soon" in t.sentence or "many" in t.sentence) for t in saved.look.troubles] == [
        (3, True), (4, True),
    ]  # fmt: skip
    mended = {"cell:3:0": "15/09/2025", "cell:4:1": "91"}
    again = many_readings.bring_in(
        planner.desk(AMINA), project.id, id_, Given(text=text, told=mended)
    )
    assert again.added == 2
    assert [value for _, value, _ in kept(planner, project)] == [93, 92, 91]


def test_left_over_columns_and_lines_are_told(planner: Workspace, project: Project) -> None:
    text = "Title,\nDate,Value,Weather\n08/09/2025,93,wet\nAverage,93,\n22/09/2025,N/A,"
    seen = look(planner, project, measure(planner, project), text)
    assert seen.notes == ("Not read: “Weather”.",)
    assert [(r.number, r.state) for r in seen.rows] == [
        (1, RowState.LEFT), (3, RowState.NEW), (4, RowState.LEFT), (5, RowState.LEFT),
    ]  # fmt: skip
    assert all(r.because for r in seen.rows if r.state is RowState.LEFT)


def test_every_sheet_can_be_chosen(planner: Workspace, project: Project) -> None:
    id_ = measure(planner, project)
    one: Table = ("Maths", [["Date", "Value"], ["08/09/2025", 93]])
    other: Table = ("English", [["Date", "Value"], ["08/09/2025", 81]])
    data = book(("Read me", [["How to use this file"]]), one, other)
    assert {q.key for q in look(planner, project, id_, data).open_questions} == {"sheet"}
    assert bring(planner, project, id_, data).added == 0
    assert bring(planner, project, id_, data, sheet="English").added == 1
    assert kept(planner, project) == [("2025-09-08", 81, None)]


# The next weekly file


def test_what_a_column_means_is_remembered_for_the_next_file(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project, name="On time")
    first = "Date,Punctuality,Lateness\n08/09/2025,93,7"
    bring(planner, project, id_, first, column__value="2")
    assert bring(planner, project, id_, f"{first}\n15/09/2025,92,8").added == 1
    assert kept(planner, project) == [("2025-09-08", 7, None), ("2025-09-15", 8, None)]


def test_the_same_file_twice_changes_nothing_and_the_next_export_adds_what_is_new(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    text = "Date,Value\n08/09/2025,93\n15/09/2025,92"
    assert bring(planner, project, id_, text).added == 2
    again = bring(planner, project, id_, text)
    assert (again.added, again.changed, again.import_id) == (0, 0, "")
    assert again.look.count(RowState.HERE) == 2
    assert bring(planner, project, id_, f"{text}\n22/09/2025,94").added == 1
    assert len(kept(planner, project)) == 3


def test_classes_taken_together_are_here_already_the_second_time(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    text = "Date,Class,Value\n08/09/2025,7A,93\n08/09/2025,7B,91"
    assert bring(planner, project, id_, text, same_day="together").added == 1
    assert bring(planner, project, id_, text).added == 0
    assert kept(planner, project) == [("2025-09-08", 92, None)]


def test_a_value_that_changed_is_asked_about_and_then_put_in_place(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    bring(planner, project, id_, "Date,Value\n08/09/2025,93")
    other = "Date,Value\n08/09/2025,94"
    assert {q.key for q in look(planner, project, id_, other).open_questions} == {"changed"}
    assert bring(planner, project, id_, other).changed == 0
    assert bring(planner, project, id_, other, changed="old").changed == 0
    saved = bring(planner, project, id_, other, changed="new")
    assert (saved.added, saved.changed) == (0, 1)
    assert kept(planner, project) == [("2025-09-08", 94, None)]
    undone = undo_import(planner.desk(AMINA), project.id, saved.import_id)
    assert (undone.removed, undone.put_back, undone.stays) == (0, 1, 0)
    assert kept(planner, project) == [("2025-09-08", 93, None)]


# Undo


def test_an_import_is_undone_as_a_whole_but_for_what_somebody_changed_since(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    write(planner, project, "reading", measure_id=id_, taken_on=dt.date(2025, 9, 1), value=90.0)
    text = "Date,Value\n08/09/2025,93\n15/09/2025,92\n22/09/2025,91"
    saved = bring(planner, project, id_, text)
    mine = next(
        r for r in recording.records_of(planner.desk(AMINA), project.id, "reading")
        if isinstance(r, Reading) and r.value == 92
    )  # fmt: skip
    answers = {"measure_id": id_, "taken_on": mine.taken_on, "value": 92.5}
    recording.revise_record(planner.desk(AMINA), "reading", mine.id, answers, version=1)
    undone = undo_import(planner.desk(AMINA), project.id, saved.import_id)
    assert (undone.removed, undone.stays) == (2, 1)
    assert "left as they are: 1" in undone.sentence
    assert [value for _, value, _ in kept(planner, project)] == [90.0, 92.5]
    assert imports_of(planner.desk(AMINA), project.id, "reading") == ()
    with pytest.raises(NotFound):
        undo_import(planner.desk(AMINA), project.id, saved.import_id)
    assert bring(planner, project, id_, text, changed="old", same_day="leave").added == 2


def test_nobody_else_looks_brings_in_or_undoes(planner: Workspace, project: Project) -> None:
    id_ = measure(planner, project)
    saved = bring(planner, project, id_, "Date,Value\n08/09/2025,93")
    desk = planner.desk(BEN)
    rows = Given(text="Date,Value\n15/09/2025,93")
    own = make_project(planner, BEN)
    for call in (
        lambda: many_readings.look_at(desk, project.id, id_, rows),
        lambda: many_readings.bring_in(desk, project.id, id_, rows),
        lambda: many_readings.bring_in(desk, own.id, id_, rows),
        lambda: pupil_rows.look_at_scores(desk, project.id, id_, rows),
        lambda: pupil_rows.bring_in_scores(desk, project.id, id_, rows),
        lambda: imports_of(desk, project.id, "reading"),
        lambda: undo_import(desk, project.id, saved.import_id),
        lambda: undo_import(desk, own.id, saved.import_id),
    ):
        with pytest.raises(NotFound):
            call()
    assert len(kept(planner, project)) == 1


# Pupils' scores

PUPILS: dict[str, tuple[str, list[tuple[float | None, float | None]]]] = {
    "a column of change": ("Name,Before,After,Change\nA,10,12,2\nB,11,15,4", [(10, 12), (11, 15)]),
    "the change first": ("Name,Gain,Pre,Post\nA,2,10,12", [(10, 12)]),
    "stanines after": ("Name,SAS 1,SAS 2,Stanine 2\nA,98,101,5", [(98, 101)]),
    "headings of a school": (
        "Surname,Forename,Reg,SAS Sept,SAS July\nX,J,7B,98,101", [(98, 101)]),
    "absent": ("Name,Before,After\nA,10,Abs\nB,n/a,15\nC,,", [(10, None), (None, 15)]),
    "out of": ("Name,Before,After\nA,10/40,12/40", [(10, 12)]),
    "numbered rows": ("1\t10\t12\n2\t11\t15\n3\t9\t9", [(10, 12), (11, 15), (9, 9)]),
    "an average below": ("Name,Before,After\nA,10,12\nAverage,10,12", [(10, 12)]),
    "decimal commas": ("Name;Before;After\nA;10,5;12,5", [(10.5, 12.5)]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "rows"), PUPILS.values(), ids=PUPILS.keys())
def test_scores_are_read_by_their_headings(
    planner: Workspace,
    project: Project,
    text: str,
    rows: list[tuple[float | None, float | None]],
) -> None:
    id_ = measure(planner, project, "marks")
    assert pupils.keep_pupil_scores(planner.desk(AMINA), project.id, id_, text=text) == len(rows)
    with planner.store.read() as reader:
        found = [(s.before, s.after) for s in reader.find(PupilScore, measure_id=id_)]
    assert sorted(found, key=str) == sorted(rows, key=str)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Name,Autumn,Spring,Summer\nA,98,101,105", "column:before"),
        ("Zoe,1042,98,101\nAli,1043,97,99", "column:before"),
        ("Name,Before,Before,After\nA,98,97,101", "column:before"),
        ("Name,Before,After\nA,98,141", "scale"),
    ],
)
def test_scores_that_could_be_others_are_asked_about(
    planner: Workspace, project: Project, text: str, key: str
) -> None:
    id_ = measure(planner, project, "marks", full_marks=140.0)
    seen = pupil_rows.look_at_scores(planner.desk(AMINA), project.id, id_, Given(text=text))
    assert key in {q.key for q in seen.open_questions}
    with pytest.raises(RowsNotSaved):
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, id_, text=text)
    told = {"column:before": "1", "column:after": "3", "scale": "right"}
    given_ = Given(text=text, told=told if key != "scale" else {"scale": "right"})
    assert pupil_rows.bring_in_scores(planner.desk(AMINA), project.id, id_, given_)


def test_no_name_of_a_pupil_is_in_the_note_of_an_import(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project, "marks")
    text = "Name,Zebedee,Before,After\nOphelia,9,10,12"
    pupils.keep_pupil_scores(planner.desk(AMINA), project.id, id_, text=text)
    with planner.store.read() as reader:
        noted = str(reader.find(BroughtIn, project_id=project.id))
    assert "Before" in noted
    assert "Zebedee" not in noted
    assert "Ophelia" not in noted


def test_the_same_scores_twice_change_nothing(planner: Workspace, project: Project) -> None:
    id_ = measure(planner, project, "marks")
    for _ in range(2):
        pupils.keep_pupil_scores(planner.desk(AMINA), project.id, id_, text="A\t10\t12\nB\t11\t15")
    with planner.store.read() as reader:
        assert {s.version for s in reader.find(PupilScore, measure_id=id_)} == {1}
        assert len(reader.find(BroughtIn, project_id=project.id)) == 1


# What is read from readings that came in


def test_a_share_in_words_is_a_share(planner: Workspace, project: Project) -> None:
    for unit, is_one in (
        ("%", True), ("% of pupils", True), ("per cent", True), ("Percent of lessons", True),
        ("percentage", True), ("pct", True), ("percentage points", False), ("marks", False),
        ("percentile", False), ("", False),
    ):  # fmt: skip
        assert is_share(unit) is is_one
    id_ = measure(planner, project, "per cent of pupils")
    bring(planner, project, id_, "Date,Value\n08/09/2025,27 of 30\n15/09/2025,27 of 30")
    found = results.measure_result(planner.desk(AMINA), project.id, id_)
    assert "90" in found.over_time.title
    refused = look(planner, project, id_, "Date,Value\n22/09/2025,37 of 30")
    assert "cannot be counted out of 30" in refused.troubles[0].sentence


def test_limits_of_a_share_are_drawn_within_what_a_share_can_be(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    values = [97, 99, 96, 98, 100, 95, 99, 97, 98, 100, 94, 99, 96, 98]
    start = dt.date(2025, 6, 2)
    rows = [f"{start + dt.timedelta(weeks=n)},{value}" for n, value in enumerate(values)]
    bring(planner, project, id_, "Date,Value\n" + "\n".join(rows))
    series = results.measure_result(planner.desk(AMINA), project.id, id_).series
    assert [s.upper for s in series.lines.stretches] == [100.0]


@pytest.mark.parametrize(
    ("values", "lowest"),
    [
        ([1, 4, 0, 6, 2, 0, 5, 1, 7, 0, 3, 1, 6, 2], 0.0),
        ([1.5, 4, 0, 6, 2, 0, 5, 1, 7, 0, 3, 1, 6, 2], None),
        ([1, 4, -1, 6, 2, 0, 5, 1, 7, 0, 3, 1, 6, 2], None),
    ],
    ids=["counted", "measured", "below nought"],
)
def test_limits_of_what_is_counted_do_not_lie_below_nought(
    planner: Workspace, project: Project, values: list[float], lowest: float | None
) -> None:
    id_ = measure(planner, project, unit="incidents")
    start = dt.date(2025, 6, 2)
    rows = [f"{start + dt.timedelta(weeks=n)},{value}" for n, value in enumerate(values)]
    bring(planner, project, id_, "Date,Value\n" + "\n".join(rows))
    (stretch,) = results.measure_result(planner.desk(AMINA), project.id, id_).series.lines.stretches
    assert stretch.lower is not None
    assert stretch.lower == lowest if lowest is not None else stretch.lower < 0


def test_two_readings_a_day_and_a_gap_are_said_below_the_chart(
    planner: Workspace, project: Project
) -> None:
    id_ = measure(planner, project)
    days = [dt.date(2025, 5, 5) + dt.timedelta(weeks=n // 2) for n in range(10)]
    days.append(dt.date(2025, 9, 8))
    rows = [f"{day},{90 + n}" for n, day in enumerate(days)]
    bring(planner, project, id_, "Date,Value\n" + "\n".join(rows), same_day="each", gap="right")
    words = results.measure_result(planner.desk(AMINA), project.id, id_).over_time.how_to_read
    assert "5 dates have more than one reading" in words
    assert "Where the line is broken there was a long time without readings." in words
