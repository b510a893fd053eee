"""The page of a pack says what the report says, and nothing that was written becomes markup."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from lp_planner.exports.document_text import clean_xml
from lp_planner.exports.report import Behind, EvidenceReport, Picture
from lp_planner.exports.web_page import index_page
from tests.exports.test_exports_report import EMPTY, ENTRY, HARD_TEXTS, REPORT, with_text

BEHIND = (
    Behind("k1", "Minutes & more", "a file", file="files/1-Müller & <x>’s #1.pdf"),
    Behind("k2", "The policy", "a link", "as <b>agreed</b>", 'https://example.org/?a=1&b="2"'),
)


class Read(HTMLParser):
    """The tags of a page with their attributes, and its words."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def read(report: EvidenceReport, *files: tuple[str, str]) -> Read:
    return Read(index_page(report, files))


@pytest.mark.parametrize(
    "text", [*HARD_TEXTS, "</title></style><script>alert(1)</script>", "{{ 7*7 }}"]
)
def test_whatever_was_written_is_words_and_no_markup(text: str) -> None:
    page = read(with_text(text))
    assert page.tags == read(with_text("words")).tags
    for place in ("dd", "td"):
        assert place in {tag for tag, _ in page.tags}
    assert clean_xml(text) in page.words


def test_a_file_of_the_pack_and_a_link_open_with_a_click() -> None:
    entry = replace(ENTRY, behind=BEHIND)
    standard = replace(REPORT.standards[0], entries=(entry,))
    page = read(replace(REPORT, standards=(standard,)), ("files/a b.pdf", "A file"))
    addresses = [dict(attributes).get("href") for tag, attributes in page.tags if tag == "a"]
    assert addresses == [
        "#evidence",
        "#LP1",
        "files/a%20b.pdf",
        "files/1-M%C3%BCller%20%26%20%3Cx%3E%E2%80%99s%20%231.pdf",
        'https://example.org/?a=1&b="2"',
    ]
    said = "".join(page.words)
    assert "Minutes & more (a file) · files/1-Müller & <x>’s #1.pdf" in said
    assert "The policy (a link) · as <b>agreed</b> · https://example.org" in said


def test_charts_stand_with_what_they_show_and_a_frozen_copy_has_none() -> None:
    keys = ("coverage_by_phase", "coverage_by_reach", "impact")
    charts = tuple(Picture(k, f"About {k}", "", "", "<svg></svg>") for k in keys)
    whole = replace(REPORT, pictures=charts, left_out=("Two pieces",), is_demo=True)
    page = read(whole)
    assert [tag for tag, _ in page.tags].count("svg") == 3
    said = "".join(page.words)
    order = ["Demonstration data", "Quiz scores", "About impact", "By phase", "About coverage_by_p",
             "By reach", "About coverage_by_reach", "Two pieces"]  # fmt: skip
    assert sorted(order, key=said.index) == order
    frozen = "".join(read(replace(whole, fingerprint="ab" * 32)).words)
    assert "abab" in frozen
    assert "About impact" not in frozen
    assert "The plan on a page" not in frozen


def test_an_empty_report_is_still_a_page() -> None:
    said = "".join(read(EMPTY).words)
    assert "The evidence" in said
    assert "What is not in here" not in said
