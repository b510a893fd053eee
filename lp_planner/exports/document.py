"""The evidence as a Word document: cover, plan on a page, coverage, measures, every standard."""

import datetime as dt
import io
from collections.abc import Mapping

from docx.document import Document as WordDocument
from docx.shared import Pt

from lp_planner.exports import word_parts as word
from lp_planner.exports.document_text import (
    DEMO_NOTICE,
    NO_EVIDENCE,
    as_label,
    claim_line,
    clean_xml,
    entry_facts,
    entry_said,
    fingerprint_line,
    made_line,
    on_one_line,
    pieces,
    who,
)
from lp_planner.exports.report import (
    EvidenceEntry,
    EvidenceReport,
    Picture,
    StandardSection,
    Table,
)
from lp_planner.exports.tables import measure_table, plan_table
from lp_planner.exports.typesetting import as_png
from lp_planner.wording import day_in_words

Drawn = tuple[Picture, bytes]
TEXT_WIDTH = 16.6
"""Centimetres between the margins of an A4 page."""


def evidence_docx(report: EvidenceReport) -> bytes:
    """Write the report as a Word document.

    Raises:
        NotTypeset: when the charts cannot be drawn just now.
    """
    drawn = as_png([picture.svg for picture in report.pictures])
    pictures = {p.key: (p, png) for p, png in zip(report.pictures, drawn, strict=True)}
    document = word.new_document()
    _properties(document, report)
    _header_and_footer(document, report)
    _cover(document, report)
    contents = document.add_paragraph()
    contents.paragraph_format.page_break_before = not report.fingerprint
    if not report.fingerprint:
        _plan(document, report)
        _coverage(document, report, pictures)
        _measures(document, report, pictures)
    document.add_heading("The evidence", level=1)
    for section in report.standards:
        _standard(document, section)
    if report.left_out:
        document.add_heading("What is not in here", level=1)
        for line in report.left_out:
            word.add_lines(document.add_paragraph(style="List Bullet"), line)
    word.add_contents(document, contents)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _properties(document: WordDocument, report: EvidenceReport) -> None:
    properties = document.core_properties
    properties.title = clean_xml(report.project_title)[:255]
    properties.author = clean_xml(report.lead_name)[:255]
    properties.subject = clean_xml(f"Evidence against {report.framework_name}")[:255]
    properties.keywords = "Demonstration data" if report.is_demo else ""
    properties.comments = ""
    made_at = dt.datetime.combine(report.made_on, dt.time(), dt.UTC)
    properties.created = properties.modified = made_at


def _header_and_footer(document: WordDocument, report: EvidenceReport) -> None:
    section = document.sections[0]
    header = section.header.paragraphs[0]
    if report.is_demo:
        word.add_lines(header, DEMO_NOTICE, bold=True)
    footer = word.add_lines(
        section.footer.paragraphs[0],
        f"{' '.join(report.project_title.split())} · {day_in_words(report.made_on)} · Page ",
    )
    word.add_field(footer, "PAGE", "1")
    footer.add_run(" of ")
    word.add_field(footer, "NUMPAGES", "1")
    for paragraph in (header, footer):
        word.quiet(paragraph)
        for run in paragraph.runs:
            run.font.size = Pt(9)


def _cover(document: WordDocument, report: EvidenceReport) -> None:
    if report.is_demo:
        notice = document.add_table(rows=1, cols=1)
        word.shade(notice.cell(0, 0), word.WASH_HEX)
        word.add_lines(notice.cell(0, 0).paragraphs[0], DEMO_NOTICE, bold=True)
    word.add_lines(document.add_paragraph(style="Title"), report.project_title)
    word.add_lines(document.add_paragraph(), who(report), bold=True)
    word.add_lines(document.add_paragraph(), report.school_name)
    word.quiet(
        word.add_lines(
            document.add_paragraph(),
            made_line(report),
        )
    )
    if report.fingerprint:
        word.quiet(word.add_lines(document.add_paragraph(), fingerprint_line(report)))
    if report.priority:
        document.add_heading("The priority", level=1)
        word.add_lines(document.add_paragraph(), report.priority)
    if report.standards:
        document.add_heading("The standards and their evidence", level=1)
        for section in report.standards:
            word.add_lines(
                document.add_paragraph(style="List Bullet"),
                f"{section.key} {section.title}: {pieces(section)}",
            ).paragraph_format.space_after = Pt(2)
    if report.disclaimer:
        note = word.quiet(word.add_lines(document.add_paragraph(), report.disclaimer))
        note.paragraph_format.space_before = Pt(18)


def _plan(document: WordDocument, report: EvidenceReport) -> None:
    heading = document.add_heading("The plan on a page", level=1)
    heading.paragraph_format.page_break_before = True
    _table(document, plan_table(report.plan))


def _coverage(
    document: WordDocument, report: EvidenceReport, pictures: Mapping[str, Drawn]
) -> None:
    document.add_heading("Where the evidence is", level=1)
    for table in report.coverage:
        document.add_heading(table.title, level=2)
        if table.picture in pictures:
            _picture(document, pictures[table.picture])
        _table(document, table)


def _measures(
    document: WordDocument, report: EvidenceReport, pictures: Mapping[str, Drawn]
) -> None:
    document.add_heading("What the measures show", level=1)
    _table(document, measure_table(report))
    for picture in report.other_pictures:
        _picture(document, pictures[picture.key])


def _table(document: WordDocument, table: Table) -> None:
    if table.rows:
        word.add_table(document, table, TEXT_WIDTH)
    else:
        document.add_paragraph(table.nothing)


def _picture(document: WordDocument, drawn: Drawn) -> None:
    picture, png = drawn
    word.add_picture(document, png, alt=picture.alt, width=TEXT_WIDTH)
    word.add_caption(document, picture.caption)


def _standard(document: WordDocument, section: StandardSection) -> None:
    _heading(document, f"{section.key} {section.title}", level=2)
    line = word.quiet(word.add_lines(document.add_paragraph(), section.in_a_line))
    line.paragraph_format.keep_with_next = True
    if section.level:
        word.add_lines(document.add_paragraph(), claim_line(section), bold=True)
    for part in section.account.split("\n\n") if section.account else ():
        word.add_lines(document.add_paragraph(), part)
    if section.builds_on:
        word.add_lines(document.add_paragraph(), section.builds_on)
    if not section.entries:
        document.add_paragraph(NO_EVIDENCE)
        return
    if section.reach_shown:
        reach = word.add_lines(document.add_paragraph(), "Furthest reach shown: ", bold=True)
        word.add_lines(reach, section.reach_shown).paragraph_format.keep_with_next = True
    for entry in section.entries:
        _entry(document, entry)


def _entry(document: WordDocument, entry: EvidenceEntry) -> None:
    _heading(document, f"{entry.ref}. {entry.line.claim}", level=3)
    facts = word.quiet(word.add_lines(document.add_paragraph(), entry_facts(entry)))
    facts.paragraph_format.keep_with_next = True
    for label, text in entry_said(entry):
        paragraph = word.add_lines(document.add_paragraph(), f"{as_label(label)} ", bold=True)
        paragraph.paragraph_format.space_after = Pt(3)
        word.add_lines(paragraph, text)


def _heading(document: WordDocument, text: str, level: int) -> None:
    document.add_heading(on_one_line(text), level=level)
