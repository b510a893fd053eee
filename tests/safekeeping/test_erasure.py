"""Leaving: what is erased is in no table and no file; what is handed over leaves the portfolio."""

from pathlib import Path

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, ValidationFailed
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import help_requests, levels, sharing
from lp_planner.services.desk import drafts, projects
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.evidence import attachments, waiting
from lp_planner.services.planning import recording
from lp_planner.services.planning.journey import project_journey
from lp_planner.services.portfolio import moderation, portfolio, submissions
from lp_planner.services.safekeeping import erasure
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.copying import make_copy
from lp_planner.storage.integrity import orphans
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA
from tests.factories import claim, make_project, write

WORDS = "zebra-crossing-thoughts"
OTHERS = [BEN, CHLOE, DEV, EFUA]


def used_of(desk: Desk, project_id: str, kind: str) -> dict[str, tuple[str, ...]]:
    """The standards that each record of a kind is used for."""
    chips = waiting.chips_of(desk, project_id, kind)
    return {id_: chip.used for id_, chip in chips.items() if chip.used}


def lived_in(workspace: Workspace) -> Project:
    """A project with the secret in every place where words can be."""
    project = make_project(workspace, title=WORDS, sharing=Sharing.PLAN)
    record = write(workspace, project, "option", name=WORDS, evidence=WORDS * 40)
    recording.revise_record(
        workspace.desk(AMINA), "option", record.id,
        {"name": "Another", "option_kind": "do_nothing"}, version=record.version,
    )  # fmt: skip
    claim(workspace, record, "LP5", words=WORDS)
    gone = write(workspace, project, "risk", what=WORDS)
    recording.remove_record(workspace.desk(AMINA), "risk", gone.id, version=gone.version)
    drafts.keep_draft(workspace.desk(AMINA), f"{project.id}|risk|new", {"what": WORDS})
    drafts.keep_draft(workspace.desk(AMINA), f"claim|option|{record.id}", {"claim": WORDS})
    help_requests.ask_for_help(workspace.desk(AMINA), project.id, asked=WORDS)
    sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    attachments.attach(
        workspace.desk(AMINA), "option", record.id,
        {"evidence_kind": "file", "title": WORDS, "strength": "artefact", "people_in_it": "nobody"},
        file=attachments.GivenFile("minutes.txt", WORDS.encode()),
    )  # fmt: skip
    return project


def submit_in_words(workspace: Workspace) -> None:
    """A portfolio with an earlier version, a frozen copy, and a reader's opening and rating."""
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", WORDS, version=0)
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", WORDS * 2, version=1)
    choices = portfolio.choices_of(workspace.desk(AMINA)).model_dump()
    portfolio.keep_choices(
        workspace.desk(AMINA), portfolio.Choices.model_validate({**choices, "reason": WORDS})
    )
    submission = submissions.submit(workspace.desk(AMINA))
    link = submissions.make_link(workspace.desk(AMINA), submission.id, for_whom=WORDS, days=14)
    moderation.open_submission(workspace, link.secret, visit="v")


def everything_kept(workspace: Workspace) -> str:
    with workspace.store.read() as reader:
        tables = reader.rows(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema IN ('main', 'public')"
        )
        return "\n".join(
            str(row) for (name,) in tables for row in reader.rows(f'SELECT * FROM "{name}"')
        )


def test_an_erased_project_is_in_no_table_and_the_trail_says_only_that_it_was_erased(
    workspace: Workspace,
) -> None:
    other = make_project(workspace, title="Kept")
    write(workspace, other, "option", name="Kept as well")
    project = lived_in(workspace)
    erasure.erase_project(workspace.desk(AMINA), project.id, typed_title=WORDS)
    assert WORDS not in everything_kept(workspace)
    assert [p.title for p in projects.my_projects(workspace.desk(AMINA))] == ["Kept"]
    assert (
        recording.records_of(workspace.desk(AMINA), other.id, "option")[0].headline
        == "Kept as well"
    )
    with pytest.raises(NotFound):
        project_journey(workspace.desk(AMINA), project.id)
    with workspace.store.read() as reader:
        told = reader.rows("SELECT subject, subject_id FROM audit_event WHERE action = 'erased'")
    assert told == [("project", project.id)]
    assert list(workspace.store.files.names()) == []
    assert verify_chain(workspace.store.engine).faults == ()
    assert orphans(workspace.store) == []


