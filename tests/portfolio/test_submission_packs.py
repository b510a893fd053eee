"""The pack of an application: in order, readable offline, naming nobody, as it was submitted."""

import hashlib
import io
import json
import re
from itertools import pairwise

import pytest
from pypdf import PdfReader

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.portfolio.portfolio import Submission
from lp_planner.domain.records.errors import CopyChanged, NotFound, PermissionDenied
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.planning import recording
from lp_planner.services.portfolio import portfolio, submissions
from lp_planner.services.portfolio.portfolio import Choices
from lp_planner.services.portfolio.submission_packs import build_submission_pack
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.evidence.test_packs import files_of, hang, where
from tests.factories import claim, make_project, write

LATER = "Xylophonequartz"
STAYS = "Zithermarble"


def submitted(planner: Workspace, *, blind: bool = False) -> tuple[Submission, str]:
    """A copy with two standards and a file behind one record; the submission and the file's id."""
    project = make_project(planner)
    option = write(planner, project, "option", name="One way in")
    source = write(planner, project, "diagnosis_source", says="Most of us were unsure")
    claim(planner, source, "LP6", words="I asked how adults learn")
    claim(planner, option, "LP5", words="I read before I chose")
    hung = hang(planner, option, title="Our table", file=GivenFile("table.txt", b"Two columns"))
    hang(
        planner, option, title=STAYS, file=GivenFile(f"{STAYS}.txt", b"x"), people_in_it="not_sure"
    )
    portfolio.save_narrative(planner.desk(AMINA), "LP5", "I read and I asked.", version=0)
    choices = Choices(
        levels={"LP5": "extending", "LP6": "developing"}, reason="A first try", is_blind=blind
    )
    portfolio.keep_choices(planner.desk(AMINA), choices)
    return submissions.submit(planner.desk(AMINA)), hung.id


def test_the_pack_holds_the_copy_under_the_fingerprint_of_the_submission(
    planner: Workspace,
) -> None:
    sent, _ = submitted(planner)
    made = build_submission_pack(planner.desk(AMINA), sent.id)
    assert made.name == "portfolio-submitted-2025-11-05.zip"
    files = files_of(made.pack.content)
    assert list(files) == [
        "portfolio.docx",
        "portfolio.pdf",
        "records.pdf",
        "standards/LP5.docx",
        "standards/LP6.docx",
        "submission.json",
        "attachments/E2-table.txt",
        "index.html",
        "manifest.json",
        "SHA256SUMS",
    ]
    assert files["submission.json"].decode() == sent.content
    assert f"{sent.sha256}  submission.json" in files["SHA256SUMS"].decode().splitlines()
    assert json.loads(files["manifest.json"])["fingerprint"] == sent.sha256
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, path = line.split("  ")
        assert digest == hashlib.sha256(files[path]).hexdigest()


def test_it_is_in_the_order_of_the_standards_and_opens_offline(planner: Workspace) -> None:
    sent, _ = submitted(planner)
    files = files_of(build_submission_pack(planner.desk(AMINA), sent.id).pack.content)
    page = files["index.html"].decode()
    assert re.findall(r'<h3 id="(LP\d+)"', page) == ["LP5", "LP6"]
    assert "No evidence confirmed yet for LP1, LP2, LP3, LP4, LP7, LP8, LP9 and LP10." in page
    assert page.index("The project:") < page.index('<h3 id="LP5"')
    assert page.count("What was recorded for E1") == 1
    assert "default-src 'none'" in page
    assert "<script" not in page
    assert not [a for a in re.findall(r'(?:href|src)="([^"]+)"', page) if ":" in a]
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    reader = PdfReader(io.BytesIO(files["portfolio.pdf"]))
    words = " ".join(" ".join(p.extract_text() for p in reader.pages).split())
    for said in (page, words):
        assert "Level claimed: Extending" in said
        assert "I read and I asked." in said
        assert said.count("The plan on a page") == 1
        assert sent.sha256[:16] in said


def test_it_stays_as_it_was_submitted(planner: Workspace) -> None:
    sent, _ = submitted(planner)
    before = files_of(build_submission_pack(planner.desk(AMINA), sent.id).pack.content)
    mine = portfolio.my_portfolio(planner.desk(AMINA))
    for piece in mine.pieces:
        recording.remove_record(planner.desk(AMINA), piece.record_kind, piece.record_id, version=1)
    portfolio.save_narrative(planner.desk(AMINA), "LP5", f"Now {LATER}", version=1)
    after = build_submission_pack(planner.desk(AMINA), sent.id).pack.content
    assert where(after, LATER) == []
    with_a_clock = {name for name in before if name.endswith(".docx")}
    unchanged = set(before) - {*with_a_clock, "manifest.json", "SHA256SUMS"}
    assert {name: files_of(after)[name] for name in unchanged} == {
        name: before[name] for name in unchanged
    }


def test_what_stays_behind_and_what_was_taken_away_since_is_not_in_it(planner: Workspace) -> None:
    sent, hung = submitted(planner)
    assert where(build_submission_pack(planner.desk(AMINA), sent.id).pack.content, STAYS) == []
    attachments.remove_attachment(planner.desk(AMINA), hung)
    files = files_of(build_submission_pack(planner.desk(AMINA), sent.id).pack.content)
    assert not [name for name in files if name.startswith("attachments/")]
    told = json.loads(files["manifest.json"])["left_out"]
    assert told[0].startswith("1 file taken off the evidence since")
    page = files["index.html"].decode()
    assert "taken away since" in page
    assert "table.txt" not in page


def test_a_blind_copy_names_neither_the_person_nor_the_school(planner: Workspace) -> None:
    sent, _ = submitted(planner, blind=True)
    content = build_submission_pack(planner.desk(AMINA), sent.id).pack.content
    assert where(content, AMINA.name) == []
    assert where(content, AMINA.name.split()[-1]) == []


def test_what_looks_like_the_name_of_a_pupil_is_pointed_out(planner: Workspace) -> None:
    project = make_project(planner)
    record = write(planner, project, "option", name="What helped Sam Okoro most")
    claim(planner, record, "LP5", words="I chose with care")
    portfolio.save_narrative(planner.desk(AMINA), "LP2", "I thanked Lena Brandt.", version=0)
    portfolio.keep_choices(planner.desk(AMINA), Choices(reason="A first try"))
    sent = submissions.submit(planner.desk(AMINA))
    names = build_submission_pack(planner.desk(AMINA), sent.id).names
    assert names == ("LP2: “Lena Brandt”", "E1: “Sam Okoro”")


def test_a_changed_copy_is_packed_for_nobody(planner: Workspace) -> None:
    sent, _ = submitted(planner)
    altered = sent.content.replace("I read and I asked.", "I led the whole county.")
    planner.store.write("intruder", lambda uow: uow.change(sent, content=altered), at=planner.now())
    with pytest.raises(CopyChanged):
        build_submission_pack(planner.desk(AMINA), sent.id)


@pytest.mark.parametrize("actor", [BEN, DEV], ids=lambda actor: actor.person_id)
def test_nobody_else_builds_it(planner: Workspace, actor: Actor) -> None:
    sent, _ = submitted(planner)
    with pytest.raises(NotFound):
        build_submission_pack(planner.desk(actor), sent.id)


@pytest.mark.parametrize("actor", [CHLOE, EFUA], ids=lambda actor: actor.person_id)
def test_a_leader_builds_none(planner: Workspace, actor: Actor) -> None:
    sent, _ = submitted(planner)
    with pytest.raises(PermissionDenied):
        build_submission_pack(planner.desk(actor), sent.id)
