"""The parts of a Word document that python-docx leaves to its users.

Language, page numbers, fonts that win over the theme, and tables that a screen reader can read.
"""

import datetime as dt
import io

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table as DocxTable
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from lp_planner.exports.document_text import clean_xml
from lp_planner.exports.report import Table

A4 = (21.0, 29.7)
FONT = "Calibri"
INK = RGBColor(0x1F, 0x2A, 0x2E)
TEAL = RGBColor(0x0F, 0x5E, 0x63)
GREY = RGBColor(0x5E, 0x68, 0x6B)
TEAL_HEX = "0F5E63"
WASH_HEX = "EEF4F3"
LINE_HEX = "C9D3D2"
MOST_OF_A_PROPERTY = 255
"""Word opens no longer ones."""

_HEADINGS = {"Title": 26, "Heading 1": 18, "Heading 2": 14, "Heading 3": 12}


def new_document(*, paper: tuple[float, float] = A4, margin: float = 2.2) -> WordDocument:
    """Give a document in British English with the planner's styles.

    ``paper`` is its width and height in centimetres.
    """
    document = Document()
    _set_language(document)
    for name, size in _HEADINGS.items():
        style = document.styles[name]
        if isinstance(style, ParagraphStyle):
            _set_font(style, size, TEAL)
            style.font.bold = True
            style.paragraph_format.keep_with_next = True
            style.paragraph_format.space_before = Pt(size)
            style.paragraph_format.space_after = Pt(4)
    normal = document.styles["Normal"]
    if isinstance(normal, ParagraphStyle):
        _set_font(normal, 11, INK)
        normal.paragraph_format.space_after = Pt(6)
        normal.paragraph_format.line_spacing = 1.1
    for border in list(document.styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)
    section = document.sections[0]
    wide, high = paper
    section.page_width, section.page_height = Cm(wide), Cm(high)
    section.orientation = WD_ORIENT.LANDSCAPE if wide > high else WD_ORIENT.PORTRAIT
    section.left_margin = section.right_margin = Cm(margin)
    section.top_margin = section.bottom_margin = Cm(margin)
    return document


def add_lines(paragraph: Paragraph, text: str, *, bold: bool = False) -> Paragraph:
    """Add somebody's words to a paragraph; a line break stays a line break."""
    for number, line in enumerate(clean_xml(text).splitlines()):
        run = paragraph.add_run()
        run.bold = bold
        if number:
            run.add_break()
        run.add_text(line)
    return paragraph


def quiet(paragraph: Paragraph) -> Paragraph:
    """Set a paragraph in grey, for what is said beside the main thing."""
    for run in paragraph.runs:
        run.font.color.rgb = GREY
    return paragraph


def shade(cell: _Cell, colour: str) -> None:
    """Fill a cell with a colour."""
    cell._tc.get_or_add_tcPr().append(_element("w:shd", val="clear", color="auto", fill=colour))  # noqa: SLF001


def add_table(document: WordDocument, table: Table, room: float) -> DocxTable:
    """Add a table whose header repeats on each page.

    Its columns share out ``room`` centimetres; its caption says to a screen reader what it holds.
    """
    widths = [Cm(room * share / 100) for share in table.shares]
    made: DocxTable = document.add_table(rows=1 + len(table.rows), cols=len(widths))
    made.style = document.styles["Table Grid"]
    made.autofit = False
    _describe(made, table.caption)
    lines = zip(made.rows, (table.headings, *table.rows), strict=True)
    for number, (row, texts) in enumerate(lines):
        settings = row._tr.get_or_add_trPr()  # noqa: SLF001
        if number == 0:
            settings.append(_element("w:cantSplit"))
            settings.append(_element("w:tblHeader"))
        for place, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
            cell.width = widths[place]
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(2)
            paragraph.paragraph_format.space_before = Pt(2)
            is_header = number == 0 or (table.has_row_heads and place == 0)
            add_lines(paragraph, text, bold=is_header)
            if number == 0:
                shade(cell, TEAL_HEX)
                for run in paragraph.runs:
                    run.font.color.rgb = RGBColor(0xFF, 0xFF, 0xFF)
            elif is_header:
                shade(cell, WASH_HEX)
    for column, width in zip(made.columns, widths, strict=True):
        column.width = width
    return made


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """Add a field that Word keeps up to date, with what to show until it does."""
    _field_parts(paragraph, instruction)
    paragraph.add_run(shown)
    paragraph.add_run()._r.append(_element("w:fldChar", fldCharType="end"))  # noqa: SLF001


