"""The pack of an application: in order, readable offline, naming nobody, as it was submitted."""

import hashlib
import io
import json
import re
from itertools import pairwise

import pytest
from pypdf import PdfReader

from lp_planner.domain.errors import CopyChanged, NotFound, PermissionDenied
from lp_planner.domain.people import Actor
from lp_planner.domain.portfolio import Submission
from lp_planner.services import attachments, portfolio, recording, submissions
from lp_planner.services.attachments import GivenFile
from lp_planner.services.portfolio import Choices
from lp_planner.services.submission_packs import build_submission_pack
from lp_planner.services.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import claim, make_project, write
from tests.services.test_packs import files_of, hang, where

LATER = "Xylophonequartz"
STAYS = "Zithermarble"


def submitted(desk: Workspace, *, blind: bool = False) -> tuple[Submission, str]:
    """A copy with two standards and a file behind one record; the submission and the file's id."""
    project = make_project(desk)
    option = write(desk, project, "option", name="One way in")
    source = write(desk, project, "diagnosis_source", says="Most of us were unsure")
    claim(desk, source, "LP6", words="I asked how adults learn")
    claim(desk, option, "LP5", words="I read before I chose")
    hung = hang(desk, option, title="Our table", file=GivenFile("table.txt", b"Two columns"))
    hang(desk, option, title=STAYS, file=GivenFile(f"{STAYS}.txt", b"x"), people_in_it="not_sure")
    portfolio.save_narrative(desk, AMINA, "LP5", "I read and I asked.", version=0)
    choices = Choices(
        levels={"LP5": "extending", "LP6": "developing"}, reason="A first try", is_blind=blind
    )
    portfolio.keep_choices(desk, AMINA, choices)
    return submissions.submit(desk, AMINA), hung.id


def test_the_pack_holds_the_copy_under_the_fingerprint_of_the_submission(desk: Workspace) -> None:
    sent, _ = submitted(desk)
    made = build_submission_pack(desk, AMINA, sent.id)
    assert made.name == "portfolio-submitted-2025-11-05.zip"
    files = files_of(made.pack.content)
    assert list(files) == [
        "portfolio.docx",
        "portfolio.pdf",
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


def test_it_is_in_the_order_of_the_standards_and_opens_offline(desk: Workspace) -> None:
    sent, _ = submitted(desk)
    files = files_of(build_submission_pack(desk, AMINA, sent.id).pack.content)
    page = files["index.html"].decode()
    order = list(desk.library.framework.by_key)
    assert re.findall(r'<h3 id="(LP\d+)"', page) == order
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
        assert "The plan on a page" not in said
        assert sent.sha256[:16] in said


def test_it_stays_as_it_was_submitted(desk: Workspace) -> None:
    sent, _ = submitted(desk)
    before = files_of(build_submission_pack(desk, AMINA, sent.id).pack.content)
    mine = portfolio.my_portfolio(desk, AMINA)
    for piece in mine.pieces:
        recording.remove_record(desk, AMINA, piece.record_kind, piece.record_id, version=1)
    portfolio.save_narrative(desk, AMINA, "LP5", f"Now {LATER}", version=1)
    after = build_submission_pack(desk, AMINA, sent.id).pack.content
    assert where(after, LATER) == []
    unchanged = set(before) - {"portfolio.docx", "manifest.json", "SHA256SUMS"}
    assert {name: files_of(after)[name] for name in unchanged} == {
        name: before[name] for name in unchanged
    }


def test_what_stays_behind_and_what_was_taken_away_since_is_not_in_it(desk: Workspace) -> None:
    sent, hung = submitted(desk)
    assert where(build_submission_pack(desk, AMINA, sent.id).pack.content, STAYS) == []
    attachments.remove_attachment(desk, AMINA, hung)
    files = files_of(build_submission_pack(desk, AMINA, sent.id).pack.content)
    assert not [name for name in files if name.startswith("attachments/")]
    told = json.loads(files["manifest.json"])["left_out"]
    assert told[0].startswith("1 file taken off the evidence since")
    page = files["index.html"].decode()
    assert "taken away since" in page
    assert "table.txt" not in page


def test_a_blind_copy_names_neither_the_person_nor_the_school(desk: Workspace) -> None:
    sent, _ = submitted(desk, blind=True)
    content = build_submission_pack(desk, AMINA, sent.id).pack.content
    assert where(content, AMINA.name) == []
    assert where(content, AMINA.name.split()[-1]) == []


def test_what_looks_like_the_name_of_a_pupil_is_pointed_out(desk: Workspace) -> None:
    project = make_project(desk)
    record = write(desk, project, "option", name="What helped Sam Okoro most")
    claim(desk, record, "LP5", words="I chose with care")
    portfolio.save_narrative(desk, AMINA, "LP2", "I thanked Lena Brandt.", version=0)
    portfolio.keep_choices(desk, AMINA, Choices(reason="A first try"))
    sent = submissions.submit(desk, AMINA)
    names = build_submission_pack(desk, AMINA, sent.id).names
    assert names == ("LP2: “Lena Brandt”", "E1: “Sam Okoro”")


def test_a_changed_copy_is_packed_for_nobody(desk: Workspace) -> None:
    sent, _ = submitted(desk)
    altered = sent.content.replace("I read and I asked.", "I led the whole county.")
    desk.store.write("intruder", lambda uow: uow.change(sent, content=altered), at=desk.now())
    with pytest.raises(CopyChanged):
        build_submission_pack(desk, AMINA, sent.id)


@pytest.mark.parametrize("actor", [BEN, DEV], ids=lambda actor: actor.person_id)
def test_nobody_else_builds_it(desk: Workspace, actor: Actor) -> None:
    sent, _ = submitted(desk)
    with pytest.raises(NotFound):
        build_submission_pack(desk, actor, sent.id)


@pytest.mark.parametrize("actor", [CHLOE, EFUA], ids=lambda actor: actor.person_id)
def test_a_leader_builds_none(desk: Workspace, actor: Actor) -> None:
    sent, _ = submitted(desk)
    with pytest.raises(PermissionDenied):
        build_submission_pack(desk, actor, sent.id)
