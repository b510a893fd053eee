"""The evidence as one page that opens with a double click: no network, no scripts."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from lp_planner.exports import document_text, tables
from lp_planner.exports.document_text import clean_xml, entry_said, on_one_line
from lp_planner.exports.report import EvidenceEntry, EvidenceReport
from lp_planner.exports.typesetting import TEMPLATES


def index_page(report: EvidenceReport, files: Sequence[tuple[str, str]]) -> str:
    """The page as HTML; ``files`` are the (path, what it is) of what lies beside it."""
    page = page_template("evidence.html.j2").render(
        report=report,
        files=files,
        title=on_one_line(report.project_title) or "Evidence",
        pictures={picture.key: picture for picture in report.pictures},
    )
    return clean_xml(page)


@cache
def page_template(name: str) -> Template:
    """A page before anything is filled in; a word that is missing is an error, not a gap."""
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["words"] = document_text
    environment.globals["tables"] = tables
    environment.globals["answers"] = _answers
    return environment.get_template(name)


def _answers(
    entry: EvidenceEntry, first_told: Mapping[str, str], here: str
) -> tuple[tuple[str, str], ...]:
    """What a piece says; what lies behind it stands below, where a file opens with a click."""
    return entry_said(replace(entry, behind=()), first_told, here)
