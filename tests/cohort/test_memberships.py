"""Belonging to a cohort: leaving makes everything private at once, joining shares nothing."""

import pytest

from lp_planner.domain.accounts.people import Actor, Person, Role
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort import cohorts, levels, memberships, sharing
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import make_project

GIA = Actor(person_id="gia", name="Gia Vale", role=Role.LEAD_PRACTITIONER, school_id="oakfield")
"""New at Oakfield, in no cohort yet."""


def with_gia(workspace: Workspace) -> str:
    """Gia at Oakfield, and the id of Chloe's cohort."""

    def save(uow: UnitOfWork) -> None:
        uow.add(Person, id=GIA.person_id, name=GIA.name, role=GIA.role, school_id=GIA.school_id)

    workspace.store.write("set-up", save, at=THEN)
    return next(iter(memberships.led_cohorts(workspace.desk(CHLOE))))


def test_somebody_sees_which_cohort_they_are_in(workspace: Workspace) -> None:
    (mine,) = memberships.my_cohorts(workspace.desk(AMINA))
    assert (mine.name, mine.leader) == ("Oakfield cohort", "Chloe Ray")
    assert memberships.my_cohorts(workspace.desk(DEV)) == ()


def test_leaving_takes_every_project_from_that_leader_at_once(workspace: Workspace) -> None:
    shared = [
        make_project(workspace, title=level.value, sharing=level)
        for level in Sharing
        if level is not Sharing.PRIVATE
    ]
    make_project(workspace, BEN, title="Ben’s own", sharing=Sharing.PLAN)
    memberships.leave_cohort(
        workspace.desk(AMINA), memberships.my_cohorts(workspace.desk(AMINA))[0].id
    )
    for project in shared:
        with pytest.raises(NotFound):
            sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v")
    seen = cohorts.cohort_progress(workspace.desk(CHLOE))
    assert (seen.members, seen.progress["project"].tolist()) == (1, ["Ben’s own"])
    assert memberships.my_cohorts(workspace.desk(AMINA)) == ()


@pytest.mark.parametrize("actor", [DEV, GIA], ids=lambda actor: actor.person_id)
def test_nobody_leaves_a_cohort_they_are_not_in(workspace: Workspace, actor: Actor) -> None:
    cohort_id = with_gia(workspace)
    for id_ in (cohort_id, "no-such-cohort"):
        with pytest.raises(NotFound):
            memberships.leave_cohort(workspace.desk(actor), id_)


def test_an_invitation_is_answered_and_joining_shares_nothing(workspace: Workspace) -> None:
    cohort_id = with_gia(workspace)
    project = make_project(workspace, GIA, title="Hers")
    assert memberships.people_to_invite(workspace.desk(CHLOE)) == {"gia": "Gia Vale"}
    memberships.invite(workspace.desk(CHLOE), cohort_id, person_id="gia")
    assert memberships.people_to_invite(workspace.desk(CHLOE)) == {}
    assert cohorts.cohort_progress(workspace.desk(CHLOE)).members == 2
    (asked,) = memberships.my_invitations(workspace.desk(GIA))
    memberships.answer_invitation(workspace.desk(GIA), asked.id, joins=True)
    assert memberships.my_invitations(workspace.desk(GIA)) == ()
    seen = cohorts.cohort_progress(workspace.desk(CHLOE))
    assert seen.members == 3
    assert seen.progress.empty
    (level,) = levels.levels_of(workspace.desk(GIA), project.id)
    assert (level.leader, level.level) == ("Chloe Ray", Sharing.PRIVATE)


def test_somebody_says_no_and_can_be_asked_again_and_can_come_back(workspace: Workspace) -> None:
    cohort_id = with_gia(workspace)
    for joins in (False, True):
        memberships.invite(workspace.desk(CHLOE), cohort_id, person_id="gia")
        (asked,) = memberships.my_invitations(workspace.desk(GIA))
        memberships.answer_invitation(workspace.desk(GIA), asked.id, joins=joins)
        assert len(memberships.my_cohorts(workspace.desk(GIA))) == int(joins)
    memberships.leave_cohort(workspace.desk(GIA), cohort_id)
    assert "gia" in memberships.people_to_invite(workspace.desk(CHLOE))


def test_a_leader_invites_into_their_own_cohort_from_their_own_school_alone(
    workspace: Workspace,
) -> None:
    cohort_id = with_gia(workspace)
    for leader, cohort, person in (
        (EFUA, cohort_id, "dev"),
        (CHLOE, cohort_id, "dev"),
        (CHLOE, cohort_id, "efua"),
        (CHLOE, cohort_id, "amina"),
        (CHLOE, cohort_id, "nobody"),
        (CHLOE, "no-such-cohort", "gia"),
    ):
        with pytest.raises(NotFound):
            memberships.invite(workspace.desk(leader), cohort, person_id=person)


@pytest.mark.parametrize("actor", [AMINA, BEN, DEV], ids=lambda actor: actor.person_id)
def test_an_invitation_of_somebody_else_reads_as_unknown(
    workspace: Workspace, actor: Actor
) -> None:
    cohort_id = with_gia(workspace)
    memberships.invite(workspace.desk(CHLOE), cohort_id, person_id="gia")
    (asked,) = memberships.my_invitations(workspace.desk(GIA))
    for id_ in (asked.id, "no-such-invitation"):
        with pytest.raises(NotFound):
            memberships.answer_invitation(workspace.desk(actor), id_, joins=True)


def test_a_leader_starts_a_cohort_that_only_they_look_after(workspace: Workspace) -> None:
    made = memberships.start_cohort(workspace.desk(EFUA), name="  Our   first ")
    assert memberships.led_cohorts(workspace.desk(EFUA)) == {made.id: "Our first"}
    assert made.id not in memberships.led_cohorts(workspace.desk(CHLOE))
    assert cohorts.cohort_progress(workspace.desk(EFUA)).members == 0
    assert memberships.people_to_invite(workspace.desk(EFUA)) == {"dev": "Dev Patel"}


@pytest.mark.parametrize(
    ("name", "says"),
    [
        (" ", "Please give the cohort a name."),
        ("OAKFIELD cohort", "You look after a cohort called OAKFIELD cohort already."),
        ("x" * 300, "Name of the cohort"),
    ],
)
def test_a_cohort_without_a_name_of_its_own_is_not_started(
    workspace: Workspace, name: str, says: str
) -> None:
    with pytest.raises(ValidationFailed, match=says):
        memberships.start_cohort(workspace.desk(CHLOE), name=name)
    assert len(memberships.led_cohorts(workspace.desk(CHLOE))) == 1


def test_each_end_is_for_its_role_alone(workspace: Workspace) -> None:
    cohort_id = with_gia(workspace)
    for leader in (
        lambda: memberships.my_cohorts(workspace.desk(CHLOE)),
        lambda: memberships.leave_cohort(workspace.desk(CHLOE), cohort_id),
        lambda: memberships.my_invitations(workspace.desk(CHLOE)),
        lambda: memberships.answer_invitation(workspace.desk(CHLOE), "x", joins=True),
        lambda: memberships.people_to_invite(workspace.desk(AMINA)),
        lambda: memberships.led_cohorts(workspace.desk(AMINA)),
        lambda: memberships.start_cohort(workspace.desk(AMINA), name="Mine"),
        lambda: memberships.invite(workspace.desk(AMINA), cohort_id, person_id="gia"),
    ):
        with pytest.raises(PermissionDenied):
            leader()
