"""A pack holds what was chosen, tells what it leaves out in counts, and holds no trace of it."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.attachments import Attachment
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.exports.pack import safe_name
from lp_planner.services.accounts import people
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, packs, reports
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.evidence.packs import build_pack, pack_items
from tests.cast import AMINA, BEN, CHLOE
from tests.factories import DAY, claim, make_project, write

LEFT_OUT = "Xylophonequartz"
KEPT = "Marmaladeorbit"
"""One word each, so that no line break can hide it."""


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def every_byte(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file as it is, unpacked where it is a ZIP itself, and its words where it is a PDF."""
    yield name, content
    if name.endswith((".docx", ".xlsx", ".zip")):
        for inner, data in files_of(content).items():
            yield from every_byte(f"{name}/{inner}", data)
    if name.endswith(".pdf"):
        reader = PdfReader(io.BytesIO(content))
        yield f"{name} words", "\n".join(page.extract_text() for page in reader.pages).encode()
        yield f"{name} outline", str(reader.outline).encode()
        streams = [reader.get_object(n) for n in range(1, len(reader.xref[0]) + 1)]
        yield f"{name} objects", "\n".join(str(found) for found in streams).encode()


def where(content: bytes, word: str) -> list[str]:
    """The places of a pack that hold a word."""
    found = []
    for name, data in every_byte("pack.zip", content):
        if word.lower().encode() in data.lower() or word.encode("utf-16-le") in data:
            found.append(name)
    return found


def a_file(words: str) -> GivenFile:
    return GivenFile(f"{words}.txt", words.encode())


def hang(
    workspace: Workspace, record: Record, *, file: GivenFile | None = None, **values: object
) -> Attachment:
    about = {
        "evidence_kind": "file" if file else "testimonial",
        "title": "The wall of words",
        "words": "" if file else "It is calmer",
        "said_by": "" if file else "a TA in Year 1",
        "strength": "artefact",
        "people_in_it": "nobody",
        **values,
    }
    return attachments.attach(
        workspace.desk(AMINA), record.kind, record.id, about, file=file
    ).attachment


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def a_secret_of_every_place(planner: Workspace, project: Project) -> list[Record]:
    """Records whose words reach every part of a report: plan, links, charts, measures, claims."""
    words = f"About {LEFT_OUT} here"
    priority = write(planner, project, "priority", priority=words)
    problem = write(planner, project, "problem_statement", staff_behaviour=words)
    ingredient = write(planner, project, "active_ingredient", behaviour=words)
    training = write(planner, project, "training_session", title=words)
    measure = write(planner, project, "measure", name=words, ingredient_id=ingredient.id)
    kept = write(planner, project, "measure", name=f"The {KEPT} quiz", ingredient_id=ingredient.id)
    for held in (measure, kept):
        for value in (40, 50, 60):
            write(planner, project, "reading", measure_id=held.id, value=value)
    strategy = write(planner, project, "strategy", what=words, ingredient_ids=(ingredient.id,))
    secret = [priority, problem, ingredient, training, measure, strategy]
    for record in secret:
        claim(planner, record, "LP5", words=words)
    claim(planner, kept, "LP6", words=f"We gave the {KEPT} quiz")
    return secret


def test_a_left_out_record_leaves_no_trace_anywhere_in_the_pack(
    planner: Workspace, project: Project
) -> None:
    secret = a_secret_of_every_place(planner, project)
    hang(planner, secret[0], title=LEFT_OUT, file=a_file(LEFT_OUT))
    whole = build_pack(planner.desk(AMINA), project.id).pack.content
    places = " ".join(where(whole, LEFT_OUT))
    for part in (
        "attachments/E1-",
        "evidence.docx",
        "evidence.pdf",
        "evidence.xlsx",
        "evidence.csv",
        "index.html",
    ):
        assert part in places, "the test must be able to find it where it is not left out"
    left = build_pack(
        planner.desk(AMINA),
        project.id,
        leave_out=[record.id for record in secret],
    ).pack.content
    assert where(left, LEFT_OUT) == []
    for record in secret:
        assert where(left, record.id) == []
    assert "index.html" in " ".join(where(left, KEPT))


