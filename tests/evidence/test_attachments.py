"""What hangs on a record: kept safely, served to its owner, taken away and erased."""

import datetime as dt
from dataclasses import replace

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.errors import NotFound, StorageUnavailable, ValidationFailed
from lp_planner.domain.records.records import Record
from lp_planner.interchange.bad_file import BadFile
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.attachments import Attached, GivenFile
from lp_planner.services.planning import recording
from lp_planner.storage.integrity import orphans
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import make_project, write
from tests.interchange.hostile import photo, with_parts, word

MINUTES = GivenFile("minutes.txt", b"We looked at week four and kept going.")
OF_A_FILE = {
    "evidence_kind": "file",
    "title": "The wall of words",
    "strength": "artefact",
    "people_in_it": "nobody",
}


def hang(
    workspace: Workspace, record: Record, file: GivenFile | None = MINUTES, **values: object
) -> Attached:
    answers = {**OF_A_FILE, **values}
    return attachments.attach(workspace.desk(AMINA), record.kind, record.id, answers, file=file)


@pytest.fixture
def record(workspace: Workspace) -> Record:
    return write(workspace, make_project(workspace), "resource")


@pytest.fixture
def thing(planner: Workspace) -> Record:
    return write(planner, make_project(planner), "resource")


def files(workspace: Workspace) -> list[str]:
    return list(workspace.store.files.names())


def test_a_photograph_is_kept_without_its_place_and_comes_back_whole(
    workspace: Workspace, record: Record
) -> None:
    hung = hang(workspace, record, GivenFile("wall.jpg", photo())).attachment
    served = attachments.file_of(workspace.desk(AMINA), hung.id)
    assert (served.name, served.media_type) == ("wall.jpg", "image/jpeg")
    assert b"GPS" not in served.data
    assert b"Exif" not in served.data
    assert b"SecretCameraMaker" not in served.data
    assert hung.size == len(served.data)
    assert attachments.attachments_of(workspace.desk(AMINA), record.kind, record.id) == (hung,)
    assert orphans(workspace.store) == []


def test_a_refused_file_leaves_nothing_behind(workspace: Workspace, record: Record) -> None:
    macros = with_parts(word(), {"word/vbaProject.bin": b"x"})
    with pytest.raises(BadFile, match="macros"):
        hang(workspace, record, GivenFile("plan.docx", macros))
    assert attachments.attachments_of(workspace.desk(AMINA), record.kind, record.id) == ()
    assert files(workspace) == []


@pytest.mark.parametrize(
    ("values", "file", "fields"),
    [
        ({}, None, ["file"]),
        ({"title": " "}, MINUTES, ["title"]),
        ({"strength": ""}, MINUTES, ["strength"]),
        ({"strength": "hearsay"}, MINUTES, ["strength"]),
        ({"evidence_kind": "rumour"}, MINUTES, ["evidence_kind"]),
        ({"people_in_it": ""}, MINUTES, ["people_in_it"]),
        ({"people_in_it": "agreed"}, MINUTES, ["consent_note"]),
        ({"evidence_kind": "link", "link": ""}, None, ["link"]),
        ({"evidence_kind": "link", "link": "http://example.org"}, None, ["link"]),
        ({"evidence_kind": "link", "link": "javascript:alert(1)"}, None, ["link"]),
        ({"evidence_kind": "link", "link": "https://me:secret@example.org"}, None, ["link"]),
        ({"evidence_kind": "link", "link": "https://localhost/a"}, None, ["link"]),
        ({"evidence_kind": "link", "link": "https://[nonsense"}, None, ["link"]),
        ({"evidence_kind": "link", "link": "https://a.org/" + "x" * 300}, None, ["link"]),
        ({"evidence_kind": "link", "link": "https://example.org"}, MINUTES, ["file"]),
        ({"evidence_kind": "testimonial", "words": "It helped"}, None, ["said_by"]),
        ({"evidence_kind": "text"}, None, ["words"]),
        ({"evidence_kind": "text", "words": "x" * 5001}, None, ["words"]),
    ],
)
def test_what_says_too_little_is_refused_in_words_and_nothing_is_kept(
    planner: Workspace, thing: Record, values: dict[str, object], file: GivenFile | None,
    fields: list[str],
) -> None:  # fmt: skip
    with pytest.raises(ValidationFailed) as refused:
        hang(planner, thing, file, **values)
    assert list(refused.value.errors) == fields
    assert attachments.attachments_of(planner.desk(AMINA), thing.kind, thing.id) == ()
    assert files(planner) == []


