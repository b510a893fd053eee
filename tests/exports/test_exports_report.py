"""Every export holds the whole report, survives any text, and says when it is a demonstration."""

import csv
import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from lp_planner.domain.evidence.evidence_lines import PublicWords
from lp_planner.domain.records.reach import Reach
from lp_planner.exports.catalogue import EXPORTS, Export, file_name
from lp_planner.exports.document import evidence_docx
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.pdf_documents import evidence_pdf
from lp_planner.exports.report import (
    EvidenceEntry,
    EvidenceReport,
    MeasureLine,
    PlanColumn,
    StandardSection,
    Table,
    TableColumn,
)
from lp_planner.exports.spreadsheet import csv_cell, evidence_csv, evidence_xlsx
from lp_planner.exports.web_page import index_page

LINE = PublicWords(
    claim="I led a session that changed how lessons start",
    headline="Twilight one",
    kind_name="training session",
    phase_name="Prepare",
    project="Retrieval that sticks",
    happened_on=dt.date(2025, 11, 5),
    reach=Reach.OWN_TEAM,
    reach_name="My own team",
    what_changed="Seven of nine colleagues start with a quiz",
)
ENTRY = EvidenceEntry(
    ref="E1",
    line=LINE,
    details=(("Audience", "Science teachers"), ("Segments", "Recall\nModel")),
)


def coverage(by: str, group: str) -> Table:
    return Table(
        title=f"By {by}",
        caption=f"Pieces of evidence for each standard, by {by}",
        columns=(TableColumn("Standard", 36), TableColumn(group, 14, is_count=True)),
        rows=(("LP1 Communicating", "1"), ("LP2 Coaching", "0")),
        has_row_heads=True,
        picture=f"coverage_by_{by}",
    )


REPORT = EvidenceReport(
    project_title="Retrieval that sticks",
    lead_name="Amira Khan",
    job_title="Teacher of science",
    school_name="Northfield School",
    made_on=dt.date(2026, 7, 14),
    is_demo=False,
    framework_name="SSAT Lead Practitioner standards",
    disclaimer="Not an SSAT document.",
    priority="Pupils remember more",
    plan=(
        PlanColumn("Why?", "The problem", ("Staff: few quizzes", "Pupils: forget")),
        PlanColumn("What?", "The active ingredients", ()),
    ),
    standards=(
        StandardSection("LP1", "Communicating", "Says it clearly.", "My own team", (ENTRY,)),
        StandardSection("LP2", "Coaching", "Helps others grow.", "", ()),
    ),
    coverage=(coverage("phase", "Prepare"), coverage("reach", "My own team")),
    measures=(MeasureLine("Quiz scores", "Pupil outcome", "Too early to tell."),),
)
EMPTY = EvidenceReport(
    project_title="",
    lead_name="",
    job_title="",
    school_name="",
    made_on=dt.date(2026, 7, 14),
    is_demo=False,
    framework_name="",
    disclaimer="",
    priority="",
    plan=(),
    standards=(),
    coverage=(),
    measures=(),
)
HARD_TEXTS = [
    "null \x00, tab \t, bell \x07, vertical \x0b, lone \ud800 and \uffff",
    "emoji \U0001f393 and Welsh ŵ and <b>&amp;</b>",
    "long " * 1000,
    "=1+1",
    "+44 20 7946 0000",
    "-5 points",
    "@SUM(A1:A9)",
    '=HYPERLINK("http://example.org","x")',
    "http://example.org",
    "first line\nsecond line\r\nthird line",
    "'quoted'",
]


def with_text(text: str) -> EvidenceReport:
    said = {"claim": text, "headline": text, "what_changed": text}
    entry = replace(ENTRY, line=LINE.model_copy(update=said), details=(("Audience", text),))
    return replace(
        REPORT,
        project_title=text,
        lead_name=text,
        priority=text,
        standards=(replace(REPORT.standards[0], entries=(entry,)), REPORT.standards[1]),
        plan=(PlanColumn("Why?", "The problem", (text,)),),
        measures=(MeasureLine(text, "Pupil outcome", text),),
    )


def word(report: EvidenceReport) -> WordDocument:
    return Document(io.BytesIO(evidence_docx(report)))


