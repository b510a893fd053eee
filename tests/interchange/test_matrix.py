"""SmartEvidence files come in whole, in both shapes, and their known faults lose nothing."""

from typing import Any

import pytest

from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.model import FrameworkDraft, FrameworkItem, detail
from lp_planner.interchange.reading import read_framework
from lp_planner.interchange.report import ImportReport
from tests.interchange.shapes import as_bytes, element, flat_matrix, nested_matrix


def read(content: Any) -> tuple[FrameworkDraft, ImportReport]:
    return read_framework(as_bytes(content), name="garden.matrix")


def by_code(draft: FrameworkDraft, code: str) -> FrameworkItem:
    return next(item for item in draft.items if item.code == code)


def parent_code(draft: FrameworkDraft, code: str) -> str:
    parent = by_code(draft, code).parent
    return next(item.code for item in draft.items if item.identifier == parent)


def test_the_flat_shape_becomes_a_tree_with_its_texts() -> None:
    draft, report = read(flat_matrix())
    assert [item.code for item in draft.items] == ["1", "1.1", "1.10", "1.10.1", "2", "2.0"]
    assert parent_code(draft, "1.10.1") == "1.10"
    assert draft.description == "Growing & sharing. Why (https://garden.example/why)"
    assert detail(draft.details, "institution") == ("all",)
    assert not report.of("dropped")


def test_the_statuses_are_a_scale_of_status_and_no_levels_of_influence() -> None:
    draft, _ = read(flat_matrix())
    assert draft.scale_kind == "status"
    assert [step.name for step in draft.scale] == ["Planted", "Not yet up", "Leaves", "Harvest"]


def test_a_status_with_an_unknown_key_is_kept_and_reported() -> None:
    statuses = [{"completed": "Done"}, {"mastered": "More"}, {"0": "Begun"}]
    draft, report = read(flat_matrix(evidencestatuses=statuses))
    assert [step.name for step in draft.scale] == ["Begun", "Done", "More"]
    assert any("mastered" in line.place for line in report.of("changed"))


def test_the_older_nested_shape_becomes_the_same_kind_of_tree() -> None:
    draft, report = read(nested_matrix())
    assert [item.code for item in draft.items] == ["Soil 1.", "1.1", "1.2", "1.2.1", "1.3", "Later"]
    assert parent_code(draft, "1.2.1") == "1.2"
    assert any("which" in line.why for line in report.of("changed"))


def test_what_mahara_itself_exports_keeps_its_hierarchy() -> None:
    exported = [element("1.10.1", 1, parentid="1.10"), element("1.10", 1)]
    draft, report = read(flat_matrix(standardelements=exported))
    assert parent_code(draft, "1.10.1") == "1.10"
    assert any(line.what == "read as parentelementid" for line in report.of("changed"))


def test_a_standard_number_written_as_text_still_finds_its_elements() -> None:
    draft, report = read(flat_matrix(standardelements=[element("1.1", "1")]))
    assert parent_code(draft, "1.1") == "1"
    assert any("as a text" in line.why for line in report.of("changed"))


def test_a_child_before_its_parent_finds_it() -> None:
    elements = [element("1.3.1", 1, parentelementid="1.3"), element("1.3", 1)]
    draft, _ = read(flat_matrix(standardelements=elements))
    assert parent_code(draft, "1.3.1") == "1.3"


def test_a_child_of_one_point_ten_does_not_go_to_one_point_one() -> None:
    elements = [element("1.1", 1), element("1.10", 1), element("x", 1, parentelementid="1.10")]
    draft, _ = read(flat_matrix(standardelements=elements))
    assert parent_code(draft, "x") == "1.10"


def test_numbers_in_codes_keep_their_literal_text() -> None:
    raw = as_bytes(flat_matrix()).replace(b'"elementid": "1.10"', b'"elementid": 1.10')
    draft, report = read_framework(raw, name="garden.matrix")
    assert "1.10" in [item.identifier for item in draft.items]
    assert parent_code(draft, "1.10.1") == "1.10"
    assert any(line.what.endswith("a number") for line in report.of("changed"))


def test_two_elements_with_one_identifier_are_both_kept_and_reported() -> None:
    other = {**element("4.3", 1), "name": "Another of the same number"}
    draft, report = read(flat_matrix(standardelements=[element("4.3", 1), other]))
    assert [item.identifier for item in draft.items if item.code == "4.3"] == ["4.3", "4.3#2"]
    assert any("4.3#2" in line.what for line in report.of("changed"))


def test_an_element_of_no_known_standard_stands_at_the_top_and_is_reported() -> None:
    draft, report = read(flat_matrix(standardelements=[element("9.1", 9)]))
    assert by_code(draft, "9.1").parent is None
    assert any("“9”" in line.why for line in report.of("changed"))


def test_an_element_below_an_unknown_parent_stays_in_its_group() -> None:
    elements = [element("1.1", 1, parentelementid="7.7")]
    draft, report = read(flat_matrix(standardelements=elements))
    assert parent_code(draft, "1.1") == "1"
    assert any("7.7" in line.why for line in report.of("changed"))


def test_elements_that_are_each_other_s_parents_are_cut_apart_and_reported() -> None:
    elements = [element("a", 1, parentelementid="b"), element("b", 1, parentelementid="a")]
    draft, report = read(flat_matrix(standardelements=elements))
    assert len(draft.items) == 4
    assert any("stands below it" in line.why for line in report.of("changed"))


def test_a_field_we_have_no_place_for_is_named_in_the_report() -> None:
    _, report = read(flat_matrix(colour="green"))
    assert [line.place for line in report.of("dropped")] == ["framework.colour"]


def test_the_earlier_of_two_equal_keys_is_reported() -> None:
    raw = as_bytes(flat_matrix()).replace(b'"name": "Soil"', b'"name": "Clay", "name": "Soil"')
    draft, report = read_framework(raw, name="garden.matrix")
    assert by_code(draft, "1").title == "Soil"
    assert report.of("dropped")[0].place == "framework.standards[0].name"


@pytest.mark.parametrize("version", ["2", 2, "3.1", "next"])
def test_an_unknown_version_is_refused_by_its_name(version: object) -> None:
    with pytest.raises(BadFrameworkFile, match=f"version “{version}”"):
        read(flat_matrix(version=version))


def test_version_one_is_read() -> None:
    assert read(flat_matrix(version=1))[0].items


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"name": ""}, "framework.name is missing"),
        ({"name": ["a"]}, "framework.name is missing"),
        ({"standards": {}}, "framework.standards is not a list"),
        ({"standardelements": "1.1"}, "framework.standardelements is not a list"),
    ],
)
def test_a_file_we_cannot_use_is_refused_with_the_path(change: Any, words: str) -> None:
    with pytest.raises(BadFrameworkFile, match=words):
        read(flat_matrix(**change))


def test_an_element_that_is_listed_twice_is_one_and_is_told() -> None:
    once, _ = read(flat_matrix(standardelements=[element("4.3", 1)]))
    twice, report = read(flat_matrix(standardelements=[element("4.3", 1), element("4.3", 1)]))
    assert twice == once
    assert "“4.3” once more (it is listed twice)" in report.to_text()
