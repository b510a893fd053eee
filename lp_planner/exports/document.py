"""The evidence as a Word document: cover, plan on a page, coverage, measures, every standard."""

import io
from collections.abc import Mapping, Sequence

from docx.document import Document as WordDocument
from docx.shared import Pt

from lp_planner.domain.portfolio.portfolio_copy import CopyProject
from lp_planner.exports import word_parts as word
from lp_planner.exports.document_text import (
    DEMO_NOTICE,
    NO_EVIDENCE,
    SAID_BY_OTHERS,
    as_label,
    besides_title,
    entry_facts,
    entry_said,
    fingerprint_line,
    made_line,
    nothing_for,
    on_one_line,
    paragraphs,
    picture_words,
    pieces,
    recorded_title,
    standard_line,
    who,
)
from lp_planner.exports.report import (
    EvidenceEntry,
    EvidenceReport,
    Picture,
    StandardSection,
    Table,
)
from lp_planner.exports.tables import (
    change_table,
    found_table,
    heard_table,
    measure_table,
    plan_page,
    plan_table,
    used_table,
)
from lp_planner.exports.typesetting import as_png
from lp_planner.wording import day_in_words

Drawn = tuple[Picture, bytes]
TEXT_WIDTH = 16.6
"""Centimetres between the margins of an A4 page."""
CHART_WIDTH = 12.0
"""Of a chart beside an account: large enough to read, small enough for two on a page."""


def evidence_docx(report: EvidenceReport) -> bytes:
    """Write the report as a Word document.

    Raises:
        NotTypeset: when the charts cannot be drawn just now.
    """
    drawn = iter(
        as_png(
            [
                *(picture.svg for picture in report.pictures),
                *(picture.svg for project in report.projects for picture in project.pictures),
            ]
        )
    )
    pictures = {picture.key: (picture, next(drawn)) for picture in report.pictures}
    told = [[next(drawn) for _ in project.pictures] for project in report.projects]
    document = word.new_document()
    _properties(document, report)
    _header_and_footer(document, report)
    _cover(document, report)
    contents = document.add_paragraph()
    contents.paragraph_format.page_break_before = not report.fingerprint
    for project, pngs in zip(report.projects, told, strict=True):
        _project(document, project, pngs)
    if not report.fingerprint:
        _plan(document, report)
    document.add_heading("The evidence", level=1)
    if nothing := nothing_for(report):
        word.quiet(word.add_lines(document.add_paragraph(), nothing))
    for section in report.in_view:
        _standard(document, section, report.first_told)
    if besides := besides_title(report):
        document.add_heading(besides, level=1)
    for section in report.besides:
        _standard(document, section, report.first_told)
    if not report.fingerprint:
        _measures(document, report, pictures)
        _coverage(document, report, pictures)
        _records(document, report)
    if report.left_out:
        document.add_heading("What is not in here", level=1)
        for line in report.left_out:
            word.add_lines(document.add_paragraph(style="List Bullet"), line)
    word.add_contents(document, contents)
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _properties(document: WordDocument, report: EvidenceReport) -> None:
    word.describe(
        document,
        title=report.project_title,
        subject=f"Evidence against {report.framework_name}",
        made_on=report.made_on,
        is_demo=report.is_demo,
        author=report.lead_name,
    )


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
        for section in report.told:
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


def _project(document: WordDocument, project: CopyProject, pngs: Sequence[bytes]) -> None:
    """The project that a frozen copy begins with."""
    heading = document.add_heading(on_one_line(f"The project: {project.title}"), level=1)
    heading.paragraph_format.page_break_before = True
    if project.standing:
        word.add_lines(document.add_paragraph(), project.standing, bold=True)
    document.add_heading("The problem", level=2)
    for words in project.problem:
        word.add_lines(document.add_paragraph(), words)
    for title, table in (
        ("The plan on a page", plan_page(project.plan)),
        ("In use and understood", used_table(project)),
        ("What the measures show", found_table(project)),
    ):
        document.add_heading(title, level=2)
        _table(document, table)
    for picture, png in zip(project.pictures, pngs, strict=True):
        word.add_picture(document, png, alt=picture.alt, width=CHART_WIDTH)
        word.add_caption(document, picture_words(picture))
    document.add_heading("What changed, and who says so", level=2)
    _table(document, change_table(project))
    if project.heard:
        document.add_heading(SAID_BY_OTHERS, level=2)
        _table(document, heard_table(project))


def _records(document: WordDocument, report: EvidenceReport) -> None:
    """The answers behind the evidence, each record once."""
    if report.records:
        document.add_heading("What was recorded", level=1)
    for record in report.records:
        # A level below the contents, which are for standards and not for each record.
        document.add_heading(recorded_title(record), level=3)
        for label, text in record.answers:
            paragraph = word.add_lines(document.add_paragraph(), f"{as_label(label)} ", bold=True)
            paragraph.paragraph_format.space_after = Pt(2)
            word.add_lines(paragraph, text)


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


def _standard(
    document: WordDocument, section: StandardSection, first_told: Mapping[str, str]
) -> None:
    _heading(document, f"{section.key} {section.title}", level=2)
    line = word.quiet(word.add_lines(document.add_paragraph(), section.in_a_line))
    line.paragraph_format.keep_with_next = True
    if where := standard_line(section):
        standing = word.add_lines(document.add_paragraph(), where, bold=True)
        standing.paragraph_format.keep_with_next = True
    for part in paragraphs(section.account):
        word.add_lines(document.add_paragraph(), part)
    if section.builds_on:
        word.add_lines(document.add_paragraph(), section.builds_on)
    if not section.entries:
        document.add_paragraph(NO_EVIDENCE)
    for entry in section.entries:
        _entry(document, entry, first_told, section.key)


def _entry(
    document: WordDocument, entry: EvidenceEntry, first_told: Mapping[str, str], here: str
) -> None:
    _heading(document, f"{entry.ref}. {entry.line.claim}", level=3)
    facts = word.quiet(word.add_lines(document.add_paragraph(), entry_facts(entry)))
    facts.paragraph_format.keep_with_next = True
    for label, text in entry_said(entry, first_told, here):
        paragraph = word.add_lines(document.add_paragraph(), f"{as_label(label)} ", bold=True)
        paragraph.paragraph_format.space_after = Pt(3)
        word.add_lines(paragraph, text)


def standard_docx(report: EvidenceReport, key: str) -> bytes:
    """Write one standard by itself, with all that stands for it, to be uploaded by hand."""
    section = next(section for section in report.standards if section.key == key)
    document = word.new_document()
    _properties(document, report)
    _header_and_footer(document, report)
    by = word.add_lines(document.add_paragraph(), who(report), bold=True)
    word.add_lines(by, f"\n{report.school_name}" if report.school_name else "")
    _standard(document, section, {})
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


def _heading(document: WordDocument, text: str, level: int) -> None:
    document.add_heading(on_one_line(text), level=level)
