"""The inbox: its owner's alone, cleaned like an attachment, no evidence until it is placed."""

import datetime as dt
import io
import json
import zipfile
from dataclasses import replace

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.privacy import as_it_leaves
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.inbox import InboxNote
from lp_planner.domain.records.records import Record
from lp_planner.interchange.bad_file import BadFile
from lp_planner.services.accounts.people import local_actor
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, reports
from lp_planner.services.planning import inbox, recording
from lp_planner.services.planning.inbox import NoteFile
from lp_planner.services.safekeeping import erasure, retention
from lp_planner.services.safekeeping.own_data import own_data_pack
from lp_planner.services.safekeeping.own_data_return import bring_in_own_data
from lp_planner.storage.checking import unreadable
from lp_planner.storage.frames import last_activity
from lp_planner.storage.integrity import orphans
from tests.cast import AMINA, BEN, CHLOE, DEV, FIONA, GWEN, HUGO
from tests.factories import make_project, write
from tests.home.voices import voice
from tests.interchange.hostile import photo
from tests.safekeeping.test_own_data import empty as empty  # noqa: PLC0414 - a fixture

TELLTALE = "zebrastripes said so by the boiler room"


def jot(workspace: Workspace, words: str = TELLTALE, file: NoteFile | None = None) -> InboxNote:
    return inbox.jot(workspace.desk(AMINA), words=words, file=file).note


def place(workspace: Workspace, note: InboxNote, project_id: str) -> Record:
    values = {
        "leadership_kind": "thanks",
        "what": note.words or "A photo",
        "noted_on": "2025-11-05",
    }
    return recording.write_record(
        workspace.desk(AMINA), project_id, "leadership_note", values, form_id=note.id
    )


def test_a_line_is_kept_once_however_often_it_is_tapped(workspace: Workspace) -> None:
    desk = workspace.desk(AMINA)
    for _ in range(3):
        inbox.jot(desk, words="Sat with J, agreed one step", form_id="the-same-form")
    (waiting,) = inbox.inbox(desk)
    assert waiting.note.words == "Sat with J, agreed one step"
    assert waiting.suggested[0].rule.kind == "coaching_session"


@pytest.mark.parametrize("actor", [CHLOE, FIONA, GWEN, HUGO])
def test_only_who_leads_a_project_has_an_inbox(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        inbox.jot(workspace.desk(actor), words="Anything")


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, FIONA, GWEN, HUGO])
def test_nobody_else_reads_changes_or_places_a_note(workspace: Workspace, actor: Actor) -> None:
    note = jot(workspace, file=NoteFile("said.wav", voice()))
    desk = workspace.desk(actor)
    assert inbox.inbox(desk) == ()
    assert inbox.placed(desk) == ()
    for ask in (inbox.note_of, inbox.note_file, inbox.throw_away, inbox.bring_back):
        with pytest.raises(NotFound):
            ask(desk, note.id)
    assert inbox.inbox(workspace.desk(AMINA))[0].note == note


def test_a_note_s_id_in_somebody_else_s_form_does_not_move_the_note(planner: Workspace) -> None:
    note = jot(planner)
    theirs = make_project(planner, BEN)
    recording.write_record(
        planner.desk(BEN),
        theirs.id,
        "risk",
        {"what": "Mine"},
        form_id=note.id,
    )
    with pytest.raises(NotFound):
        inbox.jot(planner.desk(BEN), words="Mine", form_id=note.id)
    assert inbox.inbox(planner.desk(AMINA))[0].note == note


def test_there_has_to_be_something_to_keep(planner: Workspace) -> None:
    with pytest.raises(ValidationFailed) as refused:
        jot(planner, "  \n ")
    assert "nothing to keep yet" in refused.value.errors["words"]
    with pytest.raises(ValidationFailed):
        jot(planner, "x" * 5_001)
    assert inbox.inbox(planner.desk(AMINA)) == ()


