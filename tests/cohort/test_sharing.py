"""Sharing by levels: the leader's view, its mirror, the log of who looked, and taking it back."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.cohort.guests import GuestKind
from lp_planner.domain.cohort.sharing import OpeningPlace
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.services.cohort import cohorts, guests, help_requests, sharing
from lp_planner.services.desk import projects
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.tables import TABLES
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, share, write

SHARED = [level for level in Sharing if level is not Sharing.PRIVATE]
PLAN_WORDS = "zebra-in-the-plan"
CLAIM_WORDS = "zebra-in-the-claim"
NEVER = "zebra-for-nobody-else"


def full_project(workspace: Workspace, level: Sharing) -> Project:
    """A project with words of every sort in it, and the words that nobody else may read."""
    project = make_project(workspace, sharing=level)
    ingredient = write(workspace, project, "active_ingredient", behaviour=PLAN_WORDS)
    option = write(workspace, project, "option", name=CLAIM_WORDS, evidence=NEVER, doubts=NEVER)
    talk = write(
        workspace, project, "coaching_session", coachee=NEVER, action_step=NEVER,
        question_asked=NEVER, what_was_heard=NEVER, how_it_went=NEVER,
    )  # fmt: skip
    write(workspace, project, "leadership_note", what=NEVER, for_whom=NEVER)
    write(workspace, project, "readiness_rating", whose=NEVER, gap=NEVER, verdict="not_yet")
    write(workspace, project, "understanding_check", ingredient_id=ingredient.id, note=NEVER)
    write(workspace, project, "milestone", what=NEVER, due_on=dt.date(2025, 12, 1))
    write(workspace, project, "stakeholder", group_described=NEVER, concern=NEVER)
    claim(workspace, option, "LP5", words=CLAIM_WORDS)
    claim(workspace, talk, "LP8", words="I asked a question")
    return project


def said(view: object) -> str:
    return repr(view)


@pytest.mark.parametrize("level", SHARED)
def test_the_mirror_is_the_very_same_view(workspace: Workspace, level: Sharing) -> None:
    project = full_project(workspace, level)
    mine = sharing.what_my_leaders_see(workspace.desk(AMINA), project.id)["chloe"]
    assert mine == sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")


@pytest.mark.parametrize("level", SHARED)
def test_each_level_shows_what_it_says_and_nothing_above_it(
    workspace: Workspace, level: Sharing
) -> None:
    project = full_project(workspace, level)
    seen = said(sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1"))
    assert NEVER not in seen
    assert (PLAN_WORDS in seen) == level.holds(Sharing.PLAN)
    assert ("Not yet" in seen) == level.holds(Sharing.PLAN)
    assert (CLAIM_WORDS in seen) == level.holds(Sharing.PLAN_AND_EVIDENCE)


@pytest.mark.parametrize("level", SHARED)
def test_the_cohort_page_says_no_word_at_any_level(workspace: Workspace, level: Sharing) -> None:
    full_project(workspace, level)
    seen = cohorts.cohort_progress(workspace.desk(CHLOE), visit="v1")
    sums = cohorts.cohort_sums(workspace.desk(CHLOE)).standards
    everything = seen.progress.to_csv() + sums.to_csv() + seen.name + str(seen.choices)
    for words in (NEVER, PLAN_WORDS, CLAIM_WORDS):
        assert words not in everything


@pytest.mark.parametrize("level", SHARED)
@pytest.mark.parametrize("actor", [AMINA, BEN, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_for_everybody_but_the_leader_a_shared_project_reads_as_unknown(
    workspace: Workspace, level: Sharing, actor: Actor
) -> None:
    project = make_project(workspace, sharing=level)
    for id_ in (project.id, "no-such-project"):
        with pytest.raises(NotFound):
            sharing.open_shared(workspace.desk(actor), id_, visit="v1")


def test_what_is_taken_back_is_gone_at_once(workspace: Workspace) -> None:
    project = full_project(workspace, Sharing.PLAN_AND_EVIDENCE)
    sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    share(workspace, project, Sharing.PROGRESS)
    assert PLAN_WORDS not in said(
        sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    )
    share(workspace, project, Sharing.PRIVATE)
    with pytest.raises(NotFound):
        sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    assert sharing.what_my_leaders_see(workspace.desk(AMINA), project.id) == {"chloe": None}
    assert cohorts.cohort_progress(workspace.desk(CHLOE)).progress.empty


def test_every_opening_is_in_the_log_once_for_a_visit_and_again_for_another(
    workspace: Workspace,
) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    for visit in ("v1", "v1", "v2"):
        sharing.open_shared(workspace.desk(CHLOE), project.id, visit=visit)
    cohorts.cohort_progress(workspace.desk(CHLOE), visit="v3")
    log = sharing.who_looked(workspace.desk(AMINA), project.id)
    assert [look.place for look in log] == [
        OpeningPlace.LIST, OpeningPlace.PROJECT, OpeningPlace.PROJECT,
    ]  # fmt: skip
    assert {(look.name, look.at, look.level) for look in log} == {("Chloe Ray", THEN, Sharing.PLAN)}


@pytest.mark.parametrize("actor", [BEN, CHLOE, DEV, EFUA], ids=lambda actor: actor.person_id)
def test_the_log_is_for_the_lead_practitioner_alone(workspace: Workspace, actor: Actor) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    with pytest.raises(NotFound):
        sharing.who_looked(workspace.desk(actor), project.id)


def test_a_look_that_is_refused_leaves_no_entry(workspace: Workspace) -> None:
    project = make_project(workspace)
    with pytest.raises(NotFound):
        sharing.open_shared(workspace.desk(CHLOE), project.id, visit="v1")
    with pytest.raises(ValidationFailed):
        sharing.open_shared(workspace.desk(CHLOE), project.id, visit="")
    assert sharing.who_looked(workspace.desk(AMINA), project.id) == ()


def test_sharing_naming_and_settings_are_no_work(workspace: Workspace) -> None:
    """A quiet project stays among those who might welcome a conversation, whatever is set on it."""
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=30))
    share(later, project, Sharing.PLAN)
    guests.invite_guest(
        later.desk(AMINA), project.id, person_id="hugo",
        guest_kind=GuestKind.COACH, level=Sharing.PLAN,
    )  # fmt: skip
    renamed = projects.rename_project(later.desk(AMINA), project.id, title="New", version=1)
    projects.carry_on_from(later.desk(AMINA), project.id, earlier="", version=renamed.version)
    help_requests.ask_for_help(later.desk(AMINA), project.id, asked="The hall")
    assert sharing.my_quiet_since(later.desk(AMINA), project.id) == THEN.date()
    write(later, project, "option")
    assert sharing.my_quiet_since(later.desk(AMINA), project.id) is None


def test_only_what_is_named_as_work_counts_as_work() -> None:
    work = {table for model, table in TABLES.items() if model.counts_as_activity}
    assert work == {*RECORD_KINDS, "evidence_claim", "attachment", "pupil_score"}


def test_being_looked_at_is_no_activity(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN)
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=40))
    view = sharing.open_shared(later.desk(CHLOE), project.id, visit="v1")
    again = sharing.open_shared(later.desk(CHLOE), project.id, visit="v2")
    assert view.facts.last_activity == again.facts.last_activity == THEN.date()


def test_a_quiet_project_is_asked_about_and_each_answer_is_taken(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    after = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=28))
    assert sharing.my_quiet_since(workspace.desk(AMINA), project.id) is None
    assert sharing.my_quiet_since(after.desk(AMINA), project.id) == THEN.date()
    listed = cohorts.cohort_progress(after.desk(CHLOE)).progress
    assert listed["conversation"].tolist() == ["Nothing recorded since 5 November 2025"]
    with pytest.raises(ValidationFailed):
        sharing.answer_quiet(after.desk(AMINA), project.id, choice="perhaps")
    sharing.answer_quiet(after.desk(AMINA), project.id, choice="continue")
    assert sharing.my_quiet_since(after.desk(AMINA), project.id) is None
    long_after = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=56))
    assert sharing.my_quiet_since(long_after.desk(AMINA), project.id) == THEN.date()
    sharing.answer_quiet(long_after.desk(AMINA), project.id, choice="pause")
    much_later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=200))
    assert sharing.my_quiet_since(much_later.desk(AMINA), project.id) is None


def test_a_filter_lets_through_what_fits_and_the_order_is_by_school_and_title(
    workspace: Workspace,
) -> None:
    second = make_project(workspace, title="B", sharing=Sharing.PROGRESS)
    make_project(workspace, BEN, title="A", sharing=Sharing.PROGRESS)
    write(workspace, second, "priority", theme="mathematics")
    assert cohorts.cohort_progress(workspace.desk(CHLOE)).progress["project"].tolist() == ["A", "B"]
    wanted = cohorts.CohortFilter(theme="Mathematics")
    found = cohorts.cohort_progress(workspace.desk(CHLOE), wanted)
    assert found.progress["project"].tolist() == ["B"]
    assert "Mathematics" in found.choices["theme"]
    nothing = cohorts.CohortFilter(school="Nowhere")
    assert cohorts.cohort_progress(workspace.desk(CHLOE), nothing).progress.empty


def test_sums_over_a_small_cohort_are_held_back(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    claim(workspace, write(workspace, project, "option"), "LP5")
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=60))
    assert cohorts.cohort_sums(later.desk(CHLOE)).standards["projects"].isna().all()


def test_only_a_leader_logs_a_look_at_a_cohort(workspace: Workspace) -> None:
    with pytest.raises(PermissionDenied):
        cohorts.cohort_progress(workspace.desk(AMINA), visit="v1")
    with pytest.raises(PermissionDenied):
        cohorts.cohort_sums(workspace.desk(AMINA))
