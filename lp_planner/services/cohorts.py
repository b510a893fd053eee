"""What a senior leader sees of a cohort: shared progress in counts, never a word of the work."""

import datetime as dt
from collections import Counter

import pandas as pd
from pydantic import ConfigDict

from lp_planner.domain.delivery import Activity
from lp_planner.domain.options import AdoptionDecision
from lp_planner.domain.people import Actor, Cohort, Membership, Person, School
from lp_planner.domain.permissions import Action, check_can
from lp_planner.domain.progress import current_phase, latest_decision
from lp_planner.domain.project import Project, Sharing
from lp_planner.domain.records import Frozen
from lp_planner.exports.catalogue import COHORT_EXPORTS, Export, file_name
from lp_planner.exports.report import CohortReport
from lp_planner.services.words import day_in_words
from lp_planner.services.workspace import Workspace
from lp_planner.storage.frames import last_activity, record_counts, standards_evidenced
from lp_planner.storage.reader import Reader

COHORT_COLUMNS = (
    "project",
    "lead",
    "role",
    "school",
    "phase",
    "last_activity",
    "standards_evidenced",
)
COHORT_HEADER = (
    "Project",
    "Led by",
    "Role",
    "School",
    "Phase",
    "Last activity",
    "Standards with evidence",
)
LAST_ACTIVITY = COHORT_COLUMNS.index("last_activity")


class CohortProgress(Frozen):
    """A cohort's shared projects as counts, and how many members have not shared one."""

    name: str
    members: int
    sharing: int
    progress: pd.DataFrame

    model_config = ConfigDict(arbitrary_types_allowed=True, frozen=True, extra="forbid")


def cohort_progress(workspace: Workspace, actor: Actor) -> CohortProgress:
    """The shared projects of the actor's cohort: ``COHORT_COLUMNS``, latest activity first.

    Only projects shared by their lead practitioner appear. Phase and counts are derived inside
    this function, so no free text but the shared title leaves it.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(actor, Action.READ_COHORT)
    with workspace.store.read() as reader:
        cohorts = reader.find(Cohort, leader_id=actor.person_id)
        cohort_ids = [cohort.id for cohort in cohorts]
        members = {m.person_id for m in reader.find(Membership, cohort_id=cohort_ids)}
        shared = reader.find(Project, owner_id=sorted(members), sharing=Sharing.PROGRESS)
        people = {p.id: p for p in reader.find(Person, id=sorted(members))}
        schools = {s.id: s.name for s in reader.find(School)}
        rows = _rows(workspace, reader, shared, people, schools)
    rows.sort(key=lambda row: str(row[LAST_ACTIVITY]), reverse=True)
    return CohortProgress(
        name=" and ".join(cohort.name for cohort in cohorts),
        members=len(members),
        sharing=len({project.owner_id for project in shared}),
        progress=pd.DataFrame(rows, columns=list(COHORT_COLUMNS)),
    )


def _rows(
    workspace: Workspace,
    reader: Reader,
    projects: list[Project],
    people: dict[str, Person],
    schools: dict[str, str],
) -> list[tuple[object, ...]]:
    ids = [project.id for project in projects]
    seen = last_activity(reader, ids)
    active = dict(zip(seen["project_id"], seen["last_activity_at"], strict=True))
    shown = standards_evidenced(reader, ids)
    evidenced = dict(zip(shown["project_id"], shown["standards"], strict=True))
    counts = _phase_counts(workspace, reader, ids)
    decisions: dict[str, list[AdoptionDecision]] = {id_: [] for id_ in ids}
    for decision in reader.find(AdoptionDecision, project_id=ids):
        decisions[decision.project_id].append(decision)
    rows: list[tuple[object, ...]] = []
    for project in projects:
        decided = latest_decision(decisions[project.id])
        phase = current_phase(
            workspace.library.pathway, counts[project.id], decided.decision if decided else None
        )
        lead = people[project.owner_id]
        rows.append(
            (
                project.title,
                lead.name,
                lead.job_title,
                schools[project.school_id],
                phase.name,
                active.get(project.id, project.created_at).date(),
                int(evidenced.get(project.id, 0)),
            )
        )
    return rows


def _phase_counts(
    workspace: Workspace, reader: Reader, project_ids: list[str]
) -> dict[str, Counter[str]]:
    """How many records each project holds in each phase."""
    library = workspace.library
    counts: dict[str, Counter[str]] = {id_: Counter() for id_ in project_ids}
    phases = {
        step.kind: phase.key
        for phase in library.pathway.phases
        for step in phase.steps
        if step.kind != Activity.kind
    }
    found = record_counts(reader, project_ids)
    for project_id, kind, records in zip(*(found[name] for name in found.columns), strict=True):
        if kind in phases:
            counts[project_id][phases[kind]] += int(records)
    for activity in reader.find(Activity, project_id=project_ids):
        counts[activity.project_id][library.phase_of(activity)] += 1
    return counts


def cohort_report(workspace: Workspace, actor: Actor) -> CohortReport:
    """The progress of the actor's cohort, already in words: counts and dates only.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    cohort = cohort_progress(workspace, actor)
    rows = [
        tuple(day_in_words(cell) if isinstance(cell, dt.date) else str(cell) for cell in row)
        for row in cohort.progress.itertuples(index=False)
    ]
    counts = Counter(cohort.progress["phase"])
    known = [phase.name for phase in workspace.library.pathway.phases]
    ordered = [*(n for n in known if n in counts), *(n for n in counts if n not in known)]
    return CohortReport(
        name=cohort.name,
        made_on=workspace.today(),
        is_demo=workspace.is_demo,
        summary=(
            f"{cohort.sharing} of {cohort.members} lead practitioners share their progress.",
            f"Made on {day_in_words(workspace.today())}.",
        ),
        phases=(("Phase", "Projects"), *((name, str(counts[name])) for name in ordered)),
        rows=(COHORT_HEADER, *rows),
        notes=(
            "Counts and dates only: what lead practitioners write stays with them.",
            "In the order of the latest activity. There is no ranking and no score.",
            "A project is here because its lead practitioner chose to share its progress.",
        ),
    )


def cohort_exports() -> tuple[Export[CohortReport], ...]:
    """The documents that a cohort's progress can leave as."""
    return COHORT_EXPORTS


def make_cohort_export(
    workspace: Workspace, actor: Actor, export: Export[CohortReport]
) -> tuple[str, bytes]:
    """The file name and the bytes of the progress of the actor's cohort.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        NotTypeset: when a PDF cannot be made just now.
    """
    report = cohort_report(workspace, actor)
    return cohort_file_name(workspace, report.name, export), export.make(report)


def cohort_file_name(workspace: Workspace, name: str, export: Export[CohortReport]) -> str:
    """The file name of the report on a cohort."""
    return file_name(name or "cohort", export, made_on=workspace.today(), is_demo=workspace.is_demo)
