"""The sentences that all exports share, and the characters that no file may hold."""

import re
from collections.abc import Mapping

from lp_planner.domain.portfolio.portfolio_copy import CopyPicture, who_says_so
from lp_planner.exports.report import (
    Behind,
    EvidenceEntry,
    EvidenceReport,
    PlanReport,
    Recorded,
    StandardSection,
)
from lp_planner.wording import counted, day_in_words, in_sight, joined, listed, shortened

DEMO_NOTICE = "Demonstration data: the people, the school and the evidence are made up."
NO_EVIDENCE = "No evidence confirmed yet."
SAID_BY_OTHERS = "Reach said by others themselves"
BEHIND = "Behind it"

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_xml(text: str) -> str:
    """The text without what nobody sees; what XML cannot hold is replaced by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", in_sight(text))


def made_line(report: EvidenceReport) -> str:
    """What the document is and from which day."""
    what, when = ("Portfolio", "submitted") if report.fingerprint else ("Evidence", "made")
    return f"{what} against {report.framework_name}, {when} on {day_in_words(report.made_on)}"


def fingerprint_line(report: EvidenceReport) -> str:
    """How to tell that a frozen copy is unchanged; "" for anything else."""
    shown = " ".join(report.fingerprint[at : at + 16] for at in range(0, 64, 16))
    return f"Fingerprint of the copy (SHA-256): {shown}" if report.fingerprint else ""


def claim_line(section: StandardSection) -> str:
    """The level claimed for a standard; "" outside a portfolio."""
    return f"Level claimed: {section.level}" if section.level else ""


def on_one_line(text: str) -> str:
    """The text without line breaks, for headings and footers."""
    return " ".join(clean_xml(text).split())


def entry_facts(entry: EvidenceEntry) -> str:
    """What kind of thing a piece of evidence is, when it happened and how far it reached."""
    line = entry.line
    when = day_in_words(line.happened_on)
    return joined(line.kind_name, line.phase_name, when, line.reach_name, said_by(entry))


def entry_said(
    entry: EvidenceEntry, first_told: Mapping[str, str], here: str
) -> tuple[tuple[str, str], ...]:
    """What a piece of evidence says under one standard, as (label, words); nothing empty.

    What it is and what lies behind it stands where it is told first; elsewhere it is referred to.
    The answers of the record stand once, with the records.
    """
    line = entry.line
    where = first_told.get(entry.ref, here)
    if where != here:
        told = f"{line.headline}. Told under {where}."
        said = [("Evidence", told), ("What changed", line.what_changed)]
    else:
        said = [("Evidence", line.headline), ("What changed", line.what_changed)]
        said += [(BEHIND, behind_words(thing)) for thing in entry.behind]
    return tuple((label, words) for label, words in said if words)


def said_by(entry: EvidenceEntry) -> str:
    """Whose word a piece of evidence rests on."""
    return who_says_so(thing.what for thing in entry.behind)


def standard_line(section: StandardSection) -> str:
    """Where a standard stands: its group, the level claimed, the reach shown and the one said."""
    reach = f"Furthest reach shown: {section.reach_shown}" if section.reach_shown else ""
    said = f"Said by others themselves: {section.reach_said}" if section.reach_said else ""
    return joined(section.category, claim_line(section), reach, said)


def nothing_for(report: EvidenceReport) -> str:
    """The standards that nothing is said for, in one line; "" where there is none."""
    keys = listed([section.key for section in report.not_told])
    return f"{NO_EVIDENCE.rstrip('.')} for {keys}." if keys else ""


def besides_title(report: EvidenceReport) -> str:
    """The heading over what is shown besides the standards in view; "" where nothing is."""
    keys = listed([section.key for section in report.besides])
    return f"Besides the standards in view: {keys}" if keys else ""


def recorded_title(record: Recorded) -> str:
    """The line above the answers of a record."""
    return joined(f"{record.ref}. {shortened(clean_xml(record.title))}", listed(record.standards))


def picture_words(picture: CopyPicture) -> str:
    """The finding below a chart of a frozen copy, as on its owner's page."""
    title = on_one_line(picture.title).rstrip(".")
    if picture.takeaway.startswith(title):
        return picture.takeaway
    return f"{title}. {picture.takeaway}".strip()


def paragraphs(text: str) -> tuple[str, ...]:
    """What somebody wrote, paragraph by paragraph."""
    return tuple(part for part in re.split(r"\n\s*\n", text.strip()) if part)


def as_label(label: str) -> str:
    """A label before what it stands for; a question keeps its own mark."""
    return label if label.endswith(("?", ":", "!")) else f"{label}:"


def behind_words(thing: Behind) -> str:
    """One thing behind a piece of evidence on one line."""
    return on_one_line(joined(f"{thing.title} ({thing.what})", thing.words, thing.link, thing.file))


def pieces(section: StandardSection) -> str:
    """How much evidence a standard has: "3 pieces of evidence"."""
    count = len(section.entries)
    if not count:
        return NO_EVIDENCE.rstrip(".").lower()
    return f"{counted(count, 'piece', 'pieces')} of evidence"


def who(report: EvidenceReport | PlanReport) -> str:
    """The person and their post."""
    return ", ".join(part for part in (report.lead_name, report.job_title) if part)
