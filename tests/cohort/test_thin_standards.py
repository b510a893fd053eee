"""Thin standards: few or none where that says no more than it did, and names where they share."""

import pytest

from lp_planner.domain.accounts.people import Actor, Person
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.thin_standards import StandardsTold, standards_told
from lp_planner.services.desk.workspace import Workspace
from lp_planner.small_groups import LEAST, may_say_few
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CHLOE, DEV, THEN
from tests.cohort.test_against_dates import on
from tests.factories import claim, gather, make_project, write


def members(workspace: Workspace, number: int) -> list[Actor]:
    def save(uow: UnitOfWork) -> list[Actor]:
        made = [
            uow.add(Person, name=f"Person {n}", role=AMINA.role, school_id=AMINA.school_id)
            for n in range(number)
        ]
        return [
            Actor(person_id=p.id, name=p.name, role=p.role, school_id=p.school_id) for p in made
        ]

    found = workspace.store.write("set-up", save, at=THEN)
    gather(workspace, "Many", CHLOE, *found)
    return found


def told(workspace: Workspace, people: list[Actor], show: int, level: Sharing) -> StandardsTold:
    """As next month tells it, when each shares a project and so many show evidence for LP7."""
    for number, actor in enumerate(people):
        project = make_project(workspace, actor, title="P", sharing=level)
        option = write(workspace, project, "option", actor)
        if number < show:
            claim(workspace, option, "LP7", actor=actor)
    return standards_told(on(workspace, 40).desk(CHLOE))


@pytest.mark.parametrize(("show", "least"), [(0, None), (4, None), (5, 5), (7, 5)])
def test_few_or_none_is_said_of_more_than_five_and_names_nobody_who_keeps_evidence_back(
    workspace: Workspace, show: int, least: int | None
) -> None:
    found = told(workspace, members(workspace, 7), show, Sharing.PLAN)
    lp7 = next(s for s in found.standards if s.key == "LP7")
    assert (lp7.at_least, lp7.is_thin, lp7.named) == (least, least is None, ())
    assert found.sharing_evidence == 0


def test_of_five_it_is_not_said_since_all_of_them_may_have_it(workspace: Workspace) -> None:
    found = told(workspace, members(workspace, LEAST), LEAST, Sharing.PLAN)
    assert not any(standard.is_thin for standard in found.standards)
    assert not may_say_few(LEAST)


def test_who_shares_evidence_is_named_with_the_standards_it_shows(workspace: Workspace) -> None:
    for actor, level in ((AMINA, Sharing.PLAN_AND_EVIDENCE), (BEN, Sharing.PLAN)):
        project = make_project(workspace, actor, sharing=level)
        claim(workspace, write(workspace, project, "option", actor), "LP7", actor=actor)
    found = standards_told(workspace.desk(CHLOE))
    assert {s.key: s.named for s in found.standards if s.named} == {"LP7": ("Amina Diallo",)}
    assert (found.counted, found.as_of, found.sharing_evidence) == (0, None, 1)


@pytest.mark.parametrize("actor", [AMINA, DEV], ids=lambda actor: actor.person_id)
def test_only_a_leader_reads_it(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        standards_told(workspace.desk(actor))
