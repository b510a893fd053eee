"""The copy of a portfolio that a moderator reads: what is in it, and the text that is frozen.

The same copy always gives the same text, byte for byte, so one fingerprint tells whether anything
in it was changed afterwards.
"""

import datetime as dt
import hashlib
import json
from typing import Literal

from pydantic import ValidationError

from lp_planner.domain.evidence.evidence_lines import PublicWords
from lp_planner.domain.records.errors import CopyChanged
from lp_planner.domain.records.records import Frozen


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


class CopyStandard(Frozen):
    """One standard: the level claimed, the account, and the evidence in the order it happened."""

    key: str
    title: str
    in_a_line: str
    level: str
    level_name: str
    narrative: str
    reach_shown: str
    builds_on: tuple[str, ...] = ()
    """For a standard of leading: the evidence for earlier standards, such as "LP7 (E3)"."""
    entries: tuple[CopyEntry, ...]


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
    standards: tuple[CopyStandard, ...]


def frozen_text(copy: PortfolioCopy) -> str:
    """The copy as canonical JSON: keys in order, no spaces, one text for one copy."""
    return json.dumps(
        copy.model_dump(mode="json"), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )


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
    """The standards whose texts still say one of the :func:`wanted_names`."""
    found = []
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
