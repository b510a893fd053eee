"""Schools side by side in sums: what a trust lead sees, and nothing that leads back to anybody.

Only projects that are shared count. A sum says how things stood when this month began, so that one
day beside the next says nothing about who came in between; taking a project back works at once.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

import pandas as pd
from pydantic import ConfigDict

from lp_planner.analytics.disclosure import ALL, chosen_sum, in_bands, protected_sums
from lp_planner.domain.accounts.people import Person, Role, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohorts import SHARED
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.shared_progress import phases_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader

UNKNOWN_SIZE = 1_000_000
"""How many projects a cell might hold for all that a reader knows: no list says how many."""
ENDED = ("Stopped well", "Not now")


class TrustSums(Frozen):
    """Schools side by side; every number is rounded down to fives, or held back."""

    schools: tuple[str, ...]
    phases: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]
    """Each standard's key and title."""
    as_of: dt.date
    projects: pd.DataFrame
    """``school, phase, group, shown``; ``ALL`` where a sum reaches over all."""
    evidenced: Mapping[str, pd.DataFrame]
    """By standard: ``school, group, shown``."""

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, extra="forbid")

    def in_phase(self, school: str = ALL, phase: str = ALL) -> int | None:
        """At least so many shared projects of a school are in a phase; ``None``: held back."""
        return chosen_sum(self.projects, {"school": school, "phase": phase})

    def with_evidence(self, standard: str, school: str = ALL) -> int | None:
        """At least so many have evidence for a standard; ``None``: held back."""
        return chosen_sum(self.evidenced[standard], {"school": school})


def trust_sums(desk: Desk) -> TrustSums:
    """The schools of this installation in sums: projects by phase, standards with evidence.

    Raises:
        PermissionDenied: for everybody but a trust lead.
    """
    check_can(desk.actor, Action.READ_TRUST)
    month = desk.today().replace(day=1)
    began = dt.datetime.combine(month, dt.time(), tzinfo=dt.UTC)
    library = desk.library
    phases = phase_names(desk.workspace)
    with desk.read() as reader:
        names = _schools(reader)
        counted = counted_projects_unchecked(reader, month)
        ids = [project.id for project in counted]
        school_of = {project.id: project.school_id for project in counted}
        stands = phases_unchecked(desk.workspace, reader, ids, before=began)
        claims = [
            claim
            for claim in as_shared(reader, ids).find(
                EvidenceClaim, project_id=ids, status=ClaimStatus.CONFIRMED
            )
            if claim.created_at < began
        ]
    schools = sorted(names, key=lambda id_: (names[id_], id_))
    places = [(names[school_of[id_]], stands[id_].name) for id_ in ids]
    shown = {(claim.standard, claim.project_id) for claim in claims}
    labels = [names[id_] for id_ in schools]
    return TrustSums(
        schools=tuple(labels),
        phases=phases,
        standards=tuple((s.key, s.title) for s in library.framework.standards),
        as_of=month,
        projects=grid_sums(("school", "phase"), product(labels, phases), places),
        evidenced={
            standard.key: grid_sums(
                ("school",),
                ((label,) for label in labels),
                [(names[school_of[id_]],) for key, id_ in shown if key == standard.key],
            )
            for standard in library.framework.standards
        },
    )


def phase_names(workspace: Workspace) -> tuple[str, ...]:
    """Every phase a project can be in, those that have ended included."""
    return (*(phase.name for phase in workspace.library.pathway.phases), *ENDED)


def _schools(reader: Reader) -> dict[str, str]:
    """The schools in which somebody leads projects, by id; two of one name are told apart."""
    led = {p.school_id for p in reader.find(Person, role=Role.LEAD_PRACTITIONER)}
    found = [school for school in reader.find(School) if school.id in led]
    taken = Counter(school.name for school in found)
    seen: Counter[str] = Counter()
    names = {}
    for school in found:
        seen[school.name] += 1
        number = f" ({seen[school.name]})" if taken[school.name] > 1 else ""
        names[school.id] = (school.name or "A school without a name") + number
    return names


def counted_projects_unchecked(
    reader: Reader, month: dt.date, owners: Sequence[str] | None = None
) -> list[Project]:
    """Projects that are shared, and were so before the month began; of ``owners`` or of all."""
    among = {} if owners is None else {"owner_id": owners}
    return [
        project
        for project in reader.find(Project, include_removed=False, sharing=SHARED, **among)
        if project.created_at.date() < month
        and (project.shared_on is None or project.shared_on < month)
    ]


def grid_sums(
    dimensions: Sequence[str],
    grid: Iterable[tuple[str, ...]],
    places: Sequence[tuple[str, ...]],
) -> pd.DataFrame:
    """Every sum over the grid, protected and in fives; an empty place is as secret as a small one.

    How many projects a place could hold is not public here, unlike in a cohort's list by name.
    """
    counts = Counter(places)
    rows = [(*place, UNKNOWN_SIZE, counts[place]) for place in grid]
    cells = pd.DataFrame(rows, columns=[*dimensions, "group", "value"])
    return in_bands(protected_sums(cells, dimensions))
