"""Asking for help: a lead practitioner asks their leader to unblock something, and is answered."""

import datetime as dt

from lp_planner.domain.errors import NotFound, ValidationFailed
from lp_planner.domain.people import Actor, Person
from lp_planner.domain.permissions import Action, check_can
from lp_planner.domain.project import Project, Sharing
from lp_planner.domain.records import Frozen
from lp_planner.domain.sharing import HelpRequest
from lp_planner.services.about_me import ANSWER, notes_on
from lp_planner.services.projects import project_for
from lp_planner.services.refusals import in_words
from lp_planner.services.sharing import led_members
from lp_planner.services.workspace import Workspace
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"asked": "What would you like help with?", "answer": "Your answer"}


class Asked(Frozen):
    """One request as both sides read it; the project's title only where the project is shared."""

    request_id: str
    version: int
    lead: str
    project: str
    asked_on: dt.date
    asked: str
    answer: str
    answered_by: str
    answered_on: dt.date | None
    note: str = ""
    """What the lead practitioner says beside the answer."""


def ask_for_help(
    workspace: Workspace,
    actor: Actor,
    project_id: str,
    *,
    asked: str,
    form_id: str | None = None,
) -> None:
    """Ask the cohort's leader to unblock something; only these words are passed on.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: without words.
    """
    values: dict[str, object] = {"asked": asked, **({"id": form_id} if form_id else {})}

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, actor, project_id, Action.WRITE_PROJECT)
        uow.add(HelpRequest, project_id=project.id, **values)

    with in_words(LABELS):
        workspace.store.write(actor.person_id, save, at=workspace.now())


def my_requests(workspace: Workspace, actor: Actor, project_id: str) -> tuple[Asked, ...]:
    """What was asked for a project of the actor's, with the answers, the latest first."""
    with workspace.store.read() as reader:
        project = project_for(reader, actor, project_id)
        requests = reader.find(HelpRequest, project_id=project.id)
        return tuple(_told(reader, r, project, is_mine=True) for r in reversed(requests))


def requests_to_me(workspace: Workspace, actor: Actor) -> tuple[Asked, ...]:
    """What the leads of the actor's cohorts asked; the open ones first, the earliest first.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(actor, Action.READ_COHORT)
    with workspace.store.read() as reader:
        projects = {p.id: p for p in reader.find(Project, owner_id=led_members(reader, actor))}
        requests = reader.find(HelpRequest, project_id=sorted(projects))
        told = [_told(reader, r, projects[r.project_id]) for r in requests]
    return tuple(sorted(told, key=lambda t: bool(t.answer)))


def answer_help(
    workspace: Workspace, actor: Actor, request_id: str, *, answer: str, version: int
) -> None:
    """Answer a request of somebody whose cohort the actor leads.

    Raises:
        NotFound: for an unknown request and for one to somebody else alike.
        StaleRevision: when it was answered since ``version``.
        ValidationFailed: without words.
    """
    if not answer.strip():
        raise ValidationFailed({"answer": "Please write a few words first."})

    def save(uow: UnitOfWork) -> None:
        request = uow.get(HelpRequest, request_id)
        project = uow.get(Project, request.project_id)
        supports = project.owner_id in led_members(uow, actor)
        check_can(actor, Action.ANSWER_HELP, project, supports_owner=supports)
        read = request.model_copy(update={"version": version})
        uow.change(read, answer=answer, answered_by=actor.name)

    with in_words(LABELS):
        workspace.store.write(actor.person_id, save, at=workspace.now())


def take_back(workspace: Workspace, actor: Actor, request_id: str) -> None:
    """Take back a request of the actor's own; the leader no longer sees it."""

    def save(uow: UnitOfWork) -> None:
        request = uow.get(HelpRequest, request_id)
        project_for(uow, actor, request.project_id, Action.WRITE_PROJECT)
        uow.remove(request)

    workspace.store.write(actor.person_id, save, at=workspace.now())


def _told(
    reader: Reader, request: HelpRequest, project: Project, *, is_mine: bool = False
) -> Asked:
    lead = reader.find(Person, id=project.owner_id)
    if not lead:
        raise NotFound
    is_known = is_mine or project.sharing is not Sharing.PRIVATE
    return Asked(
        request_id=request.id,
        version=request.version,
        lead=lead[0].name,
        project=project.title if is_known else "",
        asked_on=request.created_at.date(),
        asked=request.asked,
        answer=request.answer,
        answered_by=request.answered_by,
        answered_on=request.updated_at.date() if request.answer else None,
        note=notes_on(reader, ANSWER, [request.id]).get(request.id, ""),
    )
