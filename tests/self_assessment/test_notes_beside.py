"""What others wrote about somebody, and the note beside it."""

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.services.cohort import help_requests
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.safekeeping import erasure
from lp_planner.services.self_assessment import notes_beside
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project


def answered(workspace: Workspace) -> notes_beside.Written:
    project = make_project(workspace)
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked="The hall, please")
    (asked,) = help_requests.requests_to_me(workspace.desk(CHLOE))
    help_requests.answer_help(
        workspace.desk(CHLOE), asked.request_id, answer="You never asked", version=1
    )
    (written,) = notes_beside.written_about_me(workspace.desk(AMINA))
    return written


def test_a_note_stands_beside_an_answer_and_whoever_wrote_it_reads_it(workspace: Workspace) -> None:
    written = answered(workspace)
    assert (written.by, written.words, written.note) == ("Chloe Ray", "You never asked", "")
    for words in ("I asked in May", "I asked in June"):
        notes_beside.put_note_beside(
            workspace.desk(AMINA), written.subject, written.subject_id, words=words
        )
    (now,) = notes_beside.written_about_me(workspace.desk(AMINA))
    assert (now.words, now.note) == ("You never asked", "I asked in June")
    (asked,) = help_requests.requests_to_me(workspace.desk(CHLOE))
    assert asked.note == "I asked in June"


def test_a_note_without_words_is_taken_away(workspace: Workspace) -> None:
    written = answered(workspace)
    with pytest.raises(ValidationFailed):
        notes_beside.put_note_beside(
            workspace.desk(AMINA), written.subject, written.subject_id, words=" "
        )
    notes_beside.put_note_beside(
        workspace.desk(AMINA), written.subject, written.subject_id, words="So"
    )
    notes_beside.put_note_beside(
        workspace.desk(AMINA), written.subject, written.subject_id, words=" "
    )
    assert notes_beside.written_about_me(workspace.desk(AMINA))[0].note == ""
    notes_beside.put_note_beside(
        workspace.desk(AMINA), written.subject, written.subject_id, words="Again"
    )
    assert notes_beside.written_about_me(workspace.desk(AMINA))[0].note == "Again"


@pytest.mark.parametrize("actor", [BEN, DEV], ids=lambda actor: actor.person_id)
def test_what_is_about_somebody_else_reads_as_unknown(workspace: Workspace, actor: Actor) -> None:
    written = answered(workspace)
    assert notes_beside.written_about_me(workspace.desk(actor)) == ()
    for subject, id_ in (
        (written.subject, written.subject_id),
        (written.subject, "no-such-answer"),
        ("moderator_rating", written.subject_id),
        ("person", AMINA.person_id),
    ):
        with pytest.raises(NotFound):
            notes_beside.put_note_beside(workspace.desk(actor), subject, id_, words="Mine")


@pytest.mark.parametrize("actor", [CHLOE, EFUA], ids=lambda actor: actor.person_id)
def test_a_leader_writes_no_notes(workspace: Workspace, actor: Actor) -> None:
    written = answered(workspace)
    with pytest.raises(PermissionDenied):
        notes_beside.put_note_beside(
            workspace.desk(actor), written.subject, written.subject_id, words="Mine"
        )


def test_a_note_goes_with_what_it_stands_beside(workspace: Workspace) -> None:
    written = answered(workspace)
    notes_beside.put_note_beside(
        workspace.desk(AMINA), written.subject, written.subject_id, words="So"
    )
    erasure.erase_all_of_mine(workspace.desk(AMINA), is_sure=True)
    with workspace.store.read() as reader:
        assert reader.rows("SELECT id FROM note_beside") == []
