"""All that the questions look at: a project's records and the facts around them, as plain data."""

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import TypeVar

from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.measures.beginning import WITH_PEOPLE, change_begins_on
from lp_planner.domain.planning.calendar import SchoolPeriod
from lp_planner.domain.planning.progress import latest_decision, was_stopped
from lp_planner.domain.records.options import AdoptionDecision, Option
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.sustaining import SustainDecision

R = TypeVar("R", bound=Record)


class StrandFact(Frozen):
    """What a published table says about a family of approaches, and when it was copied."""

    key: str
    name: str
    months: int | None = None
    padlocks: int | None = None
    as_at: dt.date | None = None


class Plan(Frozen):
    """One project as it stands on one day.

    ``records`` maps a kind to its records; ``final_constructs`` holds the constructs that are
    results rather than signs on the way; ``segment_groups`` maps "build_knowledge", "motivate",
    "develop_techniques" and "embed" to the parts of a training session that serve them;
    ``changed_when_secure`` holds the adaptations whose ingredient was securely in use on the day
    they were decided; ``groups_behind`` the latest counts of groups of pupils that lie behind all
    others by more than chance.
    """

    today: dt.date
    title: str = ""
    owner_id: str = ""
    owner_name: str = ""
    records: Mapping[str, tuple[Record, ...]] = {}
    claims: tuple[EvidenceClaim, ...] = ()
    final_constructs: frozenset[str] = frozenset()
    strands: Mapping[str, StrandFact] = {}
    periods: tuple[SchoolPeriod, ...] = ()
    segment_groups: Mapping[str, frozenset[str]] = {}
    changed_when_secure: frozenset[str] = frozenset()
    groups_behind: frozenset[str] = frozenset()

    def of(self, model: type[R]) -> tuple[R, ...]:
        """The records of one kind that have not been removed, in the order they were given."""
        return tuple(
            record
            for record in self.records.get(model.kind, ())
            if isinstance(record, model) and record.deleted_at is None
        )

    def has(self, *models: type[Record]) -> bool:
        """Whether there is a record of at least one of these kinds."""
        return any(self.of(model) for model in models)

    def latest(self, model: type[R]) -> R | None:
        """The record of a kind that counts now: the latest by its day, then by when written."""
        return max(self.of(model), key=lambda r: (r.happened_on, r.created_at), default=None)

    def find(self, kind: str, record_id: str) -> Record | None:
        """One record by its kind and id."""
        wanted = (r for r in self.records.get(kind, ()) if r.id == record_id)
        return next((r for r in wanted if r.deleted_at is None), None)

    @cached_property
    def confirmed(self) -> tuple[EvidenceClaim, ...]:
        """The claims that the lead practitioner stands by."""
        return tuple(
            claim
            for claim in self.claims
            if claim.status is ClaimStatus.CONFIRMED and claim.deleted_at is None
        )

    @cached_property
    def decision(self) -> AdoptionDecision | None:
        """The decision about taking the change on that counts now."""
        return latest_decision(self.of(AdoptionDecision))

    @cached_property
    def sustain_decision(self) -> SustainDecision | None:
        """The decision about what becomes of the change that counts now."""
        return self.latest(SustainDecision)

    @property
    def goes_ahead(self) -> bool:
        """Whether it has been decided to take the change on."""
        return self.decision is not None and self.decision.decision.goes_ahead

    @property
    def is_stopped(self) -> bool:
        """Whether it was decided not to go on, for now or for good."""
        return was_stopped(self.decision, self.sustain_decision)

    @cached_property
    def chosen(self) -> Option | None:
        """The option that was decided on; where none is named, the only one that adds something."""
        options = self.of(Option)
        if self.decision is not None and self.decision.option_id:
            return next((o for o in options if o.id == self.decision.option_id), None)
        new = [option for option in options if option.option_kind == "do_something"]
        return new[0] if len(new) == 1 else None

    @cached_property
    def goes_live_on(self) -> dt.date | None:
        """The first day with colleagues that is in the plan, past or to come."""
        return change_begins_on(record for model in WITH_PEOPLE for record in self.of(model))

    @cached_property
    def began_on(self) -> dt.date | None:
        """The first day with colleagues, once it has come."""
        first = self.goes_live_on
        return first if first is not None and first <= self.today else None

    @property
    def has_begun(self) -> bool:
        """Whether training, coaching, a visit or work with peers has taken place."""
        return self.began_on is not None
