"""Moodle's CSV comes in whole: tree, scale, cross references and rules."""

import pytest

from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.model import FrameworkDraft, first_detail
from lp_planner.interchange.reading import read_framework
from lp_planner.interchange.report import ImportReport
from tests.interchange.shapes import MOODLE_HEAD, MOODLE_ROWS, OLDER_MOODLE_HEAD


def read(text: str, name: str = "garden.csv") -> tuple[FrameworkDraft, ImportReport]:
    return read_framework(text.encode(), name=name)


@pytest.mark.parametrize("head", [MOODLE_HEAD, OLDER_MOODLE_HEAD])
def test_the_rows_become_a_tree_whatever_the_year_of_the_headings(head: str) -> None:
    draft, _ = read(head + MOODLE_ROWS)
    assert draft.title == "School garden"
    assert draft.description == "Growing together."
    assert [item.code for item in draft.items] == ["soil", "1.1", "1.10", "1.10.1"]
    assert [item.parent for item in draft.items] == [None, "soil", "soil", "1.10"]


def test_codes_keep_their_zeros_and_texts_their_lines() -> None:
    draft, _ = read(MOODLE_HEAD + MOODLE_ROWS)
    assert draft.items[2].identifier == "1.10"
    assert draft.items[3].text == "line one\nline two"
    assert draft.items[0].text == "- dig\n- rest"


def test_the_taxonomy_says_what_each_level_is_called() -> None:
    draft, _ = read(MOODLE_HEAD + MOODLE_ROWS)
    assert [item.kind for item in draft.items] == [
        "domain",
        "competency",
        "competency",
        "behaviour",
    ]


def test_the_scale_comes_with_what_counts_as_proficient() -> None:
    draft, _ = read(MOODLE_HEAD + MOODLE_ROWS)
    assert [step.name for step in draft.scale] == ["Not yet", "Sometimes", "Securely"]
    assert first_detail(draft.scale[2].details, "proficient") == "1"


def test_cross_references_become_links_and_those_that_lead_outside_are_reported() -> None:
    draft, report = read(MOODLE_HEAD + MOODLE_ROWS)
    assert [link.destination.identifier for link in draft.links] == ["1.10", "bees, wild"]
    assert any("bees, wild" in line.what for line in report.of("changed"))


def test_a_child_before_its_parent_finds_it() -> None:
    rows = ",F,Frame,,,,,,,,,,1,\nlate,early,Early,,,,,,,,,,,\n,late,Late,,,,,,,,,,,\n"
    draft, _ = read(MOODLE_HEAD + rows)
    assert [item.code for item in draft.items] == ["late", "early"]


def test_rows_without_or_with_the_same_number_are_all_kept() -> None:
    rows = ",F,Frame,,,,,,,,,,1,\n,,None,,,,,,,,,,,\n,A,One,,,,,,,,,,,\n,A,Two,,,,,,,,,,,\n"
    draft, report = read(MOODLE_HEAD + rows)
    assert [item.title for item in draft.items] == ["None", "One", "Two"]
    assert [line.place for line in report.of("changed")] == ["line 3", "line 5"]


def test_a_missing_parent_leaves_the_row_at_the_top() -> None:
    rows = ",F,Frame,,,,,,,,,,1,\ngone,A,One,,,,,,,,,,,\n"
    draft, report = read(MOODLE_HEAD + rows)
    assert draft.items[0].parent is None
    assert any("“gone”" in line.why for line in report.of("changed"))


def test_semicolons_a_byte_order_mark_and_windows_letters_are_read() -> None:
    head = MOODLE_HEAD.replace(",", ";")
    row = ";F;Café;;;;;;;;;;1;\n;A;One;;;;;;;;;;;\n"
    assert read("\ufeff" + head + row)[0].title == "Café"
    draft, report = read_framework((head + row).encode("cp1252"), name="garden.csv")
    assert draft.title == "Café"
    assert any("Windows-1252" in line.what for line in report.of("changed"))


def test_columns_may_stand_in_another_order_and_others_are_reported() -> None:
    text = "Colour,Is framework,ID number,Short name\nred,1,F,Frame\n,,A,One\n"
    draft, report = read(text)
    assert [item.code for item in draft.items] == ["A"]
    assert report.of("dropped")[0].place == "line 2, column 1"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a,b\n1,2\n", "Line 1: the columns ID number, Short name, Is framework are missing"),
        (MOODLE_HEAD + ",A,One,,,,,,,,,,,\n", "No line has 1"),
        (MOODLE_HEAD + ",F,,,,,,,,,,,1,\n", "line 2, column Short name"),
        (MOODLE_HEAD + '"' + "x" * 200_000, "Line 2: this is not valid CSV"),
    ],
)
def test_a_file_we_cannot_use_is_refused_with_the_line(text: str, words: str) -> None:
    with pytest.raises(BadFrameworkFile, match=words):
        read(text)


def test_a_row_that_is_listed_twice_is_one_and_is_told() -> None:
    again = 'soil,1.1,"Digs with care",,1,,,,0,null,,9,,\n'
    draft, report = read_framework((MOODLE_HEAD + MOODLE_ROWS + again).encode(), name="g.csv")
    assert [item.code for item in draft.items].count("1.1") == 1
    assert "“1.1” once more (it is listed twice)" in report.to_text()