def test_a_photo_and_a_voice_lose_what_cannot_be_seen_or_heard(workspace: Workspace) -> None:
    desk = workspace.desk(AMINA)
    seen = jot(workspace, "", NoteFile("wall.jpg", photo()))
    heard = jot(workspace, "", NoteFile("note.wav", voice(beside=b"INFOIARTSecretMaker!")))
    assert (seen.media_type, heard.media_type) == ("image/jpeg", "audio/wav")
    assert b"SecretCameraMaker" not in inbox.note_file(desk, seen.id).data
    kept = inbox.note_file(desk, heard.id).data
    assert b"SecretMaker" not in kept
    assert kept == voice()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("note.wav", b"RIFF\x24\x00\x00\x00WAVEfmt "),
        ("note.wav", voice()[:44]),
        ("note.mp3", b"ID3\x04\x00\x00" + b"\x00" * 60),
        ("tool.exe", b"MZ\x00\x00"),
        ("empty.png", b""),
    ],
)
def test_what_is_no_voice_photo_or_file_is_refused_and_nothing_is_kept(
    planner: Workspace, name: str, data: bytes
) -> None:
    with pytest.raises(BadFile):
        jot(planner, "With a file", NoteFile(name, data))
    assert inbox.inbox(planner.desk(AMINA)) == ()
    assert list(planner.store.files.names()) == []


def test_a_voice_is_no_attachment(planner: Workspace) -> None:
    record = write(planner, make_project(planner), "resource")
    about = {
        "evidence_kind": "file", "title": "Said", "strength": "artefact", "people_in_it": "nobody",
    }  # fmt: skip
    with pytest.raises(BadFile, match="a voice or a face says who somebody is"):
        attachments.attach(
            planner.desk(AMINA),
            "resource",
            record.id,
            about,
            file=attachments.GivenFile("said.wav", voice()),
        )


