"""Headings with what somebody wrote under each, as a Word document to go on with."""

import io

from lp_planner.exports import word_parts as word
from lp_planner.exports.document_text import DEMO_NOTICE, on_one_line
from lp_planner.exports.report import NOTHING_YET, WrittenReport
from lp_planner.wording import day_in_words

MARGIN = 2.2
TEXT_WIDTH = word.A4[0] - 2 * MARGIN


def written_docx(report: WrittenReport) -> bytes:
    """Write the report as a Word document."""
    document = word.new_document(margin=MARGIN)
    word.describe(
        document,
        title=report.name,
        subject=report.subject,
        made_on=report.made_on,
        is_demo=report.is_demo,
        author=report.author,
    )
    section = document.sections[0]
    if report.is_demo:
        word.add_lines(section.header.paragraphs[0], DEMO_NOTICE, bold=True)
    footer = word.add_lines(
        section.footer.paragraphs[0],
        f"{on_one_line(report.name)} · {day_in_words(report.made_on)} · Page ",
    )
    word.add_field(footer, "PAGE", "1")
    word.quiet(footer)
    document.add_heading(on_one_line(report.name), level=1)
    if report.by:
        word.add_lines(document.add_paragraph(), report.by, bold=True)
    word.quiet(word.add_lines(document.add_paragraph(), report.intro))
    for part in report.sections:
        document.add_heading(on_one_line(part.title), level=2)
        for words in part.paragraphs:
            word.add_lines(document.add_paragraph(), words)
        if part.table is not None and part.table.rows:
            word.add_table(document, part.table, TEXT_WIDTH)
        elif not part.paragraphs:
            word.quiet(document.add_paragraph(NOTHING_YET))
    document.add_paragraph()
    for words in report.notes:
        word.quiet(word.add_lines(document.add_paragraph(), words))
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()
