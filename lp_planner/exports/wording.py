"""The sentences that all exports share, and the characters that no file may hold."""

import re

from lp_planner.exports.report import EvidenceReport, StandardSection

DEMO_NOTICE = "Demonstration data: the people, the school and the evidence are made up."
NO_EVIDENCE = "No evidence confirmed yet."
NOTHING_YET = "Nothing recorded yet."

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean_xml(text: str) -> str:
    """The text with every character that XML cannot hold replaced by U+FFFD."""
    return _NOT_IN_XML.sub("\ufffd", text)


def made_on_words(report: EvidenceReport) -> str:
    """The day the report was made, such as "5 November 2025"."""
    return f"{report.made_on.day} {report.made_on:%B %Y}"


def pieces(section: StandardSection) -> str:
    """How much evidence a standard has: "3 pieces of evidence"."""
    count = len(section.entries)
    if not count:
        return NO_EVIDENCE.rstrip(".").lower()
    return f"{count} {'piece' if count == 1 else 'pieces'} of evidence"


def who(report: EvidenceReport) -> str:
    """The person and their post."""
    return ", ".join(part for part in (report.lead_name, report.job_title) if part)
