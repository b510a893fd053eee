"""A table of what published summaries say about families of approaches."""

import datetime as dt
from enum import StrEnum
from functools import cached_property

from pydantic import Field

from lp_planner.domain.planning.pathway import Term, Vocabulary
from lp_planner.domain.records.records import Frozen


class StrandCheck(StrEnum):
    """How sure we are that a row says what the publisher says today."""

    CONFIRMED = "confirmed"
    DIFFERS = "differs"
    UNCONFIRMED = "unconfirmed"


class StrandAge(StrEnum):
    """The children that the studies behind a strand were about."""

    SCHOOL = "school"
    EARLY_YEARS = "early_years"


class Strand(Frozen):
    """One family of approaches.

    ``months`` is the published average of additional progress against a comparison group;
    ``None`` where there is no reliable estimate, which is not nought. ``cost`` runs from 1 (very
    low) to 5 (very high), ``security`` from 0 (too few studies) to 5. The ``other_`` values are a
    second, older reading of the same row. What it is, when it works and what to look out for are
    said in our own words.
    """

    key: str
    name: str
    age: StrandAge
    months: int | None = None
    other_months: int | None = None
    cost: int = Field(ge=1, le=5)
    security: int = Field(ge=0, le=5)
    other_security: int | None = None
    check: StrandCheck
    what: str
    works_when: str
    look_out_for: str
    read_as: str
    """Which copy of the page the figures come from."""
    looked_up: dt.date
    link: str


class Toolkit(Frozen):
    """All strands, as read on one day."""

    name: str
    as_at: dt.date
    source: str
    strands: tuple[Strand, ...]

    @cached_property
    def by_key(self) -> dict[str, Strand]:
        """The strands by their key."""
        return {strand.key: strand for strand in self.strands}

    def vocabulary(self) -> Vocabulary:
        """The strands as the answers of a choice."""
        return Vocabulary(
            key="toolkit_strands",
            name=self.name,
            source=self.source,
            terms=tuple(
                Term(key=strand.key, label=strand.name, help=strand.what, source=self.source)
                for strand in self.strands
            ),
        )
