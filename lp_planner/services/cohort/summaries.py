"""One page for governors: what a cohort, or a trust, works on and has learned, in sums alone."""

import datetime as dt

import pandas as pd

from lp_planner.analytics.disclosure import ALL, chosen_sum
from lp_planner.domain.accounts.people import Cohort
from lp_planner.domain.accounts.permissions import Action, can, check_can
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.exports.catalogue import SUMMARY_EXPORTS, Export, file_name
from lp_planner.exports.report import SummaryReport, SummarySection
from lp_planner.services.cohort.cohorts import cohort_standards
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.shared_progress import phases_unchecked
from lp_planner.services.cohort.shared_results import shared_comparisons
from lp_planner.services.cohort.sharing import led_members
from lp_planner.services.cohort.trust import (
    counted_projects_unchecked,
    grid_sums,
    phase_names,
    trust_sums,
)
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import (
    AREAS_LEFT_OUT,
    ROUNDED,
    WHY_HELD_BACK_IN_SHORT,
    at_least,
    is_too_few,
)
from lp_planner.wording import day_in_words

SUBJECT = "Summary for governors"
TOO_EARLY = (
    "Too early to tell: no result with a comparison group has been shared yet. A change from "
    "before to after alone does not say what caused it."
)
LIMITS = (
    f"Numbers count shared projects, {ROUNDED}.",
    WHY_HELD_BACK_IN_SHORT,
    "Sharing is each person’s own choice, so a small number says nothing about how much is done.",
    "These are no measure of a school, a team or a person, and never part of appraisal.",
)


def summary_exports() -> tuple[Export[SummaryReport], ...]:
    """The documents that a summary can leave as."""
    return SUMMARY_EXPORTS


def cohort_summary(desk: Desk) -> SummaryReport:
    """A page on the actor's cohorts: no name, no title and no word that was written.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    month = desk.today().replace(day=1)
    with desk.read() as reader:
        cohorts = reader.find(Cohort, leader_id=desk.actor.person_id)
        counted = counted_projects_unchecked(reader, month, led_members(reader, desk.actor))
        ids = [project.id for project in counted]
        began = dt.datetime.combine(month, dt.time(), tzinfo=dt.UTC)
        stands = phases_unchecked(desk.workspace, reader, ids, before=began)
        priorities = as_shared(reader, ids).find(Priority, project_id=ids)
        latest = {p.project_id: p.theme for p in priorities if p.theme}
    phases = phase_names(desk.workspace)
    sums = grid_sums(
        ("phase",), ((phase,) for phase in phases), [(stands[id_].name,) for id_ in ids]
    )
    areas = [
        term.label
        for term in desk.library.vocabularies["priority_themes"].terms
        if term.key in set(latest.values())
    ]
    return SummaryReport(
        name=" and ".join(cohort.name for cohort in cohorts) or "Cohort",
        subject=SUBJECT,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        intro=_as_they_stood(month),
        sections=(
            SummarySection(
                "What the cohort works on",
                "; ".join(areas) + "." if areas and not is_too_few(len(ids)) else AREAS_LEFT_OUT,
            ),
            SummarySection(
                "Where the projects are",
                "",
                (
                    ("All phases", at_least(chosen_sum(sums, {}))),
                    *((p, at_least(chosen_sum(sums, {"phase": p}))) for p in phases),
                ),
            ),
            SummarySection(
                "Standards with evidence",
                "",
                tuple(
                    (
                        f"{row['standard']} {row['title']}",
                        at_least(None if pd.isna(row["projects"]) else int(row["projects"])),
                    )
                    for row in cohort_standards(desk).to_dict("records")
                ),
            ),
            _learned(desk),
        ),
        limits=LIMITS,
    )


def trust_summary(desk: Desk) -> SummaryReport:
    """A page on the schools side by side, in the sums that the trust lead sees.

    Raises:
        PermissionDenied: for everybody but a trust lead.
    """
    sums = trust_sums(desk)
    return SummaryReport(
        name="Our schools",
        subject=SUBJECT,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        intro=_as_they_stood(sums.as_of),
        sections=(
            SummarySection(
                "Where the projects are",
                "",
                (
                    ("All schools", at_least(sums.in_phase())),
                    *((phase, at_least(sums.in_phase(phase=phase))) for phase in sums.phases),
                ),
            ),
            SummarySection(
                "School by school",
                "",
                tuple((school, at_least(sums.in_phase(school))) for school in sums.schools),
            ),
            SummarySection(
                "Standards with evidence",
                "",
                tuple(
                    (f"{key} {title}", at_least(sums.with_evidence(key, ALL)))
                    for key, title in sums.standards
                ),
            ),
        ),
        limits=LIMITS,
    )


def make_cohort_summary(desk: Desk, export: Export[SummaryReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the page on the actor's cohorts.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        NotTypeset: when a PDF cannot be made just now.
    """
    return _made(desk, cohort_summary(desk), export)


def make_trust_summary(desk: Desk, export: Export[SummaryReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the page on the schools.

    Raises:
        PermissionDenied: for everybody but a trust lead.
        NotTypeset: when a PDF cannot be made just now.
    """
    return _made(desk, trust_summary(desk), export)


def summary_name(desk: Desk, export: Export[SummaryReport]) -> str:
    """The file name of the actor's summary; it says nothing of what is in it."""
    name = "schools" if can(desk.actor, Action.READ_TRUST) else "cohort"
    return file_name(name, export, made_on=desk.today(), is_demo=desk.workspace.is_demo)


def _made(desk: Desk, report: SummaryReport, export: Export[SummaryReport]) -> tuple[str, bytes]:
    return summary_name(desk, export), export.make(report)


def _as_they_stood(month: dt.date) -> str:
    return (
        f"Shared projects as they stood on {day_in_words(month)}: numbers only, without the names "
        "of staff or the titles of their projects."
    )


def _learned(desk: Desk) -> SummarySection:
    """What results with a comparison group say, each by what was measured and nothing else."""
    found = shared_comparisons(desk)
    title = "What has been learned so far"
    if found.empty:
        return SummarySection(title, TOO_EARLY)
    said = [
        f"{row['label']} (at least {row['people']} pupils a group): {row['estimate']:+.2f} "
        "standard deviations beside the comparison group, with 95% confidence "
        f"{row['low']:+.2f} to {row['high']:+.2f}"
        for row in found.to_dict("records")
    ]
    return SummarySection(title, ". ".join(said) + ". One result is no proof; look at the range.")
