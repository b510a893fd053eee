"""One line for a piece of evidence: its owner reads all of it, everybody else what is public."""

import ast

import pytest
from pydantic import ValidationError

from lp_planner.config import ROOT
from lp_planner.domain.evidence.evidence_lines import EvidenceLine, PublicLine, PublicWords
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import sharing
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import coverage, evidence, packs, reports
from lp_planner.services.portfolio import portfolio, submissions
from tests.cast import AMINA, CHLOE
from tests.factories import evidence_line, make_project, write

SAID = "Zebrawords"
CHANGED = "Zebrachange"
CLAIM = "I asked more than I told"
HOME = "lp_planner/domain/evidence/evidence_lines.py"


@pytest.fixture
def coached(workspace: Workspace) -> Project:
    """A shared project whose evidence is a coaching session, with a word on what changed."""
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    session = write(
        workspace, project, "coaching_session", coachee=SAID, action_step=SAID, how_it_went=SAID
    )
    evidence.claim_evidence(
        workspace.desk(AMINA), session.kind, session.id, claims={"LP8": CLAIM},
        reach="own_team", what_changed=CHANGED,
    )  # fmt: skip
    return project


def test_of_what_is_private_others_read_the_claim_and_nothing_more() -> None:
    private = evidence_line(
        "LP8", record_kind="coaching_session", kind_name="coaching session", headline=SAID,
        what_changed=CHANGED,
    )  # fmt: skip
    for told in (private.for_leader(), private.for_export()):
        assert (told.claim, told.headline, told.what_changed) == (
            private.claim, "Coaching session", "",
        )  # fmt: skip
        assert told.record_key == private.record_key


def test_of_everything_else_others_read_the_same_as_its_owner() -> None:
    line = evidence_line("LP5")
    for told in (line.for_leader(), line.for_export()):
        assert dict(told) == dict(line)


def test_the_line_of_its_owner_is_no_public_line() -> None:
    line = evidence_line("LP5")
    assert not isinstance(line, PublicWords)
    assert not issubclass(PublicLine, EvidenceLine)
    with pytest.raises(ValidationError):
        PublicLine.model_validate(line)


def test_its_owner_reads_all_of_it(workspace: Workspace, coached: Project) -> None:
    (line,) = coverage.project_coverage(workspace.desk(AMINA), coached.id).lines
    assert line.what_changed == CHANGED
    assert SAID in line.headline


def test_leader_documents_pack_and_copy_all_keep_back_the_same(
    workspace: Workspace, coached: Project
) -> None:
    """What changed used to be held back from the leader alone: where they differed, privacy won."""
    mine = workspace.desk(AMINA)
    shown = (
        sharing.open_shared(workspace.desk(CHLOE), coached.id, visit="v").evidence,
        sharing.what_my_leaders_see(mine, coached.id),
        reports.evidence_report(mine, coached.id).standards,
        packs.pack_items(mine, coached.id),
        portfolio.my_portfolio(mine).pieces,
        submissions.preview(mine),
        portfolio.words_to_start_from(mine, "LP8"),
    )
    for seen in shown:
        assert CLAIM in repr(seen)
        assert SAID not in repr(seen)
        assert CHANGED not in repr(seen)


def makes_it_public(node: ast.AST) -> bool:
    """Whether this makes a public line, or asks what is private."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called.partition(".")[0] in {"PublicLine", "PublicWords"} or called in {
        "public_headline",
        "is_private",
    }


def test_one_place_alone_makes_a_line_public() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "lp_planner").rglob("*.py")
        if any(map(makes_it_public, ast.walk(ast.parse(path.read_text(encoding="utf-8")))))
    }
    assert found == {HOME, "lp_planner/domain/evidence/privacy.py"}
