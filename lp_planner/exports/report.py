"""What every export says: one model, all of it already in words."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class PlanColumn:
    """One column of the plan on a page: why, what, how, how well, and so."""

    name: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class EvidenceEntry:
    """One piece of evidence for one standard."""

    ref: str
    """What the piece is called throughout the document, such as "E1"."""
    headline: str
    kind_name: str
    phase_name: str
    happened_on: str
    reach_name: str
    claim: str
    what_changed: str
    details: tuple[tuple[str, str], ...]
    """The record's answers as (label, words)."""


@dataclass(frozen=True)
class StandardSection:
    """One standard with its evidence; ``reach_shown`` is empty where there is none."""

    key: str
    title: str
    in_a_line: str
    reach_shown: str
    entries: tuple[EvidenceEntry, ...]


@dataclass(frozen=True)
class MeasureLine:
    """One measure and what its readings show."""

    name: str
    construct_name: str
    sentence: str


Table = tuple[tuple[str, ...], ...]
"""The header and the rows below it, every cell in words."""


@dataclass(frozen=True)
class EvidenceReport:
    """The evidence of one project against the standards."""

    project_title: str
    lead_name: str
    job_title: str
    school_name: str
    made_on: dt.date
    is_demo: bool
    framework_name: str
    disclaimer: str
    priority: str
    plan: tuple[PlanColumn, ...]
    standards: tuple[StandardSection, ...]
    coverage_phase: Table
    coverage_reach: Table
    measures: tuple[MeasureLine, ...]
