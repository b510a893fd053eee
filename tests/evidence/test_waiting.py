"""What waits for standards: drafted honestly, used several at once, turned down for good."""

import datetime as dt

import pytest

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.fields import field_specs
from lp_planner.domain.records.reach import Reach
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import coverage, evidence, waiting
from lp_planner.services.evidence.evidence import Use
from lp_planner.services.evidence.waiting import Waiting
from lp_planner.services.planning import recording
from tests.cast import AMINA, BEN
from tests.evidence.test_coaching_stays_private import BETWEEN_THE_TWO, told
from tests.factories import DAY, claim, example, make_project, visit, write


def lines_of(planner: Workspace, project_id: str) -> list[Waiting]:
    """Everything that waits, in its order."""
    found = waiting.waiting_for_standards(planner.desk(AMINA), project_id)
    return [line for lines in found.values() for line in lines]


def use_of(line: Waiting, **said: str) -> Use:
    """A line as it was drafted."""
    values = {"claim": line.says, "reach": line.reach.value, "what_changed": line.what_changed}
    return Use(line.record, line.standard, **(values | said))


@pytest.mark.parametrize(
    ("kind", "unwritten"),
    [
        ("problem_statement", "explanation"),
        ("measure", "starting point"),
        ("measure", "date"),
        ("option", "evidence"),
        ("coaching_session", "question"),
        ("coaching_session", "heard"),
    ],
)
def test_no_reason_claims_what_was_not_written(
    planner: Workspace, kind: str, unwritten: str
) -> None:
    project = make_project(planner)
    record = write(planner, project, kind)
    for found in evidence.evidence_of(planner.desk(AMINA), kind, record.id).proposals:
        assert unwritten not in found.says + found.why


def test_a_reason_tells_what_was_written(planner: Workspace) -> None:
    project = make_project(planner)
    record = write(planner, project, "option", name="Quiz cards", evidence="Two studies")
    first = evidence.evidence_of(planner.desk(AMINA), "option", record.id).proposals[0]
    assert first.says == "I looked into “Quiz cards” as a way forward, with the evidence for it."
    assert first.why == "You looked into a way forward, with the evidence for it."


