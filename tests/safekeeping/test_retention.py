"""How long what is kept: what is overdue is really gone, and nothing else is touched."""

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from lp_planner.config import ConfigError, read_settings
from lp_planner.domain.portfolio.portfolio import Outcome, Submission
from lp_planner.domain.records.delivery import FidelityRating
from lp_planner.domain.records.project import Sharing
from lp_planner.domain.safekeeping.retention import Keeping
from lp_planner.services.cohort import sharing
from lp_planner.services.desk import drafts
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.evidence import attachments, evidence
from lp_planner.services.planning import recording
from lp_planner.services.portfolio import portfolio, submissions
from lp_planner.services.safekeeping import erasure, retention, upkeep
from lp_planner.storage.audit_chain import verify_chain
from lp_planner.storage.integrity import orphans
from tests.cast import AMINA, CHLOE, THEN
from tests.factories import claim, make_project, write

WORDS = "zebra-crossing-thoughts"


def after(workspace: Workspace, days: int, **keeping: int | None) -> Workspace:
    rules = Keeping.model_validate(keeping) if keeping else workspace.keeping
    return dataclasses.replace(
        workspace, clock=lambda: THEN + dt.timedelta(days=days, hours=1), keeping=rules
    )


def with_something_removed(workspace: Workspace) -> str:
    """A record with all that hangs on it, removed; the project goes on."""
    project = make_project(workspace, sharing=Sharing.PLAN)
    write(workspace, project, "option", name="This one stays")
    gone = write(workspace, project, "option", name=WORDS)
    claim(workspace, gone, "LP5", words=WORDS)
    drafts.keep_draft(workspace.desk(AMINA), f"claim|option|{gone.id}", {"claim": WORDS})
    attachments.attach(
        workspace.desk(AMINA), "option", gone.id,
        {"evidence_kind": "file", "title": WORDS, "strength": "artefact", "people_in_it": "nobody"},
        file=attachments.GivenFile("minutes.txt", WORDS.encode()),
    )  # fmt: skip
    recording.remove_record(workspace.desk(AMINA), "option", gone.id, version=gone.version)
    return project.id


def everything(workspace: Workspace) -> str:
    with workspace.store.read() as reader:
        tables = (
            "option",
            "evidence_claim",
            "attachment",
            "draft",
            "earlier_version",
            "submission",
        )
        return repr([reader.rows(f'SELECT * FROM "{table}"') for table in tables])


def test_what_was_removed_waits_its_days_and_is_then_really_gone(workspace: Workspace) -> None:
    project_id = with_something_removed(workspace)
    assert retention.tidy(after(workspace, 29)) == {}
    assert WORDS in everything(workspace)
    later = after(workspace, 31)
    would = retention.overdue_now(later)
    assert WORDS in everything(workspace)
    assert retention.tidy(later) == would
    assert would == {
        "Attached files and links": 1, "Claims of evidence": 1, "Removed records": 1,
    }  # fmt: skip
    assert WORDS not in everything(workspace)
    kept = recording.records_of(later.desk(AMINA), project_id, "option")
    assert [record.headline for record in kept] == ["This one stays"]
    assert not list(workspace.store.files.names())
    assert orphans(workspace.store) == []
    assert verify_chain(workspace.store.engine).faults == ()


def test_the_words_are_gone_from_the_file_itself(planner: Workspace) -> None:
    with_something_removed(planner)
    retention.tidy(after(planner, 31))
    assert WORDS.encode() not in Path(planner.store.url).read_bytes()


def test_never_is_never(workspace: Workspace) -> None:
    with_something_removed(workspace)
    assert retention.tidy(after(workspace, 5000, removed=None, openings=None)) == {}
    assert WORDS in everything(workspace)


def test_a_removed_record_waits_while_another_one_names_it(workspace: Workspace) -> None:
    project = make_project(workspace)
    named = write(workspace, project, "active_ingredient", behaviour="Ask first")
    talk = write(workspace, project, "coaching_session", ingredient_id=named.id)
    recording.remove_record(workspace.desk(AMINA), "active_ingredient", named.id, version=1)
    later = after(workspace, 31)
    assert retention.tidy(later) == {}
    recording.remove_record(later.desk(AMINA), "coaching_session", talk.id, version=1)
    assert retention.tidy(after(workspace, 90)) == {"Removed records": 2}
    assert orphans(workspace.store) == []