def words_of(document: WordDocument) -> str:
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def book(report: EvidenceReport) -> Workbook:
    return load_workbook(io.BytesIO(evidence_xlsx(report)))


def table(report: EvidenceReport) -> list[list[str]]:
    text = evidence_csv(report).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def header_of(sheet: Worksheet) -> str:
    header = sheet.oddHeader
    return str(header.left.text) if header and header.left else ""


def headings(document: WordDocument, level: int) -> list[str]:
    return [p.text for p in document.paragraphs if p.style and p.style.name == f"Heading {level}"]


def test_the_document_has_real_headings_for_the_plan_and_every_standard() -> None:
    document = word(REPORT)
    assert headings(document, 1) == [
        "The priority",
        "The standards and their evidence",
        "The plan on a page",
        "The evidence",
        "What the measures show",
        "Where the evidence is",
        "What was recorded",
    ]
    assert headings(document, 2) == [
        "LP1 Communicating",
        "By phase",
        "By reach",
    ]
    assert headings(document, 3) == [
        "E1. I led a session that changed how lessons start",
        f"E1. {LINE.headline} · LP1",
    ]


def test_the_document_says_how_much_evidence_each_standard_has() -> None:
    text = words_of(word(REPORT))
    assert "LP1 Communicating: 1 piece of evidence" in text
    assert "No evidence confirmed yet for LP2." in text
    assert "Audience: Science teachers" in text
    assert "Segments: Recall\nModel" in text


def test_every_table_of_the_document_repeats_its_header_and_has_a_caption() -> None:
    for found in word(REPORT).tables:
        assert found.rows[0]._tr.find(".//" + qn("w:tblHeader")) is not None
        assert found._tbl.tblPr.find(qn("w:tblCaption")) is not None


def test_the_document_is_in_british_english_and_knows_its_author() -> None:
    document = word(REPORT)
    languages = [e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))]
    assert languages
    assert set(languages) == {"en-GB"}
    assert document.core_properties.language == "en-GB"
    assert document.core_properties.author == "Amira Khan"
    assert document.core_properties.title == "Retrieval that sticks"


