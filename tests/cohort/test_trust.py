"""Schools side by side: in sums, for the trust lead alone, and leading back to nobody."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.services.accounts.people import actor_for
from lp_planner.services.cohort import cohorts, sharing, trust
from lp_planner.services.desk.projects import my_projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CAST, DEV, GWEN, THEN
from tests.factories import claim, make_project, share, write

HIDDEN = "zebra-title"


def later(workspace: Workspace, days: int) -> Workspace:
    return dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=days))


def six_projects(workspace: Workspace, actor: Actor = AMINA) -> None:
    for number in range(6):
        made = make_project(workspace, actor, title=f"{HIDDEN} {number}", sharing=Sharing.PROGRESS)
        claim(workspace, write(workspace, made, "option", actor, name=HIDDEN), "LP5", actor=actor)


@pytest.mark.parametrize(
    "actor", [each for each in CAST if each is not GWEN], ids=lambda actor: actor.person_id
)
def test_nobody_but_the_trust_lead_sees_the_sums(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        trust.trust_sums(workspace.desk(actor))


def test_a_school_is_summed_up_from_the_month_after(workspace: Workspace) -> None:
    six_projects(workspace)
    assert trust.trust_sums(workspace.desk(GWEN)).in_phase("Oakfield School") is None
    sums = trust.trust_sums(later(workspace, 40).desk(GWEN))
    assert sums.in_phase() == 5
    assert sums.with_evidence("LP5") == 5
    assert sums.schools == ("Elmwood School", "Oakfield School")


def test_no_title_no_name_and_no_word_is_in_the_sums(workspace: Workspace) -> None:
    six_projects(workspace)
    sums = trust.trust_sums(later(workspace, 40).desk(GWEN))
    said = (
        repr(sums) + sums.projects.to_csv() + "".join(f.to_csv() for f in sums.evidenced.values())
    )
    for word in (HIDDEN, AMINA.name, AMINA.person_id):
        assert word not in said


def test_what_is_private_is_not_counted_and_what_is_taken_back_leaves_with_the_months_turn(
    workspace: Workspace,
) -> None:
    six_projects(workspace)
    for _ in range(5):
        make_project(workspace)
    then = later(workspace, 40)
    for project in my_projects(then.desk(AMINA)):
        share(then, project, Sharing.PRIVATE)
    assert trust.trust_sums(then.desk(GWEN)).in_phase() == 5
    assert trust.trust_sums(later(workspace, 57).desk(GWEN)).in_phase() is None


def test_one_day_beside_the_next_says_nothing_about_who_came_in_between(
    workspace: Workspace,
) -> None:
    six_projects(workspace)
    for number in range(3):
        make_project(workspace, BEN, title=f"Three {number}", sharing=Sharing.PROGRESS)
    day, next_day = later(workspace, 40), later(workspace, 41)
    before = trust.trust_sums(day.desk(GWEN))
    known = make_project(day, BEN, title="One more", sharing=Sharing.PROGRESS)
    claim(day, write(day, known, "option", BEN, name="Seen"), "LP5", actor=BEN)
    old = my_projects(day.desk(BEN))[-1]
    write(day, old, "active_ingredient", BEN)
    after = trust.trust_sums(next_day.desk(GWEN))
    assert before.projects.equals(after.projects)
    assert all(before.evidenced[key].equals(after.evidenced[key]) for key in before.evidenced)


def test_a_trust_lead_opens_no_project_and_no_cohort(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            sharing.open_shared(workspace.desk(GWEN), id_, visit="v1")
    with pytest.raises(PermissionDenied):
        cohorts.cohort_progress(workspace.desk(GWEN))


def test_two_schools_of_one_name_are_told_apart(workspace: Workspace) -> None:

    def rename(uow: UnitOfWork) -> None:
        uow.change_by_hand("UPDATE school SET name = 'Oakfield School'")

    workspace.store.write("set-up", rename, at=THEN)
    make_project(workspace, DEV, sharing=Sharing.PROGRESS)
    names = trust.trust_sums(later(workspace, 40).desk(GWEN)).schools
    assert names == ("Oakfield School (1)", "Oakfield School (2)")


def test_the_demo_trust_has_something_to_show_and_something_to_hold_back(demo: Workspace) -> None:
    sums = trust.trust_sums(demo.desk(actor_for(demo, "ruth")))
    assert len(sums.schools) == 4
    assert sums.in_phase() is not None
    assert sums.in_phase("Kestrel Way Academy", "Deliver") is not None
    assert sums.in_phase("Fernhill Primary") is None
    assert sums.projects["shown"].dropna().ge(5).all()
