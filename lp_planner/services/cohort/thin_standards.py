"""Which standards have little evidence across a cohort, told as far as it gives nobody away.

Sums say nothing that they did not say before: over more than five projects one is held back just
where fewer than five stand behind it, so "few or none" is the same in plainer words
(docs/adr/0088). Names are those of people who share their evidence, and of nobody else.
"""

import datetime as dt

from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohorts import cohort_sums
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.levels import NOBODY_NAMED, shared_unchecked
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import may_say_few


class StandardTold(Frozen):
    """One standard: how many have evidence for it, and who of those that share theirs."""

    key: str
    title: str
    at_least: int | None
    """In fives; ``None`` where it cannot be shown."""
    is_thin: bool
    """Whether few or none have evidence, where that may be said."""
    named: tuple[str, ...]


class StandardsTold(Frozen):
    """Every standard of the framework, as told for this month."""

    standards: tuple[StandardTold, ...]
    counted: int
    """How many projects stand behind the sums; 0 while too few are shared."""
    as_of: dt.date | None
    sharing_evidence: int
    """How many people share their evidence."""


def standards_told(desk: Desk) -> StandardsTold:
    """The standards across what the actor's cohorts share with them.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    sums = cohort_sums(desk)
    named, people = _by_name(desk)
    shown = sums.standards.astype(object).where(sums.standards.notna(), None)
    return StandardsTold(
        standards=tuple(
            StandardTold(
                key=row["standard"],
                title=row["title"],
                at_least=row["projects"],
                is_thin=row["projects"] is None and may_say_few(sums.counted),
                named=tuple(sorted(named.get(row["standard"], ()))),
            )
            for row in shown.to_dict("records")
        ),
        counted=sums.counted,
        as_of=sums.as_of,
        sharing_evidence=people,
    )


def _by_name(desk: Desk) -> tuple[dict[str, set[str]], int]:
    """Who shows evidence for which standard, of those who share it; and how many share it."""
    with desk.read() as reader:
        projects = {
            project.id: project
            for project in shared_unchecked(reader, leader_id=desk.actor.person_id)
            if project.level.holds(Sharing.PLAN_AND_EVIDENCE)
        }
        owners = sorted({project.owner_id for project in projects.values()})
        names = {p.id: p.name or NOBODY_NAMED for p in reader.find(Person, id=owners)}
        claims = as_shared(reader, sorted(projects)).find(
            EvidenceClaim, project_id=sorted(projects), status=ClaimStatus.CONFIRMED
        )
    found: dict[str, set[str]] = {}
    for claim in claims:
        found.setdefault(claim.standard, set()).add(names[projects[claim.project_id].owner_id])
    return found, len(owners)