def test_the_footer_counts_the_pages() -> None:
    footer = word(REPORT).sections[0].footer
    codes = [e.text.strip() for e in footer._element.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "Retrieval that sticks · 14 July 2026 · Page 1 of 1" in footer.paragraphs[0].text


def test_the_workbook_has_its_sheets_with_headers_in_view_and_filters() -> None:
    found = book(REPORT)
    assert found.sheetnames == ["Evidence", "By phase", "By reach", "Plan", "Measures", "About"]
    for sheet in found.worksheets:
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref
    rows = list(found["Evidence"].iter_rows(values_only=True))
    assert rows[1][:4] == ("E1", "LP1", "Communicating", LINE.claim)
    assert rows[1][-1] == "Audience: Science teachers\nSegments: Recall\nModel"


def test_counts_in_the_workbook_are_numbers() -> None:
    for sheet, group in (("By phase", "Prepare"), ("By reach", "My own team")):
        rows = list(book(REPORT)[sheet].iter_rows(values_only=True))
        assert rows == [("Standard", group), ("LP1 Communicating", 1), ("LP2 Coaching", 0)]


def test_the_table_has_a_byte_order_mark_and_one_row_for_each_piece() -> None:
    assert evidence_csv(REPORT).startswith(b"\xef\xbb\xbf")
    rows = table(REPORT)
    assert len(rows) == 2
    assert rows[0][0] == "Reference"
    assert rows[1][0] == "E1"


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_any_text_survives_in_the_document(text: str) -> None:
    shown = words_of(word(with_text(text)))
    for piece in ("long long", "emoji \U0001f393 and Welsh ŵ", "=1+1", "second line"):
        if piece in text:
            assert piece in shown
    assert "Claim" not in shown


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_any_text_stays_text_in_the_workbook(text: str) -> None:
    content = evidence_xlsx(with_text(text))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [parts.read(name) for name in parts.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<hyperlink" in sheet for sheet in sheets)
    cell = load_workbook(io.BytesIO(content))["Evidence"]["D2"]
    assert cell.data_type == "s"
    if "\x00" not in text and "\r" not in text:
        assert cell.value == text


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_any_text_survives_in_the_table_without_becoming_a_formula(text: str) -> None:
    cell = table(with_text(text))[1][3]
    assert cell[0] not in "=+-@\t\r"
    if "\x00" not in text:
        assert cell in {text, f"'{text}"}


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@x", "\tx", "\rx", " =1", "\uff1d1"])
def test_what_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert csv_cell(text) == f"'{text}"


def test_ordinary_words_get_no_apostrophe() -> None:
    assert csv_cell("a - b = c") == "a - b = c"
    assert csv_cell("") == ""


def test_a_cell_too_long_for_excel_says_that_it_was_cut() -> None:
    cell = book(with_text("x" * 40_000))["Evidence"]["D2"].value
    assert len(cell) == 32_767
    assert "cut short" in cell


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.key)
def test_an_empty_report_is_still_a_file(export: Export[EvidenceReport]) -> None:
    assert export.make(EMPTY)
    assert export.make(replace(EMPTY, is_demo=True))


def test_a_demonstration_says_so_in_every_export() -> None:
    demo = replace(REPORT, is_demo=True)
    document = word(demo)
    assert DEMO_NOTICE in words_of(document)
    assert DEMO_NOTICE in document.sections[0].header.paragraphs[0].text
    found = book(demo)
    assert any(DEMO_NOTICE in row for row in found["About"].iter_rows(values_only=True))
    assert all(DEMO_NOTICE in header_of(sheet) for sheet in found.worksheets)
    assert all(row[-1] in {"Note", DEMO_NOTICE} for row in table(demo))
    assert DEMO_NOTICE in table(replace(EMPTY, is_demo=True))[1]


def test_a_real_project_never_says_demonstration() -> None:
    assert DEMO_NOTICE not in words_of(word(REPORT))
    assert "Note" not in table(REPORT)[0]


def test_text_that_looks_like_a_workbook_s_own_markup_stays_text() -> None:
    words = "<r><t>Bold</t></r>"
    book = load_workbook(
        io.BytesIO(evidence_xlsx(replace(REPORT, project_title=words))), read_only=True
    )
    shown = {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row}
    assert any(words in text for text in shown)


def test_the_catalogue_names_every_export_once() -> None:
    assert {e.make for e in EXPORTS} == {
        evidence_docx,
        evidence_pdf,
        evidence_xlsx,
        evidence_csv,
    }
    assert len({e.key for e in EXPORTS}) == len({e.file_suffix for e in EXPORTS}) == len(EXPORTS)
    assert all(e.label and "/" in e.mime and e.file_suffix.startswith(".") for e in EXPORTS)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Retrieval that sticks!", "retrieval-that-sticks-evidence-2026-07-14.docx"),
        ("../../etc/passwd", "etc-passwd-evidence-2026-07-14.docx"),
        ("Ysgol Gŵyr: dysgu", "ysgol-gwyr-dysgu-evidence-2026-07-14.docx"),
        ("\U0001f393", "project-evidence-2026-07-14.docx"),
    ],
)
def test_a_file_name_is_safe_everywhere(title: str, expected: str) -> None:
    assert file_name(title, EXPORTS[0], made_on=REPORT.made_on, is_demo=False) == expected


def test_the_file_name_of_a_demonstration_says_so() -> None:
    name = file_name("x" * 300, EXPORTS[3], made_on=REPORT.made_on, is_demo=True)
    assert name.endswith("-evidence-demo-2026-07-14.csv")
    assert len(name) < 120


def test_a_standard_that_is_not_in_view_comes_last_and_is_folded() -> None:
    besides = replace(REPORT.standards[0], key="LP9", title="Negotiating", is_in_view=False)
    report = replace(REPORT, standards=(besides, *REPORT.standards))
    assert "Besides the standards in view: LP9" in headings(word(report), 1)
    assert headings(word(report), 2).index("LP9 Negotiating") > headings(word(report), 2).index(
        "LP1 Communicating"
    )
    page = index_page(report, ())
    folded = page[page.index("<summary>Besides the standards in view: LP9") :]
    assert 'id="LP9"' in folded
    assert 'id="LP1"' not in folded
