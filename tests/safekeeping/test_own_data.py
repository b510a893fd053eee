"""All of one's own data as one file, and the file back again: nothing lost, nothing of others."""

import dataclasses
import datetime as dt
import io
import json
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from lp_planner.content.library import Library
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import InvalidTransition, PermissionDenied, ValidationFailed
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.exports.document_text import DEMO_NOTICE
from lp_planner.services.accounts import people
from lp_planner.services.accounts.people import introduce_myself, local_actor
from lp_planner.services.cohort import dates_export, help_requests, keeping_back, sharing
from lp_planner.services.desk import drafts, projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, evidence, packs, reports
from lp_planner.services.evidence.attachments import GivenFile
from lp_planner.services.planning import plan_exchange, plan_import, plan_reports, recording
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.safekeeping import erasure
from lp_planner.services.safekeeping.own_data import own_data, own_data_name, own_data_pack
from lp_planner.services.safekeeping.own_data_return import bring_in_own_data
from lp_planner.services.self_assessment import notes_beside, self_assessment
from lp_planner.storage.blobs import fingerprint
from lp_planner.storage.integrity import orphans
from lp_planner.storage.registry import close_store, open_store
from tests.cast import AMINA, BEN, CHLOE, DEV, THEN
from tests.demo_copy import copy_database
from tests.evidence.test_packs import files_of, hang
from tests.factories import claim, example, make_project, share, write
from tests.once import made_once

OTHERS_WORDS = "Belongs to Ben alone"
ANSWERED, RATED = "Yes, on Mondays", "Say more about reach"


@pytest.fixture
def empty(tmp_path: Path, library: Library) -> Iterator[Workspace]:
    """A planner on a computer of its own, in which nobody has done anything."""
    store = open_store(str(tmp_path / "empty.duckdb"))
    yield Workspace(store=store, library=library, clock=lambda: THEN + dt.timedelta(days=90))
    close_store(store.url)


def fill(workspace: Workspace) -> None:
    """Something of every kind, changed, removed, claimed and half written."""
    introduce_myself(workspace.desk(AMINA), name="Amina Diallo", job_title="TA", school="Oakfield")
    first = make_project(workspace)
    second = make_project(workspace, title="“Ünï” & <b>")
    projects.carry_on_from(
        workspace.desk(AMINA), second.id, earlier=first.id, version=second.version
    )
    links: dict[str, str] = {}
    for kind in _in_order():
        values = example(workspace, kind, links)
        links[kind] = recording.write_record(
            workspace.desk(AMINA), first.id, kind, values, sure=OF_EVERYTHING
        ).id
    option = recording.record_of(workspace.desk(AMINA), "option", links["option"])
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=1))
    recording.revise_record(
        later.desk(AMINA),
        "option",
        option.id,
        {"name": "New", "option_kind": "do_nothing"},
        version=1,
    )
    gone = write(workspace, first, "option", name="Taken out")
    recording.remove_record(later.desk(AMINA), "option", gone.id, version=1)
    claim(workspace, option, "LP5", "LP6")
    evidence.set_aside(workspace.desk(AMINA), "option", option.id, standards=["LP7"])
    drafts.keep_draft(workspace.desk(AMINA), f"{first.id}|option|new", {"name": "Half a thou"})
    self_assessment.rate(workspace.desk(AMINA), "LP1", "beginning", reason="I mostly listen")
    self_assessment.rate(later.desk(AMINA), "LP1", "developing", reason="The team asked")
    self_assessment.keep_thought(workspace.desk(AMINA), "Perhaps coaching", standard="LP8")
    self_assessment.rate(workspace.desk(BEN), "LP1", "beginning", reason=OTHERS_WORDS)
    others_write_about(workspace, first)
    write(workspace, make_project(workspace, BEN), "option", BEN, name=OTHERS_WORDS)
    drafts.keep_draft(workspace.desk(BEN), "his", {"name": OTHERS_WORDS})


@pytest.fixture(scope="session")
def a_copy(cast_file: Path, shared: Path, library: Library) -> bytes:
    """Amina's copy of all that ``fill`` writes; made once, for what is done with a copy."""

    def make(folder: Path) -> None:
        copy_database(cast_file, folder / "filled.duckdb")
        store = open_store(str(folder / "filled.duckdb"))
        filled = Workspace(store=store, library=library, clock=lambda: THEN)
        fill(filled)
        (folder / "copy.json").write_bytes(own_data(filled.desk(AMINA)))
        close_store(store.url)

    return (made_once(shared, "own-data", make) / "copy.json").read_bytes()


