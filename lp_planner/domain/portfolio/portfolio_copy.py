"""The copy of a portfolio that a moderator reads: what is in it, and the text that is frozen.

The same copy always gives the same text, byte for byte, so one fingerprint tells whether anything
in it was changed afterwards.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import ValidationError

from lp_planner.domain.evidence.evidence_lines import PublicWords
from lp_planner.domain.records.errors import CopyChanged
from lp_planner.domain.records.records import Frozen

OWN_WORD = "Own word"
PROJECTS = "the project"


class CopyBehind(Frozen):
    """One thing behind a piece of evidence; of a file the copy holds its fingerprint."""

    title: str
    what: str
    words: str
    link: str
    file_name: str
    sha256: str


class CopyEntry(PublicWords):
    """One piece of evidence as it stood when it was submitted, in words."""

    ref: str
    strength: str
    details: tuple[tuple[str, str], ...]
    behind: tuple[CopyBehind, ...] = ()

    @property
    def said_by(self) -> str:
        """Who says so: the word that each thing behind it rests on."""
        return who_says_so(thing.what for thing in self.behind)


class CopyColumn(Frozen):
    """One column of the plan on a page."""

    name: str
    question: str
    lines: tuple[str, ...]


class CopyUse(Frozen):
    """How far one active ingredient was in use and understood."""

    name: str
    seen: str
    understood: str


class CopyMeasure(Frozen):
    """One measure and what its readings show, in the words of its owner's page."""

    name: str
    construct_name: str
    sentence: str


class CopyPicture(Frozen):
    """A chart as it was on its owner's page, drawn as SVG, with its finding."""

    title: str
    takeaway: str
    alt: str
    svg: str


class CopyChange(Frozen):
    """What one piece of evidence says has changed, for whom, and who says so."""

    ref: str
    what_changed: str
    reach_name: str
    said_by: str


class CopyHeard(Frozen):
    """What somebody whom it reached says themselves, beside what its lead claims."""

    practice: str
    who: str
    how: str
    """By link, by a link of their own, or typed in."""
    said_on: dt.date
    reach_name: str
    use: str
    changed: str


class CopyProject(Frozen):
    """A project as the copy begins with it: why, the plan, what became of it."""

    title: str
    problem: tuple[str, ...]
    plan: tuple[CopyColumn, ...]
    """Without its first column, which is the problem."""
    standing: str
    """Where the project stands, in the sentence of its owner's page."""
    used: tuple[CopyUse, ...]
    measures: tuple[CopyMeasure, ...]
    pictures: tuple[CopyPicture, ...]
    changes: tuple[CopyChange, ...]
    heard: tuple[CopyHeard, ...] = ()
    """Copies from before it was kept have none."""

    def texts(self) -> tuple[str, ...]:
        """All the words in it that somebody wrote."""
        return (
            self.title,
            *self.problem,
            *(line for column in self.plan for line in column.lines),
            *(words for use in self.used for words in (use.name, use.understood)),
            *(measure.name for measure in self.measures),
            *(words for one in self.changes for words in (one.what_changed, one.said_by)),
            *(words for one in self.heard for words in (one.who, one.use, one.changed)),
        )


class CopyStandard(Frozen):
    """One standard: the level claimed, the account, and the evidence in the order it happened."""

    key: str
    title: str
    category: str = ""
    """The group of standards it belongs to; copies from before it was kept have none."""
    in_a_line: str
    level: str
    level_name: str
    narrative: str
    reach_shown: str
    reach_said: str = ""
    """From where people say so themselves; copies from before it was kept do not say."""
    builds_on: tuple[str, ...] = ()
    """For a standard of leading: the evidence for earlier standards, such as "LP7 (E3)"."""
    entries: tuple[CopyEntry, ...]

    @property
    def is_put_forward(self) -> bool:
        """Whether anything is said for it: a level, an account or evidence."""
        return bool(self.level or self.narrative.strip() or self.entries)


class PortfolioCopy(Frozen):
    """Everything a moderator reads. In a blind copy the name, the role and the school are empty."""

    form: Literal["lp-planner portfolio 1"] = "lp-planner portfolio 1"
    framework: str
    framework_name: str
    edition: str = ""
    """The edition of the framework; copies from before it was kept have none."""
    disclaimer: str
    submitted_on: dt.date
    is_demo: bool
    is_blind: bool
    name: str
    job_title: str
    school: str
    projects: tuple[CopyProject, ...] = ()
    """The projects behind the evidence; copies from before they were kept have none."""
    standards: tuple[CopyStandard, ...]

    @property
    def number_of_pieces(self) -> int:
        """How many pieces of evidence it holds, over all its standards."""
        return sum(len(standard.entries) for standard in self.standards)

    @property
    def told_first(self) -> Mapping[str, str]:
        """The standard under which each record is told in full, by what it is called."""
        found: dict[str, str] = {}
        for standard in self.standards:
            for entry in standard.entries:
                found.setdefault(entry.ref, standard.key)
        return found


def who_says_so(behind: Iterable[str]) -> str:
    """Whose word something rests on, by what lies behind it; its author's where nothing does."""
    found = dict.fromkeys(what for what in behind if what)
    return "; ".join(found) or OWN_WORD


def frozen_text(copy: PortfolioCopy) -> str:
    """The copy as canonical JSON: keys in order, no spaces, one text for one copy.

    What copies of an earlier day do not have is left out where it is empty, so that such a copy
    still gives the text it was stored as.
    """
    said = copy.model_dump(mode="json")
    said["projects"] = [_without_empty(one, "heard") for one in said["projects"]]
    said["standards"] = [
        _without_empty(_without_empty(one, "category"), "reach_said") for one in said["standards"]
    ]
    said = _without_empty(said, "projects")
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _without_empty(said: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in said.items() if key != name or value}


def fingerprint(text: str) -> str:
    """The SHA-256 of a frozen text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def read_copy(text: str, expected: str) -> PortfolioCopy:
    """The copy behind a frozen text.

    Raises:
        CopyChanged: when the text does not have the fingerprint it was submitted with.
    """
    if fingerprint(text) != expected:
        raise CopyChanged
    try:
        return PortfolioCopy.model_validate_json(text)
    except ValidationError as refused:
        raise CopyChanged from refused


def wanted_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names worth looking for, in small letters: two letters stand in too many words."""
    return tuple(name.strip().casefold() for name in names if len(name.strip()) > 2)  # noqa: PLR2004


def places_that_name(copy: PortfolioCopy, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The parts whose texts still say one of the :func:`wanted_names`: standards, the project."""
    found = []
    told = "\n".join(text for project in copy.projects for text in project.texts()).casefold()
    if any(name in told for name in wanted):
        found.append(PROJECTS)
    for standard in copy.standards:
        texts = [standard.narrative]
        for entry in standard.entries:
            texts += [entry.claim, entry.headline, entry.what_changed, entry.project]
            texts += [words for _, words in entry.details]
            for thing in entry.behind:
                texts += [thing.title, thing.words, thing.file_name]
        said = "\n".join(texts).casefold()
        if any(name in said for name in wanted):
            found.append(standard.key)
    return tuple(found)
