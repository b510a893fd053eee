"""Files as Word, Excel, PowerPoint, phones and printers make them, which have to be kept."""

import io
from collections.abc import Mapping

import pikepdf
import xlsxwriter
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw

from tests.interchange.hostile import (
    FAMILY,
    Made,
    archive,
    content_types,
    excel,
    photo,
    relations,
    with_parts,
    word,
)
from tests.interchange.hostile_office import BEGIN, END, document

SEPARATE = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
DRAWING = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"'
)


def shown(instruction: str, text: str) -> str:
    """A field as Word saves it: what it is, and what it shows."""
    code = f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
    return f"{BEGIN}{code}{SEPARATE}<w:r><w:t>{text}</w:t></w:r>{END}"


def word_with_fields() -> bytes:
    """A table of contents with links and page numbers, sums, references, changes."""
    entry = shown(' HYPERLINK \\l "_Toc1" ', "Phonics" + shown(" PAGEREF _Toc1 \\h ", "3"))
    return document(
        BEGIN
        + '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-3" \\h \\z \\u </w:instrText></w:r>'
        + SEPARATE + entry + END
        + shown(' HYPERLINK "https://example.org/a" \\o "a tip" ', "a page")
        + shown(" = SUM(ABOVE) ", "3") + shown(" SEQ Table \\* ARABIC ", "1")
        + shown(' ADDIN ZOTERO_ITEM CSL_CITATION {"a":"DDE LINK"} ', "(A, 2024)")
        + BEGIN + "<w:r><w:instrText> IF </w:instrText></w:r>" + shown(" PAGE ", "1")
        + '<w:r><w:instrText> = 1 "first" "later"</w:instrText></w:r>' + SEPARATE + END
        + f"<w:ins>{shown(' DATE ', 'today')}</w:ins>"
        + '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
        + "<w:r><w:t>We talked of DDE, of INCLUDETEXT and of links.</w:t></w:r>"
    )  # fmt: skip


def word_with_a_box() -> bytes:
    """A page number in a text box, which Word writes twice: as it is now, and as it was of old."""
    box = f"<w:txbxContent><w:p>{shown(' PAGE ', '1')}</w:p></w:txbxContent>"
    old = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml" href="https://a.org">{box}</v:shape>'
    return document(
        f"<mc:AlternateContent><mc:Choice><a:x {DRAWING}>{box}</a:x></mc:Choice>"
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>",
        "word/footer1.xml",
    )


def word_with_links() -> bytes:
    """Links that somebody clicks."""
    rels = relations("hyperlink", "https://example.org/a?b=c#d")
    more = relations("hyperlink", "mailto:office@example.org")
    return with_parts(
        word(), {"word/_rels/document.xml.rels": rels, "word/_rels/footer1.xml.rels": more}
    )


def excel_with_everything() -> bytes:
    """A chart, formulas, conditional formats, lists of answers, notes, a picture, links, names."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("Call log")
    sheet.write_row(0, 0, ["Week", "Read", "Call"])
    for row in range(1, 60):
        sheet.write_row(row, 0, [row, row * 2])
        sheet.write_formula(row, 2, f"=IF(B{row + 1}>AVERAGE(B2:B60),\"Call|image\",'Call log'!A1)")
    sheet.write_formula(61, 0, '=HYPERLINK("https://example.org","a page")')
    sheet.write_formula(62, 0, '=HYPERLINK("#Sheet2!A1","over there")')
    sheet.write_formula(63, 0, "=SUM(Readings[Call])")
    sheet.add_table("E1:F5", {"name": "Readings", "columns": [{"header": "A"}, {"header": "Call"}]})
    sheet.write_url(64, 0, "https://example.org/b")
    sheet.write_comment("A1", "How we counted")
    sheet.conditional_format("B2:B60", {"type": "3_color_scale"})
    sheet.conditional_format("C2:C60", {"type": "formula", "criteria": "=$B2>3"})
    sheet.data_validation("D2:D9", {"validate": "list", "source": "=$A$2:$A$9"})
    book.define_name("Weeks", "='Call log'!$A$2:$A$60")
    sheet.insert_image("H20", "a.png", {"image_data": io.BytesIO(photo("PNG"))})
    chart = book.add_chart({"type": "line"})
    chart.add_series({"values": "='Call log'!$B$2:$B$60", "categories": "=Weeks"})
    sheet.insert_chart("H2", chart)
    book.close()
    return out.getvalue()


def excel_of_twenty_thousand_rows() -> bytes:
    """An export of a register."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": True, "in_memory": True})
    sheet = book.add_worksheet()
    for row in range(20_000):
        sheet.write_row(row, 0, [row, 93.4, "Autumn", 12, row % 30])
    book.close()
    return out.getvalue()


