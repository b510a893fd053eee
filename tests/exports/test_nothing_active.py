"""Hostile words in all that leaves: no formula, link, script or field comes of them."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import icalendar
import openpyxl
import pytest
from pypdf import PdfReader

from lp_planner.config import ROOT
from lp_planner.wording import in_sight
from tests.house import telltales
from tests.house.hostile_words import ELSEWHERE, HOSTILE
from tests.house.telltales import Scene, Telltales, looked_at, texts

FORMULA = re.compile(r"\s*[=+\-@|%\t\r]")
ALLOWED_FIELDS = re.compile(rb"^ ?(TOC|PAGE|NUMPAGES|PAGEREF|SEQ Figure)\b")


class Planted(Telltales):
    """The same hostile words for each answer."""

    def word(self, kind: str, name: str) -> str:
        self.places[HOSTILE] = f"{kind}.{name}"
        return HOSTILE


@pytest.fixture(scope="module")
def leaving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[tuple[str, object]]]:
    """All that leaves a project in which every answer is hostile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(telltales, "Telltales", Planted)
        scene = Scene("every", ROOT / "data", tmp_path_factory.mktemp("planted"), [])
        yield list(looked_at(scene))


def files(made: object, name: str) -> Iterator[tuple[str, bytes]]:
    """Every file in what was made, however deep it is packed."""
    if isinstance(made, bytes):
        yield name, made
        if made.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(made)) as archive:
                for part in archive.namelist():
                    yield from files(archive.read(part), f"{name}!{part}")
    elif isinstance(made, list | tuple):
        for part in made:
            yield from files(part, name)
    elif hasattr(made, "__dict__") or hasattr(made, "__dataclass_fields__"):
        for part in getattr(made, "__dataclass_fields__", {}):
            yield from files(getattr(made, part), name)


@pytest.fixture(scope="module")
def written(leaving: list[tuple[str, object]]) -> list[tuple[str, bytes]]:
    found = [file for name, made in leaving for file in files(made, name)]
    kinds = {kind_of(data) for _, data in found}
    assert {"pdf", "xlsx", "docx", "zip", "csv", "html", "ics"} <= kinds
    return found


def kind_of(data: bytes) -> str:
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return "xlsx"
        return "docx" if "word/document.xml" in names else "zip"
    if data.startswith(b"%PDF"):
        return "pdf"
    if data.startswith(b"BEGIN:VCALENDAR"):
        return "ics"
    if data.lstrip().lower().startswith(b"<!doctype html"):
        return "html"
    return "csv" if data.startswith(b'\xef\xbb\xbf"') else "other"


def of_kind(written: list[tuple[str, bytes]], kind: str) -> list[tuple[str, bytes]]:
    return [(name, data) for name, data in written if kind_of(data) == kind]


def test_the_hostile_words_are_there_so_that_the_search_is_no_blind_one(
    leaving: list[tuple[str, object]],
) -> None:
    said = "\n".join(text for _, made in leaving for text in texts(made))
    assert said.count("zzb") > 100


def test_nothing_turns_the_direction_of_what_stands_around_it(
    leaving: list[tuple[str, object]],
) -> None:
    for name, made in leaving:
        for text in texts(made):
            if "zzb" in text and "\ufffd" not in text:
                assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b]", text), name


def test_no_cell_of_a_sheet_is_a_formula_or_a_link(written: list[tuple[str, bytes]]) -> None:
    for name, data in of_kind(written, "xlsx"):
        book = openpyxl.load_workbook(io.BytesIO(data))
        cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
        assert not [c for c in cells if c.data_type == "f" and "zzb" in str(c.value)], name
        assert not [c for c in cells if c.hyperlink and c.hyperlink.target], name
    for name, data in of_kind(written, "csv"):
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert not [cell for row in rows for cell in row if FORMULA.match(cell)], name


def test_no_office_file_or_pdf_reaches_out(written: list[tuple[str, bytes]]) -> None:
    for name, data in written:
        if name.endswith(".rels"):
            assert b"External" not in data, name
        if name.endswith("word/document.xml"):
            fields = re.findall(rb"instrText[^>]*>([^<]*)<|w:instr=\"([^\"]*)\"", data)
            assert not [f for pair in fields for f in pair if f and not ALLOWED_FIELDS.search(f)]
            assert b"altChunk" not in data, name
    for name, data in of_kind(written, "pdf"):
        pdf = PdfReader(io.BytesIO(data))
        objects = "\n".join(str(pdf.get_object(n)) for n in range(1, len(pdf.xref[0]) + 1))
        assert not re.search(r"/(URI|JavaScript|JS|Launch|SubmitForm|GoToR)\b", objects), name


class Tags(HTMLParser):
    """Every tag of a page with what it asks for."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, Any]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_no_page_asks_for_anything_or_runs_anything(written: list[tuple[str, bytes]]) -> None:
    for name, data in of_kind(written, "html"):
        for tag, attributes in Tags(data.decode()).found:
            assert tag not in {"script", "iframe", "object", "embed", "form", "base"}, name
            assert not [a for a in attributes if a.startswith("on")], name
            asked = f"{attributes.get('href', '')}{attributes.get('src', '')}"
            assert ELSEWHERE not in asked, name


def test_a_calendar_holds_dates_and_no_alarms_or_attachments(
    written: list[tuple[str, bytes]],
) -> None:
    for name, data in of_kind(written, "ics"):
        calendar = icalendar.Calendar.from_ical(data)
        assert {part.name for part in calendar.walk()} <= {"VCALENDAR", "VEVENT"}, name
        assert not [part for part in calendar.walk() if "ATTACH" in part or "URL" in part], name


def test_names_in_a_zip_stay_in_their_folder(written: list[tuple[str, bytes]]) -> None:
    for name, _ in written:
        for part in name.split("!")[1:]:
            path = Path(part)
            assert not path.is_absolute()
            assert ".." not in path.parts
            assert "\\" not in part
            assert part == in_sight(part)
            assert part.isprintable()
