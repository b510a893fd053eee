"""Takes things out of every table for good; the trail keeps only that they were erased."""

from collections.abc import Mapping

from lp_planner.domain.attachments import Attachment
from lp_planner.domain.audit import AuditAction
from lp_planner.domain.people import Person
from lp_planner.domain.project import Project
from lp_planner.domain.records import Stamped
from lp_planner.storage.tables import PARENTS, TABLES
from lp_planner.storage.unit_of_work import UnitOfWork

KEPT_WITHOUT_THEM = frozenset({"leader_id"})
"""Columns that name a person to whom a thing does not belong: a cohort outlives its leader."""


def erase_project(uow: UnitOfWork, project_id: str) -> set[str]:
    """Take a project out of every table, with earlier versions, claims and everybody's drafts.

    The trail's older entries stay: they name fields and ids, never words. The answer names the
    content of files that may now belong to nothing.
    """
    own = _belonging(uow, Project, project_id)
    ids = {id_ for found in own.values() for id_ in found}
    for owner, key in uow.rows("SELECT owner_id, draft_key FROM draft"):
        if ids & set(str(key).split("|")):
            uow.drop_draft(str(owner), str(key))
    uow.change_by_hand(
        "UPDATE project SET carries_on_from = NULL WHERE carries_on_from = :id", id=project_id
    )
    files = _erase(uow, own)
    uow.write_down(AuditAction.ERASED, ("project", project_id, 0, project_id))
    return files


def erase_person(uow: UnitOfWork, person_id: str) -> set[str]:
    """Take away all that is somebody's, and their name and role; files as for a project."""
    files: set[str] = set()
    for project in uow.find(Project, owner_id=person_id, include_removed=True):
        files |= erase_project(uow, project.id)
    own = _belonging(uow, Person, person_id)
    del own[Person]
    files |= _erase(uow, own)
    uow.change_by_hand("DELETE FROM draft WHERE owner_id = :id", id=person_id)
    uow.change_by_hand(
        "UPDATE person SET name = '', job_title = '', version = version + 1 WHERE id = :id",
        id=person_id,
    )
    uow.write_down(AuditAction.ERASED, ("person", person_id, 0, None))
    return files


def _belonging(
    uow: UnitOfWork, model: type[Stamped], id_: str
) -> dict[type[Stamped], dict[str, Stamped]]:
    """The thing and all that belongs to it, by table; a table comes after those it points to."""
    found: dict[type[Stamped], dict[str, Stamped]] = {
        model: {thing.id: thing for thing in uow.find(model, id=id_, include_removed=True)}
    }
    for child in TABLES:
        for column, parent in PARENTS.get(child, {}).items():
            if column not in KEPT_WITHOUT_THEM and found.get(parent):
                things = uow.find(child, include_removed=True, **{column: sorted(found[parent])})
                found.setdefault(child, {}).update({thing.id: thing for thing in things})
    return found


def _erase(uow: UnitOfWork, things: Mapping[type[Stamped], Mapping[str, Stamped]]) -> set[str]:
    files: set[str] = set()
    for model in reversed(TABLES):
        table = TABLES[model]
        for id_, thing in things.get(model, {}).items():
            values = {"subject": table, "id": id_}
            uow.change_by_hand(
                "DELETE FROM earlier_version WHERE subject = :subject AND subject_id = :id",
                **values,
            )
            uow.change_by_hand(f'DELETE FROM "{table}" WHERE id = :id', id=id_)  # noqa: S608
            if isinstance(thing, Attachment):
                files.add(thing.sha256)
    return files