def others_write_about(workspace: Workspace, project: Project) -> None:
    """A look, a question and its answer, a submission with a rating, and notes beside them."""
    share(workspace, project, Sharing.PLAN)
    sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    left_out = keeping_back.shareable_records(workspace.desk(AMINA), project.id)[0]
    keeping_back.keep_back(
        workspace.desk(AMINA), project.id,
        kind=left_out.kind, record_id=left_out.record_id, is_out=True,
    )  # fmt: skip
    sharing.answer_quiet(workspace.desk(AMINA), project.id, choice="continue")
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked="The hall, please")
    (asked,) = help_requests.requests_to_me(workspace.desk(CHLOE))
    help_requests.answer_help(workspace.desk(CHLOE), asked.request_id, answer=ANSWERED, version=1)
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", "My account", version=0)
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", "My better account", version=1)
    choices = portfolio.choices_of(workspace.desk(AMINA)).model_dump()
    portfolio.keep_choices(
        workspace.desk(AMINA), portfolio.Choices.model_validate({**choices, "reason": "A try"})
    )
    submitted = submissions.submit(workspace.desk(AMINA))
    link = submissions.make_link(workspace.desk(AMINA), submitted.id, for_whom="Mo", days=14)
    moderation.open_submission(workspace, link.secret, visit="v")
    for feedback in ("At first", RATED):
        moderation.rate_standard(
            workspace, link.secret, standard="LP5", level="", feedback=feedback, moderator="Mo"
        )
    for written in notes_beside.written_about_me(workspace.desk(AMINA)):
        notes_beside.put_note_beside(
            workspace.desk(AMINA),
            written.subject,
            written.subject_id,
            words=f"Not so: {written.by}",
        )


def _in_order() -> list[str]:
    """The kinds, each after those it links to."""
    needs = {
        kind: {
            str(spec.links_to)
            for spec in field_specs(model)
            if spec.kind in {FieldKind.LINK, FieldKind.LINKS}
        }
        for kind, model in RECORD_KINDS.items()
    }
    found: list[str] = []
    while len(found) < len(needs):
        found += [k for k in needs if k not in found and needs[k] <= {*found}]
    return found


def test_the_copy_holds_what_others_wrote_and_the_notes_beside_it(workspace: Workspace) -> None:
    fill(workspace)
    beside = said(own_data(workspace.desk(AMINA)))["beside"]
    assert [row["answer"] for row in beside["help_request"]] == [ANSWERED]
    assert [row["feedback"] for row in beside["moderator_rating"]] == [RATED]
    assert [row["opened_by"] for row in beside["shared_opening"]] == ["Chloe Ray"]
    assert {row["words"] for row in beside["note_beside"]} == {"Not so: Chloe Ray", "Not so: Mo"}
    assert "At first" in own_data(workspace.desk(AMINA)).decode()
    assert len(beside["narrative"]) == len(beside["submission"]) == 1


@pytest.mark.parametrize(
    ("table", "name"),
    [
        ("help_request", "project_id"),
        ("narrative", "person_id"),
        ("opening", "submission_id"),
        ("opening", "link_id"),
        ("note_beside", "subject_id"),
    ],
)
def test_what_stands_beside_has_to_be_about_this_person(
    a_copy: bytes, empty: Workspace, table: str, name: str
) -> None:
    copy = said(a_copy)
    copy["beside"][table][0][name] = "somebody-else"
    with pytest.raises(ValidationFailed):
        bring_in_own_data(empty.desk(local_actor(empty)), json.dumps(copy).encode())


def said(data: bytes) -> dict[str, Any]:
    return dict(json.loads(data))


def test_what_is_brought_into_an_empty_planner_goes_out_again_the_same(
    workspace: Workspace, empty: Workspace
) -> None:
    fill(workspace)
    copy = own_data(workspace.desk(AMINA))
    me = local_actor(empty)
    assert bring_in_own_data(empty.desk(me), copy) == sum(
        len(rows) for rows in said(copy)["records"].values()
    )
    back = said(own_data(empty.desk(local_actor(empty))))
    assert [row["level"] for row in said(copy)["shared_with_leaders"]] == ["plan"]
    assert back == {**said(copy), "shared_with_leaders": []}, "levels never come back"
    assert orphans(empty.store) == []
    assert set(said(copy)["records"]) == set(RECORD_KINDS)


