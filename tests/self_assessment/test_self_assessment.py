"""A self-assessment: kept, resumed, never rewritten, erased for good, and its owner's alone."""

import datetime as dt
import io
import zipfile
from dataclasses import replace

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.evidence.standards import Category, Framework, Standard
from lp_planner.domain.records.errors import (
    NotFound,
    PermissionDenied,
    StaleRevision,
    ValidationFailed,
)
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.self_assessment.self_assessment import question_between
from lp_planner.services.cohort import cohorts
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import gaps, packs, reports
from lp_planner.services.planning import plan_exchange, plan_reports, questions
from lp_planner.services.safekeeping import own_data
from lp_planner.services.self_assessment import self_assessment
from lp_planner.services.self_assessment.self_assessment import Undecided
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, write

OTHERS = [BEN, CHLOE, DEV, EFUA]


def mine(workspace: Workspace, actor: Actor = AMINA) -> self_assessment.SelfAssessment:
    return self_assessment.my_self_assessment(workspace.desk(actor))


def rate_all(workspace: Workspace, level: str = "developing") -> None:
    for standard in workspace.library.framework.by_key:
        self_assessment.rate(workspace.desk(AMINA), standard, level)


def test_ten_standards_are_rated_one_after_the_other_and_resumed(workspace: Workspace) -> None:
    assert mine(workspace).first_open == workspace.library.framework.standards[0]
    for key in ("LP1", "LP2", "LP3"):
        self_assessment.rate(workspace.desk(AMINA), key, "developing")
    found = mine(workspace)
    assert found.rated == ("LP1", "LP2", "LP3")
    assert found.first_open is not None
    assert found.first_open.key == "LP4"
    rate_all(workspace)
    assert len(mine(workspace).rated) == 10
    assert mine(workspace).first_open is None


def test_a_change_of_mind_is_a_new_dated_row_with_its_reason(workspace: Workspace) -> None:
    first = self_assessment.rate(workspace.desk(AMINA), "LP8", "beginning", reason="I mostly tell")
    later = replace(workspace, clock=lambda: THEN + dt.timedelta(days=30))
    with pytest.raises(ValidationFailed) as refused:
        self_assessment.rate(later.desk(AMINA), "LP8", "developing")
    assert "reason" in refused.value.errors
    self_assessment.rate(later.desk(AMINA), "LP8", "developing", reason="Three colleagues coached")
    told = [(r.level, r.reason, r.created_at) for r in mine(workspace).history_of("LP8")]
    assert told == [
        ("developing", "Three colleagues coached", later.now()),
        ("beginning", "I mostly tell", THEN),
    ]
    assert mine(workspace).history_of("LP8")[1] == first


def test_the_same_again_changes_nothing_and_a_new_reason_is_a_new_row(planner: Workspace) -> None:
    first = self_assessment.rate(planner.desk(AMINA), "LP1", "extending", reason="The lunch team")
    assert self_assessment.rate(planner.desk(AMINA), "LP1", "extending") == first
    assert (
        self_assessment.rate(planner.desk(AMINA), "LP1", "extending", reason="The lunch team")
        == first
    )
    self_assessment.rate(planner.desk(AMINA), "LP1", "extending", reason="And the office")
    assert len(mine(planner).ratings) == 2


def test_every_rating_names_the_edition_it_was_made_by(planner: Workspace) -> None:
    self_assessment.rate(planner.desk(AMINA), "LP1", "beginning")
    newer = planner.library.framework.model_copy(update={"edition": "planner edition 2"})
    library = replace(planner.library, framework=newer, frameworks={newer.key: newer})
    self_assessment.rate(
        replace(planner, library=library).desk(AMINA), "LP1", "developing", reason="A year on"
    )
    assert [r.edition for r in mine(planner).ratings] == [
        planner.library.framework.edition, "planner edition 2",
    ]  # fmt: skip


def test_the_questions_follow_the_level_and_the_answers_are_kept(workspace: Workspace) -> None:
    guide = mine(workspace).guide
    assert guide is not None
    developing, extending = guide.asked("LP7", "developing"), guide.asked("LP7", "extending")
    assert len(developing) == len(extending) == 3
    assert not set(developing) & set(extending)
    asked = developing[0]
    self_assessment.keep_thought(
        workspace.desk(AMINA), "Two of four", standard="LP7", level="developing", question=asked
    )
    self_assessment.rate(workspace.desk(AMINA), "LP7", "extending")
    assert mine(workspace).thought("LP7", "developing", asked) == "Two of four"
    self_assessment.keep_thought(
        workspace.desk(AMINA), "Three now", seen="Two of four",
        standard="LP7", level="developing", question=asked,
    )  # fmt: skip
    assert [t.text for t in mine(workspace).thoughts] == ["Three now"]


