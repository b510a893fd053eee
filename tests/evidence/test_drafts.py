"""Drafts: a sentence and a reason from the answers that are there, never from others."""

import re
from itertools import chain, combinations

import pytest

from lp_planner.config import ROOT
from lp_planner.content.loader import load_library
from lp_planner.domain.evidence.drafts import (
    LONGEST,
    Draft,
    reason_of,
    seen_through,
    sentence_of,
)
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import field_specs

BOOK = load_library(ROOT / "data").drafts
DRAFTS = {
    f"{kind} {standard}": (kind, draft)
    for kind, of_kind in BOOK.kinds.items()
    for standard, draft in of_kind.standards.items()
}
OF_EVERYBODY = {
    "people", "their", "there", "about", "would", "which", "somebody", "others", "named",
    "something",
}  # fmt: skip
"""Words that give nothing away."""


def telling(words: str) -> set[str]:
    """The words of a clause that only somebody who gave its answer can be said to have written."""
    told = re.sub(r"\{\w+\}", " ", words).casefold()
    return {word for word in re.findall(r"[a-z-]{5,}", told) if word not in OF_EVERYBODY}


def tied(draft: Draft) -> dict[str, set[str]]:
    """The telling words of each answer's clauses."""
    found: dict[str, set[str]] = {}
    for needs, words in draft.clauses():
        for name in needs.split("+") if needs else ():
            found.setdefault(name, set()).update(telling(words) - telling(draft.says))
    return found


@pytest.mark.parametrize("name", DRAFTS)
def test_neither_sentence_nor_reason_says_what_an_empty_answer_would_have_said(name: str) -> None:
    kind, draft = DRAFTS[name]
    always = {s.name: "zebra" for s in field_specs(RECORD_KINDS[kind]) if s.required}
    told_by = tied(draft)
    optional = sorted(told_by.keys() - always.keys())
    subsets = chain.from_iterable(combinations(optional, n) for n in range(len(optional) + 1))
    for given in subsets:
        answers = always | dict.fromkeys(given, "giraffe")
        said = [sentence_of(draft, answers), reason_of(draft, answers)]
        there = set().union(*(told_by[answer] for answer in given))
        for empty in set(optional) - set(given):
            for text in said:
                words = set(re.findall(r"[a-z-]+", text.casefold()))
                assert words & (told_by[empty] - there) == set(), (empty, text)
        assert all(0 < len(text) <= LONGEST and "{" not in text for text in said)
        assert "  " not in said[0] + said[1]


def test_every_form_that_speaks_for_a_standard_is_drafted() -> None:
    forms = load_library(ROOT / "data").pathway.records
    assert [text.kind for text in forms if text.standards and text.kind not in BOOK.kinds] == []


@pytest.mark.parametrize("name", DRAFTS)
def test_every_answer_that_is_there_is_told_while_there_is_room(name: str) -> None:
    kind, draft = DRAFTS[name]
    always = {s.name: "x" for s in field_specs(RECORD_KINDS[kind]) if s.required}
    for needs, words in draft.adds.items():
        answers = always | dict.fromkeys(needs.split("+"), "7")
        assert telling(words) <= telling(sentence_of(draft, answers)), needs


@pytest.mark.parametrize("kind", BOOK.kinds)
def test_a_record_says_something_else_for_each_standard(kind: str) -> None:
    answers = {spec.name: "zebra" for spec in field_specs(RECORD_KINDS[kind])}
    said = [sentence_of(draft, answers) for draft in BOOK.of(kind).standards.values()]
    assert len(set(said)) == len(said)


def test_what_does_not_fit_is_left_out_whole_and_long_answers_are_cut_at_a_word() -> None:
    draft = Draft(says="I said “{a}”", adds={"b": "y" * 40, "c": "z" * 80}, why="You did")
    long = "many words that go on and on " * 30
    said = sentence_of(draft, {"a": long, "b": "", "c": ""})
    assert len(said) <= LONGEST
    assert said.startswith("I said “many words that go on")
    assert "…”, with " + "y" * 40 in said
    assert "z" not in said
    assert len(seen_through("In finding out", long)) <= LONGEST
