"""Schools, people and cohorts of an installation, as it is set up.

Until there is sign-in with an admin, only the demo school is set up this way; in somebody's own
database these use cases are refused.
"""

from collections.abc import Sequence

from lp_planner.domain.errors import PermissionDenied
from lp_planner.domain.people import Cohort, Membership, Person, Role, School
from lp_planner.services.workspace import Workspace
from lp_planner.storage.unit_of_work import UnitOfWork

SET_UP = "set-up"


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


def _check(workspace: Workspace) -> None:
    if not workspace.is_demo:
        message = (
            "Schools and cohorts are set up by an admin, which this planner does not have yet."
        )
        raise PermissionDenied(message)
