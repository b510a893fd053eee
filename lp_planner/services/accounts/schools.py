"""The schools of an installation, which its admin adds and names; and the demo school's set-up."""

from collections.abc import Sequence

from lp_planner.domain.accounts.people import Cohort, Membership, Person, Role, School
from lp_planner.domain.accounts.permissions import Action, check_can
from lp_planner.domain.records.errors import PermissionDenied, ValidationFailed
from lp_planner.services.desk.refusals import in_words
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.unit_of_work import UnitOfWork

SET_UP = "set-up"
LABELS = {"name": "Name of the school"}


def set_up_school(workspace: Workspace, *, school_id: str, name: str) -> School:
    """Add a school."""
    _check(workspace)
    return workspace.store.write(
        SET_UP, lambda uow: uow.add(School, id=school_id, name=name), at=workspace.now()
    )


def enrol_person(
    workspace: Workspace, *, person_id: str, name: str, job_title: str, role: Role, school_id: str
) -> Person:
    """Add somebody to a school."""
    _check(workspace)
    return workspace.store.write(
        SET_UP,
        lambda uow: uow.add(
            Person, id=person_id, name=name, job_title=job_title, role=role, school_id=school_id
        ),
        at=workspace.now(),
    )


def gather_cohort(
    workspace: Workspace, *, name: str, leader_id: str, member_ids: Sequence[str]
) -> Cohort:
    """Bring people together as a cohort with the senior leader who supports them."""
    _check(workspace)

    def save(uow: UnitOfWork) -> Cohort:
        cohort = uow.add(Cohort, name=name, leader_id=leader_id)
        for person_id in member_ids:
            uow.add(Membership, cohort_id=cohort.id, person_id=person_id)
        return cohort

    return workspace.store.write(SET_UP, save, at=workspace.now())


def all_schools(desk: Desk) -> dict[str, str]:
    """The schools of this installation by id, in the order of their names.

    Raises:
        PermissionDenied: for everybody but an admin.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    with desk.read() as reader:
        known = sorted(reader.find(School), key=lambda school: school.name.casefold())
    return {school.id: school.name for school in known}


def add_school(desk: Desk, *, name: str) -> School:
    """Add a school, whose people are kept apart from those of the others.

    Raises:
        PermissionDenied: for everybody but an admin.
        ValidationFailed: without a name, and for one that is here already.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    wanted = _name(name)

    def save(uow: UnitOfWork) -> School:
        _check_is_new(uow.find(School), wanted)
        return uow.add(School, name=wanted)

    with in_words(LABELS):
        return desk.write(save)


def rename_school(desk: Desk, school_id: str, *, name: str) -> School:
    """Give a school another name, on every page and document from now on.

    Raises:
        NotFound: for a school that is not here.
        PermissionDenied: for everybody but an admin.
        ValidationFailed: without a name, and for one that another school bears.
    """
    check_can(desk.actor, Action.LOOK_AFTER_PEOPLE)
    wanted = _name(name)

    def save(uow: UnitOfWork) -> School:
        school = uow.get(School, school_id)
        _check_is_new([s for s in uow.find(School) if s.id != school.id], wanted)
        return uow.change(school, name=wanted)

    with in_words(LABELS):
        return desk.write(save)


def _name(given: str) -> str:
    wanted = " ".join(given.split())
    if not wanted:
        raise ValidationFailed({"name": "Please give the school a name."})
    return wanted


def _check_is_new(known: Sequence[School], name: str) -> None:
    if name.casefold() in {school.name.casefold() for school in known}:
        raise ValidationFailed({"name": f"{name} is here already."})


def _check(workspace: Workspace) -> None:
    if not workspace.is_demo:
        raise PermissionDenied("Only the demo school is set up this way.")
