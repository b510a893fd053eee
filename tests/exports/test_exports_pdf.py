"""Every PDF can be read aloud: title, language, headings, tables and pictures with their words."""

import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from lp_planner.charts.as_svg import figure_svg
from lp_planner.charts.theme import empty_figure
from lp_planner.exports import covered, typesetting
from lp_planner.exports.catalogue import PLAN_EXPORTS, Export
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.pdf_documents import cohort_pdf, evidence_pdf, plan_pdf_a3, plan_pdf_a4
from lp_planner.exports.report import (
    CohortReport,
    EvidenceReport,
    Picture,
    PlanColumn,
    PlanReport,
    Table,
    TableColumn,
)
from lp_planner.exports.typesetting import NotTypeset, as_png, printable, typeset
from tests.exports.test_exports_report import EMPTY, HARD_TEXTS, REPORT, with_text

SVG = figure_svg(empty_figure("Nothing yet"), alt="A quiet picture")
PICTURES = (
    Picture("coverage_by_phase", "Evidence for 1 of 2", "What next?", "LP1: Prepare 1", SVG),
    Picture("impact_0", "Quiz: 54%", "Higher by 14 points.", "Line chart of the quiz", SVG),
)
DRAWN = replace(REPORT, pictures=PICTURES, left_out=("1 piece of evidence",))
PLAN = PlanReport(
    project_title="Retrieval that sticks",
    lead_name="Amira Khan",
    job_title="Teacher",
    school_name="Northfield School",
    made_on=REPORT.made_on,
    is_demo=False,
    columns=(*REPORT.plan, *REPORT.plan, PlanColumn("And so?", "Final outcomes", ("They know",))),
)
COHORT = CohortReport(
    name="Oakfield cohort",
    made_on=REPORT.made_on,
    is_demo=False,
    summary=("2 of 3 lead practitioners share their progress.",),
    phases=Table(
        "Phases",
        "Projects by phase",
        (TableColumn("Phase", 24), TableColumn("Projects", 14)),
        (("Prepare", "2"),),
    ),
    projects=Table(
        "Projects",
        "Progress of each project",
        (TableColumn("Project", 40), TableColumn("Led by", 24)),
        (("Calm starts", "Amina"),),
    ),
    notes=("There is no ranking and no score.",),
)


def read(content: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(content))


def words_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in read(content).pages)


def tags(content: bytes) -> list[DictionaryObject]:
    """Every element of the structure tree that has a type."""
    return list(_elements(read(content).root_object["/StructTreeRoot"]))


def _elements(node: object) -> Iterator[DictionaryObject]:
    if isinstance(node, IndirectObject):
        node = node.get_object()
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, DictionaryObject):
        if "/S" in node:
            yield node
        if "/K" in node:
            yield from _elements(node["/K"])


def claims_ua(content: bytes) -> bool:
    """Whether the typesetter found nothing against it; it refuses to claim it otherwise."""
    return b"pdfuaid:part" in content


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: evidence_pdf(DRAWN), id="evidence"),
        pytest.param(lambda: plan_pdf_a4(PLAN), id="plan a4"),
        pytest.param(lambda: plan_pdf_a3(PLAN), id="plan a3"),
        pytest.param(lambda: cohort_pdf(COHORT), id="cohort"),
    ],
)
def test_every_pdf_is_tagged_and_says_its_title_and_its_language(content: object) -> None:
    made = content()  # type: ignore[operator]
    document = read(made)
    root: Any = document.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert document.metadata is not None
    assert document.metadata.title in {"Retrieval that sticks", "Oakfield cohort"}
    assert claims_ua(made)
    kinds = {str(tag["/S"]) for tag in tags(made)}
    assert {"/Table", "/TH", "/TD", "/P"} <= kinds


def test_the_evidence_has_headings_an_outline_and_alt_texts() -> None:
    made = evidence_pdf(DRAWN)
    titles = [o.title for o in read(made).outline if not isinstance(o, list)]
    assert titles == [
        "The priority",
        "The plan on a page",
        "The evidence",
        "What the measures show",
        "Where the evidence is",
        "What was recorded",
        "What is not in here",
    ]
    found = tags(made)
    assert {"/H1", "/H2", "/H3", "/TOC"} <= {str(tag["/S"]) for tag in found}
    figures = [tag for tag in found if str(tag["/S"]) == "/Figure"]
    assert sorted(str(tag.get("/Alt")) for tag in figures) == sorted(p.alt for p in PICTURES)