def add_picture(document: WordDocument, png: bytes, *, alt: str, width: float) -> None:
    """Add a picture ``width`` centimetres wide, with its text alternative."""
    shape = document.add_picture(io.BytesIO(png), width=Cm(width))
    shape._inline.docPr.set("descr", clean_xml(alt))  # noqa: SLF001
    document.paragraphs[-1].paragraph_format.keep_with_next = True


def add_caption(document: WordDocument, words: str) -> None:
    """Add a numbered caption below a picture."""
    caption = document.add_paragraph("Figure ", style="Caption")
    number = sum(p.style == "Caption" for p in document.element.body.p_lst)
    add_field(caption, "SEQ Figure \\* ARABIC", str(number))
    add_lines(caption, f". {words}")
    for run in caption.runs:
        run.font.color.rgb = GREY


def add_contents(document: WordDocument, place: Paragraph) -> None:
    """Put a table of contents at ``place``: a link for each heading of the first two levels.

    It is Word's own field, so Word can add page numbers to it; the links work without.
    """
    # The ids of the styles are read from the paragraphs: asking for each style takes seconds.
    found = [(Paragraph(p, place._parent), p.style) for p in document.element.body.p_lst]  # noqa: SLF001
    headings = [(p, style) for p, style in found if style in {"Heading1", "Heading2"}]
    add_lines(place, "Contents", bold=True)
    last = place
    for number, (heading, style) in enumerate(headings):
        name = f"_Toc{number:06d}"
        mark = {"id": str(number), "name": name}
        heading._p.insert(1, _element("w:bookmarkStart", **mark))  # noqa: SLF001
        heading._p.append(_element("w:bookmarkEnd", id=str(number)))  # noqa: SLF001
        line = Paragraph(_element("w:p"), place._parent)  # noqa: SLF001
        last._p.addnext(line._p)  # noqa: SLF001
        line.paragraph_format.space_after = Pt(1)
        line.paragraph_format.left_indent = Cm(0.6 if style == "Heading2" else 0)
        if number == 0:
            _field_parts(line, 'TOC \\o "1-2" \\h \\z \\u')
        link = _element("w:hyperlink", anchor=name, history="1")
        run = line.add_run(heading.text)
        run.font.color.rgb = TEAL
        link.append(run._r)  # noqa: SLF001
        line._p.append(link)  # noqa: SLF001
        last = line
    if headings:
        last.add_run()._r.append(_element("w:fldChar", fldCharType="end"))  # noqa: SLF001


def _field_parts(paragraph: Paragraph, instruction: str) -> None:
    """The beginning of a field; what follows is shown until Word makes it anew."""
    code = _element("w:instrText")
    code.set(qn("xml:space"), "preserve")
    code.text = f" {instruction} "
    begin, separate = (_element("w:fldChar", fldCharType=k) for k in ("begin", "separate"))
    for part in (begin, code, separate):
        paragraph.add_run()._r.append(part)  # noqa: SLF001


def _element(tag: str, **attributes: str) -> BaseOxmlElement:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), value)
    return element


def describe(
    document: WordDocument,
    *,
    title: str,
    subject: str,
    made_on: dt.date,
    is_demo: bool,
    author: str = "",
) -> None:
    """Say in the properties of a document what it is, and nothing else."""
    properties = document.core_properties
    properties.title = clean_xml(title)[:MOST_OF_A_PROPERTY]
    properties.author = clean_xml(author)[:MOST_OF_A_PROPERTY]
    properties.subject = clean_xml(subject)[:MOST_OF_A_PROPERTY]
    properties.keywords = "Demonstration data" if is_demo else ""
    properties.comments = ""
    made_at = dt.datetime.combine(made_on, dt.time(), dt.UTC)
    properties.created = properties.modified = made_at


def _set_language(document: WordDocument) -> None:
    document.core_properties.language = "en-GB"
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")


def _set_font(style: ParagraphStyle, size: float, colour: RGBColor) -> None:
    style.font.name = FONT
    style.font.size = Pt(size)
    style.font.color.rgb = colour
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
        fonts.attrib.pop(qn(f"w:{name}Theme"), None)
    fonts.attrib.pop(qn("w:cstheme"), None)


def _describe(table: DocxTable, name: str) -> None:
    settings = table._tbl.tblPr  # noqa: SLF001
    borders = _element("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(_element(f"w:{side}", val="single", sz="4", space="0", color=LINE_HEX))
    look = settings.find(qn("w:tblLook"))
    at = list(settings).index(look) if look is not None else len(settings)
    layout = settings.find(qn("w:tblLayout"))
    settings.insert(at if layout is None else list(settings).index(layout), borders)
    settings.append(_element("w:tblCaption", val=clean_xml(name)))
