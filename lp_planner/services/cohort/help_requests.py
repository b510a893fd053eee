"""Asking for help: a lead practitioner asks their leader to unblock something, and is answered."""

import datetime as dt

from lp_planner.domain.accounts.people import Person
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.cohort.sharing import HelpRequest
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked
from lp_planner.services.cohort.levels import shared_unchecked
from lp_planner.services.cohort.sharing import led_members
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.self_assessment.notes_beside import ANSWER, notes_unchecked
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

LABELS = {"asked": "What would you like help with?", "answer": "Your answer"}


class Asked(Frozen):
    """One request as both sides read it; the project's title only where it is shared."""

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
    desk: Desk,
    project_id: str,
    *,
    asked: str,
    form_id: str | None = None,
) -> None:
    """Ask the leaders of the actor's cohorts to unblock something; only these words are passed on.

    They go to whoever leads a cohort of the actor's now, and to nobody who does so later.

    Raises:
        NotFound: for a project that is not the actor's.
        ValidationFailed: without words.
    """
    values: dict[str, object] = {"asked": asked, **({"id": form_id} if form_id else {})}

    def save(uow: UnitOfWork) -> None:
        project = project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        leaders = dict.fromkeys(c.leader_id for c in cohorts_unchecked(uow, project.owner_id))
        uow.add(HelpRequest, project_id=project.id, asked_of=tuple(leaders), **values)

    with in_words(LABELS):
        desk.write(save)


def my_requests(desk: Desk, project_id: str) -> tuple[Asked, ...]:
    """What was asked for a project of the actor's, with the answers, the latest first."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        requests = reader.find(HelpRequest, project_id=project.id)
        return tuple(_told(reader, r, project, is_known=True) for r in reversed(requests))


def requests_to_me(desk: Desk) -> tuple[Asked, ...]:
    """What the leads of the actor's cohorts asked of them; the open ones first, the earliest first.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        projects = {p.id: p for p in reader.find(Project, owner_id=led_members(reader, desk.actor))}
        known = {p.id for p in shared_unchecked(reader, leader_id=desk.actor.person_id)}
        told = [
            _told(reader, r, projects[r.project_id], is_known=r.project_id in known)
            for r in reader.find(HelpRequest, project_id=sorted(projects))
            if desk.actor.person_id in r.asked_of
        ]
    return tuple(sorted(told, key=lambda t: bool(t.answer)))


def answer_help(desk: Desk, request_id: str, *, answer: str, version: int) -> None:
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
        supports = project.owner_id in led_members(uow, desk.actor)
        check_can(desk.actor, Action.ANSWER_HELP, project, supports_owner=supports)
        if desk.actor.person_id not in request.asked_of:
            raise NotFound
        read = request.model_copy(update={"version": version})
        uow.change(read, answer=answer, answered_by=desk.actor.name)

    with in_words(LABELS):
        desk.write(save)


def take_back(desk: Desk, request_id: str) -> None:
    """Take back a request of the actor's own; the leader no longer sees it."""

    def save(uow: UnitOfWork) -> None:
        request = uow.get(HelpRequest, request_id)
        project_for(uow, desk.actor, request.project_id, Action.WRITE_PROJECT)
        uow.remove(request)

    desk.write(save)


def _told(reader: Reader, request: HelpRequest, project: Project, *, is_known: bool) -> Asked:
    lead = reader.find(Person, id=project.owner_id)
    if not lead:
        raise NotFound
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
        note=notes_unchecked(reader, ANSWER, [request.id]).get(request.id, ""),
    )
