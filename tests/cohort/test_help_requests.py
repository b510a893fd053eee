"""Asking for help: asked, answered and taken back, between the two concerned."""

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import (
    NotFound,
    PermissionDenied,
    StaleRevision,
    ValidationFailed,
)
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort import cohorts, help_requests
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project

ASKED = "Could we have the hall on Tuesdays?"


def test_what_is_asked_is_answered_and_both_can_read_it(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=ASKED)
    listed = cohorts.cohort_progress(workspace.desk(CHLOE)).progress
    assert listed["conversation"].tolist() == ["Asked for help on 5 November 2025"]
    request = help_requests.requests_to_me(workspace.desk(CHLOE))[0]
    assert (request.asked, request.project) == (ASKED, project.title)
    help_requests.answer_help(
        workspace.desk(CHLOE), request.request_id, answer="Yes, from May", version=request.version
    )
    told = help_requests.my_requests(workspace.desk(AMINA), project.id)[0]
    assert (told.answer, told.answered_by) == ("Yes, from May", "Chloe Ray")
    with pytest.raises(StaleRevision):
        help_requests.answer_help(
            workspace.desk(CHLOE), request.request_id, answer="No", version=request.version
        )


def test_asking_about_a_private_project_does_not_give_its_title_away(workspace: Workspace) -> None:
    project = make_project(workspace, title="Nobody knows")
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=ASKED)
    assert "Nobody knows" not in repr(help_requests.requests_to_me(workspace.desk(CHLOE)))


@pytest.mark.parametrize("actor", [AMINA, BEN, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_only_the_leader_answers(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=ASKED)
    request = help_requests.requests_to_me(workspace.desk(CHLOE))[0]
    with pytest.raises(NotFound):
        help_requests.answer_help(
            workspace.desk(actor), request.request_id, answer="Yes", version=1
        )
    if actor == EFUA:
        assert help_requests.requests_to_me(workspace.desk(actor)) == ()
    else:
        with pytest.raises(PermissionDenied):
            help_requests.requests_to_me(workspace.desk(actor))


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_only_the_one_who_asked_takes_it_back(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=ASKED)
    request = help_requests.my_requests(workspace.desk(AMINA), project.id)[0]
    with pytest.raises(NotFound):
        help_requests.take_back(workspace.desk(actor), request.request_id)
    help_requests.take_back(workspace.desk(AMINA), request.request_id)
    assert help_requests.requests_to_me(workspace.desk(CHLOE)) == ()


def test_asking_and_answering_need_words(workspace: Workspace) -> None:
    project = make_project(workspace)
    with pytest.raises(ValidationFailed):
        help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=" ")
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=ASKED)
    request = help_requests.requests_to_me(workspace.desk(CHLOE))[0]
    with pytest.raises(ValidationFailed):
        help_requests.answer_help(workspace.desk(CHLOE), request.request_id, answer=" ", version=1)