def test_a_level_picked_and_not_kept_is_there_after_closing(planner: Workspace) -> None:
    so_far = Undecided(level="developing", reason="I think so, bec")
    self_assessment.keep_undecided(planner.desk(AMINA), "LP3", so_far)
    assert self_assessment.undecided(planner.desk(AMINA), "LP3") == so_far
    assert self_assessment.undecided(planner.desk(BEN), "LP3") is None
    assert mine(planner).rated == ()
    self_assessment.rate(planner.desk(AMINA), "LP3", "developing", reason="I think so")
    assert self_assessment.undecided(planner.desk(AMINA), "LP3") is None


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_nobody_else_finds_anything_of_it_whatever_their_role(
    workspace: Workspace, actor: Actor
) -> None:
    rated = self_assessment.rate(
        workspace.desk(AMINA), "LP2", "beginning", reason="A private thought"
    )
    self_assessment.keep_thought(workspace.desk(AMINA), "Another one", standard="LP2")
    with pytest.raises(NotFound) as foreign:
        self_assessment.erase_rating(workspace.desk(actor), rated.id)
    with pytest.raises(NotFound) as unknown:
        self_assessment.erase_rating(workspace.desk(actor), "no-such-rating")
    assert foreign.value.message == unknown.value.message
    if actor in (CHLOE, EFUA):
        with pytest.raises(PermissionDenied):
            mine(workspace, actor)
    else:
        assert mine(workspace, actor).ratings == ()
        assert mine(workspace, actor).thoughts == ()
    assert len(mine(workspace).ratings) == 1


def test_what_is_deleted_is_gone_from_every_table(workspace: Workspace) -> None:
    rate_all(workspace)
    self_assessment.rate(workspace.desk(AMINA), "LP1", "extending", reason="Not-to-be-found")
    self_assessment.keep_thought(workspace.desk(AMINA), "Nor-this-one", standard="LP1")
    self_assessment.keep_undecided(
        workspace.desk(AMINA), "LP2", Undecided(level="beginning", reason="Nor-that")
    )
    self_assessment.erase_everything(workspace.desk(AMINA))
    with workspace.store.read() as reader:
        for table in ("self_rating", "self_thought", "earlier_version"):
            assert reader.rows(f"SELECT count(*) FROM {table}") == [(0,)]
        kept = reader.rows("SELECT answers FROM draft")
        audit = reader.rows("SELECT changed_fields FROM audit_event")
    said = f"{kept}{audit}"
    assert not [w for w in ("Not-to-be-found", "Nor-this-one", "Nor-that") if w in said]


def test_one_rating_and_one_thought_can_be_erased_alone(planner: Workspace) -> None:
    self_assessment.rate(planner.desk(AMINA), "LP1", "extending", reason="Too proud")
    kept = self_assessment.rate(planner.desk(AMINA), "LP1", "developing", reason="Closer to it")
    self_assessment.keep_thought(planner.desk(AMINA), "Hm", standard="LP1")
    self_assessment.erase_rating(planner.desk(AMINA), mine(planner).ratings[0].id)
    self_assessment.keep_thought(planner.desk(AMINA), "  ", seen="Hm", standard="LP1")
    assert mine(planner).ratings == (kept,)
    assert mine(planner).thoughts == ()


def test_what_another_tab_wrote_since_is_not_overwritten_unseen(workspace: Workspace) -> None:
    self_assessment.keep_thought(workspace.desk(AMINA), "First tab", standard="LP1")
    for late in ("Second tab", ""):
        with pytest.raises(StaleRevision):
            self_assessment.keep_thought(workspace.desk(AMINA), late, seen="Before", standard="LP1")
    assert mine(workspace).thought("LP1", "", "") == "First tab"
    self_assessment.keep_thought(workspace.desk(AMINA), "First tab", seen="Before", standard="LP1")
    self_assessment.keep_thought(workspace.desk(AMINA), "Both", seen="First tab ", standard="LP1")
    assert mine(workspace).thought("LP1", "", "") == "Both"


def test_an_unknown_standard_or_level_is_not_found_and_nothing_is_kept(planner: Workspace) -> None:
    with pytest.raises(NotFound):
        self_assessment.rate(planner.desk(AMINA), "LP11", "beginning")
    with pytest.raises(NotFound):
        self_assessment.rate(planner.desk(AMINA), "LP1", "brilliant")
    with pytest.raises(NotFound):
        self_assessment.keep_thought(planner.desk(AMINA), "x", standard="LP11")
    with pytest.raises(NotFound):
        self_assessment.keep_thought(planner.desk(AMINA), "x", level="brilliant")
    with pytest.raises(NotFound):
        self_assessment.keep_undecided(planner.desk(AMINA), "LP11", Undecided())
    with pytest.raises(ValidationFailed):
        self_assessment.keep_thought(planner.desk(AMINA), "x" * 20_001, standard="LP1")
    assert mine(planner).ratings == ()
    assert mine(planner).thoughts == ()


