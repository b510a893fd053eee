"""Leaving: erasing a project or all of one's own data so that it is really gone, or handing over.

What is erased leaves every table, the drafts and the earlier versions, and then the file itself.
The audit trail, which holds no words, keeps that something was erased.
"""

from collections.abc import Callable
from pathlib import Path

from lp_planner.domain.accounts.people import Person, Role
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.privacy import handed_over
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, StorageUnavailable, ValidationFailed
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage import erasing, leftovers
from lp_planner.storage.unit_of_work import UnitOfWork


class Erased(Frozen):
    """What is left to say after erasing: what was made before and still holds it.

    ``waits`` says that the file itself is written afresh at the next start only.
    """

    backups: tuple[Path, ...]
    waits: bool = False


def erase_project(desk: Desk, project_id: str, *, typed_title: str) -> Erased:
    """Erase a project of the actor's for good; its title has to be typed once more.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: when the title that was typed is another one.
    """

    def save(uow: UnitOfWork) -> set[str]:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        if typed_title.strip() != project.title:
            message = "Please type the title as it stands above. Nothing was erased."
            raise ValidationFailed({"typed_title": message})
        return erasing.erase_project(uow, project.id)

    return _erased(desk, save)


def erase_all_of_mine(desk: Desk, *, is_sure: bool) -> Erased:
    """Erase all that is the actor's: projects, portfolio, drafts, places in cohorts, their name.

    Raises:
        ValidationFailed: when the actor did not say that they are sure.
    """
    if not is_sure:
        raise ValidationFailed({"is_sure": "Please say that you are sure. Nothing was erased."})

    return _erased(desk, lambda uow: erasing.erase_person(uow, desk.actor.person_id))


def _erased(desk: Desk, erase: Callable[[UnitOfWork], set[str]]) -> Erased:
    """Erase the rows, then the files that nothing names any more, then write the file afresh."""
    store = desk.workspace.store
    note = desk.write(lambda uow: leftovers.note_erasing(store, erase(uow)))
    try:
        leftovers.finish_erasing(store, note)
    except StorageUnavailable:
        return Erased(backups=leftovers.still_holding(store), waits=True)
    return Erased(backups=leftovers.still_holding(store))


def colleagues_to_hand_to(desk: Desk) -> dict[str, str]:
    """The other lead practitioners of the actor's school: their names by id."""
    with desk.read() as reader:
        people = reader.find(Person, school_id=desk.actor.school_id, role=Role.LEAD_PRACTITIONER)
    return {p.id: p.name for p in people if p.id != desk.actor.person_id and p.name}


def hand_over(desk: Desk, project_id: str, *, to_person: str) -> Project:
    """Give a colleague of the same school the project to carry on; the portfolio stays.

    They get their own copy, private, with the plan and what was measured. Drafts, claims, coaching,
    own goals and history stay with the actor, whose project stays as it is: their evidence.

    Raises:
        NotFound: for a project that is not the actor's, or somebody who is no such colleague.
    """

    def save(uow: UnitOfWork) -> Project:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        heir = uow.get(Person, to_person)
        is_colleague = (
            heir.school_id == desk.actor.school_id and heir.role is Role.LEAD_PRACTITIONER
        )
        if not is_colleague or heir.id == desk.actor.person_id:
            raise NotFound
        copy = uow.add(
            Project,
            title=project.title,
            owner_id=heir.id,
            school_id=project.school_id,
            is_from_demo=project.is_from_demo,
        )
        _copy_records(uow, project.id, copy.id)
        return copy

    return desk.write(save)


def _copy_records(uow: UnitOfWork, from_id: str, to_id: str) -> None:
    """Copy the records, each after those it names; what it named and stays behind is left out."""
    waiting: list[Record] = handed_over(
        record for model in RECORD_KINDS.values() for record in uow.find(model, project_id=from_id)
    )
    here = {record.id for record in waiting}
    new_ids: dict[str, str] = {}
    while waiting:
        later = []
        for record in waiting:
            if any(id_ in here and id_ not in new_ids for id_ in _named(record)):
                later.append(record)
                continue
            new_ids[record.id] = uow.add(
                type(record), project_id=to_id, **_answers(record, new_ids)
            ).id
        if len(later) == len(waiting):
            break
        waiting = later


def _named(record: Record) -> tuple[str, ...]:
    found: list[str] = []
    for spec in field_specs(type(record)):
        value = getattr(record, spec.name)
        if spec.kind is FieldKind.LINKS:
            found += value
        elif spec.kind is FieldKind.LINK and value:
            found.append(value)
    return tuple(found)


def _answers(record: Record, new_ids: dict[str, str]) -> dict[str, object]:
    answers: dict[str, object] = {}
    for spec in field_specs(type(record)):
        value = getattr(record, spec.name)
        if spec.kind is FieldKind.LINKS:
            value = tuple(new_ids[id_] for id_ in value if id_ in new_ids)
        elif spec.kind is FieldKind.LINK:
            value = new_ids.get(value) if value else None
        answers[spec.name] = value
    return answers
