"""CASE packages come in whole, with their order, their links and their gaps reported."""

from typing import Any

import pytest

from lp_planner.interchange.errors import BadFrameworkFile
from lp_planner.interchange.model import FrameworkDraft, detail, first_detail
from lp_planner.interchange.reading import read_framework
from lp_planner.interchange.report import ImportReport
from tests.interchange.shapes import (
    DOCUMENT,
    ELSEWHERE,
    FIRST,
    SECOND,
    THIRD,
    as_bytes,
    association,
    item,
    node,
    package,
    small_package,
)


def read(content: Any) -> tuple[FrameworkDraft, ImportReport]:
    return read_framework(as_bytes(content), name="garden.json")


def order(draft: FrameworkDraft) -> list[str]:
    return [found.identifier for found in draft.items]


def test_sequence_numbers_and_not_the_file_decide_the_order() -> None:
    draft, _ = read(small_package())
    assert order(draft) == [SECOND, FIRST, THIRD]
    assert draft.items[2].parent == FIRST


def test_ten_comes_after_nine_and_equal_numbers_stay_as_in_the_file() -> None:
    ids = [f"00000000-0000-4000-8000-0000000001{n:02}" for n in range(4)]
    numbers = [10, 9, 10, 1]
    draft, _ = read(
        package(
            [item(i, "text") for i in ids],
            [
                association(node(i), node(DOCUMENT), sequenceNumber=n)
                for i, n in zip(ids, numbers, strict=True)
            ],
        )
    )
    assert order(draft) == [ids[3], ids[1], ids[0], ids[2]]


def test_a_list_enumeration_orders_what_has_no_sequence_number() -> None:
    items = [item(FIRST, "b", listEnumeration="10"), item(SECOND, "a", listEnumeration="9")]
    places = [association(node(i), node(DOCUMENT)) for i in (FIRST, SECOND)]
    draft, _ = read(package(items, places))
    assert order(draft) == [SECOND, FIRST]
    assert first_detail(draft.items[0].details, "listEnumeration") == "9"


def test_a_missing_code_stays_missing_and_is_reported() -> None:
    draft, report = read(small_package())
    assert [found.code for found in draft.items] == ["G.1", "G.2", ""]
    assert any(line.what == "the item has no code" for line in report.of("changed"))


def test_an_association_to_another_framework_is_kept_with_all_it_says() -> None:
    draft, report = read(small_package())
    (link,) = draft.links
    assert (link.kind, link.origin.identifier) == ("exactMatchOf", SECOND)
    assert (link.destination.identifier, link.destination.title) == (ELSEWHERE, "Far away")
    assert any("outside this file" in line.what for line in report.of("carried"))


def test_further_fields_are_kept_as_details() -> None:
    draft, _ = read(small_package())
    assert draft.edition == "2.0"
    assert first_detail(draft.details, "adoptionStatus") == "Draft"
    assert detail(draft.items[0].details, "educationLevel") == ("KG", "01")


def test_an_item_with_two_parents_stands_below_the_first_and_keeps_the_other() -> None:
    places = [association(node(i), node(DOCUMENT)) for i in (FIRST, SECOND)]
    both = [association(node(THIRD), node(FIRST)), association(node(THIRD), node(SECOND))]
    items = [item(i, "text") for i in (FIRST, SECOND, THIRD)]
    draft, report = read(package(items, places + both))
    assert [found.parent for found in draft.items if found.identifier == THIRD] == [FIRST]
    assert [link.destination.identifier for link in draft.links] == [SECOND]
    assert any("another parent" in line.what for line in report.of("changed"))


def test_a_ring_of_parents_is_cut_once_and_the_cut_is_kept_as_a_link() -> None:
    ring = [
        association(node(FIRST), node(SECOND)),
        association(node(SECOND), node(THIRD)),
        association(node(THIRD), node(FIRST)),
    ]
    draft, report = read(package([item(i, "text") for i in (FIRST, SECOND, THIRD)], ring))
    assert sorted(order(draft)) == [FIRST, SECOND, THIRD]
    assert [link.destination.identifier for link in draft.links] == [SECOND]
    assert any("stands below it" in line.why for line in report.of("changed"))


def test_an_item_that_is_its_own_parent_stands_at_the_top() -> None:
    draft, _ = read(package([item(FIRST, "text")], [association(node(FIRST), node(FIRST))]))
    assert [found.parent for found in draft.items] == [None]
    assert len(draft.links) == 1


