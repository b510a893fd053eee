"""What goes out comes back: CASE keeps every draft, TOML keeps every framework of our own."""

import json
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.domain.evidence.standards import Framework
from lp_planner.interchange.case import write_case
from lp_planner.interchange.draft_to_framework import fit, from_framework
from lp_planner.interchange.model import FrameworkDraft
from lp_planner.interchange.plain_text import marked_up, plain_text
from lp_planner.interchange.reading import read_framework
from lp_planner.interchange.toml_out import framework_toml
from tests.interchange.strategies import drafts, frameworks, texts

# CASE 1.1 allows no others in a package.
ITEM_FIELDS = {
    *("identifier", "uri", "fullStatement", "alternativeLabel", "CFItemType", "humanCodingScheme"),
    *("listEnumeration", "abbreviatedStatement", "conceptKeywords", "notes", "subject", "language"),
    *("educationLevel", "statusStartDate", "statusEndDate", "lastChangeDateTime", "extensions"),
}
UUID = re.compile(r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")


@given(drafts())
@settings(derandomize=True, deadline=None, max_examples=80)
def test_a_draft_exported_as_case_comes_back_equal(draft: FrameworkDraft) -> None:
    found, _ = read_framework(write_case(draft), name="framework.json")
    assert found == draft


@given(drafts())
@settings(derandomize=True, deadline=None, max_examples=20)
def test_a_case_export_has_every_field_that_case_requires(draft: FrameworkDraft) -> None:
    package = json.loads(write_case(draft))
    document = package["CFDocument"]
    assert {"identifier", "uri", "creator", "title", "lastChangeDateTime"} <= document.keys()
    for item in package["CFItems"]:
        assert {"identifier", "uri", "fullStatement", "lastChangeDateTime"} <= item.keys()
        assert item.keys() <= ITEM_FIELDS
    for link in package["CFAssociations"]:
        assert {"identifier", "uri", "associationType", "lastChangeDateTime"} <= link.keys()
        for end in (link["originNodeURI"], link["destinationNodeURI"]):
            assert all(end[name] for name in ("title", "identifier", "uri"))
    things = [document, *package["CFItems"], *package["CFAssociations"]]
    assert all(UUID.match(thing["identifier"]) for thing in things)


def to_framework(draft: FrameworkDraft) -> Framework:
    return fit(draft)[0]


def toml_of(draft: FrameworkDraft) -> bytes:
    return framework_toml(to_framework(draft))


@given(frameworks())
@settings(derandomize=True, deadline=None, max_examples=50)
def test_a_framework_of_our_own_comes_back_equal_through_both_formats(own: Framework) -> None:
    draft = from_framework(own)
    assert to_framework(draft) == own
    by_case, _ = read_framework(write_case(draft), name="framework.json")
    assert to_framework(by_case) == own
    by_toml, _ = read_framework(toml_of(draft), name="framework.toml")
    assert by_toml == draft


@given(drafts())
@settings(derandomize=True, deadline=None, max_examples=30)
def test_any_draft_becomes_a_framework_that_its_own_toml_gives_back(draft: FrameworkDraft) -> None:
    framework, _ = fit(draft)
    found, _ = read_framework(toml_of(draft), name="framework.toml")
    assert to_framework(found) == framework
    keys = [standard.key for standard in framework.standards]
    assert len(keys) == len(set(keys))


@given(texts | st.text())
@settings(derandomize=True, deadline=None, max_examples=300)
def test_a_plain_text_written_for_html_readers_comes_back_exactly(text: str) -> None:
    told = plain_text(text)
    assert plain_text(marked_up(told)) == told


def test_the_lead_practitioner_standards_come_back_equal_from_case_and_from_toml() -> None:
    own = load_library(ROOT / "data").framework
    draft = from_framework(own)
    for data in (write_case(draft), toml_of(draft)):
        found, _ = read_framework(data, name="standards")
        assert found == draft
        assert to_framework(found) == own


def test_the_same_framework_always_gives_the_same_bytes() -> None:
    draft = from_framework(load_library(ROOT / "data").framework)
    assert write_case(draft) == write_case(draft)
    assert toml_of(draft) == toml_of(draft)


def test_other_programs_find_the_standards_where_case_puts_them() -> None:
    package = json.loads(write_case(from_framework(load_library(ROOT / "data").framework)))
    first = next(item for item in package["CFItems"] if item["CFItemType"] == "standard")
    assert first["humanCodingScheme"] == "LP1"
    assert first["abbreviatedStatement"] == "Communicating and presenting"
    levels = package["CFRubrics"][0]["CFRubricCriteria"][0]["CFRubricCriterionLevels"]
    assert [level["quality"] for level in levels][:2] == ["Beginning", "Developing"]
