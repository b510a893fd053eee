"""Schools side by side in sums: what a trust lead sees, and nothing that leads back to anybody.

Only projects that are shared with a leader count. A school's sums say how things stood when a month
began, so that one day beside the next says nothing about anybody (``month_sums``).
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
from pydantic import ConfigDict

from lp_planner.analytics.disclosure import ALL, chosen_sum, in_bands, protected_sums
from lp_planner.domain.accounts.people import Person, Role, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.month_sums import TOGETHER, PlaceSums
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.month_sums import sums_of_the_trust
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader

UNKNOWN_SIZE = 1_000_000
"""How many projects a cell might hold for all that a reader knows: no list says how many."""
OTHERS = "The other schools together"
"""Schools in which too few projects are shared for numbers of their own."""
ENDED = ("Decided to stop", "Not now")


class TrustSums(Frozen):
    """Schools side by side; every number is rounded down to fives, or held back."""

    schools: tuple[str, ...]
    """All of them, those where too few share to be shown alone included."""
    phases: tuple[str, ...]
    standards: tuple[tuple[str, str], ...]
    """Each standard's key and title."""
    as_of: Mapping[str, dt.date]
    """By school with numbers of its own, and for ``OTHERS``, the day they stood so."""
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
    library = desk.library
    phases = phase_names(desk.workspace)
    with desk.read() as reader:
        names = _schools(reader)
    told = sums_of_the_trust(desk)
    by_label = {_label(names, s.place): s for s in told.places if s.projects}
    return TrustSums(
        schools=tuple(names[id_] for id_ in sorted(names, key=lambda id_: (names[id_], id_))),
        phases=phases,
        standards=tuple((s.key, s.title) for s in library.framework.standards),
        as_of={label: sums.as_of for label, sums in by_label.items()},
        projects=grid_sums(
            ("school", "phase"),
            {
                (label, phase): sums.phases.get(phase, 0)
                for label, sums in by_label.items()
                for phase in phases
            },
        ),
        evidenced={
            standard.key: grid_sums(
                ("school",),
                {(label,): _never_all(sums, standard.key) for label, sums in by_label.items()},
            )
            for standard in library.framework.standards
        },
    )


def _label(names: Mapping[str, str], place: str) -> str:
    return OTHERS if place == TOGETHER else names.get(place, "A school that has left")


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


def _never_all(sums: PlaceSums, standard: str) -> int:
    """How many have evidence, short of all: that all have it would be said of each of them."""
    return min(sums.standards.get(standard, 0), max(sums.projects - 1, 0))


def grid_sums(dimensions: Sequence[str], values: Mapping[tuple[str, ...], int]) -> pd.DataFrame:
    """Every sum over a grid, protected and in fives; an empty place is as secret as a small one.

    How many projects a place could hold is not public here, unlike in a cohort's list by name.
    """
    rows = [(*place, UNKNOWN_SIZE, value) for place, value in values.items()]
    cells = pd.DataFrame(rows, columns=[*dimensions, "group", "value"])
    return in_bands(protected_sums(cells, dimensions))