def test_what_is_left_out_is_told_in_counts_and_the_numbers_run_on(
    planner: Workspace, project: Project
) -> None:
    records = [write(planner, project, "option", name=f"Way {n}") for n in range(3)]
    for record in records:
        claim(planner, record, "LP5", words=record.headline)
    write(planner, project, "coaching_session", coachee="Sam")
    pack = build_pack(planner.desk(AMINA), project.id, leave_out=[records[1].id]).pack
    files = files_of(pack.content)
    told = json.loads(files["manifest.json"])["left_out"]
    assert told[0].startswith("1 record left out by choice")
    assert any(line.startswith("What was said in coaching: 1") for line in told)
    assert told[-1] == packs.ALWAYS_OUT
    assert re.findall(r"E\d+\. Way \d", files["index.html"].decode()) == ["E1. Way 0", "E2. Way 2"]
    text = " ".join(PdfReader(io.BytesIO(files["evidence.pdf"])).pages[-1].extract_text().split())
    assert "1 record left out by choice" in text


def test_words_and_links_stand_with_their_evidence_and_files_open_from_the_page(
    planner: Workspace, project: Project
) -> None:
    record = write(planner, project, "option", name="Buddies")
    claim(planner, record, "LP5")
    hang(planner, record, words=f"{KEPT} is calmer")
    hang(
        planner, record, evidence_kind="link", title="Our page", words="", said_by="",
        link="https://school.example/calm",
    )  # fmt: skip
    hang(planner, record, title="The wall", file=GivenFile("wall & door.txt", b"Words"))
    files = files_of(build_pack(planner.desk(AMINA), project.id).pack.content)
    page = files["index.html"].decode()
    assert 'href="attachments/E1-wall%20%26%20door.txt"' in page
    assert 'href="https://school.example/calm" rel="noreferrer"' in page
    assert f"“{KEPT} is calmer” (a TA in Year 1)" in page
    said = {name: b"".join(part for _, part in every_byte(name, files[name])) for name in files}
    for name in ("evidence.docx", "evidence.pdf", "evidence.xlsx", "evidence.csv"):
        together = b"".join(said[name].split())
        assert b"Thewall" in together, name
        assert b"attachments/E1-wall" in together, name
    listed = {f["path"]: f["what"] for f in json.loads(files["manifest.json"])["files"]}
    assert listed["attachments/E1-wall & door.txt"] == "Behind E1: The wall"


def test_hostile_words_and_names_of_what_lies_behind_do_nothing(
    planner: Workspace, project: Project
) -> None:
    nasty = '"><script>alert(1)</script>=cmd|calc'
    record = write(planner, project, "option", name="Buddies")
    claim(planner, record, "LP5")
    hang(planner, record, title=nasty, words=f"=1+1 {nasty}", said_by=nasty)
    hang(planner, record, title="=HYPERLINK(1)", file=GivenFile("=1+1&.txt", b"Words"))
    files = files_of(build_pack(planner.desk(AMINA), project.id).pack.content)
    page = files["index.html"].decode()
    assert "<script" not in page
    assert re.findall(r'href="(attachments/[^"]*)"', page)
    assert all(re.fullmatch(r"[\w./%-]+", a) for a in re.findall(r'href="(attach[^"]*)"', page))
    rows = list(csv.reader(io.StringIO(files["evidence.csv"].decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "@", "-"))]
    for sheet in files_of(files["evidence.xlsx"]).items():
        assert b"<f>" not in sheet[1], sheet[0]


