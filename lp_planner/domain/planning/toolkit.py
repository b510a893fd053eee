"""A table of what published summaries say about families of approaches."""

import datetime as dt
from collections.abc import Sequence
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


LONGEST_AGO = dt.timedelta(days=366)
"""The figures of a strand are looked up again within a year."""


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

    def stale(self, today: dt.date) -> tuple[Strand, ...]:
        """The strands that were looked up more than a year ago."""
        return tuple(s for s in self.strands if s.looked_up < today - LONGEST_AGO)

    def search(self, words: str, age: StrandAge | None = None) -> tuple[Strand, ...]:
        """The strands that say all of ``words``, for children of one age or of any.

        Those with the words in their name come first. Without words, all of that age.
        """
        parts = words.casefold().split()
        of_age = [s for s in self.strands if age is None or s.age is age]
        found = [s for s in of_age if _says(parts, s.name, s.what, s.works_when, s.look_out_for)]
        return tuple(sorted(found, key=lambda s: not _says(parts, s.name)))

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


def _says(parts: Sequence[str], *texts: str) -> bool:
    said = " ".join(texts).casefold()
    return all(part in said for part in parts)