def test_an_orphan_stands_at_the_top_and_is_reported() -> None:
    lost = association(node(FIRST), node(ELSEWHERE))
    draft, report = read(package([item(FIRST, "text"), item(SECOND, "text")], [lost]))
    assert [found.parent for found in draft.items] == [None, None]
    assert [link.destination.identifier for link in draft.links] == [ELSEWHERE]
    assert sum("stands at the top" in line.what for line in report.of("changed")) == 2


def test_an_association_without_its_ends_is_dropped_and_reported() -> None:
    broken = association(None, node(DOCUMENT))
    _, report = read(package([item(FIRST, "text")], [broken, "nothing"]))
    reasons = [line.why for line in report.of("dropped")]
    assert "one of its ends is missing" in reasons
    assert "it is not an object" in reasons


def test_ends_may_be_bare_addresses_and_identifiers_in_capitals() -> None:
    places = [
        association(f"https://case.example/CFItems/{FIRST}", node(DOCUMENT)),
        association({"identifier": SECOND.upper()}, {"uri": f"https://other.example/{FIRST}"}),
    ]
    draft, _ = read(package([item(FIRST, "a"), item(SECOND, "b")], places))
    assert [found.parent for found in draft.items] == [None, FIRST]


def test_two_items_with_one_identifier_are_both_kept() -> None:
    draft, report = read(package([item(FIRST, "one"), item(FIRST, "two")], []))
    assert [found.text for found in draft.items] == ["one", "two"]
    assert any("#2" in line.what for line in report.of("changed"))


def test_an_item_that_is_listed_twice_is_one() -> None:
    twin = item(FIRST, "one") | {"lastChangeDateTime": "2025-01-01T00:00:00+00:00"}
    draft, report = read(package([item(FIRST, "one"), twin, item(SECOND, "two")], []))
    assert [found.text for found in draft.items] == ["one", "two"]
    assert any("once more" in line.what for line in report.of("dropped"))


def test_a_wrapped_package_is_read_as_well() -> None:
    assert read({"CFPackage": small_package()})[0] == read(small_package())[0]


def test_the_older_export_of_opensalt_is_read_as_well() -> None:
    older = {
        "lsDoc": {"identifier": "http://asn.example/D1", "title": "Older", "creator": "Trust"},
        "lsItems": [
            {"identifier": "http://asn.example/S1", "fullStatement": "one"},
            {"identifier": "http://asn.example/S2", "fullStatement": "two"},
        ],
        "lsAssociations": [
            {
                "associationType": "Is Child Of",
                "originNodeIdentifier": "http://asn.example/S2",
                "originNodeURI": "https://salt.example/uri/S2",
                "destinationNodeIdentifier": "http://asn.example/S1",
                "destinationNodeURI": "https://salt.example/uri/S1",
            }
        ],
    }
    draft, report = read(older)
    assert [found.parent for found in draft.items] == [None, "http://asn.example/S1"]
    assert any("older export" in line.why for line in report.of("changed"))


def test_definitions_and_foreign_rubrics_are_named_in_the_report() -> None:
    content = small_package()
    content["CFDefinitions"] = {"CFItemTypes": [{"title": "Standard"}], "CFSubjects": []}
    content["CFRubrics"] = [{"identifier": FIRST, "title": "Marking"}]
    _, report = read(content)
    places = [line.place for line in report.of("dropped")]
    assert "CFDefinitions" in places
    assert "CFRubrics[0]" in places


def test_html_and_entities_in_statements_become_plain_text() -> None:
    text = "<p>One &amp; two</p><script>alert(1)</script><ul><li>three</li></ul>"
    draft, report = read(package([item(FIRST, text)], [association(node(FIRST), node(DOCUMENT))]))
    assert draft.items[0].text == "One & two\n\n- three"
    assert any(line.why == "HTML became plain text" for line in report.of("changed"))


def test_mathematics_with_angle_brackets_is_left_alone() -> None:
    text = "Knows that a<b & c>d and 3 < 4"
    draft, _ = read(package([item(FIRST, text)], []))
    assert draft.items[0].text == text


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (package([], [], caseVersion="2.0"), "CASE version “2.0”"),
        ({"CFDocument": None, "CFItems": []}, "CFDocument is missing"),
        ({"CFItems": [item(FIRST, "text")]}, "no CFDocument"),
        ({"CFDocuments": []}, "list of CASE frameworks"),
        (package({}, []), "CFItems is not a list"),
        (package([], "x"), "CFAssociations is not a list"),
    ],
)
def test_a_package_we_cannot_use_is_refused_in_words(content: Any, words: str) -> None:
    with pytest.raises(BadFrameworkFile, match=words):
        read(content)