def test_saving_the_form_empties_the_inbox_and_the_note_keeps_its_words(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    note = jot(workspace)
    record = place(workspace, note, project.id)
    again = place(workspace, note, project.id)
    desk = workspace.desk(AMINA)
    assert again == record
    assert inbox.inbox(desk) == ()
    (kept,) = inbox.placed(desk)
    assert (kept.words, kept.record_kind, kept.record_id, kept.project_id) == (
        TELLTALE, "leadership_note", record.id, project.id,
    )  # fmt: skip


def test_a_refused_form_leaves_the_note_in_the_inbox(planner: Workspace) -> None:
    note = jot(planner)
    with pytest.raises(ValidationFailed):
        recording.write_record(
            planner.desk(AMINA), make_project(planner).id, "leadership_note", {}, form_id=note.id
        )
    assert [w.note.id for w in inbox.inbox(planner.desk(AMINA))] == [note.id]


def test_a_photo_hangs_on_its_record_and_stays_in_until_somebody_says_who_is_in_it(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    record = place(planner, jot(planner, "", NoteFile("wall.jpg", photo())), project.id)
    (hung,) = attachments.attachments_of(planner.desk(AMINA), record.kind, record.id)
    assert hung.is_file
    assert as_it_leaves(hung) is None
    assert orphans(planner.store) == []


def test_a_voice_stays_with_its_note(planner: Workspace) -> None:
    note = jot(planner, "Listen", NoteFile("said.wav", voice()))
    record = place(planner, note, make_project(planner).id)
    assert attachments.attachments_of(planner.desk(AMINA), record.kind, record.id) == ()
    assert inbox.note_file(planner.desk(AMINA), note.id).data == voice()


def test_each_form_begins_with_the_words_in_its_box(planner: Workspace) -> None:
    desk = planner.desk(AMINA)
    note = jot(planner, "A word. " * 60)
    for rule in desk.library.note_rules.kinds:
        start = inbox.form_start(desk, note, rule)
        steps = {s.key: s.kind for s in desk.library.pathway.phase_by_key[start.phase].steps}
        assert steps[start.step] == rule.kind
        assert start.answers[rule.box].startswith("A word. A word.")


def test_nothing_in_the_inbox_counts_as_evidence_or_activity_and_nothing_of_it_leaves(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    desk = planner.desk(AMINA)
    with planner.store.read() as reader:
        before = last_activity(reader, [project.id]).to_dict()
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(hours=1))
    note = inbox.jot(later.desk(AMINA), words=TELLTALE, file=NoteFile("w.wav", voice())).note
    with planner.store.read() as reader:
        assert last_activity(reader, [project.id]).to_dict() == before
    assert as_it_leaves(note) is None
    for export in reports.exports():
        assert b"zebrastripes" not in reports.make_export(desk, project.id, export)


def test_a_project_that_is_handed_over_takes_no_note_along(planner: Workspace) -> None:
    project = make_project(planner)
    place(planner, jot(planner), project.id)
    jot(planner, "Still waiting")
    erasure.hand_over(planner.desk(AMINA), project.id, to_person=BEN.person_id)
    assert inbox.inbox(planner.desk(BEN)) == ()
    assert inbox.placed(planner.desk(BEN)) == ()
    assert len(inbox.inbox(planner.desk(AMINA))) == 1


def test_erasing_a_project_takes_the_notes_placed_there_and_no_other(workspace: Workspace) -> None:
    project = make_project(workspace)
    place(workspace, jot(workspace), project.id)
    jot(workspace, "Still waiting", NoteFile("w.wav", voice()))
    erasure.erase_project(workspace.desk(AMINA), project.id, typed_title=project.title)
    desk = workspace.desk(AMINA)
    assert inbox.placed(desk) == ()
    assert [w.note.words for w in inbox.inbox(desk)] == ["Still waiting"]
    erasure.erase_all_of_mine(desk, is_sure=True)
    with workspace.store.read() as reader:
        assert reader.find(InboxNote, include_removed=True) == []
    assert list(workspace.store.files.names()) == []


def test_a_note_thrown_away_can_be_brought_back_and_is_erased_after_a_month(
    workspace: Workspace,
) -> None:
    desk = workspace.desk(AMINA)
    note = jot(workspace, file=NoteFile("w.wav", voice()))
    inbox.throw_away(desk, note.id)
    assert inbox.inbox(desk) == ()
    inbox.bring_back(desk, note.id)
    assert inbox.bring_back(desk, note.id).id == note.id
    inbox.throw_away(desk, note.id)
    later = replace(workspace, clock=lambda: workspace.now() + dt.timedelta(days=31))
    inbox.jot(later.desk(AMINA), words="Another")
    with pytest.raises(NotFound):
        inbox.bring_back(desk, note.id)
    assert list(workspace.store.files.names()) == []


def test_own_data_holds_the_inbox_and_brings_it_back(planner: Workspace, empty: Workspace) -> None:
    project = make_project(planner)
    place(planner, jot(planner, "Placed", NoteFile("wall.jpg", photo())), project.id)
    heard = jot(planner, TELLTALE, NoteFile("said.wav", voice()))
    pack = own_data_pack(planner.desk(AMINA))
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        rows = json.loads(archive.read("my-data.json"))["beside"]["inbox_note"]
    assert {row["person_id"] for row in rows} == {"me"}
    me = local_actor(empty)
    inbox.jot(empty.desk(me), words="Jotted here already")
    bring_in_own_data(empty.desk(me), pack)
    assert [w.note.words for w in inbox.inbox(empty.desk(me))] == ["Jotted here already", TELLTALE]
    assert [note.words for note in inbox.placed(empty.desk(me))] == ["Placed"]
    assert inbox.note_file(empty.desk(me), heard.id).data == voice()
    assert orphans(empty.store) == []


def test_what_others_take_along_holds_nothing_of_it(planner: Workspace) -> None:
    jot(planner)
    make_project(planner, BEN)
    assert b"zebrastripes" not in own_data_pack(planner.desk(BEN))


def test_a_missing_voice_is_found_by_verify(planner: Workspace) -> None:
    note = jot(planner, file=NoteFile("w.wav", voice()))
    planner.store.files.erase(note.sha256)
    assert any("missing" in fault for fault in unreadable(planner.store))


def test_notes_thrown_away_are_named_where_what_is_kept_too_long_is_told() -> None:
    assert retention.SORTS["inbox_note"] == "Notes of the inbox"
