"""From a record to evidence: proposed, claimed in one sentence, withdrawn, never typed twice."""

import pytest

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.reach import Reach
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import coverage, evidence
from lp_planner.services.planning import recording
from tests.cast import AMINA, BEN
from tests.factories import claim, example, make_project, visit, write

SHOWS_NOTHING_ALONE = {"reading", "milestone", "risk"}
"""A number, a date or a worry, typed in: what became of it is the evidence."""


@pytest.mark.parametrize("kind", [k for k, model in RECORD_KINDS.items() if model.has_form])
def test_saving_a_record_of_any_kind_proposes_standards_with_a_reason_and_a_source(
    planner: Workspace, kind: str
) -> None:
    project = make_project(planner)
    kinds = ("problem_statement", "baseline", "option", "active_ingredient", "measure")
    links = {k: write(planner, project, k).id for k in kinds}
    answers = example(planner, kind, links) | {"activity_type": "school_visit"}
    if kind != "activity":
        del answers["activity_type"]
    if kind == "fidelity_visit":
        record = visit(planner, project, planner.today(), {links["active_ingredient"]: "seen"})
    else:
        if kind == "adaptation":
            answers["override_reason"] = "A flood"
        record = recording.write_record(
            planner.desk(AMINA), project.id, kind, answers, sure=OF_EVERYTHING
        )
    proposals = evidence.evidence_of(planner.desk(AMINA), kind, record.id).proposals
    first = [p.standard for p in proposals if p.is_primary]
    assert len(first) == (0 if kind in SHOWS_NOTHING_ALONE else 1)
    assert bool(proposals) is (kind != "reading")
    for proposal in proposals:
        assert proposal.standard in planner.library.framework.by_key
        assert proposal.why
        assert proposal.source


