"""The files of a submission: chosen one by one, taken by a link, noted, and nobody else's."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from lp_planner.domain.attachments import Attachment
from lp_planner.domain.errors import NotFound
from lp_planner.domain.portfolio import Submission
from lp_planner.domain.portfolio_copy import read_copy
from lp_planner.domain.records import Record
from lp_planner.services import attachments, blind, moderation, portfolio, submissions
from lp_planner.services.attachments import GivenFile
from lp_planner.services.portfolio import Choices
from lp_planner.services.submission_packs import build_submission_pack
from lp_planner.services.workspace import Workspace
from tests.cast import AMINA
from tests.factories import claim, make_project, write
from tests.services.test_packs import files_of, hang

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def option(desk: Workspace) -> Record:
    """A record that is evidence for LP5."""
    record = write(desk, make_project(desk), "option", name="One way in")
    claim(desk, record, "LP5", words="I read before I chose")
    return record


def text_file(
    desk: Workspace, record: Record, name: str = "table.txt", **about: object
) -> Attachment:
    return hang(desk, record, title=f"About {name}", file=GivenFile(name, name.encode()), **about)


def submit(desk: Workspace, **choices: object) -> Submission:
    chosen = Choices.model_validate({"levels": {"LP5": "extending"}, "reason": "Trying", **choices})
    portfolio.keep_choices(desk, AMINA, chosen)
    return submissions.submit(desk, AMINA)


def link_to(desk: Workspace, sent: Submission, *, days: int = 14) -> str:
    return submissions.make_link(desk, AMINA, sent.id, for_whom="Ruth", days=days).secret


def is_refused(desk: Workspace, token: str, sha256: str) -> bool:
    with pytest.raises(NotFound) as refused:
        moderation.file_by_link(desk, token, sha256)
    return refused.value.message == NotFound().message


def test_a_file_of_the_copy_is_taken_by_the_link_and_the_owner_sees_it(
    desk: Workspace, option: Record
) -> None:
    hung = text_file(desk, option)
    token = link_to(desk, sent := submit(desk))
    taken = moderation.file_by_link(desk, token, hung.sha256)
    assert (taken.name, taken.media_type, taken.data) == (
        "E1 table.txt",
        "text/plain",
        b"table.txt",
    )
    assert moderation.open_submission(desk, token, visit="v").files == {hung.sha256}
    openings = submissions.my_submissions(desk, AMINA)[0].openings
    assert {(o.by_whom, o.file) for o in openings} == {("Ruth", "E1 table.txt"), ("Ruth", "")}
    assert openings[0].submission_id == sent.id


def test_a_file_taken_twice_at_once_is_noted_once_and_later_again(
    desk: Workspace, option: Record
) -> None:
    hung = text_file(desk, option)
    token = link_to(desk, submit(desk))
    later = replace(desk, clock=lambda: desk.now() + dt.timedelta(minutes=2))
    for moment in (desk, desk, later):
        moderation.file_by_link(moment, token, hung.sha256)
    assert len(submissions.my_submissions(desk, AMINA)[0].openings) == 2


def test_only_what_is_in_the_copy_is_handed_out(desk: Workspace, option: Record) -> None:
    text_file(desk, option)
    unsure = text_file(desk, option, "people.txt", people_in_it="not_sure")
    elsewhere = text_file(desk, write(desk, make_project(desk), "option"), "elsewhere.txt")
    token = link_to(desk, submit(desk))
    later = text_file(desk, option, "later.txt")
    for hung in (unsure, elsewhere, later):
        assert is_refused(desk, token, hung.sha256)
    assert is_refused(desk, token, "../../secret")
    assert is_refused(desk, token, "")


def test_a_link_that_is_over_opens_no_file(desk: Workspace, option: Record) -> None:
    hung = text_file(desk, option)
    sent = submit(desk)
    expired, revoked = link_to(desk, sent, days=1), link_to(desk, sent)
    for link in submissions.my_submissions(desk, AMINA)[0].links[1:]:
        submissions.revoke_link(desk, AMINA, link.id)
    later = replace(desk, clock=lambda: desk.now() + dt.timedelta(days=2))
    assert is_refused(later, expired, hung.sha256)
    assert is_refused(desk, revoked, hung.sha256)
    assert is_refused(desk, "guessed", hung.sha256)
    assert submissions.my_submissions(desk, AMINA)[0].openings == ()


def test_what_is_taken_off_or_held_back_afterwards_is_handed_out_no_more(
    desk: Workspace, option: Record
) -> None:
    hung = text_file(desk, option)
    sent = submit(desk)
    token = link_to(desk, sent)
    attachments.remove_attachment(desk, AMINA, hung.id)
    assert is_refused(desk, token, hung.sha256)
    assert moderation.open_submission(desk, token, visit="v").files == frozenset()
    assert sent.content == submissions.my_submissions(desk, AMINA)[0].submission.content


def test_a_single_thing_can_be_left_out_of_the_copy(desk: Workspace, option: Record) -> None:
    stays = text_file(desk, option, "private.txt")
    goes = text_file(desk, option)
    words = hang(desk, option, title="Said in passing")
    may_stay = portfolio.my_portfolio(desk, AMINA).may_stay_behind
    assert may_stay[stays.id] == "Behind “I read before I chose”: About private.txt"
    assert set(may_stay) == {stays.id, goes.id, words.id}
    sent = submit(desk, left_out=[stays.id, words.id])
    for trace in ("private", "Said in passing", "calmer", stays.sha256, stays.id):
        assert trace not in sent.content
    assert is_refused(desk, token := link_to(desk, sent), stays.sha256)
    assert moderation.file_by_link(desk, token, goes.sha256).data == b"table.txt"
    packed = files_of(build_submission_pack(desk, AMINA, sent.id).pack.content)
    assert [name for name in packed if name.startswith("attachments/")] == [
        "attachments/E1-table.txt"
    ]


def test_a_blind_copy_names_its_files_by_number(desk: Workspace, option: Record) -> None:
    hung = text_file(desk, option, "Amina Khan timetable.txt")
    sent = submit(desk, is_blind=True)
    (thing,) = read_copy(sent.content, sent.sha256).standards[4].entries[0].behind
    assert thing.file_name == "1.txt"
    assert moderation.file_by_link(desk, link_to(desk, sent), hung.sha256).name == "E1 1.txt"


def named_document(author: str) -> bytes:
    document = Document()
    document.add_paragraph("Nobody is named on this page")
    document.core_properties.author = author
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_before_a_blind_copy_goes_files_are_looked_into_for_their_author(
    desk: Workspace, option: Record
) -> None:
    hang(desk, option, title="Notes", file=GivenFile("notes.docx", named_document(AMINA.name)))
    hang(desk, option, title="Plan", file=GivenFile("plan.docx", named_document("Somebody")))
    said = GivenFile("said.txt", f"With thanks to {AMINA.name}".encode())
    hang(desk, option, title="Said", file=said)
    portfolio.keep_choices(desk, AMINA, Choices(is_blind=True))
    found = blind.names_in_copy(desk, AMINA)
    assert found.files == ("E1 1.docx", "E1 3.txt")
    assert found.standards == ()


def test_the_author_of_a_document_is_found_where_office_keeps_it() -> None:
    with zipfile.ZipFile(io.BytesIO(named_document("Amina Khan"))) as package:
        assert b"Amina Khan" in package.read("docProps/core.xml")
        assert b"Amina Khan" not in package.read("word/document.xml")