def test_a_link_a_colleague_s_words_and_a_figure_need_no_file(
    workspace: Workspace, record: Record
) -> None:
    hang(workspace, record, None, evidence_kind="link", link="https://example.org/cards?v=3")
    hang(
        workspace, record, None, evidence_kind="testimonial", strength="colleague",
        words="I use it every day", said_by="A TA in Year 2",
    )  # fmt: skip
    hang(workspace, record, None, evidence_kind="data_point", strength="figures", words="41 of 60")
    found = attachments.attachments_of(workspace.desk(AMINA), record.kind, record.id)
    assert [a.evidence_kind.value for a in found] == ["link", "testimonial", "data_point"]
    assert not any(a.is_file for a in found)
    with pytest.raises(NotFound):
        attachments.file_of(workspace.desk(AMINA), found[0].id)


def test_the_same_form_sent_twice_hangs_one_thing(planner: Workspace, thing: Record) -> None:
    for _ in range(2):
        attachments.attach(
            planner.desk(AMINA), thing.kind, thing.id, OF_A_FILE, file=MINUTES, form_id="form-1"
        )
    assert len(attachments.attachments_of(planner.desk(AMINA), thing.kind, thing.id)) == 1


def test_the_same_content_is_kept_once_and_erased_with_its_last_reference(
    workspace: Workspace, record: Record
) -> None:
    first, second = (hang(workspace, record).attachment for _ in range(2))
    assert files(workspace) == [first.sha256]
    attachments.erase_attachment(workspace.desk(AMINA), first.id)
    assert attachments.file_of(workspace.desk(AMINA), second.id).data == MINUTES.data
    attachments.remove_attachment(workspace.desk(AMINA), second.id)
    assert files(workspace) == [second.sha256], "it can still be brought back"
    attachments.erase_attachment(workspace.desk(AMINA), second.id)
    assert files(workspace) == []
    with workspace.store.read() as reader:
        assert reader.find(Attachment, include_removed=True) == []
        said = reader.rows(
            "SELECT action, changed_fields FROM audit_event WHERE subject_id = :id"
            " ORDER BY occurred_at, id",
            id=second.id,
        )
    assert [row[0] for row in said] == ["created", "removed", "removed"]
    assert "erased" in str(said[-1][1])
    with pytest.raises(NotFound):
        attachments.bring_back_attachment(workspace.desk(AMINA), second.id)


def test_what_is_removed_reads_as_unknown_until_it_is_brought_back(
    workspace: Workspace, record: Record
) -> None:
    hung = hang(workspace, record).attachment
    attachments.remove_attachment(workspace.desk(AMINA), hung.id)
    assert attachments.attachments_of(workspace.desk(AMINA), record.kind, record.id) == ()
    removed = attachments.removed_attachments_of(workspace.desk(AMINA), record.kind, record.id)
    assert [a.id for a in removed] == [hung.id]
    with pytest.raises(NotFound):
        attachments.file_of(workspace.desk(AMINA), hung.id)
    attachments.bring_back_attachment(workspace.desk(AMINA), hung.id)
    assert attachments.file_of(workspace.desk(AMINA), hung.id).data == MINUTES.data


def test_what_was_removed_a_month_ago_is_erased_with_the_next_change(
    planner: Workspace, thing: Record
) -> None:
    old = hang(planner, thing).attachment
    attachments.remove_attachment(planner.desk(AMINA), old.id)
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(days=31))
    hang(later, thing, GivenFile("other.txt", b"Another file"))
    assert old.sha256 not in files(planner)
    assert attachments.removed_attachments_of(planner.desk(AMINA), thing.kind, thing.id) == ()