def test_a_copy_of_the_demo_can_be_kept_on_one_s_own_computer(
    demo: Workspace, empty: Workspace
) -> None:
    marcia = people.actor_for(demo, "marcia")
    copy = said(own_data(demo.desk(marcia)))
    assert copy.pop("note") == DEMO_NOTICE
    assert "-demo-" in own_data_name(demo)
    bring_in_own_data(empty.desk(local_actor(empty)), own_data_pack(demo.desk(marcia)))
    back = said(own_data(empty.desk(local_actor(empty))))
    assert back == {**copy, "shared_with_leaders": []}
    assert all(project["is_from_demo"] for project in back["projects"])
    assert orphans(empty.store) == []


def test_what_came_from_the_demo_says_so_in_everything_that_is_made_of_it(
    demo: Workspace, empty: Workspace
) -> None:
    """In a real planner: its documents, plan, dates, pack, workbook, submission and next copy."""
    copy = own_data_pack(demo.desk(people.actor_for(demo, "marcia")))
    bring_in_own_data(empty.desk(local_actor(empty)), copy)
    desk = empty.desk(local_actor(empty))
    project = projects.my_projects(desk)[0]
    made = [
        *(reports.make_export(desk, project.id, export) for export in reports.exports()),
        *(
            plan_reports.make_plan(desk, project.id, export)
            for export in plan_reports.plan_exports()
        ),
        dates_export.make_calendar(desk, project.id),
    ]
    for name, content in made:
        assert "-demo" in name
        assert "emonstration" in all_words(name, content), name
    workbook = plan_exchange.plan_workbook_of(desk, project.id)
    assert DEMO_NOTICE in all_words("plan.xlsx", workbook)
    again = plan_import.import_plan(desk, workbook, title="From the workbook", is_sure=True).project
    assert again.is_from_demo
    real = projects.start_project(desk, title="My own")
    assert not real.is_from_demo
    assert not reports.evidence_report(desk, real.id).is_demo
    pack = packs.build_pack(desk, project.id)
    assert "-demo" in pack.name
    assert submissions.preview(desk).is_demo
    assert said(own_data(desk))["projects"][0]["is_from_demo"]


def all_words(name: str, content: bytes) -> str:
    """All that a file says, whatever it is made of."""
    if name.endswith(".pdf"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    if content.startswith(b"PK"):
        return "".join(part.decode("utf-8", "replace") for part in files_of(content).values())
    return content.decode("utf-8").replace("\r\n ", "")


def test_narratives_from_the_demo_mark_a_submission_without_its_projects(
    demo: Workspace, empty: Workspace
) -> None:
    copy = said(own_data(demo.desk(people.actor_for(demo, "marcia"))))
    assert all(row["is_from_demo"] for row in copy["beside"]["narrative"])
    pack = own_data_pack(demo.desk(people.actor_for(demo, "marcia")))
    bring_in_own_data(empty.desk(local_actor(empty)), pack)
    desk = empty.desk(local_actor(empty))
    for project in projects.my_projects(desk):
        erasure.erase_project(desk, project.id, typed_title=project.title)
    assert submissions.preview(desk).is_demo


@pytest.fixture
def with_files(planner: Workspace) -> Workspace:
    """A project with a file, a picture's twin taken off again, and somebody's words."""
    option = write(planner, make_project(planner), "option", name="One way in")
    hang(planner, option, title="Table", file=GivenFile("table.txt", b"Two columns"))
    gone = hang(planner, option, title="Old", file=GivenFile("old.csv", b"a,b"))
    hang(planner, option, title="Said in the corridor")
    attachments.remove_attachment(planner.desk(AMINA), gone.id)
    return planner


def test_files_come_along_in_a_zip_and_come_back_with_it(
    with_files: Workspace, empty: Workspace
) -> None:
    pack = own_data_pack(with_files.desk(AMINA))
    parts = files_of(pack)
    assert list(parts) == ["my-data.json", "my-data.html", "files/1-table.txt", "files/2-old.csv"]
    assert parts["files/1-table.txt"] == b"Two columns"
    assert own_data_pack(with_files.desk(AMINA)) == pack
    me = local_actor(empty)
    bring_in_own_data(empty.desk(me), pack)
    assert own_data_pack(empty.desk(me)) == pack
    assert orphans(empty.store) == []
    project = projects.my_projects(empty.desk(me))[0]
    ((table, words),) = attachments.attachments_by_record(empty.desk(me), project.id).values()
    assert attachments.file_of(empty.desk(me), table.id).data == b"Two columns"
    assert words.title == "Said in the corridor"


def zipped(parts: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in parts.items():
            archive.writestr(path, data)
    return packed.getvalue()


def rezipped(pack: bytes, **changed: bytes | None) -> bytes:
    """The ZIP with some files changed, or left out."""
    parts = files_of(pack)
    for short, path in (("data", "my-data.json"), ("table", "files/1-table.txt")):
        parts[path] = changed.get(short, parts[path]) or b""
        if not parts[path]:
            del parts[path]
    return zipped(parts)


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (lambda pack: files_of(pack)["my-data.json"], "Please bring the whole ZIP"),
        (lambda pack: rezipped(pack, table=None), "Please bring the whole ZIP"),
        (lambda pack: rezipped(pack, table=b"Two columns, and more"), "bring the whole ZIP"),
        (lambda pack: rezipped(pack, data=None), "This is not a copy"),
        (lambda pack: pack[:-30], "This is not a copy"),
        (
            lambda _pack: zipped({"my-data.json": b"0" * 1_000, "b": b"\0" * 600_000_000}),
            "not a copy",
        ),
    ],
)
def test_a_zip_that_is_not_whole_is_refused_and_changes_nothing(
    with_files: Workspace, empty: Workspace, how: Callable[[bytes], bytes], says: str
) -> None:
    me = local_actor(empty)
    with pytest.raises(ValidationFailed) as refused:
        bring_in_own_data(empty.desk(me), how(own_data_pack(with_files.desk(AMINA))))
    assert says in refused.value.errors["file"]
    assert not projects.my_projects(empty.desk(me))
    assert list(empty.store.files.names()) == []