def test_thinking_aloud_never_becomes_evidence(planner: Workspace) -> None:
    project = make_project(planner)
    self_assessment.keep_thought(
        planner.desk(AMINA), "Perhaps coaching is my thing", standard="LP8"
    )
    self_assessment.rate(planner.desk(AMINA), "LP8", "extending")
    assert mine(planner).shown == {}
    claim(planner, write(planner, project, "option"), "LP8", reach="own_team")
    assert mine(planner).shown["LP8"].furthest is Reach.OWN_TEAM
    assert mine(planner).shown["LP8"].pieces == 1


def test_a_level_beyond_the_evidence_becomes_a_kind_question(planner: Workspace) -> None:
    project = make_project(planner)
    claim(planner, write(planner, project, "option"), "LP7", reach="own_team")
    found = mine(planner)
    by_key = {level.key: level for level in found.levels}
    shown = found.shown["LP7"]
    ahead = question_between(by_key["extending"], shown)
    assert ahead.startswith("You chose Extending; your evidence so far stays in your own team.")
    behind = question_between(by_key["beginning"], shown)
    assert "further than you think" in behind
    assert question_between(by_key["developing"], shown) == ""


def test_the_open_evidence_page_asks_the_same_whatever_somebody_thinks_of_themselves(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    claim(workspace, write(workspace, project, "option"), "LP5", reach="own_team")
    before = gaps.gaps_of(workspace.desk(AMINA), project.id)
    self_assessment.rate(workspace.desk(AMINA), "LP5", "extending", reason="Year 2 asked for it")
    assert gaps.gaps_of(workspace.desk(AMINA), project.id) == before


def test_a_second_framework_is_chosen_without_code_and_the_first_is_kept(
    planner: Workspace,
) -> None:
    other = Framework(
        key="trust", name="Our trust’s promises", edition="2026", disclaimer="", source="The trust",
        levels=(),
        categories=(
            Category(
                key="all", name="All", summary="", source="The trust",
                standards=(
                    Standard(
                        key="T1", number=1, title="Kindness", in_a_line="", descriptor="Be kind",
                        source="The trust",
                    ),
                ),
            ),
        ),
    )  # fmt: skip
    frameworks = {**planner.library.frameworks, "trust": other}
    both = replace(planner, library=replace(planner.library, frameworks=frameworks))
    self_assessment.rate(both.desk(AMINA), "LP1", "beginning")
    self_assessment.choose_framework(both.desk(AMINA), "trust")
    found = mine(both)
    assert (found.framework, found.guide, found.ratings) == (other, None, ())
    assert self_assessment.rate(both.desk(AMINA), "T1", "extending").edition == "2026"
    self_assessment.choose_framework(both.desk(AMINA), "ssat_lp")
    assert mine(both).rated == ("LP1",)
    with pytest.raises(NotFound):
        self_assessment.choose_framework(both.desk(AMINA), "nowhere")


def test_senior_leaders_keep_no_self_assessment(planner: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        self_assessment.rate(planner.desk(CHLOE), "LP1", "beginning")
    with pytest.raises(PermissionDenied):
        self_assessment.keep_thought(planner.desk(CHLOE), "x")
    assert drafts.draft_of(planner.desk(CHLOE), "self-assessment|framework") == {}


def unpacked(data: bytes) -> bytes:
    """The bytes of an export with those of every file packed into it."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return b"\n".join(unpacked(packed.read(name)) for name in packed.namelist())


def test_no_report_pack_or_copy_of_somebody_else_holds_a_word_of_it(planner: Workspace) -> None:
    project = make_project(planner, sharing=Sharing.PROGRESS)
    claim(planner, write(planner, project, "option"), "LP5", reach="own_team")
    self_assessment.rate(planner.desk(AMINA), "LP5", "transforming", reason="Quokka")
    self_assessment.keep_thought(planner.desk(AMINA), "Quokka", standard="LP5")
    made = [
        reports.make_export(planner.desk(AMINA), project.id, export)[1]
        for export in reports.exports()
        if not export.file_suffix.endswith("pdf")
    ]
    made += [
        plan_reports.make_plan(planner.desk(AMINA), project.id, export)[1]
        for export in plan_reports.plan_exports()
        if not export.file_suffix.endswith("pdf")
    ]
    made.append(packs.build_pack(planner.desk(AMINA), project.id).pack.content)
    made.append(plan_exchange.plan_workbook_of(planner.desk(AMINA), project.id))
    made += [own_data.own_data(planner.desk(actor)) for actor in (BEN, CHLOE, DEV)]
    made.append(repr(cohorts.cohort_progress(planner.desk(CHLOE))).encode())
    made.append(repr(questions.questions_about(planner.desk(AMINA), project.id)).encode())
    assert [data for data in made if b"Quokka" in unpacked(data)] == []
    assert b"Quokka" in own_data.own_data(planner.desk(AMINA))
