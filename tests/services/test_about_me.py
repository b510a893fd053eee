"""What others wrote about somebody, and the note beside it."""

import pytest

from lp_planner.domain.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.people import Actor
from lp_planner.services import about_me, asking, erasure
from lp_planner.services.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project


def answered(workspace: Workspace) -> about_me.Written:
    project = make_project(workspace)
    asking.ask_for_help(workspace, AMINA, project.id, asked="The hall, please")
    (asked,) = asking.requests_to_me(workspace, CHLOE)
    asking.answer_help(workspace, CHLOE, asked.request_id, answer="You never asked", version=1)
    (written,) = about_me.written_about_me(workspace, AMINA)
    return written


def test_a_note_stands_beside_an_answer_and_whoever_wrote_it_reads_it(workspace: Workspace) -> None:
    written = answered(workspace)
    assert (written.by, written.words, written.note) == ("Chloe Ray", "You never asked", "")
    for words in ("I asked in May", "I asked in June"):
        about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words=words)
    (now,) = about_me.written_about_me(workspace, AMINA)
    assert (now.words, now.note) == ("You never asked", "I asked in June")
    (asked,) = asking.requests_to_me(workspace, CHLOE)
    assert asked.note == "I asked in June"


def test_a_note_without_words_is_taken_away(workspace: Workspace) -> None:
    written = answered(workspace)
    with pytest.raises(ValidationFailed):
        about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words=" ")
    about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words="So")
    about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words=" ")
    assert about_me.written_about_me(workspace, AMINA)[0].note == ""
    about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words="Again")
    assert about_me.written_about_me(workspace, AMINA)[0].note == "Again"


@pytest.mark.parametrize("actor", [BEN, DEV], ids=lambda actor: actor.person_id)
def test_what_is_about_somebody_else_reads_as_unknown(workspace: Workspace, actor: Actor) -> None:
    written = answered(workspace)
    assert about_me.written_about_me(workspace, actor) == ()
    for subject, id_ in (
        (written.subject, written.subject_id),
        (written.subject, "no-such-answer"),
        ("moderator_rating", written.subject_id),
        ("person", AMINA.person_id),
    ):
        with pytest.raises(NotFound):
            about_me.put_note_beside(workspace, actor, subject, id_, words="Mine")


@pytest.mark.parametrize("actor", [CHLOE, EFUA], ids=lambda actor: actor.person_id)
def test_a_leader_writes_no_notes(workspace: Workspace, actor: Actor) -> None:
    written = answered(workspace)
    with pytest.raises(PermissionDenied):
        about_me.put_note_beside(
            workspace, actor, written.subject, written.subject_id, words="Mine"
        )


def test_a_note_goes_with_what_it_stands_beside(workspace: Workspace) -> None:
    written = answered(workspace)
    about_me.put_note_beside(workspace, AMINA, written.subject, written.subject_id, words="So")
    erasure.erase_all_of_mine(workspace, AMINA, is_sure=True)
    with workspace.store.read() as reader:
        assert reader.rows("SELECT id FROM note_beside") == []
