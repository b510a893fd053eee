"""What the content says: its keys stay, its words are ours, and every item has a source."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.quality_checks.catalogue import CHECKS
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.strategies import Segment
from tests.content.files import DATA, FOLDERS

PUBLISHED = Path(__file__).with_name("published_keys.json")
FILES = sorted(path for folder in FOLDERS for path in (DATA / folder).glob("*.toml"))
SOURCED = {"phases", "items", "steps", "records", "standards", "terms", "levels", "categories"}
FORBIDDEN = (
    r"\bKPIs?\b", r"\busers?\b", r"\bcompliance\b", r"score to beat", r"\bfail(?:ed|s|ure)?\b to",
    r"\bstakeholders?\b", r"\bseed\b", r"\bdraft\b", r"shared folder", r"\bRAG\b",
)  # fmt: skip


def keys_of(library: Library) -> dict[str, list[str]]:
    """Every key that saved work may refer to, by what it belongs to."""
    found = {
        "phases": [phase.key for phase in library.pathway.phases],
        "steps": [step.key for phase in library.pathway.phases for step in phase.steps],
        "kinds": [text.kind for text in library.pathway.records],
        "standards": list(library.framework.by_key),
        "levels": [level.key for level in library.framework.levels],
    }
    for text in library.pathway.records:
        model = RECORD_KINDS.get(text.kind, Segment)
        former = [s.formerly for s in field_specs(model) if s.formerly]
        found[f"fields of {text.kind}"] = [field.name for field in text.fields] + former
    for name, vocabulary in library.vocabularies.items():
        found[f"terms of {name}"] = [term.key for term in vocabulary.terms]
    return found


def texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text of a parsed file with its key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, list):
        for item in value:
            yield from texts(item, key)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from texts(item, name)


def without_source(value: object, within: str = "") -> Iterator[str]:
    """Every item that should say where it comes from and does not."""
    if isinstance(value, list):
        for item in value:
            if within in SOURCED and not str(item.get("source", "")).strip():
                yield f"{within}: {item}"
            yield from without_source(item)
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from without_source(item, name)


def test_no_published_key_has_vanished(library: Library) -> None:
    published: dict[str, list[str]] = json.loads(PUBLISHED.read_text(encoding="utf-8"))
    now = keys_of(library)
    vanished = [
        f"{group}: {key}"
        for group, keys in published.items()
        for key in keys
        if key not in now.get(group, [])
    ]
    assert not vanished, (
        f"These published keys have vanished: {vanished}. Saved work refers to them, so please put "
        "them back (their words may change)."
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_item_has_a_source(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    assert str(content["source"]).strip()
    assert list(without_source(content)) == []


AS_TYPED = ("strong", "clear", "faint")
"""What people type, to be understood, and never shown."""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_words_are_school_words(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [
        f"{key}: {text}"
        for key, text in texts(content)
        for word in FORBIDDEN
        if key not in {"key", "kind", "same_as", "asked_at", "shown_by", "activities", *AS_TYPED}
        and re.search(word, text, re.IGNORECASE)
    ]
    assert found == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_only_examples_speak_of_your_class(path: Path) -> None:
    content = tomllib.loads(path.read_text(encoding="utf-8"))
    found = [
        text
        for key, text in texts(content)
        if key not in {"placeholder", "evidence_ideas", "support_staff_note"}
        and re.search(r"\byour (class|classroom|lessons?)\b", text, re.IGNORECASE)
    ]
    assert found == []


def test_each_step_teaches_with_two_to_five_questions(library: Library) -> None:
    for phase in library.pathway.phases:
        for step in phase.steps:
            assert 2 <= len(step.questions) <= 5, step.key
            assert step.intro
            assert step.why


def test_each_chosen_answer_gives_its_reason_in_a_sentence(library: Library) -> None:
    links = [p for v in library.vocabularies.values() for t in v.terms for p in t.standards]
    assert [p.why for p in links if not p.why.endswith(".")] == []


def test_a_result_is_told_apart_from_a_sign_of_use(library: Library) -> None:
    groups = {term.key: term.group for term in library.vocabularies["constructs"].terms}
    assert {key for key, group in groups.items() if group == "final"} == {
        "pupil_outcome", "staff_outcome",
    }  # fmt: skip
    assert set(groups.values()) == {"final", "implementation"}


def test_an_activity_carries_its_own_standards_and_its_form_none(library: Library) -> None:
    assert library.pathway.text_by_kind["activity"].standards == ()
    for term in library.vocabularies["activity_types"].terms:
        first = [p.standard for p in term.standards if p.is_primary]
        assert len(first) == (0 if term.key == "self_assessment" else 1), term.key
        assert term.help, term.key


def test_sources_are_said_in_words_and_never_by_a_line_of_a_file(library: Library) -> None:
    told = [text for path in FILES for key, text in texts(tomllib.loads(path.read_text("utf-8")))
            if key == "source"]  # fmt: skip
    told += [check.source for check in CHECKS.values()]
    assert len(told) > 500
    assert [said for said in told if re.search(r"\bL\d|\b[Oo]ur design\b", said)] == []
    assert library.pathway.phase_by_key["explore"].source.startswith("SSAT’s article")