def slides() -> bytes:
    """Slides with a chart and its workbook, a click to the next slide, and one to a page."""
    chart = (
        f'<c:chartSpace {DRAWING}><c:f>Sheet1!$A$1</c:f><c:externalData r:id="r1"/></c:chartSpace>'
    )
    slide = (
        f'<p:sld {DRAWING}><a:hlinkClick action="ppaction://hlinkshowjump?jump=nextslide"/>'
        '<a:hlinkClick r:id="r2" action=""/></p:sld>'
    )
    made = archive(**{
        "[Content_Types].xml": content_types(f"{FAMILY}presentationml.presentation.main+xml"),
        "ppt/presentation.xml": f"<p:presentation {DRAWING}/>",
        "ppt/slides/slide1.xml": slide,
        "ppt/slides/_rels/slide1.xml.rels": relations("hyperlink", "https://example.org"),
        "ppt/charts/chart1.xml": chart,
        "ppt/charts/_rels/chart1.xml.rels": relations(
            "package", "../embeddings/Microsoft_Excel_Sheet.xlsx", "Internal"
        ),
        "ppt/media/image1.png": "a picture",
    })  # fmt: skip
    return with_parts(made, {"ppt/embeddings/Microsoft_Excel_Sheet.xlsx": excel()})


def printed(by: str) -> bytes:
    """A PDF with what each program puts into it: places, links, structure, properties, a form."""
    made = pikepdf.new()
    for _ in range(3):
        made.add_blank_page()
    _LIKE[by](made)
    made.docinfo.Producer = by
    out = io.BytesIO()
    mode = pikepdf.ObjectStreamMode
    made.save(out, object_stream_mode=mode.disable if by == "Chrome" else mode.generate)
    return out.getvalue()


def _link(made: Pdf, address: str) -> None:
    action = Dictionary(Type=Name.Action, S=Name.URI, URI=address)
    note = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 9, 9], F=4, A=action)
    made.pages[0].Annots = Array([made.make_indirect(note)])


def _like_word(made: Pdf) -> None:
    _link(made, "https://example.org/a%20b?c=d")
    made.Root.MarkInfo = Dictionary(Marked=True)
    made.Root.StructTreeRoot = made.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array()))
    made.Root.Lang = "en-GB"
    made.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)


def _like_libre_office(made: Pdf) -> None:
    _link(made, "www.example.org")
    made.Root.OpenAction = Array([made.pages[0].obj, Name.XYZ, None, None, 0])
    with made.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Phonics /JavaScript", 1))
    field = Dictionary(FT=Name.Tx, T="name", F=4, Kids=Array())
    made.Root.AcroForm = Dictionary(Fields=Array([made.make_indirect(field)]), NeedAppearances=True)


def _like_chrome(made: Pdf) -> None:
    _link(made, "mailto:office@example.org")
    made.Root.Dests = Dictionary(top=Array([made.pages[0].obj, Name.XYZ, 0, 800, 0]))
    with made.open_metadata() as metadata:
        metadata["dc:title"] = "Our plan"


_LIKE = {"Word": _like_word, "LibreOffice": _like_libre_office, "Chrome": _like_chrome}


def phone_photo(*, progressive: bool = False) -> bytes:
    """Twelve million points with everything a phone says of them."""
    noise = Image.effect_noise((500, 500), 60).resize((4000, 3000)).convert("RGB")
    ImageDraw.Draw(noise).rectangle((100, 100, 900, 900), fill="#cc3300")
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 26.5)}
    noise.save(out, "JPEG", quality=92, exif=exif, progressive=progressive)
    return out.getvalue()


HONEST: Mapping[str, tuple[Made, str]] = {
    "Word with fields": (word_with_fields(), "a.docx"),
    "Word with a text box": (word_with_a_box(), "a.docx"),
    "Word with links": (word_with_links(), "a.docx"),
    "Word with what SharePoint adds": (
        with_parts(word(), {"customXml/item1.xml": "<?mso-contentType?><a/>"}),
        "a.docx",
    ),
    "Excel with everything": (excel_with_everything(), "a.xlsx"),
    "Excel with twenty thousand rows": (excel_of_twenty_thousand_rows, "a.xlsx"),
    "Excel with how it prints": (
        with_parts(excel(), {"xl/printerSettings/printerSettings1.bin": b"\x00\x01"}), "a.xlsx",
    ),
    "slides": (slides(), "a.pptx"),
    "a PDF from Word": (printed("Word"), "a.pdf"),
    "a PDF from LibreOffice": (printed("LibreOffice"), "a.pdf"),
    "a PDF from Chrome": (printed("Chrome"), "a.pdf"),
    "a photograph": (phone_photo, "a.jpg"),
    "a photograph that appears step by step": (lambda: phone_photo(progressive=True), "a.jpeg"),
    "a picture of a screen": (lambda: photo("PNG", (1920, 1080)), "a.png"),
    "a table": (
        b"Week;Change\n1;-4\n2;+3,5\n3;-12%\n4;- see notes (call home)\n5;=SUM(A1:A2)\n",
        "a.csv",
    ),
    "a table of comments": (b'Name,Said\nA,"- we call it a picture, an image"\nB,@home\n', "a.csv"),
    "notes": (b"Call me: -5 | image (see page 3) <3 & more", "a.txt"),
}  # fmt: skip
"""By what it is: the file and its name."""
