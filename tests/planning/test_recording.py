"""Writing things down: refused in words, kept once, and gated where the article asks for it."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.records.delivery import FidelityObservation, FidelityRating, FidelityVisit
from lp_planner.domain.records.errors import NotFound, StaleRevision, ValidationFailed
from lp_planner.domain.records.oddities import OF_EVERYTHING
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording
from tests.cast import AMINA, BEN
from tests.factories import DAY, make_project, visit, write

LATER = dt.timedelta(hours=1)


@pytest.fixture
def project(workspace: Workspace) -> Project:
    return make_project(workspace)


def test_every_missing_answer_is_named_at_once_in_the_words_of_the_form(
    workspace: Workspace, project: Project
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(workspace.desk(AMINA), project.id, "option", {})
    assert list(refused.value.errors) == ["name", "option_kind"]
    labels = workspace.library.pathway.text_by_kind["option"].field_by_name
    for name, sentence in refused.value.errors.items():
        assert sentence == f"“{labels[name].label}” is still empty."


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("option", {"name": "x" * 201, "option_kind": "do_nothing"}, "name"),
        ("option", {"name": "   ", "option_kind": "do_nothing"}, "name"),
        ("option", {"name": "Wait", "option_kind": "magic"}, "option_kind"),
        ("focus_check", {"verdict": "huge", "reason": "So"}, "verdict"),
        ("focus_check", {"verdict": "just_right", "reason": "So", "hours_a_week": float("nan")},
         "hours_a_week"),
        ("focus_check", {"verdict": "just_right", "reason": "So", "standards_in_view": ("LP11",)},
         "standards_in_view"),
        ("diagnosis_source", {"source_kind": "pupil_voice", "gathered_on": "soon", "says": "Yes"},
         "gathered_on"),
        ("readiness_rating", {"whose": "TAs", "rated_on": DAY, "verdict": "ready", "skill": 6},
         "skill"),
        ("training_session", {"title": "T", "held_on": DAY, "segments": ({"what": "?"},)},
         "segments"),
    ],
)  # fmt: skip
def test_an_answer_that_does_not_fit_is_refused_at_its_field(
    workspace: Workspace, project: Project, kind: str, values: dict[str, object], field: str
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        recording.write_record(workspace.desk(AMINA), project.id, kind, values)
    assert field in refused.value.errors
    assert recording.records_of(workspace.desk(AMINA), project.id, kind) == []


def test_a_doubled_click_makes_one_record(workspace: Workspace, project: Project) -> None:
    values = {"name": "Wait", "option_kind": "do_nothing"}
    for _ in range(2):
        recording.write_record(
            workspace.desk(AMINA), project.id, "option", values, form_id="form-7"
        )
    assert len(recording.records_of(workspace.desk(AMINA), project.id, "option")) == 1


def test_a_stale_save_is_refused_and_the_newer_text_stays(
    workspace: Workspace, project: Project
) -> None:
    record = write(workspace, project, "option", name="First")
    values = {"name": "Mine", "option_kind": "do_nothing"}
    recording.revise_record(workspace.desk(AMINA), "option", record.id, values, version=1)
    with pytest.raises(StaleRevision):
        recording.revise_record(
            workspace.desk(AMINA), "option", record.id, {**values, "name": "Late"}, version=1
        )
    assert recording.record_of(workspace.desk(AMINA), "option", record.id).headline == "Mine"


def test_a_visit_and_what_it_saw_are_saved_together_or_not_at_all(
    workspace: Workspace, project: Project
) -> None:
    wait = write(workspace, project, "active_ingredient", behaviour="Wait")
    with pytest.raises(ValidationFailed):
        visit(workspace, project, DAY, {wait.id: "seen", "not-an-ingredient": "seen"})
    with workspace.store.read() as reader:
        assert reader.find(FidelityVisit) == []
        assert reader.find(FidelityObservation) == []
    saved = visit(workspace, project, DAY, {wait.id: "partly"})
    assert recording.ratings_of_visit(workspace.desk(AMINA), saved.id) == {wait.id: "partly"}


def test_a_visit_is_corrected_with_what_it_saw_and_says_what_it_said_before(
    workspace: Workspace, project: Project
) -> None:
    wait, ask, greet = (
        write(workspace, project, "active_ingredient", behaviour=words).id
        for words in ("Wait", "Ask", "Greet")
    )
    seen, partly = FidelityRating.SEEN, FidelityRating.PARTLY
    saved = visit(workspace, project, DAY, {wait: "seen", ask: "seen"})
    desk = dataclasses.replace(workspace, clock=lambda: saved.updated_at + LATER).desk(AMINA)
    answers = {"visited_on": DAY, "place": getattr(saved, "place")}  # noqa: B009
    mended = recording.revise_fidelity_visit(
        desk, saved.id, answers, {wait: partly, greet: seen}, version=1
    )
    assert recording.ratings_of_visit(desk, saved.id) == {wait: partly, greet: seen}
    before = recording.ratings_of_visit(desk, saved.id, at=saved.updated_at)
    assert before == {wait: seen, ask: seen}
    assert [version.version for version in recording.earlier_versions(desk, saved.kind, saved.id)]
    again = recording.revise_fidelity_visit(
        desk, saved.id, answers, {wait: partly, greet: seen}, version=mended.version
    )
    assert again.version == mended.version, "what is the same is no new version"
    with pytest.raises(StaleRevision):
        recording.revise_fidelity_visit(desk, saved.id, answers, {wait: seen}, version=1)
    with pytest.raises(ValidationFailed):
        recording.revise_fidelity_visit(desk, saved.id, answers, {}, version=mended.version)


def test_a_visit_that_saw_nothing_is_asked_what_it_saw(
    workspace: Workspace, project: Project
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        visit(workspace, project, DAY, {})
    assert "ratings" in refused.value.errors


def test_a_removed_record_comes_back_whole(workspace: Workspace, project: Project) -> None:
    record = write(workspace, project, "option", name="Wait")
    recording.remove_record(workspace.desk(AMINA), "option", record.id, version=1)
    assert recording.records_of(workspace.desk(AMINA), project.id, "option") == []
    recording.restore_record(workspace.desk(AMINA), "option", record.id)
    assert recording.record_of(workspace.desk(AMINA), "option", record.id).headline == "Wait"


def test_an_unknown_kind_reads_like_an_unknown_record(
    workspace: Workspace, project: Project
) -> None:
    with pytest.raises(NotFound):
        recording.record_of(workspace.desk(AMINA), "spell", "x")
    with pytest.raises(NotFound):
        recording.write_record(workspace.desk(AMINA), project.id, "spell", {})


def ask_to_change(
    workspace: Workspace,
    project: Project,
    ingredient: Record,
    on: dt.date,
    *,
    outcome: str = "made",
    override_reason: str = "",
) -> Record:
    return write(
        workspace,
        project,
        "adaptation",
        what="Three days instead of five",
        ingredient_id=ingredient.id,
        why="Time",
        decided_on=on,
        outcome=outcome,
        override_reason=override_reason,
    )


def test_a_tight_ingredient_that_is_not_secure_changes_only_with_a_reason_that_stays(
    workspace: Workspace, project: Project
) -> None:
    tight = write(workspace, project, "active_ingredient", fixedness="tight")
    with pytest.raises(ValidationFailed) as refused:
        ask_to_change(workspace, project, tight, DAY)
    assert "support it first" in refused.value.errors["override_reason"]
    assert recording.records_of(workspace.desk(AMINA), project.id, "adaptation") == []
    ask_to_change(workspace, project, tight, DAY, override_reason="A flood took the room")
    kept = recording.records_of(workspace.desk(AMINA), project.id, "adaptation")
    assert [getattr(record, "override_reason", "") for record in kept] == ["A flood took the room"]


def test_holding_back_and_changing_what_is_loose_need_no_reason(
    workspace: Workspace, project: Project
) -> None:
    tight = write(workspace, project, "active_ingredient", fixedness="tight")
    loose = write(workspace, project, "active_ingredient", fixedness="loose")
    ask_to_change(workspace, project, tight, DAY, outcome="held_back")
    ask_to_change(workspace, project, loose, DAY)
    assert len(recording.records_of(workspace.desk(AMINA), project.id, "adaptation")) == 2


def test_a_tight_ingredient_that_is_securely_in_use_may_change(
    workspace: Workspace, project: Project
) -> None:
    """Eight looks are needed, and they have to spread over people or places, and over days."""
    tight = write(workspace, project, "active_ingredient", fixedness="tight")
    for week in range(8):
        if week in {4, 7}:
            with pytest.raises(ValidationFailed) as refused:
                ask_to_change(workspace, project, tight, DAY + week * dt.timedelta(days=7))
            lacks = f"{week} of the 8 looks needed."
            assert lacks in refused.value.errors["override_reason"]
        recording.log_fidelity_visit(
            workspace.desk(AMINA),
            project.id,
            {"visited_on": DAY + week * dt.timedelta(days=7), "place": f"Room {week % 3}"},
            {tight.id: FidelityRating.SEEN},
            sure=OF_EVERYTHING,
        )
    ask_to_change(workspace, project, tight, DAY + 7 * dt.timedelta(days=7))
    assert len(recording.records_of(workspace.desk(AMINA), project.id, "adaptation")) == 1


def test_nobody_else_can_write_into_or_read_from_a_project(
    workspace: Workspace, project: Project
) -> None:
    record = write(workspace, project, "option", name="Wait")
    values = {"name": "Mine now", "option_kind": "do_nothing"}
    for attempt in (
        lambda: recording.write_record(workspace.desk(BEN), project.id, "option", values),
        lambda: recording.revise_record(
            workspace.desk(BEN), "option", record.id, values, version=1
        ),
        lambda: recording.remove_record(workspace.desk(BEN), "option", record.id, version=1),
        lambda: recording.restore_record(workspace.desk(BEN), "option", record.id),
        lambda: recording.record_of(workspace.desk(BEN), "option", record.id),
        lambda: recording.records_of(workspace.desk(BEN), project.id, "option"),
    ):
        with pytest.raises(NotFound) as refused:
            attempt()
        assert refused.value.message == NotFound().message
    assert recording.record_of(workspace.desk(AMINA), "option", record.id) == record
