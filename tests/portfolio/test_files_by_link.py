"""The files of a submission: chosen one by one, taken by a link, noted, and nobody else's."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest
from docx import Document

from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.portfolio.portfolio import Submission
from lp_planner.domain.portfolio.portfolio_copy import read_copy
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.portfolio import moderation, name_check, portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from lp_planner.services.portfolio.submission_packs import build_submission_pack
from tests.cast import AMINA
from tests.evidence.test_packs import files_of, hang
from tests.factories import claim, make_project, write

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@pytest.fixture
def option(planner: Workspace) -> Record:
    """A record that is evidence for LP5."""
    record = write(planner, make_project(planner), "option", name="One way in")
    claim(planner, record, "LP5", words="I read before I chose")
    return record


def text_file(
    planner: Workspace, record: Record, name: str = "table.txt", **about: object
) -> Attachment:
    return hang(
        planner, record, title=f"About {name}", file=GivenFile(name, name.encode()), **about
    )


def submit(planner: Workspace, **choices: object) -> Submission:
    chosen = Choices.model_validate({"levels": {"LP5": "extending"}, "reason": "Trying", **choices})
    portfolio.keep_choices(planner.desk(AMINA), chosen)
    return submissions.submit(planner.desk(AMINA))


def link_to(planner: Workspace, sent: Submission, *, days: int = 14) -> str:
    return submissions.make_link(planner.desk(AMINA), sent.id, for_whom="Ruth", days=days).secret


def is_refused(planner: Workspace, token: str, sha256: str) -> bool:
    with pytest.raises(NotFound) as refused:
        moderation.file_by_link(planner, token, sha256)
    return refused.value.message == NotFound().message


def test_a_file_of_the_copy_is_taken_by_the_link_and_the_owner_sees_it(
    planner: Workspace, option: Record
) -> None:
    hung = text_file(planner, option)
    token = link_to(planner, sent := submit(planner))
    taken = moderation.file_by_link(planner, token, hung.sha256)
    assert (taken.name, taken.media_type, taken.data) == (
        "E1 table.txt",
        "text/plain",
        b"table.txt",
    )
    assert moderation.open_submission(planner, token, visit="v").files == {hung.sha256}
    openings = submissions.my_submissions(planner.desk(AMINA))[0].openings
    assert {(o.by_whom, o.file) for o in openings} == {("Ruth", "E1 table.txt"), ("Ruth", "")}
    assert openings[0].submission_id == sent.id


def test_a_file_taken_twice_at_once_is_noted_once_and_later_again(
    planner: Workspace, option: Record
) -> None:
    hung = text_file(planner, option)
    token = link_to(planner, submit(planner))
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(minutes=2))
    for moment in (planner, planner, later):
        moderation.file_by_link(moment, token, hung.sha256)
    assert len(submissions.my_submissions(planner.desk(AMINA))[0].openings) == 2


def test_only_what_is_in_the_copy_is_handed_out(planner: Workspace, option: Record) -> None:
    text_file(planner, option)
    unsure = text_file(planner, option, "people.txt", people_in_it="not_sure")
    elsewhere = text_file(planner, write(planner, make_project(planner), "option"), "elsewhere.txt")
    token = link_to(planner, submit(planner))
    later = text_file(planner, option, "later.txt")
    for hung in (unsure, elsewhere, later):
        assert is_refused(planner, token, hung.sha256)
    assert is_refused(planner, token, "../../secret")
    assert is_refused(planner, token, "")


def test_a_link_that_is_over_opens_no_file(planner: Workspace, option: Record) -> None:
    hung = text_file(planner, option)
    sent = submit(planner)
    expired, revoked = link_to(planner, sent, days=1), link_to(planner, sent)
    for link in submissions.my_submissions(planner.desk(AMINA))[0].links[1:]:
        submissions.revoke_link(planner.desk(AMINA), link.id)
    later = replace(planner, clock=lambda: planner.now() + dt.timedelta(days=2))
    assert is_refused(later, expired, hung.sha256)
    assert is_refused(planner, revoked, hung.sha256)
    assert is_refused(planner, "guessed", hung.sha256)
    assert submissions.my_submissions(planner.desk(AMINA))[0].openings == ()


def test_what_is_taken_off_or_held_back_afterwards_is_handed_out_no_more(
    planner: Workspace, option: Record
) -> None:
    hung = text_file(planner, option)
    sent = submit(planner)
    token = link_to(planner, sent)
    attachments.remove_attachment(planner.desk(AMINA), hung.id)
    assert is_refused(planner, token, hung.sha256)
    assert moderation.open_submission(planner, token, visit="v").files == frozenset()
    assert sent.content == submissions.my_submissions(planner.desk(AMINA))[0].submission.content


def test_a_single_thing_can_be_left_out_of_the_copy(planner: Workspace, option: Record) -> None:
    stays = text_file(planner, option, "private.txt")
    goes = text_file(planner, option)
    words = hang(planner, option, title="Said in passing")
    may_stay = portfolio.my_portfolio(planner.desk(AMINA)).may_stay_behind
    assert may_stay[stays.id] == "Behind “I read before I chose”: About private.txt"
    assert set(may_stay) == {stays.id, goes.id, words.id, option.project_id}
    sent = submit(planner, left_out=[stays.id, words.id])
    for trace in ("private", "Said in passing", "calmer", stays.sha256, stays.id):
        assert trace not in sent.content
    assert is_refused(planner, token := link_to(planner, sent), stays.sha256)
    assert moderation.file_by_link(planner, token, goes.sha256).data == b"table.txt"
    packed = files_of(build_submission_pack(planner.desk(AMINA), sent.id).pack.content)
    assert [name for name in packed if name.startswith("attachments/")] == [
        "attachments/E1-table.txt"
    ]


def test_a_blind_copy_names_its_files_by_number(planner: Workspace, option: Record) -> None:
    hung = text_file(planner, option, "Amina Khan timetable.txt")
    sent = submit(planner, is_blind=True)
    (thing,) = read_copy(sent.content, sent.sha256).standards[4].entries[0].behind
    assert thing.file_name == "1.txt"
    assert moderation.file_by_link(planner, link_to(planner, sent), hung.sha256).name == "E1 1.txt"


def named_document(author: str) -> bytes:
    document = Document()
    document.add_paragraph("Nobody is named on this page")
    document.core_properties.author = author
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def test_before_a_blind_copy_goes_files_are_looked_into_for_their_author(
    planner: Workspace, option: Record
) -> None:
    hang(planner, option, title="Notes", file=GivenFile("notes.docx", named_document(AMINA.name)))
    hang(planner, option, title="Plan", file=GivenFile("plan.docx", named_document("Somebody")))
    said = GivenFile("said.txt", f"With thanks to {AMINA.name}".encode())
    hang(planner, option, title="Said", file=said)
    portfolio.keep_choices(planner.desk(AMINA), Choices(is_blind=True))
    found = name_check.names_in_copy(planner.desk(AMINA))
    assert found.files == ("E1 1.docx", "E1 3.txt")
    assert found.standards == ()


def test_the_author_of_a_document_is_found_where_office_keeps_it() -> None:
    with zipfile.ZipFile(io.BytesIO(named_document("Amina Khan"))) as package:
        assert b"Amina Khan" in package.read("docProps/core.xml")
        assert b"Amina Khan" not in package.read("word/document.xml")
