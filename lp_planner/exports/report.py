"""What every export says: models that are already in words."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from lp_planner.domain.evidence.evidence_lines import PublicWords
from lp_planner.domain.portfolio.portfolio_copy import CopyProject

NOTHING_YET = "Nothing recorded yet."


@dataclass(frozen=True)
class TableColumn:
    """One column of a table, whatever the format: its heading and the room it takes."""

    heading: str
    width: float
    """In a workbook so many characters; a page shares its room out in this proportion."""
    is_count: bool = False
    """Whether a workbook may add its cells up."""
    is_day: bool = False
    """Whether its cells are days, which a workbook sorts by."""


@dataclass(frozen=True)
class Table:
    """A table that is already in words; every format writes these columns and these rows."""

    title: str
    caption: str
    """What it holds, for somebody who hears it read aloud."""
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    has_row_heads: bool = False
    """Whether the first cell of a row says what the row is about."""
    nothing: str = NOTHING_YET
    """What to say in its place where there is no row."""
    picture: str = ""
    """The key of the picture that stands by it."""

    def __post_init__(self) -> None:
        """Refuse a row that would slide into other columns."""
        if any(len(row) != len(self.columns) for row in self.rows):
            message = f"A row of “{self.title}” has more or fewer cells than there are columns."
            raise ValueError(message)

    @property
    def shares(self) -> tuple[float, ...]:
        """How many per cent of the room each column takes."""
        total = sum(column.width for column in self.columns)
        return tuple(round(100 * column.width / total, 1) for column in self.columns)

    @property
    def headings(self) -> tuple[str, ...]:
        """What stands above the columns."""
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True)
class PlanColumn:
    """One column of the plan on a page: why, what, how, how well, and so."""

    name: str
    question: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Behind:
    """One thing that lies behind a piece of evidence: a file, a link or somebody's words."""

    key: str
    """Tells a pack which file it is; no document shows it."""
    title: str
    what: str
    """What sort of thing it is and whose word it rests on."""
    words: str = ""
    link: str = ""
    file: str = ""
    """The file's name; in a pack, where it lies there."""


@dataclass(frozen=True)
class EvidenceEntry:
    """One piece of evidence for one standard."""

    ref: str
    """What the piece is called throughout the document, such as "E1"."""
    line: PublicWords
    details: tuple[tuple[str, str], ...]
    """The record's answers as (label, words)."""
    behind: tuple[Behind, ...] = ()


@dataclass(frozen=True)
class StandardSection:
    """One standard with its evidence; ``reach_shown`` is empty where there is none."""

    key: str
    title: str
    in_a_line: str
    reach_shown: str
    entries: tuple[EvidenceEntry, ...]
    category: str = ""
    """The group of standards it belongs to."""
    level: str = ""
    """The level that is claimed, where one is."""
    account: str = ""
    """The lead practitioner's own account, where one was written."""
    builds_on: str = ""
    is_in_view: bool = True
    """Whether the project is meant to show it; what it shows besides is folded."""
    reach_said: str = ""
    """From where people say themselves that they use it; never merged with what is claimed."""

    @property
    def has_something(self) -> bool:
        """Whether there is anything to read: evidence, an account or a level."""
        return bool(self.entries or self.account or self.level)


@dataclass(frozen=True)
class Recorded:
    """One record in full, once, whatever it is put forward for."""

    ref: str
    title: str
    standards: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MeasureLine:
    """One measure and what its readings show."""

    name: str
    construct_name: str
    sentence: str