@pytest.mark.parametrize("why", ["left out", "removed", "erased", "not settled", "of coaching"])
def test_a_thing_that_stays_behind_leaves_no_trace(
    planner: Workspace, project: Project, why: str
) -> None:
    kind = "coaching_session" if why == "of coaching" else "resource"
    record = write(planner, project, kind)
    claim(planner, record, "LP5", words=f"The {KEPT} claim")
    people = "not_sure" if why == "not settled" else "nobody"
    hung = hang(planner, record, title=LEFT_OUT, file=a_file(LEFT_OUT), people_in_it=people)
    said = hang(planner, record, title=f"{LEFT_OUT} said", words=LEFT_OUT, people_in_it=people)
    leave_out = [hung.id, said.id] if why == "left out" else []
    for attachment in (hung, said):
        if why == "removed":
            attachments.remove_attachment(planner.desk(AMINA), attachment.id)
        if why == "erased":
            attachments.erase_attachment(planner.desk(AMINA), attachment.id)
    pack = build_pack(planner.desk(AMINA), project.id, leave_out=leave_out).pack
    for word in (LEFT_OUT, hung.id, said.id, hung.sha256):
        assert where(pack.content, word) == []
    assert "index.html" in " ".join(where(pack.content, KEPT))
    counts = "".join(json.loads(files_of(pack.content)["manifest.json"])["left_out"])
    assert ("2 things behind the evidence" in counts) == (why not in {"removed", "erased"})


def test_what_looks_like_a_name_is_pointed_out_with_its_place(
    planner: Workspace, project: Project
) -> None:
    record = write(planner, project, "option", name="Buddies for Sam Okoro")
    claim(planner, record, "LP5", words="We tried buddies")
    assert build_pack(planner.desk(AMINA), project.id).names == ("E1: “Sam Okoro”",)


def test_what_was_said_in_coaching_is_never_in_a_pack(planner: Workspace, project: Project) -> None:
    session = write(
        planner, project, "coaching_session", coachee=LEFT_OUT, question_asked=f"Why {LEFT_OUT}?",
        goal=LEFT_OUT, action_step=LEFT_OUT,
    )  # fmt: skip
    claim(planner, session, "LP8")
    assert where(build_pack(planner.desk(AMINA), project.id).pack.content, LEFT_OUT) == []


def test_the_pack_has_every_format_a_page_a_manifest_and_sums_that_agree(
    planner: Workspace, project: Project
) -> None:
    record = write(planner, project, "option", name="Buddies")
    claim(planner, record, "LP5")
    claim(planner, record, "LP6")
    hang(planner, record, title="The plan", file=GivenFile("../Plan: a/b?.txt", b"one"))
    hang(planner, record, title="The other", file=GivenFile("b.txt", b"two"))
    hang(
        planner, write(planner, project, "option", name="Other"), file=GivenFile("no.txt", b"never")
    )
    made = build_pack(planner.desk(AMINA), project.id)
    assert made.name == "calm-starts-after-lunch-evidence-pack-2025-11-05.zip"
    files = files_of(made.pack.content)
    assert list(files) == [
        "evidence.docx",
        "evidence.pdf",
        "evidence.xlsx",
        "evidence.csv",
        "attachments/E1-b.txt",
        "attachments/E1-b (2).txt",
        "index.html",
        "manifest.json",
        "SHA256SUMS",
    ]
    manifest = json.loads(files["manifest.json"])
    assert manifest["pieces_of_evidence"]["LP5"] == 1
    for listed in manifest["files"]:
        data = files[listed["path"]]
        assert listed["sha256"] == hashlib.sha256(data).hexdigest()
        assert listed["bytes"] == len(data)
    for line in files["SHA256SUMS"].decode().splitlines():
        digest, path = line.split("  ")
        assert digest == hashlib.sha256(files[path]).hexdigest()