def test_a_file_that_would_not_be_kept_here_does_not_come_in_by_a_copy(
    with_files: Workspace, empty: Workspace
) -> None:
    page = b"<html><script>1</script></html>"
    pack = own_data_pack(with_files.desk(AMINA))
    copy = said(files_of(pack)["my-data.json"])
    row = copy["beside"]["attachment"][0]
    row |= {"sha256": fingerprint(page), "size": len(page)}
    forged = rezipped(pack, data=json.dumps(copy).encode(), table=page)
    with pytest.raises(ValidationFailed, match="can run code"):
        bring_in_own_data(empty.desk(local_actor(empty)), forged)


def test_what_hangs_has_to_hang_on_a_record_of_the_copy(
    with_files: Workspace, empty: Workspace
) -> None:
    pack = own_data_pack(with_files.desk(AMINA))
    copy = said(files_of(pack)["my-data.json"])
    copy["beside"]["attachment"][0]["record_id"] = "elsewhere"
    with pytest.raises(ValidationFailed, match="what something hangs on is missing"):
        bring_in_own_data(
            empty.desk(local_actor(empty)), rezipped(pack, data=json.dumps(copy).encode())
        )


def test_a_copy_holds_drafts_earlier_versions_removed_things_and_the_history(
    workspace: Workspace,
) -> None:
    fill(workspace)
    copy = said(own_data(workspace.desk(AMINA)))
    assert copy["me"] == {"name": "Amina Diallo", "job_title": "TA", "school": "Oakfield"}
    assert "Half a thou" in copy["drafts"][0]["answers"]
    assert [row["subject"] for row in copy["earlier_versions"]] == ["option", "option"]
    names = {row["name"] for row in copy["records"]["option"]}
    assert {"New", "Taken out"} <= names
    assert {row["action"] for row in copy["history"]} == {"created", "changed", "removed"}
    assert {row["status"] for row in copy["claims"]} == {"confirmed", "set_aside"}


def test_a_copy_carries_the_self_assessment_of_its_owner_and_brings_it_back(
    workspace: Workspace, empty: Workspace
) -> None:
    fill(workspace)
    copy = said(own_data(workspace.desk(AMINA)))["beside"]
    reasons = [(row["level"], row["reason"]) for row in copy["self_rating"]]
    assert reasons == [("beginning", "I mostly listen"), ("developing", "The team asked")]
    assert [row["text"] for row in copy["self_thought"]] == ["Perhaps coaching"]
    me = local_actor(empty)
    bring_in_own_data(empty.desk(me), own_data(workspace.desk(AMINA)))
    mine = self_assessment.my_self_assessment(empty.desk(me))
    assert [r.reason for r in mine.history_of("LP1")] == ["The team asked", "I mostly listen"]
    self_assessment.keep_thought(
        empty.desk(me), "Now surely", seen="Perhaps coaching", standard="LP8"
    )
    mine = self_assessment.my_self_assessment(empty.desk(me))
    assert [t.text for t in mine.thoughts] == ["Now surely"]