def test_explanations_noted_by_themselves_count_as_given_with_the_problem(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    problem = write(planner, project, "problem_statement")
    write(planner, project, "rival_explanation")
    found = evidence.evidence_of(planner.desk(AMINA), "problem_statement", problem.id)
    assert "other explanations looked at" in found.proposals[0].says


@pytest.mark.parametrize("kind", [k for k, model in RECORD_KINDS.items() if model.has_form])
@pytest.mark.parametrize("is_full", [False, True])
def test_every_kind_drafts_a_sentence_of_its_own_for_each_standard(
    planner: Workspace, kind: str, *, is_full: bool
) -> None:
    project = make_project(planner)
    kinds = ("problem_statement", "baseline", "option", "active_ingredient", "measure")
    links = {k: write(planner, project, k).id for k in kinds}
    if kind == "fidelity_visit":
        record = visit(planner, project, planner.today(), {links["active_ingredient"]: "seen"})
    else:
        needed = {
            s.name: links[str(s.links_to)]
            for s in field_specs(RECORD_KINDS[kind])
            if s.required and s.links_to
        }
        values = example(planner, kind, links) if is_full else needed
        if kind == "adaptation":
            values["override_reason"] = "A flood"
        record = write(planner, project, kind, **values)
    found = evidence.evidence_of(planner.desk(AMINA), kind, record.id).proposals
    said = [p.says for p in found]
    assert len(set(said)) == len(said)
    for proposal in found:
        assert 0 < len(proposal.says) <= 200
        assert proposal.says.endswith((".", "?", "…"))
        assert proposal.why


def test_a_draft_about_coaching_says_nothing_that_stays_between_the_two(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    session = write(planner, project, "coaching_session", **BETWEEN_THE_TWO)  # type: ignore[arg-type]
    found = evidence.evidence_of(planner.desk(AMINA), "coaching_session", session.id)
    assert found.proposals
    assert told(repr(found.proposals)) == []
    assert found.what_changed == ""


def test_what_was_neither_used_nor_turned_down_waits_with_the_standards_in_view_first(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    option = write(planner, project, "option")
    contact = write(planner, project, "network_contact")
    write(planner, project, "focus_check", standards_in_view=("LP10",))
    found = waiting.waiting_for_standards(planner.desk(AMINA), project.id)
    assert list(found) == ["LP10", "LP3", "LP5"]
    assert [line.record_id for line in found["LP10"]] == [contact.id]
    claim(planner, option, "LP5")
    evidence.set_aside(planner.desk(AMINA), "option", option.id, standards=["LP3"])
    left = lines_of(planner, project.id)
    assert option.id not in {line.record_id for line in left}
    assert len({line.record for line in left}) == 2


def test_what_is_still_to_happen_does_not_wait(planner: Workspace) -> None:
    project = make_project(planner)
    tomorrow = planner.today() + dt.timedelta(days=1)
    write(planner, project, "training_session", held_on=tomorrow)
    assert lines_of(planner, project.id) == []


def test_of_one_kind_a_standard_takes_three_with_those_it_is_used_for(planner: Workspace) -> None:
    project = make_project(planner)
    for days in range(10):
        write(planner, project, "coaching_session", held_on=DAY - dt.timedelta(days=days))
    desk = planner.desk(AMINA)

    def days_waiting() -> list[int]:
        found = waiting.waiting_for_standards(desk, project.id)["LP8"]
        return [(DAY - line.happened_on).days for line in found]

    assert days_waiting() == [0, 1, 2]
    first = waiting.waiting_for_standards(desk, project.id)["LP8"][0]
    evidence.use_several(desk, [use_of(first)])
    assert days_waiting() == [1, 2]
    second = waiting.waiting_for_standards(desk, project.id)["LP8"][0]
    evidence.turn_down_several(desk, [(second.record, "LP8")])
    assert days_waiting() == [2, 3]


def test_several_are_used_at_once_each_in_its_own_words(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "option")
    write(workspace, project, "peer_session", what_changed="They swap cards now")
    lines = lines_of(workspace, project.id)
    made = evidence.use_several(workspace.desk(AMINA), [use_of(line) for line in lines])
    assert {c.claim for c in made} == {line.says for line in lines}
    assert len({c.claim for c in made}) == len(lines) == 4
    assert {c.what_changed for c in made if c.record_kind == "peer_session"} == {
        "They swap cards now"
    }
    assert lines_of(workspace, project.id) == []
    assert len(coverage.project_coverage(workspace.desk(AMINA), project.id).lines) == 4


def test_where_one_of_several_is_refused_none_is_used(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "option")
    write(workspace, project, "peer_session")
    first, *rest = lines_of(workspace, project.id)
    uses = [*(use_of(line) for line in rest), use_of(first, claim="x" * 201)]
    with pytest.raises(ValidationFailed):
        evidence.use_several(workspace.desk(AMINA), uses)
    with pytest.raises(ValidationFailed):
        evidence.use_several(workspace.desk(AMINA), [])
    assert coverage.project_coverage(workspace.desk(AMINA), project.id).lines == ()


def test_one_record_cannot_have_one_sentence_for_two_standards_at_once(
    planner: Workspace,
) -> None:
    project = make_project(planner)
    write(planner, project, "option")
    uses = [use_of(line, claim="The same") for line in lines_of(planner, project.id)]
    with pytest.raises(ValidationFailed):
        evidence.use_several(planner.desk(AMINA), uses)


def test_not_this_one_stays_so_and_can_be_taken_back(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "option")
    first, *_ = lines_of(workspace, project.id)
    evidence.turn_down_several(workspace.desk(AMINA), [(first.record, first.standard)])
    assert first.standard not in {line.standard for line in lines_of(workspace, project.id)}
    values = {"name": "Another name", "option_kind": "do_nothing"}
    recording.revise_record(workspace.desk(AMINA), "option", first.record_id, values, version=1)
    assert first.standard not in {line.standard for line in lines_of(workspace, project.id)}
    (down,) = waiting.turned_down(workspace.desk(AMINA), project.id)
    assert (down.standard, down.headline) == (first.standard, "Another name")
    evidence.withdraw_claim(workspace.desk(AMINA), down.claim_id)
    assert first.standard in {line.standard for line in lines_of(workspace, project.id)}
    assert waiting.turned_down(workspace.desk(AMINA), project.id) == ()


def test_what_was_said_once_is_not_asked_again(planner: Workspace) -> None:
    project = make_project(planner)
    option = write(planner, project, "option")
    before = evidence.evidence_of(planner.desk(AMINA), "option", option.id)
    assert (before.reach, before.is_reach_said) == (Reach.OWN_PRACTICE, False)
    claim(planner, option, "LP5", reach="another_team")
    after = evidence.evidence_of(planner.desk(AMINA), "option", option.id)
    assert (after.reach, after.is_reach_said) == (Reach.ANOTHER_TEAM, True)
    step = write(
        planner, project, "reach_step", rung="another_school", pupils_there="They read more"
    )
    found = evidence.evidence_of(planner.desk(AMINA), "reach_step", step.id)
    assert (found.reach, found.is_reach_said) == (Reach.ANOTHER_SCHOOL, True)
    assert found.what_changed == "They read more"
    note = write(planner, project, "coaching_session")
    assert evidence.evidence_of(planner.desk(AMINA), note.kind, note.id).reach is Reach.OWN_TEAM


def test_a_row_says_what_it_is_used_for_and_offers_the_likeliest(planner: Workspace) -> None:
    project = make_project(planner)
    used = write(planner, project, "option", name="Used")
    fresh = write(planner, project, "option", name="Fresh")
    claim(planner, used, "LP3", "LP5")
    chips = waiting.chips_of(planner.desk(AMINA), project.id, "option")
    assert (chips[used.id].used, chips[used.id].first) == (("LP3", "LP5"), None)
    offered = chips[fresh.id].first
    assert offered is not None
    assert (offered.standard, chips[fresh.id].others) == ("LP5", 1)


def test_nobody_else_sees_or_answers_what_waits(workspace: Workspace) -> None:
    project = make_project(workspace)
    write(workspace, project, "option")
    line = lines_of(workspace, project.id)[0]
    with pytest.raises(NotFound):
        evidence.use_several(workspace.desk(BEN), [use_of(line)])
    with pytest.raises(NotFound):
        evidence.turn_down_several(workspace.desk(BEN), [(line.record, line.standard)])
    assert line in lines_of(workspace, project.id)
