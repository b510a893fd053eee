"""Takes things out of every table for good; the trail keeps only that they were erased."""

from lp_planner.domain.audit import AuditAction
from lp_planner.storage.tables import TABLES, columns_of
from lp_planner.storage.unit_of_work import UnitOfWork


def erase_project(uow: UnitOfWork, project_id: str) -> None:
    """Take a project out of every table, with earlier versions, claims and everybody's drafts.

    The trail's older entries stay: they name fields and ids, never words.
    """
    own = [table for model, table in TABLES.items() if "project_id" in columns_of(model)]
    ids = {project_id}
    for table in own:
        rows = uow.rows(f'SELECT id FROM "{table}" WHERE project_id = :id', id=project_id)  # noqa: S608
        ids |= {str(row[0]) for row in rows}
    for owner, key in uow.rows("SELECT owner_id, draft_key FROM draft"):
        if ids & set(str(key).split("|")):
            uow.drop_draft(str(owner), str(key))
    uow.change_by_hand(
        "UPDATE project SET carries_on_from = NULL WHERE carries_on_from = :id", id=project_id
    )
    # Those that name others come later in the list, so they go first.
    for table in [*reversed(own), "earlier_version"]:
        uow.change_by_hand(f'DELETE FROM "{table}" WHERE project_id = :id', id=project_id)  # noqa: S608
    uow.change_by_hand("DELETE FROM project WHERE id = :id", id=project_id)
    uow.write_down(AuditAction.ERASED, ("project", project_id, 0, project_id))


def erase_person(uow: UnitOfWork, person_id: str) -> None:
    """Take away what is left of somebody: drafts, places in cohorts, their name and their role."""
    uow.change_by_hand("DELETE FROM draft WHERE owner_id = :id", id=person_id)
    uow.change_by_hand("DELETE FROM membership WHERE person_id = :id", id=person_id)
    uow.change_by_hand(
        "UPDATE person SET name = '', job_title = '', version = version + 1 WHERE id = :id",
        id=person_id,
    )
    uow.write_down(AuditAction.ERASED, ("person", person_id, 0, None))