def test_a_copy_from_before_self_assessments_comes_in_and_none_comes_beside_one(
    workspace: Workspace, empty: Workspace
) -> None:
    fill(workspace)
    me = local_actor(empty)
    self_assessment.rate(empty.desk(me), "LP2", "beginning")
    copy = own_data(workspace.desk(AMINA))
    with pytest.raises(InvalidTransition, match="self-assessment"):
        bring_in_own_data(empty.desk(me), copy)
    older = said(copy)
    older["beside"], older["versions_beside"] = {}, []
    bring_in_own_data(empty.desk(me), json.dumps(older).encode())
    assert self_assessment.my_self_assessment(empty.desk(me)).rated == ("LP2",)


def test_a_copy_holds_nothing_of_anybody_else(workspace: Workspace) -> None:
    fill(workspace)
    text = own_data(workspace.desk(AMINA)).decode()
    assert OTHERS_WORDS not in text
    for actor in (BEN, DEV):
        assert actor.name not in text
    assert OTHERS_WORDS in own_data(workspace.desk(BEN)).decode()


def test_a_copy_never_comes_beside_a_project_or_into_a_planner_that_knows_it(
    planner: Workspace,
) -> None:
    fill(planner)
    copy = own_data(planner.desk(AMINA))
    before = own_data(planner.desk(AMINA)), own_data(planner.desk(DEV))
    with pytest.raises(InvalidTransition):
        bring_in_own_data(planner.desk(AMINA), copy)
    with pytest.raises(ValidationFailed, match="already"):
        bring_in_own_data(planner.desk(DEV), copy)
    with pytest.raises(PermissionDenied):
        bring_in_own_data(planner.desk(CHLOE), copy)
    assert (own_data(planner.desk(AMINA)), own_data(planner.desk(DEV))) == before


def spoiled(change: Callable[[dict[str, Any]], object]) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        copy = said(data)
        change(copy)
        return json.dumps(copy).encode()

    return spoil


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda _: b"\xff\xfe", id="no text"),
        pytest.param(lambda _: b"[" * 100_000, id="deep"),
        pytest.param(lambda _: b'{"format": "other"}', id="another format"),
        pytest.param(lambda data: data[:-200], id="cut off"),
        pytest.param(spoiled(lambda c: c.update(version=2)), id="another version"),
        pytest.param(spoiled(lambda c: c.pop("claims")), id="a part is missing"),
        pytest.param(spoiled(lambda c: c["me"].update(name="x" * 300)), id="a long name"),
        pytest.param(spoiled(lambda c: c["projects"].pop()), id="a project is missing"),
        pytest.param(
            spoiled(lambda c: c["projects"][0].update(owner_id="ben")), id="somebody else's"
        ),
        pytest.param(spoiled(lambda c: c["records"].update(ghost=[{}])), id="an unknown kind"),
        pytest.param(spoiled(lambda c: c["records"].pop("measure")), id="a link leads nowhere"),
        pytest.param(
            spoiled(lambda c: c["records"]["measure"][0].update(outcome_construct="no")),
            id="an unknown term",
        ),
        pytest.param(
            spoiled(lambda c: c["records"]["option"][0].update(project_id="ben's")),
            id="a record elsewhere",
        ),
        pytest.param(spoiled(lambda c: c["claims"][0].update(standard="LP99")), id="a standard"),
        pytest.param(
            spoiled(lambda c: c["history"][0].update(project_id="ben's")), id="other history"
        ),
        pytest.param(
            spoiled(lambda c: c["earlier_versions"][0].update(subject_id="x")), id="a version"
        ),
        pytest.param(spoiled(lambda c: c["drafts"][0].update(answers="{")), id="a draft"),
    ],
)
def test_a_file_that_is_no_whole_copy_is_refused_in_one_sentence_and_changes_nothing(
    a_copy: bytes, empty: Workspace, spoil: Callable[[bytes], bytes]
) -> None:
    me = local_actor(empty)
    before = own_data(empty.desk(me))
    with pytest.raises(ValidationFailed) as refused:
        bring_in_own_data(empty.desk(me), spoil(a_copy))
    assert len(refused.value.errors) == 1
    assert own_data(empty.desk(me)) == before


def test_the_page_beside_the_data_is_read_without_a_tool_and_asks_for_nothing(
    planner: Workspace,
) -> None:
    project = make_project(planner, title="Calm <starts>")
    write(planner, project, "coaching_session", coachee="Sam")
    page = files_of(own_data_pack(planner.desk(AMINA)))["my-data.html"].decode()
    assert "Calm &lt;starts&gt;" in page
    assert "Sam" in page
    assert "default-src 'none'" in page
    assert "<script" not in page