def test_a_removed_visit_goes_with_what_was_seen_on_it(workspace: Workspace) -> None:
    project = make_project(workspace)
    ingredient = write(workspace, project, "active_ingredient", behaviour="Ask first")
    values = {"visited_on": workspace.today(), "place": "Hall"}
    seen = {ingredient.id: FidelityRating.SEEN}
    visit = recording.log_fidelity_visit(workspace.desk(AMINA), project.id, values, seen)
    recording.remove_record(workspace.desk(AMINA), "fidelity_visit", visit.id, version=1)
    assert retention.tidy(after(workspace, 31)) == {"Removed records": 2}
    assert orphans(workspace.store) == []


def test_the_list_of_who_looked_is_kept_for_a_year(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    retention.tidy(after(workspace, 364))
    assert len(sharing.who_looked(workspace.desk(AMINA), project.id)) == 1
    retention.tidy(after(workspace, 366))
    assert sharing.who_looked(workspace.desk(AMINA), project.id) == ()


def test_a_submission_is_kept_for_the_three_years_and_the_days_after_them(
    workspace: Workspace,
) -> None:
    portfolio.save_narrative(workspace.desk(AMINA), "LP5", WORDS, version=0)
    choices = portfolio.choices_of(workspace.desk(AMINA)).model_dump()
    portfolio.keep_choices(
        workspace.desk(AMINA), portfolio.Choices.model_validate({**choices, "reason": "A try"})
    )
    submitted = submissions.submit(workspace.desk(AMINA))
    submissions.record_outcome(
        workspace.desk(AMINA), submitted.id, result="accredited", decided_on=workspace.today()
    )
    three_years = 3 * 365 + 1
    assert retention.tidy(after(workspace, three_years + 400)) == {}
    assert retention.tidy(after(workspace, three_years + 90, submissions=100)) == {}
    done = retention.tidy(after(workspace, three_years + 101, submissions=100))
    assert done == {"Outcomes of a submission": 1, "Submitted portfolios": 1}
    with workspace.store.read() as reader:
        assert reader.find(Submission, include_removed=True) == []
        assert reader.find(Outcome, include_removed=True) == []


def test_tidying_at_the_start_is_done_once_a_day(workspace: Workspace) -> None:
    with_something_removed(workspace)
    assert retention.tidy_once_a_day(after(workspace, 30)) != {}
    project = make_project(workspace)
    gone = write(workspace, project, "option", name="Another")
    recording.remove_record(workspace.desk(AMINA), "option", gone.id, version=1)
    assert retention.tidy_once_a_day(after(workspace, 30)) == {}
    assert retention.tidy_once_a_day(after(workspace, 31)) == {"Removed records": 1}


def test_what_is_erased_by_hand_is_not_found_again(workspace: Workspace) -> None:
    project_id = with_something_removed(workspace)
    erasure.erase_project(workspace.desk(AMINA), project_id, typed_title="Calm starts after lunch")
    assert retention.overdue_now(after(workspace, 31)) == {}


def test_the_rules_are_told_in_plain_words(planner: Workspace) -> None:
    told = {rule.what: rule.how_long for rule in retention.rules_in_words(planner)}
    assert told["What you removed"].startswith("30 days")
    never = retention.rules_in_words(after(planner, 0, removed=None))
    assert {rule.what: rule.how_long for rule in never}["What you removed"] == retention.NEVER


def test_settings_take_days_or_never_and_refuse_the_rest(tmp_path: Path) -> None:
    assert read_settings({}).keep_removed == 30
    assert read_settings({"LP_PLANNER_KEEP_REMOVED": "never"}).keep_removed is None
    assert read_settings({"LP_PLANNER_KEEP_SUBMISSIONS": "365"}).keep_submissions == 365
    for wrong in ("0", "-1", "soon", "9999999"):
        with pytest.raises(ConfigError, match="LP_PLANNER_KEEP_OPENINGS"):
            read_settings({"LP_PLANNER_KEEP_OPENINGS": wrong})
    settings = read_settings({"LP_PLANNER_DATABASE": str(tmp_path / "p.duckdb")})
    assert upkeep.say_what_is_overdue(settings).startswith("Nothing")
    assert upkeep.tidy_workspace(settings).startswith("Nothing")
    upkeep.close_workspaces()


def test_a_claim_that_was_withdrawn_goes_and_its_record_stays(workspace: Workspace) -> None:
    project = make_project(workspace)
    record = write(workspace, project, "option", name="Stays")
    claim(workspace, record, "LP5", words=WORDS)
    held = evidence.evidence_of(workspace.desk(AMINA), "option", record.id).claims
    evidence.withdraw_claim(workspace.desk(AMINA), held[0].id)
    assert retention.tidy(after(workspace, 31)) == {"Claims of evidence": 1}
    assert WORDS not in everything(workspace)
