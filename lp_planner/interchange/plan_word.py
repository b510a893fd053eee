"""Reads a plan that stands in a Word table of columns: each line of each column, as it was typed.

It is looked through as every Office file from elsewhere is, in a process of its own. What a line
means is for whoever knows the plan; here it is a text with its depth and its heading.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree

from lp_planner.domain.records.errors import PlannerError
from lp_planner.interchange.apart import apart
from lp_planner.interchange.bad_file import BadFile
from lp_planner.interchange.packages import check_package
from lp_planner.interchange.plan_workbook import LARGEST_FILE, MOST_ROWS, TOO_LARGE, TOO_MANY_ROWS
from lp_planner.interchange.zips import Limits, Zip

MAIN_PART = "word/document.xml"
LIMITS = Limits(parts=2_000, unpacked=60 * 1024 * 1024)
NO_TABLE = (
    "No table with the columns of a plan is in this document. Its first row should say Problem, "
    "Active ingredients, Implementation activities, Implementation outcomes and Final outcomes."
)
NOT_WORD = "We could not read this file as a Word document. Please save it as .docx."
ENOUGH_COLUMNS = 3
SHORT = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_BREAKS = {"tab": " ", "noBreakHyphen": "-"}
_BULLET = re.compile(r"^\s*(?:[•●▪◦‣·➢✓*–—-]|o(?=\s)|\(?\d{1,2}[.)]|\(?[a-z][.)])\s+")


class UnreadableDocument(PlannerError):
    """We could not read this document as a plan. Nothing was imported."""


@dataclass(frozen=True)
class WordLine:
    """One line of a column: how deep it stands below another, and whether it is a heading."""

    number: int
    text: str
    depth: int
    is_heading: bool


@dataclass(frozen=True)
class WordColumn:
    """One column of the plan: what it is about, its heading, and its lines in order."""

    key: str
    heading: str
    lines: tuple[WordLine, ...]


@dataclass(frozen=True)
class PlanInWord:
    """The columns of a plan, and a sentence on what was not read."""

    columns: tuple[WordColumn, ...]
    notes: tuple[str, ...]


def read_plan_document(data: bytes, headings: Mapping[str, str]) -> PlanInWord:
    """The columns of the first table whose headings are those of a plan, and of those after it.

    ``headings`` gives a pattern for the words of each column, the most telling first.

    Raises:
        UnreadableDocument: with one sentence, whatever the bytes are.
    """
    if len(data) > LARGEST_FILE:
        raise UnreadableDocument(TOO_LARGE)
    reading = apart(plan_in_document, UnreadableDocument, holds=(PlanInWord, WordColumn, WordLine))
    return reading(data, [list(pair) for pair in headings.items()])


def plan_in_document(data: bytes, headings: Sequence[Sequence[str]]) -> PlanInWord:
    """What :func:`read_plan_document` lets its child process do."""
    try:
        check_package(data)
        parts = dict(Zip(data).unpacked(LIMITS))
        content = parts[MAIN_PART].replace(_STRICT[1:-1].encode(), _W[1:-1].encode())
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        body = etree.fromstring(content, parser)[0]
    except BadFile as refused:
        raise UnreadableDocument(refused.message) from refused
    except Exception as refused:  # a damaged file fails in any way it likes
        raise UnreadableDocument(NOT_WORD) from refused
    return _Tables(headings).through(body)


class _Tables:
    """One walk through a document: collects the lines of each column, and what lies beside."""

    def __init__(self, headings: Sequence[Sequence[str]]) -> None:
        self._known = [(key, re.compile(words, re.IGNORECASE)) for key, words in headings]
        self._names: dict[str, str] = {}
        self._lines: dict[str, list[WordLine]] = {}
        self._notes: list[str] = []

    def through(self, body: Any) -> PlanInWord:  # noqa: ANN401 (its elements have no types)
        """Read every table that is a plan."""
        tables = [t for t in body.iter(f"{_W}tbl") if _above(t, "tbl") is None]
        known: dict[int, str] = {}
        others = 0
        for table in tables:
            rows = [list(_cells(row)) for row in _own(table, "tr")]
            found, used = self._headed(rows)
            is_going_on = not found and bool(known) and _width(rows) == max(known) + 1
            if not found and not is_going_on:
                others += 1
                continue
            known = found or known
            for row in rows[used:]:
                for at, cell in row:
                    self._take(known.get(at), cell)
        if not self._names:
            raise UnreadableDocument(NO_TABLE)
        beside = sum(
            bool(_text(p).strip()) for p in body.iter(f"{_W}p") if _above(p, "tbl") is None
        )
        if beside:
            self._notes.append(f"Lines outside the table were not read: {beside}.")
        if others:
            self._notes.append(f"Tables that are not in the columns of a plan: {others}, not read.")
        columns = (
            WordColumn(key, name, tuple(self._lines[key])) for key, name in self._names.items()
        )
        return PlanInWord(tuple(columns), tuple(self._notes))

    def _headed(self, rows: list[list[tuple[int, Any]]]) -> tuple[dict[int, str], int]:
        """The key of each column by its place, and how many rows its headings take."""
        for number, row in enumerate(rows[:6]):
            found: dict[int, str] = {}
            names: dict[str, str] = {}
            for at, cell in row:
                words = " ".join(" ".join(_text(p) for p in cell.iter(f"{_W}p")).split())
                key = self._key_of(words, set(found.values()))
                if key and len(words) <= 3 * SHORT:
                    found[at] = key
                    names[key] = words[:SHORT]
            if len(found) >= ENOUGH_COLUMNS:
                for key, name in names.items():
                    self._names.setdefault(key, name)
                    self._lines.setdefault(key, [])
                left = [at for at, cell in row if at not in found and _text(cell).strip()]
                if left:
                    self._notes.append(f"Columns without a heading of a plan: {len(left)}.")
                return found, number + 1
        return {}, 0

    def _key_of(self, words: str, taken: set[str]) -> str:
        return next(
            (key for key, shape in self._known if key not in taken and shape.search(words)), ""
        )

    def _take(self, key: str | None, cell: Any) -> None:  # noqa: ANN401 (its elements have no types)
        """Add the lines of a cell; those of a column nobody knows are told as such."""
        for paragraph in cell.iter(f"{_W}p"):
            for text, depth, is_heading in _lines(paragraph):
                if key is None:
                    self._notes.append(f"Not read, in a column we do not know: “{text[:SHORT]}”.")
                    continue
                lines = self._lines[key]
                lines.append(WordLine(len(lines) + 1, text, depth, is_heading))
                if sum(map(len, self._lines.values())) > MOST_ROWS:
                    raise UnreadableDocument(TOO_MANY_ROWS)


def _above(node: Any, name: str) -> Any:  # noqa: ANN401 (its elements have no types)
    return next(node.iterancestors(f"{_W}{name}"), None)


def _own(table: Any, name: str) -> Iterator[Any]:  # noqa: ANN401 (its elements have no types)
    """What belongs to this table and to no table within it."""
    return (node for node in table.iter(f"{_W}{name}") if _above(node, "tbl") is table)


def _cells(row: Any) -> Iterator[tuple[int, Any]]:  # noqa: ANN401 (its elements have no types)
    """The cells of a row by their column; what a cell above reaches into is left out."""
    at = 0
    before = row.find(f"{_W}trPr/{_W}gridBefore")
    at += _whole(before)
    for cell in (c for c in row.iter(f"{_W}tc") if _above(c, "tr") is row):
        wide = cell.find(f"{_W}tcPr/{_W}gridSpan")
        merged = cell.find(f"{_W}tcPr/{_W}vMerge")
        if merged is None or merged.get(f"{_W}val") == "restart":
            yield at, cell
        at += _whole(wide) or 1


def _width(rows: list[list[tuple[int, Any]]]) -> int:
    return max((at + 1 for row in rows for at, _ in row), default=0)


def _whole(node: Any) -> int:  # noqa: ANN401 (its elements have no types)
    value = "" if node is None else node.get(f"{_W}val") or ""
    return int(value) if value.isdecimal() else 0


def _text(node: Any) -> str:  # noqa: ANN401 (its elements have no types)
    """The text as it stands once changes are accepted: added words, and none that moved away."""
    found = []
    for part in node.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}noBreakHyphen"):
        if _above(part, "moveFrom") is not None:
            continue
        kind = part.tag.removeprefix(_W)
        found.append((part.text or "") if kind == "t" else _BREAKS.get(kind, "\n"))
    return "".join(found)


def _lines(paragraph: Any) -> Iterator[tuple[str, int, bool]]:  # noqa: ANN401 (its elements have no types)
    """A paragraph in its lines, each with its depth and whether it is a heading."""
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = ("" if style is None else style.get(f"{_W}val") or "").casefold()
    numbered = paragraph.find(f"{_W}pPr/{_W}numPr")
    depth = 0
    if numbered is not None or "list" in named:
        level = None if numbered is None else numbered.find(f"{_W}ilvl")
        depth = 1 + max(_whole(level), int(named[-1]) - 1 if named[-1:].isdecimal() else 0)
    is_bold = _is_bold(paragraph) or named.startswith("heading")
    for piece in _pieces(_text(paragraph)):
        bullet = _BULLET.match(piece)
        text = " ".join((piece[bullet.end() :] if bullet else piece).split())
        if not text:
            continue
        is_short = len(text) <= SHORT
        is_heading = is_short and not depth and not bullet and (is_bold or text.endswith(":"))
        yield text, max(depth, 1 if bullet else 0), is_heading


def _pieces(text: str) -> list[str]:
    """The lines of a paragraph with breaks in it; a break within a sentence is a space."""
    found: list[str] = []
    for piece in text.split("\n"):
        goes_on = found and piece[:1].islower() and not _BULLET.match(piece)
        if goes_on:
            found[-1] = f"{found[-1]} {piece}"
        else:
            found.append(piece)
    return found


def _is_bold(paragraph: Any) -> bool:  # noqa: ANN401 (its elements have no types)
    runs = [r for r in paragraph.iter(f"{_W}r") if _text(r).strip()]
    marks = [r.find(f"{_W}rPr/{_W}b") for r in runs]
    return bool(runs) and all(
        m is not None and (m.get(f"{_W}val") or "1") not in {"0", "false"} for m in marks
    )
