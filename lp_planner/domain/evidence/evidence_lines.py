"""One piece of evidence: a confirmed claim with the record behind it, for its owner or for others.

Its owner reads an :class:`EvidenceLine`. Everybody else, on a page or in a document, reads a
:class:`PublicLine`, which only the two methods here make: a page or a document that asks for one
cannot be handed the owner's by mistake.
"""

import datetime as dt
from typing import Any

from lp_planner.domain.evidence.privacy import is_private, public_headline
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Frozen

RecordKey = tuple[str, str]
"""The kind of a record and its id."""


class _Words(Frozen):
    """What there is to say about a piece of evidence."""

    claim: str
    headline: str
    kind_name: str
    phase_name: str
    project: str
    happened_on: dt.date
    reach: Reach
    reach_name: str
    what_changed: str


class _Place(Frozen):
    """Where a piece of evidence stands and which record it comes from."""

    claim_id: str
    project_id: str
    standard: str
    standard_title: str
    record_kind: str
    record_id: str
    phase: str
    step: str

    @property
    def record_key(self) -> RecordKey:
        """The record it comes from."""
        return (self.record_kind, self.record_id)


class PublicWords(_Words):
    """The words on a piece of evidence that somebody other than its owner may read.

    Frozen copies are made of these (``CopyEntry``), so a field that is added here needs a
    default: copies that were stored before do not have it.
    """

    def public(self) -> dict[str, Any]:
        """These words alone, to make something larger from."""
        return {name: getattr(self, name) for name in PublicWords.model_fields}


class PublicLine(_Place, PublicWords):
    """One piece of evidence as somebody other than its owner may read it."""


class EvidenceLine(_Place, _Words):
    """One piece of evidence as its owner reads it."""

    def for_leader(self) -> PublicLine:
        """The line as the leader of a cohort, or a guest, may read it."""
        return self._for_others()

    def for_export(self) -> PublicLine:
        """The line as a document, a pack or a moderator's copy may say it."""
        return self._for_others()

    def _for_others(self) -> PublicLine:
        """Of what is private only the claim is told, which was written to be read."""
        told = {
            **dict(self),
            "headline": headline_for_others(self.record_kind, self.headline, self.kind_name),
            "what_changed": "" if is_private(self.record_kind) else self.what_changed,
        }
        return PublicLine.model_validate(told)


def headline_for_others(kind: str, headline: str, kind_name: str) -> str:
    """The line that stands for a record wherever somebody other than its owner may read it."""
    return public_headline(kind, headline, kind_name)