def test_the_words_of_an_erased_project_are_not_in_the_file_any_more(
    planner: Workspace, tmp_path: Path
) -> None:
    project = lived_in(planner)
    kept = make_copy(planner.store, at=planner.now()).path
    planner.store.engine.run("CHECKPOINT")  # type: ignore[attr-defined]
    assert WORDS.encode() in (tmp_path / "desk.duckdb").read_bytes()
    left = erasure.erase_project(planner.desk(AMINA), project.id, typed_title=WORDS)
    planner.store.engine.run("CHECKPOINT")  # type: ignore[attr-defined]
    for file in [f for f in tmp_path.rglob("desk.duckdb*") if f.is_file()]:
        assert WORDS.encode() not in file.read_bytes(), file
    assert left.backups == (kept,)
    make_project(planner, title="Life goes on")
    assert [p.title for p in projects.my_projects(planner.desk(AMINA))] == ["Life goes on"]


def test_all_of_one_s_own_is_erased_and_of_nobody_else_s(workspace: Workspace) -> None:
    lived_in(workspace)
    make_project(workspace, BEN, title="Ben’s own")
    with pytest.raises(ValidationFailed):
        erasure.erase_all_of_mine(workspace.desk(AMINA), is_sure=False)
    submit_in_words(workspace)
    erasure.erase_all_of_mine(workspace.desk(AMINA), is_sure=True)
    kept = everything_kept(workspace)
    assert WORDS not in kept
    assert AMINA.name not in kept
    assert list(workspace.store.files.names()) == []
    assert orphans(workspace.store) == []
    assert "Ben’s own" in kept
    assert BEN.name in kept


def test_another_title_than_the_project_s_erases_nothing(workspace: Workspace) -> None:
    project = make_project(workspace)
    with pytest.raises(ValidationFailed):
        erasure.erase_project(workspace.desk(AMINA), project.id, typed_title="Something else")
    assert project_journey(workspace.desk(AMINA), project.id).project == project


@pytest.mark.parametrize("actor", OTHERS, ids=lambda actor: actor.person_id)
def test_nobody_else_erases_or_hands_over_a_project(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    with pytest.raises(NotFound):
        erasure.erase_project(workspace.desk(actor), project.id, typed_title=project.title)
    with pytest.raises(NotFound):
        erasure.hand_over(workspace.desk(actor), project.id, to_person=BEN.person_id)


def test_a_project_is_handed_over_without_the_portfolio(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    ingredient = write(workspace, project, "active_ingredient", behaviour="Wait")
    write(workspace, project, "strategy", what="A card", ingredient_ids=(ingredient.id,))
    talk = write(workspace, project, "coaching_session", coachee=WORDS, action_step=WORDS)
    claim(workspace, ingredient, "LP7", words=WORDS)
    claim(workspace, talk, "LP8", words=WORDS)
    drafts.keep_draft(workspace.desk(AMINA), f"{project.id}|risk|new", {"what": WORDS})
    theirs = erasure.hand_over(workspace.desk(AMINA), project.id, to_person=BEN.person_id)
    assert levels.levels_of(workspace.desk(BEN), theirs.id)[0].level is Sharing.PRIVATE
    copied = recording.records_of(workspace.desk(BEN), theirs.id, "active_ingredient")[0]
    strategy = recording.records_of(workspace.desk(BEN), theirs.id, "strategy")[0]
    assert getattr(strategy, "ingredient_ids") == (copied.id,) != (ingredient.id,)  # noqa: B009
    assert not recording.records_of(workspace.desk(BEN), theirs.id, "coaching_session")
    assert used_of(workspace.desk(BEN), theirs.id, "active_ingredient") == {}
    assert drafts.draft_of(workspace.desk(BEN), f"{theirs.id}|risk|new") == {}
    mine = used_of(workspace.desk(AMINA), project.id, "active_ingredient")
    assert mine == {ingredient.id: ("LP7",)}
    assert orphans(workspace.store) == []


@pytest.mark.parametrize("heir", [AMINA, CHLOE, DEV], ids=lambda actor: actor.person_id)
def test_a_project_goes_only_to_another_lead_practitioner_of_the_school(
    workspace: Workspace, heir: Actor
) -> None:
    project = make_project(workspace)
    with pytest.raises(NotFound):
        erasure.hand_over(workspace.desk(AMINA), project.id, to_person=heir.person_id)
    assert erasure.colleagues_to_hand_to(workspace.desk(AMINA)) == {"ben": "Ben Hart"}
