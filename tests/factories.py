"""Plain functions that make example records, with defaults that are enough."""

import datetime as dt
from collections.abc import Mapping

from lp_planner.domain.accounts.people import Actor, Cohort, Membership
from lp_planner.domain.evidence.evidence_lines import EvidenceLine
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.records import Record
from lp_planner.services.cohort import levels
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import evidence
from lp_planner.services.planning import recording
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, EFUA

DAY = dt.date(2025, 11, 5)


def make_project(
    workspace: Workspace,
    actor: Actor = AMINA,
    *,
    title: str = "Calm starts after lunch",
    sharing: Sharing = Sharing.PRIVATE,
) -> Project:
    """A project of the actor's."""
    project = projects.start_project(workspace.desk(actor), title=title)
    if sharing is not Sharing.PRIVATE:
        share(workspace, project, sharing, actor)
    return project


def share(workspace: Workspace, project: Project, level: Sharing, actor: Actor = AMINA) -> None:
    """Share a project at a level in each cohort of its lead's; in one of Efua's, where in none."""
    places = levels.levels_of(workspace.desk(actor), project.id)
    if not places:
        gather(workspace, "Beside them", EFUA, actor)
        places = levels.levels_of(workspace.desk(actor), project.id)
    for place in places:
        levels.share_progress(
            workspace.desk(actor), project.id, cohort_id=place.cohort_id, sharing=level
        )


def gather(workspace: Workspace, name: str, leader: Actor, *members: Actor) -> str:
    """A cohort with its leader and members; its id."""

    def save(uow: UnitOfWork) -> str:
        cohort = uow.add(Cohort, name=name, leader_id=leader.person_id)
        for member in members:
            uow.add(Membership, cohort_id=cohort.id, person_id=member.person_id)
        return cohort.id

    return workspace.store.write("set-up", save, at=workspace.now())


def example(workspace: Workspace, kind: str, links: Mapping[str, str]) -> dict[str, object]:
    """Answers for every field of a kind; ``links`` gives an id for each kind that is linked."""
    answers: dict[str, object] = {}
    for spec in field_specs(RECORD_KINDS[kind]):
        if spec.kind is FieldKind.LINK:
            answers[spec.name] = links[str(spec.links_to)]
        elif spec.kind is FieldKind.LINKS:
            answers[spec.name] = (links[str(spec.links_to)],)
        elif spec.vocabulary:
            answers[spec.name] = workspace.library.vocabularies[spec.vocabulary].terms[0].key
        else:
            answers[spec.name] = {
                FieldKind.LINE: "A line with “quotes”, an ’ and ünï",
                FieldKind.PROSE: "Two lines;\nand -- a second one",
                FieldKind.DAY: DAY,
                FieldKind.WHOLE: 12,
                FieldKind.NUMBER: 2.5,
                FieldKind.YES_NO: True,
                FieldKind.SCALE: 4,
                FieldKind.STANDARDS: ("LP5", "LP6"),
                FieldKind.SEGMENTS: (
                    {"segment_kind": "discussion", "minutes": 10, "what": "Talk", "why": "Sense"},
                ),
            }[spec.kind]
    return answers


def write(
    workspace: Workspace, project: Project, kind: str, actor: Actor = AMINA, **values: object
) -> Record:
    """One record with the values that matter; needed ones are filled in, odd ones are meant."""
    model = RECORD_KINDS[kind]
    needed = {
        spec.name: _needed(workspace, spec.kind, spec.vocabulary)
        for spec in field_specs(model)
        if spec.required and spec.name not in values and spec.kind is not FieldKind.LINK
    }
    if model.needs_one_of and not set(model.needs_one_of) & set(values):
        needed |= dict.fromkeys(model.needs_one_of, "Something seen")
    answers = {**needed, **values}
    desk = workspace.desk(actor)
    return recording.write_record(desk, project.id, kind, answers, sure=OF_EVERYTHING)


def _needed(workspace: Workspace, kind: FieldKind, vocabulary: str | None) -> object:
    if vocabulary:
        return workspace.library.vocabularies[vocabulary].terms[0].key
    return {FieldKind.DAY: DAY, FieldKind.NUMBER: 1.0}.get(kind, "Something seen")


def visit(
    workspace: Workspace, project: Project, on: dt.date, ratings: Mapping[str, str]
) -> Record:
    """A visit that saw each ingredient as rated."""
    seen = {id_: FidelityRating(rating) for id_, rating in ratings.items()}
    values = {"visited_on": on, "place": "A room"}
    return recording.log_fidelity_visit(
        workspace.desk(AMINA), project.id, values, seen, sure=OF_EVERYTHING
    )


def claim(
    workspace: Workspace,
    record: Record,
    *standards: str,
    reach: str = "own_team",
    actor: Actor = AMINA,
    words: str = "I asked before I told",
) -> None:
    """Claim a record as evidence."""
    claims = {s: words if s == standards[0] else f"{words}, which {s} asks" for s in standards}
    evidence.claim_evidence(
        workspace.desk(actor), record.kind, record.id, claims=claims, reach=reach
    )


def evidence_line(standard: str, record: str = "r1", **values: object) -> EvidenceLine:
    """One piece of evidence for a standard, with the values that matter."""
    return EvidenceLine.model_validate(
        {
            "claim_id": f"{standard}-{record}",
            "project_id": "p1",
            "project": "Calm starts after lunch",
            "standard": standard,
            "standard_title": "Improving",
            "record_kind": "option",
            "record_id": record,
            "kind_name": "option",
            "headline": f"Record {record}",
            "happened_on": DAY,
            "phase": "explore",
            "phase_name": "Explore",
            "step": "options",
            "reach": Reach.OWN_TEAM,
            "reach_name": "My own team",
            "claim": "I asked before I told",
            "what_changed": "Lessons begin on time",
            **values,
        }
    )
