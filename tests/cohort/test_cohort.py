"""The cohort: shared progress in counts, and never a word of the work."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor, Cohort, Membership
from lp_planner.domain.cohort.sharing import OpeningPlace
from lp_planner.domain.records.errors import PermissionDenied
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort.cohort_reports import cohort_report
from lp_planner.services.cohort.cohorts import (
    COHORT_COLUMNS,
    CohortFilter,
    Served,
    cohort_progress,
    priorities_served,
)
from lp_planner.services.cohort.sharing import who_looked
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, share, write

WORDS = "zebra-crossing-thoughts"


def test_the_leader_sees_title_phase_last_activity_and_counts(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    record = write(workspace, project, "active_ingredient")
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=20))
    claim(later, record, "LP7", "LP6")
    seen = cohort_progress(workspace.desk(CHLOE))
    assert tuple(seen.progress.columns) == COHORT_COLUMNS
    assert seen.progress.to_dict("records") == [
        {
            "project_id": project.id,
            "project": "Calm starts after lunch",
            "lead": "Amina Diallo",
            "role": "",
            "school": "Oakfield School",
            "theme": "Not said yet",
            "phase": "Explore",
            "submitted_on": None,
            "sharing": "progress",
            "next_milestone": None,
            "last_activity": dt.date(2025, 11, 25),
            "quiet_since": None,
            "standards_evidenced": 2,
            "readiness": "",
            "use": "",
            "moved": "",
            "conversation": "",
        }
    ]
    assert (seen.members, seen.sharing) == (2, 1)


def test_every_reason_for_a_conversation_is_listed(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    write(workspace, project, "milestone", what="Begin", due_on=dt.date(2025, 11, 6))
    later = dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=30))
    assert cohort_progress(later.desk(CHLOE)).progress["conversation"].tolist() == [
        "Nothing recorded since 5 November 2025; A date has passed: 6 November 2025"
    ]


def test_the_list_counts_who_shares_names_the_cohorts_and_offers_what_there_is(
    workspace: Workspace,
) -> None:
    def lead_two(uow: UnitOfWork) -> None:
        second = uow.add(Cohort, name="Second cohort", leader_id=CHLOE.person_id)
        uow.add(Membership, cohort_id=second.id, person_id=DEV.person_id)

    workspace.store.write("set-up", lead_two, at=THEN)
    for title in ("A", "B"):
        make_project(workspace, title=title, sharing=Sharing.PROGRESS)
    make_project(workspace, DEV, title="C", sharing=Sharing.PLAN)
    make_project(workspace, BEN)
    seen = cohort_progress(workspace.desk(CHLOE))
    assert seen.name == "Oakfield cohort and Second cohort"
    assert (seen.members, seen.sharing) == (3, 2)
    assert seen.progress["project"].tolist() == ["C", "A", "B"]
    assert seen.choices == {
        "school": ("Elmwood School", "Oakfield School"),
        "theme": ("Not said yet",),
        "phase": ("Explore",),
    }
    elmwood = cohort_progress(workspace.desk(CHLOE), CohortFilter(school="Elmwood School"))
    assert elmwood.progress["project"].tolist() == ["C"]
    assert (elmwood.sharing, elmwood.choices) == (2, seen.choices)


def test_a_list_without_a_visit_leaves_no_entry_and_a_visit_leaves_one_for_each_project(
    workspace: Workspace,
) -> None:
    one, other = (
        make_project(workspace, actor, sharing=Sharing.PROGRESS) for actor in (AMINA, BEN)
    )
    hidden = make_project(workspace)
    cohort_progress(workspace.desk(CHLOE))
    assert who_looked(workspace.desk(AMINA), one.id) == ()
    for visit in ("v1", "v1", "v2"):
        cohort_progress(workspace.desk(CHLOE), visit=visit)
    for actor, project, times in ((AMINA, one, 2), (BEN, other, 2), (AMINA, hidden, 0)):
        places = [look.place for look in who_looked(workspace.desk(actor), project.id)]
        assert places == [OpeningPlace.LIST] * times


def test_areas_are_served_by_title_and_school_and_in_words_only_where_the_plan_is_shared(
    workspace: Workspace,
) -> None:
    themes = {t.key: t.label for t in workspace.library.vocabularies["priority_themes"].terms}
    last, first = list(themes)[1], next(iter(themes))
    for title, level, theme in (
        ("A", Sharing.PROGRESS, last), ("B", Sharing.PLAN, last), ("C", Sharing.PLAN, first),
    ):  # fmt: skip
        project = make_project(workspace, title=title, sharing=level)
        write(workspace, project, "priority", theme=theme, priority=f"{WORDS} {title}")
    make_project(workspace, title="D", sharing=Sharing.PLAN)
    school = "Oakfield School"
    assert priorities_served(workspace.desk(CHLOE)) == (
        Served(area=themes[first], projects=(("C", school, f"{WORDS} C"),)),
        Served(area=themes[last], projects=(("A", school, ""), ("B", school, f"{WORDS} B"))),
        Served(area="Not said yet", projects=(("D", school, ""),)),
    )
    with pytest.raises(PermissionDenied):
        priorities_served(workspace.desk(AMINA))


def test_a_project_that_is_not_shared_is_not_there(workspace: Workspace) -> None:
    make_project(workspace)
    make_project(workspace, BEN, title="Shared", sharing=Sharing.PROGRESS)
    assert cohort_progress(workspace.desk(CHLOE)).progress["project"].tolist() == ["Shared"]


def test_a_project_outside_the_cohort_is_not_there(workspace: Workspace) -> None:
    make_project(workspace, DEV, sharing=Sharing.PROGRESS)
    assert cohort_progress(workspace.desk(CHLOE)).progress.empty
    assert len(cohort_progress(workspace.desk(EFUA)).progress) == 1, "hers is another cohort"


def test_no_word_that_was_written_reaches_the_leader(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    record = write(workspace, project, "option", name=WORDS, evidence=WORDS)
    write(workspace, project, "adoption_decision", decision="stop", reasons=WORDS, decided_by=WORDS)
    claim(workspace, record, "LP5", words=WORDS)
    seen = cohort_progress(workspace.desk(CHLOE))
    assert WORDS not in seen.progress.to_csv() + seen.name
    assert seen.progress["phase"].tolist() == ["Decided to stop"]


def test_sharing_can_be_taken_back(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    share(workspace, project, Sharing.PRIVATE)
    assert cohort_progress(workspace.desk(CHLOE)).progress.empty


@pytest.mark.parametrize("actor", [AMINA, BEN, DEV], ids=lambda actor: actor.person_id)
def test_a_lead_practitioner_sees_no_cohort(workspace: Workspace, actor: Actor) -> None:
    with pytest.raises(PermissionDenied):
        cohort_progress(workspace.desk(actor))


def test_what_is_listed_narrows_priorities_results_and_documents_alike(
    workspace: Workspace,
) -> None:
    def lead_two(uow: UnitOfWork) -> None:
        second = uow.add(Cohort, name="Second cohort", leader_id=CHLOE.person_id)
        uow.add(Membership, cohort_id=second.id, person_id=DEV.person_id)

    workspace.store.write("set-up", lead_two, at=THEN)
    for actor, title in ((AMINA, "Here"), (DEV, "There")):
        make_project(workspace, actor, title=title, sharing=Sharing.PLAN_AND_EVIDENCE)
    desk, elmwood = workspace.desk(CHLOE), CohortFilter(school="Elmwood School")
    served = [title for area in priorities_served(desk, elmwood) for title, *_ in area.projects]
    report = cohort_report(desk, elmwood)
    assert served == ["There"]
    assert [row[0] for row in report.projects.rows] == ["There"]
    assert "Narrowed to: Elmwood School." in report.summary
    everything = cohort_report(desk)
    assert [row[0] for row in everything.projects.rows] == ["There", "Here"]
    assert not any("Narrowed" in line for line in everything.summary)