def test_a_training_session_proposes_standards_6_5_and_7_as_the_article_has_it(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    saved = recording.write_record(
        planner.desk(AMINA),
        project.id,
        "training_session",
        {"title": "T", "held_on": planner.today()},
        sure=OF_EVERYTHING,
    )
    found = evidence.evidence_of(planner.desk(AMINA), saved.kind, saved.id).proposals
    assert [p.standard for p in found] == ["LP6", "LP5", "LP7"]


def test_asking_colleagues_proposes_research_and_influence(planner: Workspace) -> None:
    record = write(planner, make_project(planner), "diagnosis_source", source_kind="staff_voice")
    proposed = evidence.evidence_of(planner.desk(AMINA), record.kind, record.id).proposals
    assert {"LP5", "LP2"} <= {p.standard for p in proposed}


def test_one_sentence_and_a_reach_make_a_claim_and_the_coverage_follows(
    workspace: Workspace,
) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option")
    claim(workspace, record, "LP5", "LP3", reach="another_team")
    found = evidence.evidence_of(workspace.desk(AMINA), record.kind, record.id)
    assert {c.standard for c in found.confirmed} == {"LP3", "LP5"}
    assert {c.reach for c in found.confirmed} == {Reach.ANOTHER_TEAM}
    assert not {"LP3", "LP5"} & {p.standard for p in found.open_proposals}
    covered = coverage.project_coverage(workspace.desk(AMINA), project.id)
    assert sorted(line.standard for line in covered.lines) == ["LP3", "LP5"]
    assert {line.headline for line in covered.lines} == {record.headline}
    assert covered.by_phase.title == "Evidence for 2 standards so far"


def test_changing_the_record_changes_the_evidence_without_typing_it_again(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    record = write(planner, project, "option", name="First words")
    claim(planner, record, "LP5")
    values = {"name": "Better words", "option_kind": "do_nothing"}
    recording.revise_record(planner.desk(AMINA), "option", record.id, values, version=1)
    shown = coverage.project_coverage(planner.desk(AMINA), project.id).lines
    assert [line.headline for line in shown] == ["Better words"]


def test_removing_the_record_takes_its_evidence_along_and_bringing_it_back_returns_it(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    record = write(planner, project, "option")
    claim(planner, record, "LP5")
    recording.remove_record(planner.desk(AMINA), "option", record.id, version=1)
    assert coverage.project_coverage(planner.desk(AMINA), project.id).lines == ()
    recording.restore_record(planner.desk(AMINA), "option", record.id)
    assert len(coverage.project_coverage(planner.desk(AMINA), project.id).lines) == 1


def test_what_is_set_aside_is_not_proposed_again_and_can_still_be_claimed(
    planner: Workspace,
) -> None:
    record = write(planner, make_project(planner), "option")
    proposed = [
        p.standard for p in evidence.evidence_of(planner.desk(AMINA), "option", record.id).proposals
    ]
    evidence.set_aside(planner.desk(AMINA), "option", record.id, standards=proposed)
    found = evidence.evidence_of(planner.desk(AMINA), "option", record.id)
    assert found.open_proposals == ()
    assert found.confirmed == ()
    claim(planner, record, proposed[0])
    confirmed = evidence.evidence_of(planner.desk(AMINA), "option", record.id).confirmed
    assert [c.standard for c in confirmed] == [proposed[0]]


def test_setting_a_claim_aside_keeps_its_words(planner: Workspace) -> None:
    record = write(planner, make_project(planner), "option")
    claim(planner, record, "LP5", words="I looked twice")
    evidence.set_aside(planner.desk(AMINA), "option", record.id, standards=["LP5"])
    kept = evidence.evidence_of(planner.desk(AMINA), "option", record.id).claims
    assert [c.claim for c in kept] == ["I looked twice"]


def test_a_withdrawn_claim_is_proposed_again(planner: Workspace) -> None:
    record = write(planner, make_project(planner), "option")
    claim(planner, record, "LP5")
    made = evidence.evidence_of(planner.desk(AMINA), "option", record.id).confirmed[0]
    evidence.withdraw_claim(planner.desk(AMINA), made.id)
    found = evidence.evidence_of(planner.desk(AMINA), "option", record.id)
    assert found.confirmed == ()
    assert "LP5" in {p.standard for p in found.open_proposals}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"claims": {}}, "standards"),
        ({"claims": {"LP11": "I looked"}}, "standards"),
        ({"claims": {"LP5": "  "}}, "claim"),
        ({"claims": {"LP5": "I looked", "LP3": ""}}, "claim"),
        ({"claims": {"LP5": "I looked", "LP3": " i  looked"}}, "claim"),
        ({"claims": {"LP5": "x" * 201}}, "claim"),
        ({"reach": "the_moon"}, "reach"),
        ({"reach": ""}, "reach"),
    ],
)
def test_a_claim_that_says_too_little_is_refused_in_words(
    planner: Workspace, values: dict[str, object], field: str
) -> None:
    record = write(planner, make_project(planner), "option")
    answers = {"claims": {"LP5": "I looked"}, "reach": "own_team", **values}
    with pytest.raises(ValidationFailed) as refused:
        evidence.claim_evidence(planner.desk(AMINA), "option", record.id, **answers)  # type: ignore[arg-type]
    assert list(refused.value.errors) == [field]
    assert evidence.evidence_of(planner.desk(AMINA), "option", record.id).claims == ()


def test_nobody_else_sees_or_changes_the_claims(workspace: Workspace) -> None:
    record = write(workspace, make_project(workspace), "option")
    claim(workspace, record, "LP5")
    made = evidence.evidence_of(workspace.desk(AMINA), "option", record.id).confirmed[0]
    with pytest.raises(NotFound):
        evidence.evidence_of(workspace.desk(BEN), "option", record.id)
    with pytest.raises(NotFound):
        claim(workspace, record, "LP3", actor=BEN)
    with pytest.raises(NotFound):
        evidence.set_aside(workspace.desk(BEN), "option", record.id, standards=["LP5"])
    with pytest.raises(NotFound):
        evidence.withdraw_claim(workspace.desk(BEN), made.id)
