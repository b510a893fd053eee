"""Any framework that can be exchanged, for the tests that must hold for all of them."""

from itertools import pairwise

from hypothesis import strategies as st

from lp_planner.domain.evidence.standards import Category, Framework, Level, Standard
from lp_planner.domain.records.reach import Reach
from lp_planner.interchange.arranging import LooseItem, arrange
from lp_planner.interchange.model import (
    FrameworkDraft,
    FrameworkItem,
    FrameworkLink,
    LinkEnd,
    ScaleStep,
    details_from,
)
from lp_planner.interchange.plain_text import clean_line, clean_text
from lp_planner.interchange.report import Ledger

PIECES = "<b> </p> &amp; &lt; &#10; < <!-- 1.10 é 𝑑 <script> ā =1+1 # \\ ' \""
FRAGMENTS = st.sampled_from([*PIECES.split(), "\n", "\t", "\u2028", " ", "a<b & c>d", "<x y=1>"])
texts = st.lists(FRAGMENTS | st.text(max_size=6), max_size=6).map("".join).map(clean_text)
tokens = texts.map(clean_line)
names = tokens.filter(bool)
titles = texts.filter(bool)
uuids = st.uuids().map(str)
NAMED = ["notes", "uri", "educationLevel", "subject", "listEnumeration", "lastChangeDateTime"]
details = st.dictionaries(
    st.sampled_from([*NAMED, "creator", "language", "weak_spots", "licence"]) | names,
    st.lists(texts, min_size=1, max_size=3),
    max_size=4,
).map(details_from)


@st.composite
def trees(draw: st.DrawFn, identifiers: list[str]) -> tuple[FrameworkItem, ...]:
    """Items with these identifiers in any tree."""
    loose = []
    for number, identifier in enumerate(identifiers):
        parent = draw(st.none() | st.sampled_from(identifiers[:number])) if number else None
        loose.append(LooseItem(identifier=identifier, place="", parent=parent))
    return tuple(
        bare.model_copy(
            update={
                "code": draw(tokens),
                "title": draw(texts),
                "text": draw(texts),
                "kind": draw(tokens),
                "details": draw(details),
            }
        )
        for bare in arrange(loose, Ledger())
    )


@st.composite
def drafts(draw: st.DrawFn) -> FrameworkDraft:
    """Any draft: any tree, any texts, links inside and outside, a scale or none."""
    found = draw(st.lists(names | uuids, min_size=1, max_size=6, unique=True))
    identifier, *inside = found
    ends = st.sampled_from(found).map(lambda own: LinkEnd(identifier=own)) | st.builds(
        LinkEnd,
        identifier=uuids | st.just(""),
        uri=st.sampled_from(["https://elsewhere.example/x", "https://elsewhere.example/y/"]),
        title=texts.map(clean_line),
    )
    links = st.builds(
        FrameworkLink,
        kind=st.sampled_from(["isChildOf", "exactMatchOf", "ext:own"]) | names,
        origin=ends,
        destination=ends,
        identifier=uuids | tokens,
        position=st.none() | st.integers(-999, 999),
        note=texts,
    )
    steps = st.builds(ScaleStep, identifier=names, name=texts, text=texts, details=details)
    scale = draw(st.lists(steps, max_size=3, unique_by=lambda step: step.identifier))
    kinds = st.sampled_from(["influence", "status", "proficiency"])
    return FrameworkDraft(
        identifier=identifier,
        title=draw(titles),
        edition=draw(tokens),
        description=draw(texts),
        language=draw(tokens),
        source=draw(texts),
        items=draw(trees(inside)),
        scale_kind=draw(kinds) if scale else "",
        scale=tuple(scale),
        links=tuple(draw(st.lists(links, max_size=4))),
        details=draw(details),
    )


keys = st.from_regex(r"[A-Za-z0-9.#é-]{1,12}", fullmatch=True)
listed = st.lists(texts, max_size=3).map(tuple)
standards = st.builds(
    Standard,
    key=keys,
    number=st.integers(-999, 9999),
    title=titles,
    in_a_line=texts,
    descriptor=texts,
    support_staff_note=texts,
    evidence_ideas=listed,
    weak_spots=listed,
    source=titles,
)


@st.composite
def frameworks(draw: st.DrawFn) -> Framework:
    """Any framework of the planner's own."""
    every = draw(st.lists(standards, max_size=6, unique_by=lambda standard: standard.key))
    cuts = sorted(draw(st.lists(st.integers(0, len(every)), max_size=3)))
    edges = [0, *cuts, len(every)]
    parts = [tuple(every[a:b]) for a, b in pairwise(edges)]
    groups = draw(st.lists(keys, min_size=len(parts), max_size=len(parts), unique=True))
    levels = st.builds(
        Level,
        key=keys,
        name=texts,
        reach=st.sampled_from(list(Reach)),
        sphere=texts,
        plain=texts,
        source=titles,
    )
    return Framework(
        key=draw(st.from_regex(r"framework_[a-z0-9_]{1,20}", fullmatch=True)),
        name=draw(titles),
        edition=draw(tokens),
        disclaimer=draw(texts),
        source=draw(titles),
        levels=tuple(draw(st.lists(levels, max_size=4, unique_by=lambda level: level.key))),
        categories=tuple(
            Category(
                key=key, name=draw(titles), summary=draw(texts), standards=part, source=draw(titles)
            )
            for key, part in zip(groups, parts, strict=True)
        ),
    )