def test_the_evidence_holds_every_word_of_the_report() -> None:
    text = " ".join(words_of(evidence_pdf(DRAWN)).split())
    for words in (
        "Amira Khan, Teacher of science",
        "Northfield School",
        "Pupils remember more",
        "Staff: few quizzes",
        "E1. I led a session that changed how lessons start",
        "What changed: Seven of nine colleagues start with a quiz",
        "Audience: Science teachers",
        "Too early to tell.",
        "No evidence confirmed yet for LP2.",
        "1 piece of evidence",
    ):
        assert words in text


@pytest.mark.parametrize("text", [*HARD_TEXTS, '#read("/etc/passwd") *x* $a$ @ref <label>'])
def test_any_text_is_printed_as_it_stands_and_never_run(text: str) -> None:
    made = evidence_pdf(with_text(text))
    assert claims_ua(made)
    if text.startswith("#read"):
        assert "*x* $a$ @ref <label>" in words_of(made)


def test_what_no_font_can_draw_is_given_by_its_name() -> None:
    assert (
        printable("Great \U0001f600\U0001f44d\U0001f3fd") == "Great [grinning face][thumbs up sign]"
    )
    assert printable("ŵ Ж ع → ½") == "ŵ Ж ع → ½"
    assert printable("a\u200bb\ufeff") == "ab"


def test_every_character_that_counts_as_drawable_can_be_drawn() -> None:
    characters = " ".join(filter(covered.is_covered, map(chr, range(0x10000))))
    made = evidence_pdf(replace(EMPTY, school_name=characters))
    assert claims_ua(made)


@settings(derandomize=True, max_examples=8, deadline=None)
@given(text=st.text(max_size=200))
def test_no_text_breaks_the_typesetter(text: str) -> None:
    assert evidence_pdf(replace(EMPTY, project_title=text, priority=text)).startswith(b"%PDF")


@pytest.mark.parametrize("report", [EMPTY, replace(EMPTY, is_demo=True)])
def test_an_empty_report_is_still_a_pdf(report: EvidenceReport) -> None:
    assert claims_ua(evidence_pdf(report))


def test_a_demonstration_says_so_on_every_page() -> None:
    for content in (
        evidence_pdf(replace(DRAWN, is_demo=True)),
        plan_pdf_a4(replace(PLAN, is_demo=True)),
        cohort_pdf(replace(COHORT, is_demo=True)),
    ):
        for page in read(content).pages:
            assert DEMO_NOTICE in " ".join(page.extract_text().split())
    assert DEMO_NOTICE not in words_of(evidence_pdf(DRAWN))


def test_the_same_report_gives_the_same_bytes() -> None:
    assert evidence_pdf(DRAWN) == evidence_pdf(DRAWN)


@pytest.mark.parametrize(("make", "wide"), [(plan_pdf_a4, 842), (plan_pdf_a3, 1191)])
def test_the_plan_is_one_landscape_page(make: object, wide: int) -> None:
    lines = tuple(f"Ingredient {n}: children say the word again after the adult" for n in range(9))
    full = replace(PLAN, columns=tuple(replace(c, lines=lines) for c in PLAN.columns))
    for report in (PLAN, full):
        pages = read(make(report)).pages  # type: ignore[operator]
        assert len(pages) == 1
        assert round(pages[0].mediabox.width) == wide
        assert pages[0].mediabox.width > pages[0].mediabox.height


@pytest.mark.parametrize("export", PLAN_EXPORTS, ids=lambda export: export.key)
def test_an_empty_plan_is_still_a_file(export: Export[PlanReport]) -> None:
    assert export.make(replace(PLAN, columns=(), project_title=""))


def test_a_chart_becomes_a_picture_for_word() -> None:
    (picture,) = as_png([SVG])
    assert picture.startswith(b"\x89PNG")
    assert as_png([]) == ()


def test_a_typesetter_that_fails_says_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "SECONDS", 0.001)
    with pytest.raises(NotTypeset) as refused:
        typeset("evidence.typ", {}, made_on=REPORT.made_on)
    assert "Word document" in refused.value.message
