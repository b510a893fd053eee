"""Asking for help: asked, answered and taken back, between the two concerned."""

import pytest

from lp_planner.domain.errors import NotFound, PermissionDenied, StaleRevision, ValidationFailed
from lp_planner.domain.people import Actor
from lp_planner.domain.project import Sharing
from lp_planner.services import asking, cohorts
from lp_planner.services.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project

ASKED = "Could we have the hall on Tuesdays?"


def test_what_is_asked_is_answered_and_both_can_read_it(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    asking.ask_for_help(workspace, AMINA, project.id, asked=ASKED)
    listed = cohorts.cohort_progress(workspace, CHLOE).progress
    assert listed["conversation"].tolist() == ["Asked for help on 5 November 2025"]
    request = asking.requests_to_me(workspace, CHLOE)[0]
    assert (request.asked, request.project) == (ASKED, project.title)
    asking.answer_help(
        workspace, CHLOE, request.request_id, answer="Yes, from May", version=request.version
    )
    told = asking.my_requests(workspace, AMINA, project.id)[0]
    assert (told.answer, told.answered_by) == ("Yes, from May", "Chloe Ray")
    with pytest.raises(StaleRevision):
        asking.answer_help(
            workspace, CHLOE, request.request_id, answer="No", version=request.version
        )


def test_asking_about_a_private_project_does_not_give_its_title_away(workspace: Workspace) -> None:
    project = make_project(workspace, title="Nobody knows")
    asking.ask_for_help(workspace, AMINA, project.id, asked=ASKED)
    assert "Nobody knows" not in repr(asking.requests_to_me(workspace, CHLOE))


@pytest.mark.parametrize("actor", [AMINA, BEN, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_only_the_leader_answers(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace)
    asking.ask_for_help(workspace, AMINA, project.id, asked=ASKED)
    request = asking.requests_to_me(workspace, CHLOE)[0]
    with pytest.raises(NotFound):
        asking.answer_help(workspace, actor, request.request_id, answer="Yes", version=1)
    if actor == EFUA:
        assert asking.requests_to_me(workspace, actor) == ()
    else:
        with pytest.raises(PermissionDenied):
            asking.requests_to_me(workspace, actor)


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_only_the_one_who_asked_takes_it_back(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace)
    asking.ask_for_help(workspace, AMINA, project.id, asked=ASKED)
    request = asking.my_requests(workspace, AMINA, project.id)[0]
    with pytest.raises(NotFound):
        asking.take_back(workspace, actor, request.request_id)
    asking.take_back(workspace, AMINA, request.request_id)
    assert asking.requests_to_me(workspace, CHLOE) == ()


def test_asking_and_answering_need_words(workspace: Workspace) -> None:
    project = make_project(workspace)
    with pytest.raises(ValidationFailed):
        asking.ask_for_help(workspace, AMINA, project.id, asked=" ")
    asking.ask_for_help(workspace, AMINA, project.id, asked=ASKED)
    request = asking.requests_to_me(workspace, CHLOE)[0]
    with pytest.raises(ValidationFailed):
        asking.answer_help(workspace, CHLOE, request.request_id, answer=" ", version=1)