def test_the_page_of_the_pack_opens_offline_without_scripts(
    planner: Workspace, project: Project
) -> None:
    words = "<script>alert(1)</script> & <img src=x onerror=y>"
    claim(planner, write(planner, project, "option", name=words), "LP5", words=words)
    page = files_of(build_pack(planner.desk(AMINA), project.id).pack.content)["index.html"].decode()
    assert '<html lang="en-GB">' in page
    assert "<script" not in page
    assert "onerror=y>" not in page
    assert "&lt;script&gt;" in page
    addresses = re.findall(r'(?:href|src)="([^"]+)"', page)
    assert not [a for a in addresses if ":" in a]
    assert "default-src 'none'" in page
    levels = [int(level) for level in re.findall(r"<h(\d)", page)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert "<caption>" in page
    assert 'scope="col"' in page


def test_every_file_of_a_demonstration_says_that_it_is_invented(demo: Workspace) -> None:
    marcia = people.actor_for(demo, "marcia")
    mine = projects.my_projects(demo.desk(marcia))[0]
    made = build_pack(demo.desk(marcia), mine.id)
    assert "-demo-" in made.name
    for name, data in files_of(made.pack.content).items():
        if name == "SHA256SUMS" or name.startswith("attachments/"):
            continue
        said = b"".join(part for _, part in every_byte(name, data))
        assert " ".join(DEMO_NOTICE.split()).encode() in b" ".join(said.split()), name


def test_building_tells_each_step(planner: Workspace, project: Project) -> None:
    heard: list[tuple[int, int, str]] = []
    build_pack(planner.desk(AMINA), project.id, on_step=lambda *step: heard.append(step))
    assert [done for done, _, _ in heard] == list(range(6))
    assert {of for _, of, _ in heard} == {5}
    assert [what for _, _, what in heard][:2] == ["Word document", "PDF"]


def test_the_items_of_a_pack_are_the_records_with_all_their_claims(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option", name="Buddies")
    claim(workspace, record, "LP5", "LP7", words="I weighed it")
    session = write(workspace, project, "coaching_session", coachee="Sam", held_on=DAY)
    claim(workspace, session, "LP8")
    write(workspace, project, "option", name="Not claimed")
    items = {item.about.headline: item for item in pack_items(workspace.desk(AMINA), project.id)}
    assert set(items) == {"Buddies", "Coaching session"}
    assert items["Buddies"].standards == ("LP5", "LP7")
    assert items["Buddies"].claims == ("I weighed it", "I weighed it, which LP7 asks")


def test_a_report_without_choices_says_nothing_of_what_is_left_out(
    planner: Workspace, project: Project
) -> None:
    assert reports.evidence_report(planner.desk(AMINA), project.id).left_out == ()


def test_the_choice_is_remembered_for_the_person_who_made_it(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    assert packs.choice_of(workspace.desk(AMINA), project.id) == ()
    packs.keep_choice(workspace.desk(AMINA), project.id, ["b", "a"])
    assert packs.choice_of(workspace.desk(AMINA), project.id) == ("a", "b")
    assert packs.choice_of(workspace.desk(BEN), project.id) == ()
    with pytest.raises(NotFound):
        packs.keep_choice(workspace.desk(BEN), project.id, ["a"])


@pytest.mark.parametrize("actor", [BEN, CHLOE], ids=lambda actor: actor.person_id)
def test_nobody_else_builds_it(planner: Workspace, project: Project, actor: Actor) -> None:
    with pytest.raises(NotFound):
        build_pack(planner.desk(actor), project.id)


@given(name=st.text(max_size=120))
def test_any_name_becomes_a_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert safe
    assert not re.search(r'[\\/:*?"<>|\x00-\x1f]', safe)
    assert safe not in {".", ".."}
    assert not safe.endswith((" ", "."))
    assert len(safe) <= 200


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\plan.docx", "plan.docx"),
        ("con.txt", "_con.txt"),
        ("", "attachment"),
        ("x" * 300 + ".pdf", "x" * 76 + ".pdf"),
    ],
)
def test_a_name_keeps_what_it_can(name: str, safe: str) -> None:
    assert safe_name(name) == safe