def test_what_hangs_on_a_removed_record_is_not_served(planner: Workspace, thing: Record) -> None:
    hung = hang(planner, thing).attachment
    recording.remove_record(planner.desk(AMINA), thing.kind, thing.id, version=1)
    with pytest.raises(NotFound):
        attachments.file_of(planner.desk(AMINA), hung.id)
    recording.restore_record(planner.desk(AMINA), thing.kind, thing.id)
    assert attachments.file_of(planner.desk(AMINA), hung.id).data == MINUTES.data


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_for_everybody_else_it_reads_exactly_like_something_unknown(
    workspace: Workspace, record: Record, actor: Actor
) -> None:
    hung = hang(workspace, record).attachment
    of_record = (
        lambda id_: attachments.attachments_of(workspace.desk(actor), record.kind, id_),
        lambda id_: attachments.removed_attachments_of(workspace.desk(actor), record.kind, id_),
        lambda id_: attachments.attach(
            workspace.desk(actor), record.kind, id_, OF_A_FILE, file=MINUTES
        ),
    )
    of_attachment = (
        lambda id_: attachments.file_of(workspace.desk(actor), id_),
        lambda id_: attachments.remove_attachment(workspace.desk(actor), id_),
        lambda id_: attachments.bring_back_attachment(workspace.desk(actor), id_),
        lambda id_: attachments.erase_attachment(workspace.desk(actor), id_),
    )
    tries = [(ask, record.id) for ask in of_record] + [(ask, hung.id) for ask in of_attachment]
    for ask, id_ in tries:
        with pytest.raises(NotFound) as foreign:
            ask(id_)
        with pytest.raises(NotFound) as unknown:
            ask("no-such-thing")
        assert foreign.value.message == unknown.value.message
    assert attachments.file_of(workspace.desk(AMINA), hung.id).data == MINUTES.data


def test_a_kind_of_record_without_a_form_takes_nothing(planner: Workspace) -> None:
    for kind in ("fidelity_observation", "person", "nonsense"):
        with pytest.raises(NotFound):
            attachments.attach(planner.desk(AMINA), kind, "any", OF_A_FILE, file=MINUTES)


def test_a_name_in_a_title_a_file_name_or_a_text_is_pointed_out_and_blocks_nothing(
    planner: Workspace, thing: Record
) -> None:
    said = hang(planner, thing, title="Reading with Tyler Jones").notes
    assert "“Tyler Jones”" in " ".join(said)
    said = hang(planner, thing, GivenFile("Tyler_Jones_reading.txt", b"words")).notes
    assert "“Tyler Jones”" in " ".join(said)
    said = hang(planner, thing, GivenFile("notes.txt", b"Then Tyler Jones read aloud.")).notes
    assert "“Tyler Jones”" in " ".join(said)
    assert hang(planner, thing, title="Shown by Amina Diallo").notes == (), "her own name is fine"


def test_a_file_that_is_lost_or_changed_is_said_so_and_found_by_the_check(
    workspace: Workspace, record: Record
) -> None:
    hung = hang(workspace, record).attachment
    place = workspace.store.files.folder / hung.sha256[:2] / hung.sha256
    place.write_bytes(b"something else")
    with pytest.raises(StorageUnavailable, match="damaged"):
        attachments.file_of(workspace.desk(AMINA), hung.id)
    place.unlink()
    with pytest.raises(StorageUnavailable, match="missing"):
        attachments.file_of(workspace.desk(AMINA), hung.id)
    assert orphans(workspace.store) == [
        "Attachments name files that are not in the folder of files: 1."
    ]
    workspace.store.files.keep(MINUTES.data)
    workspace.store.files.keep(b"nobody names this")
    assert orphans(workspace.store) == [
        "The folder of files holds some that no attachment names: 1."
    ]


def test_all_that_hangs_in_a_project_is_found_by_its_record(
    planner: Workspace, thing: Record
) -> None:
    hung = hang(planner, thing).attachment
    found = attachments.attachments_by_record(planner.desk(AMINA), thing.project_id)
    assert found == {(thing.kind, thing.id): (hung,)}
