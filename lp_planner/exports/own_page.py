"""One's own data as a page to read: it opens with a double click, without network or scripts."""

from collections.abc import Sequence
from dataclasses import dataclass

from lp_planner.exports.document_text import clean_xml
from lp_planner.exports.web_page import page_template


@dataclass(frozen=True)
class OwnRecord:
    """One record: its day and headline, then its answers as (label, words)."""

    title: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class OwnPart:
    """Records of one sort under one heading."""

    title: str
    records: tuple[OwnRecord, ...]


@dataclass(frozen=True)
class OwnProject:
    """A project, or what belongs to none, with its parts."""

    title: str
    parts: tuple[OwnPart, ...]


def own_page(name: str, notice: str, projects: Sequence[OwnProject], files: Sequence[str]) -> str:
    """The page as HTML; ``notice`` stands first, ``files`` lie beside it."""
    page = page_template("own_data.html.j2").render(
        name=name, notice=notice, projects=projects, files=files
    )
    return clean_xml(page)