@dataclass(frozen=True)
class Picture:
    """A chart as it is on screen, drawn as SVG, with its finding and its numbers in words."""

    key: str
    title: str
    takeaway: str
    alt: str
    svg: str
    how_to_read: str = ""

    @property
    def caption(self) -> str:
        """All that stands with the chart on screen: the finding, what follows, how to read it."""
        title = self.title.rstrip(".")
        said = "" if self.takeaway.startswith(title) else f"{title}."
        parts = (said, self.takeaway, self.how_to_read)
        return " ".join(part for part in parts if part)


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
    coverage: tuple[Table, ...]
    """How much evidence each standard has, cut in several ways."""
    measures: tuple[MeasureLine, ...]
    pictures: tuple[Picture, ...] = ()
    """Those that a table of the coverage names stand by it, the rest with the measures."""
    projects: tuple[CopyProject, ...] = ()
    """Of a frozen copy: the projects it begins with."""
    readings: Table | None = None
    """What was read of each measure, for those who go on with the numbers; workbooks alone."""
    left_out: tuple[str, ...] = ()
    """What is not in here, in counts only."""
    fingerprint: str = ""
    """Of a frozen copy: what shows that it is unchanged. It has no plan, coverage or measures."""

    @property
    def told(self) -> tuple[StandardSection, ...]:
        """The standards there is something to read for."""
        return tuple(section for section in self.standards if section.has_something)

    @property
    def in_view(self) -> tuple[StandardSection, ...]:
        """Those to read first: the standards that the project is meant to show."""
        return tuple(section for section in self.told if section.is_in_view)

    @property
    def besides(self) -> tuple[StandardSection, ...]:
        """Those it shows something for although it is not meant to: folded, or at the end."""
        return tuple(section for section in self.told if not section.is_in_view)

    @property
    def not_told(self) -> tuple[StandardSection, ...]:
        """Those that have nothing yet: named in one line."""
        return tuple(section for section in self.standards if not section.has_something)

    @property
    def first_told(self) -> Mapping[str, str]:
        """The standard under which each piece is told in full, by what it is called."""
        found: dict[str, str] = {}
        for section in self.standards:
            for entry in section.entries:
                found.setdefault(entry.ref, section.key)
        return found

    @property
    def records(self) -> tuple[Recorded, ...]:
        """The answers behind the evidence, each record once, by what it is called."""
        uses: dict[str, list[str]] = {}
        entries: dict[str, EvidenceEntry] = {}
        for section in self.standards:
            for entry in section.entries:
                uses.setdefault(entry.ref, []).append(section.key)
                entries.setdefault(entry.ref, entry)
        return tuple(
            Recorded(ref, entries[ref].line.headline, tuple(uses[ref]), entries[ref].details)
            for ref in sorted(entries, key=lambda ref: (len(ref), ref))
            if entries[ref].details
        )

    @property
    def other_pictures(self) -> tuple[Picture, ...]:
        """The pictures that stand with the measures."""
        beside = {table.picture for table in self.coverage}
        return tuple(picture for picture in self.pictures if picture.key not in beside)


@dataclass(frozen=True)
class PlanReport:
    """The plan on a page."""

    project_title: str
    lead_name: str
    job_title: str
    school_name: str
    made_on: dt.date
    is_demo: bool
    columns: tuple[PlanColumn, ...]


@dataclass(frozen=True)
class CohortReport:
    """A cohort's shared progress in counts and dates."""

    name: str
    made_on: dt.date
    is_demo: bool
    summary: tuple[str, ...]
    phases: Table
    projects: Table
    notes: tuple[str, ...]


@dataclass(frozen=True)
class SummarySection:
    """A heading of one page, a sentence below it, what is counted: (what, number), and a list."""

    title: str
    said: str = ""
    counted: tuple[tuple[str, str], ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class SummaryReport:
    """One page to hand over, and what it cannot say: for governors, or for a conversation."""

    name: str
    subject: str
    made_on: dt.date
    is_demo: bool
    intro: str
    sections: tuple[SummarySection, ...]
    limits: tuple[str, ...]
    limits_title: str = "What these numbers can and cannot say"


@dataclass(frozen=True)
class WrittenSection:
    """A heading with what was written under it, and a table where the words stand in one."""

    title: str
    paragraphs: tuple[str, ...] = ()
    table: Table | None = None


@dataclass(frozen=True)
class WrittenReport:
    """Headings with what somebody wrote under each, on as many A4 pages as it takes."""

    name: str
    subject: str
    author: str
    by: str
    """Whose it is, in one line below the title."""
    intro: str
    made_on: dt.date
    is_demo: bool
    sections: tuple[WrittenSection, ...]
    notes: tuple[str, ...]
    """What a reader should know of it, in small print at its end."""


@dataclass(frozen=True)
class CalendarEntry:
    """One day of a project. ``key`` never changes, whatever becomes of the words and the day."""

    key: str
    on: dt.date
    what: str
    changes: int
    """How often the record behind it was saved since it was made."""
    changed_at: dt.datetime
    is_gone: bool = False
    """True for a record that was removed; a calendar then strikes the entry out."""

    @property
    def kind(self) -> str:
        """The kind of record, or ``cohort_date``."""
        return self.key.split(":")[0]

    @property
    def record_id(self) -> str:
        """The id of the record behind it."""
        return self.key.split(":")[1]


@dataclass(frozen=True)
class CalendarReport:
    """The days of a project, all of them whole days."""

    project_title: str
    is_demo: bool
    entries: tuple[CalendarEntry, ...]
