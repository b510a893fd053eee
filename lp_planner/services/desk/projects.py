"""Starting, opening and naming a project."""

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.records.errors import ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"title": "Working title"}


def start_project(desk: Desk, *, title: str, form_id: str | None = None) -> Project:
    """Start a project with a working title.

    ``form_id`` makes a doubled click harmless: the same id gives the same project.

    Raises:
        PermissionDenied: for a role that does not lead projects.
        ValidationFailed: on ``title``.
    """
    check_can(desk.actor, Action.START_PROJECT)
    values: dict[str, object] = {
        "title": title,
        "owner_id": desk.actor.person_id,
        "school_id": desk.actor.school_id,
    }
    if form_id:
        values["id"] = form_id
    with in_words(LABELS):
        return desk.write(lambda uow: uow.add(Project, **values))


def my_projects(desk: Desk) -> list[Project]:
    """The actor's own projects, newest first."""
    with desk.read() as reader:
        return list(reversed(reader.find(Project, owner_id=desk.actor.person_id)))


def project_for(
    reader: Reader, actor: Actor, project_id: str, action: Action = Action.READ_PROJECT
) -> Project:
    """The project, when the actor may do ``action`` with it; otherwise as if it did not exist."""
    project = reader.get(Project, project_id)
    check_can(actor, action, project)
    return project


def rename_project(desk: Desk, project_id: str, *, title: str, version: int) -> Project:
    """Give the project another working title.

    Raises:
        StaleRevision: when it was changed since ``version``.
    """
    return _change(desk, project_id, version, title=title)


def carry_on_from(desk: Desk, project_id: str, *, earlier: str, version: int) -> Project:
    """Say which earlier project of one's own this one builds on; "" takes it back.

    Raises:
        NotFound: when the earlier project is not the actor's own.
        ValidationFailed: for a project that would carry on from itself.
    """
    if earlier:
        with desk.read() as reader:
            project_for(reader, desk.actor, earlier)
    if earlier == project_id:
        message = "A project cannot carry on from itself. Please choose another one."
        raise ValidationFailed({"carries_on_from": message})
    return _change(desk, project_id, version, carries_on_from=earlier or None)


def _change(desk: Desk, project_id: str, version: int, **values: object) -> Project:
    def save(uow: UnitOfWork) -> Project:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        return uow.change(project.model_copy(update={"version": version}), **values)

    with in_words(LABELS):
        return desk.write(save)
