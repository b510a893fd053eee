"""The tables of a finished file as whoever opens it finds them: rows of cells, header first."""

import csv
import datetime as dt
import html
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from docx import Document
from openpyxl import load_workbook
from pypdf import PageObject, PdfReader
from pypdf.generic import ContentStream, DictionaryObject, IndirectObject

from lp_planner.wording import day_in_words

Rows = list[list[str]]
_PAIR = re.compile(rb"<([0-9A-F]{4})> <([0-9A-F]+)>")


def tables_of(content: bytes, suffix: str) -> list[Rows]:
    """Every table of a file."""
    read = {".docx": _word, ".xlsx": _excel, ".csv": _csv, ".pdf": _pdf, ".html": _html}
    return [[[squeezed(cell) for cell in row] for row in rows] for rows in read[suffix](content)]


def words_of(content: bytes, suffix: str) -> str:
    """Everything a file says."""
    if suffix == ".pdf":
        pages = PdfReader(io.BytesIO(content)).pages
        return squeezed("".join(page.extract_text() for page in pages))
    if suffix == ".html":
        return squeezed(re.sub("<[^>]+>", " ", html.unescape(content.decode())))
    if suffix == ".docx":
        return squeezed("".join(p.text for p in Document(io.BytesIO(content)).paragraphs))
    return squeezed("".join(cell for t in tables_of(content, suffix) for r in t for cell in r))


def squeezed(text: str) -> str:
    """A text without spaces and colons: where a line or a label ends is the format's affair."""
    return "".join(text.replace(":", "").split())


def _word(content: bytes) -> list[Rows]:
    tables = Document(io.BytesIO(content)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def _excel(content: bytes) -> list[Rows]:
    book = load_workbook(io.BytesIO(content))
    return [[[_cell(cell) for cell in row] for row in sheet.values] for sheet in book.worksheets]


def _cell(cell: object) -> str:
    """What somebody reads in a cell: a day as it is shown."""
    if isinstance(cell, dt.datetime):
        return day_in_words(cell.date())
    return "" if cell is None else str(cell)


def _csv(content: bytes) -> list[Rows]:
    return [list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))]


class _Tables(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Rows] = []
        self._in_cell = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag == "table":
            self.found.append([])
        elif tag == "tr":
            self.found[-1].append([])
        elif tag in {"th", "td"}:
            self.found[-1][-1].append("")
            self._in_cell = True

    def handle_endtag(self, tag: str) -> None:
        if tag in {"th", "td"}:
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.found[-1][-1][-1] += data


def _html(content: bytes) -> list[Rows]:
    parser = _Tables()
    parser.feed(content.decode())
    return parser.found


def _pdf(content: bytes) -> list[Rows]:
    """The tables as a screen reader is told them: by the tags, not by where the words stand."""
    reader = PdfReader(io.BytesIO(content))
    marked = {_number(page.indirect_reference): _marked(reader, page) for page in reader.pages}
    root = reader.root_object["/StructTreeRoot"]
    return [
        [
            ["".join(_said(cell, 0, marked)) for cell in _tagged(row, {"/TH", "/TD"})]
            for row in _tagged(table, {"/TR"})
        ]
        for table in _tagged(root, {"/Table"})
    ]


def _tagged(node: Any, kinds: set[str]) -> Iterator[DictionaryObject]:
    """The nearest elements of some kinds below a node, in reading order."""
    node = node.get_object() if isinstance(node, IndirectObject) else node
    if isinstance(node, list):
        for child in node:
            yield from _tagged(child, kinds)
    elif isinstance(node, DictionaryObject) and "/K" in node:
        for child in _children(node):
            if isinstance(child, DictionaryObject) and child.get("/S") in kinds:
                yield child
            else:
                yield from _tagged(child, kinds)


def _children(node: DictionaryObject) -> list[Any]:
    below = node["/K"]
    found = below if isinstance(below, list) else [below]
    return [child.get_object() for child in found]


def _said(node: Any, page: int, marked: dict[int, dict[int, str]]) -> Iterator[str]:
    """The words below an element; ``page`` is the one that its marks are counted on."""
    if isinstance(node, int):
        yield marked[page].get(int(node), "")
    elif isinstance(node, DictionaryObject):
        page = _number(node.raw_get("/Pg")) if "/Pg" in node else page
        if "/MCID" in node:
            yield from _said(node["/MCID"], page, marked)
        elif "/K" in node:
            for child in _children(node):
                yield from _said(child, page, marked)


def _number(reference: IndirectObject | None) -> int:
    """The number by which other parts of the file name a page."""
    assert reference is not None
    return reference.idnum


def _marked(reader: PdfReader, page: PageObject) -> dict[int, str]:
    """The words of a page by the number of their mark."""
    fonts: Any = page["/Resources"]["/Font"]  # type: ignore[index]
    letters = {name: _letters(font.get_object()) for name, font in fonts.items()}
    found: dict[int, str] = {}
    marks: list[int | None] = []
    known: dict[bytes, str] = {}
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in {b"BDC", b"BMC"}:
            about = operands[1].get_object() if operator == b"BDC" else {}
            marks.append(about.get("/MCID"))
        elif operator == b"EMC":
            marks.pop()
        elif operator == b"Tf":
            known = letters[operands[0]]
        elif operator in {b"Tj", b"TJ"} and marks and (mark := marks[-1]) is not None:
            parts = operands[0] if operator == b"TJ" else operands
            codes = b"".join(p.original_bytes for p in parts if hasattr(p, "original_bytes"))
            pairs = (codes[at : at + 2] for at in range(0, len(codes), 2))
            found[mark] = found.get(mark, "") + "".join(known.get(pair, "") for pair in pairs)
    return found


def _letters(font: Any) -> dict[bytes, str]:
    """What each code of a font stands for."""
    pairs = _PAIR.findall(font["/ToUnicode"].get_object().get_data())
    return {
        bytes.fromhex(code.decode()): bytes.fromhex(text.decode()).decode("utf-16-be")
        for code, text in pairs
    }
