"""Schools of one installation: added and named by its admin, and kept apart."""

from collections.abc import Callable

import pytest

from lp_planner.domain.accounts.people import Actor, Role
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Sharing
from lp_planner.services.accounts import accounts, schools
from lp_planner.services.cohort import cohorts, help_requests, memberships, sharing
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import erasure
from tests.accounts.school import Clock, as_school
from tests.cast import AMINA, CAST, CHLOE, DEV, EFUA, FIONA
from tests.factories import make_project

NOT_ADMIN = [actor for actor in CAST if actor is not FIONA]


def test_an_admin_adds_a_school_and_names_it_anew(workspace: Workspace) -> None:
    made = schools.add_school(workspace.desk(FIONA), name="  Ashdown   College ")
    assert list(schools.all_schools(workspace.desk(FIONA)).values()) == [
        "Ashdown College",
        "Elmwood School",
        "Oakfield School",
    ]
    schools.rename_school(workspace.desk(FIONA), made.id, name="Ashdown Academy")
    assert schools.all_schools(workspace.desk(FIONA))[made.id] == "Ashdown Academy"
    schools.rename_school(workspace.desk(FIONA), made.id, name="ASHDOWN Academy")
    with pytest.raises(NotFound):
        schools.rename_school(workspace.desk(FIONA), "no-such-school", name="Elsewhere")


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (" ", "Please give the school a name."),
        ("elmwood school", "is here already"),
        ("x" * 300, "Name of the school"),
    ],
)
def test_a_school_without_a_name_of_its_own_is_refused(
    workspace: Workspace, name: str, says: str
) -> None:
    before = schools.all_schools(workspace.desk(FIONA))
    with pytest.raises(ValidationFailed, match=says):
        schools.add_school(workspace.desk(FIONA), name=name)
    with pytest.raises(ValidationFailed, match=says):
        schools.rename_school(workspace.desk(FIONA), "oakfield", name=name)
    assert schools.all_schools(workspace.desk(FIONA)) == before


@pytest.mark.parametrize("actor", NOT_ADMIN, ids=lambda actor: actor.person_id)
def test_nobody_else_looks_after_schools(workspace: Workspace, actor: Actor) -> None:
    tries: tuple[Callable[[], object], ...] = (
        lambda: schools.all_schools(workspace.desk(actor)),
        lambda: schools.add_school(workspace.desk(actor), name="Mine"),
        lambda: schools.rename_school(workspace.desk(actor), "oakfield", name="Mine"),
        lambda: schools.rename_school(workspace.desk(actor), "no-such-school", name="Mine"),
    )
    for refused in tries:
        with pytest.raises(PermissionDenied):
            refused()


def test_an_invitation_says_what_somebody_does_and_where(workspace: Workspace) -> None:
    school = as_school(workspace, Clock())
    invited = {"email": "mo@elmwood.example", "role": Role.LEAD_PRACTITIONER}
    with pytest.raises(NotFound):
        accounts.invite(school.desk(FIONA), name="Mo", school_id="no-such-school", **invited)  # type: ignore[arg-type]
    assert accounts.everybody(school.desk(FIONA)) == []
    accounts.invite(
        school.desk(FIONA), name="Mo", school_id="elmwood", job_title="Librarian", **invited  # type: ignore[arg-type]
    )  # fmt: skip
    (seen,) = accounts.everybody(school.desk(FIONA))
    assert (seen.name, seen.school_id) == ("Mo", "elmwood")


def test_a_leader_of_one_school_reaches_nobody_and_nothing_of_another(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    ours = memberships.start_cohort(workspace.desk(EFUA), name="Elmwood cohort")
    for person in (AMINA.person_id, "no-such-person"):
        with pytest.raises(NotFound):
            memberships.invite(workspace.desk(EFUA), ours.id, person_id=person)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            sharing.open_shared(workspace.desk(EFUA), id_, visit="v")
        with pytest.raises(NotFound):
            erasure.hand_over(workspace.desk(DEV), id_, to_person=DEV.person_id)
    assert cohorts.cohort_progress(workspace.desk(EFUA)).progress.empty
    assert help_requests.requests_to_me(workspace.desk(EFUA)) == ()
    assert DEV.person_id not in memberships.people_to_invite(workspace.desk(CHLOE))
    assert DEV.person_id not in erasure.colleagues_to_hand_to(workspace.desk(AMINA))
