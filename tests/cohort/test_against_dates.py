"""A leader reads where the cohort is against its dates, and what changed since the last look."""

import dataclasses
import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.portfolio.portfolio import Submission
from lp_planner.domain.records.project import Sharing
from lp_planner.services.cohort import cohort_dates, help_requests, levels, memberships
from lp_planner.services.cohort.against_dates import SinceLooked
from lp_planner.services.cohort.cohorts import ORDERS, CohortFilter, cohort_progress, in_order
from lp_planner.services.cohort.keeping_back import keep_back
from lp_planner.services.cohort.strips import picture_of_strips
from lp_planner.services.desk.workspace import Workspace
from lp_planner.storage.unit_of_work import UnitOfWork
from tests.cast import AMINA, BEN, CHLOE, DEV, EFUA, THEN
from tests.factories import claim, make_project, share, write

WORDS = "zebra-crossing-thoughts"


def on(workspace: Workspace, days: int) -> Workspace:
    return dataclasses.replace(workspace, clock=lambda: THEN + dt.timedelta(days=days))


def set_date(workspace: Workspace, kind: str, days: int) -> None:
    desk = workspace.desk(CHLOE)
    cohort = next(iter(memberships.led_cohorts(desk)))
    cohort_dates.set_date(desk, cohort, kind=kind, on=THEN.date() + dt.timedelta(days=days))


def hand_in(workspace: Workspace, actor: Actor) -> None:
    def save(uow: UnitOfWork) -> None:
        uow.add(
            Submission,
            person_id=actor.person_id,
            framework="ssat_lp",
            submitted_at=workspace.now(),
            content=WORDS,
            sha256="0",
            is_blind=False,
        )

    workspace.store.write(actor.person_id, save, at=workspace.now())


def test_a_project_stands_in_each_phase_from_the_day_on_which_the_leader_would_have_read_it(
    workspace: Workspace,
) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    write(workspace, project, "priority")
    write(on(workspace, 20), project, "adoption_decision", decision="adopt")
    write(on(workspace, 40), project, "adoption_decision", decision="stop",
          decided_on=(THEN + dt.timedelta(days=40)).date())  # fmt: skip
    for days, phase in ((10, "Explore"), (30, "Prepare"), (50, "Decided to stop")):
        (fact,) = cohort_progress(on(workspace, days).desk(CHLOE)).listed
        then = [s for s in fact.course if s.from_on <= on(workspace, days).today()]
        assert then[-1].phase.name == phase
    assert [(s.phase.name, (s.from_on - THEN.date()).days) for s in fact.course] == [
        ("Explore", 0), ("Prepare", 20), ("Decided to stop", 40),
    ]  # fmt: skip
    assert fact.course[-1].phase.name == fact.phase


def test_what_its_lead_leaves_out_moves_no_phase_either(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PLAN_AND_EVIDENCE)
    write(workspace, project, "priority")
    decision = write(on(workspace, 20), project, "adoption_decision", decision="adopt")
    claim(on(workspace, 20), decision, "LP2")
    (fact,) = cohort_progress(on(workspace, 30).desk(CHLOE)).listed
    assert [s.phase.name for s in fact.course] == ["Explore", "Prepare"]
    keep_back(
        workspace.desk(AMINA), project.id, kind=decision.kind, record_id=decision.id, is_out=True
    )
    (fact,) = cohort_progress(on(workspace, 30).desk(CHLOE)).listed
    assert [s.phase.name for s in fact.course] == ["Explore"]


def test_the_next_date_says_how_many_who_share_have_submitted_since_the_cohort_began(
    workspace: Workspace,
) -> None:
    for actor in (AMINA, BEN):
        make_project(workspace, actor, title="A", sharing=Sharing.PROGRESS)
    make_project(workspace, BEN, title="A second one", sharing=Sharing.PROGRESS)
    hand_in(on(workspace, -300), BEN)
    hand_in(on(workspace, 3), AMINA)
    set_date(workspace, "start", -60)
    set_date(workspace, "submission", 18)
    seen = cohort_progress(on(workspace, 4).desk(CHLOE))
    assert seen.next_date == (
        "Submission on 23 November 2025, in 14 days: 1 of 2 who share has submitted."
    )
    assert seen.phases == "3 in Explore"
    assert [f.submitted_on is not None for f in in_order(seen.listed, "name")] == [True, True, True]
    assert WORDS not in repr(seen)


def test_a_review_before_the_submission_is_said_first_and_no_date_says_nothing(
    workspace: Workspace,
) -> None:
    make_project(workspace, sharing=Sharing.PROGRESS)
    assert cohort_progress(workspace.desk(CHLOE)).next_date == ""
    set_date(workspace, "review", 0)
    assert cohort_progress(workspace.desk(CHLOE)).next_date == "Review today."
    set_date(workspace, "submission", 1)
    assert cohort_progress(workspace.desk(CHLOE)).next_date == (
        "Review today. Submission on 6 November 2025, in 1 day: 0 of 1 who share have submitted."
    )


def test_the_first_visit_has_nothing_to_compare_with_and_a_second_one_today_neither(
    workspace: Workspace,
) -> None:
    make_project(workspace, sharing=Sharing.PROGRESS)
    for visit in ("morning", "noon"):
        assert cohort_progress(workspace.desk(CHLOE), visit=visit).since is None


def test_what_changed_since_an_earlier_day_is_said_all_day_and_of_what_is_shared_alone(
    workspace: Workspace,
) -> None:
    moved = make_project(workspace, title="A", sharing=Sharing.PROGRESS)
    write(workspace, moved, "priority")
    worked = make_project(workspace, BEN, title="B", sharing=Sharing.PROGRESS)
    hidden = make_project(workspace, BEN, title="Hidden")
    cohort_progress(workspace.desk(CHLOE), visit="then")
    later = on(workspace, 3)
    write(later, moved, "adoption_decision", decision="adopt")
    write(later, worked, "priority", BEN)
    write(later, hidden, "adoption_decision", BEN, decision="adopt")
    help_requests.ask_for_help(later.desk(AMINA), moved.id, asked=WORDS)
    for visit in ("now", "and once more"):
        since = cohort_progress(later.desk(CHLOE), visit=visit).since
        assert since == SinceLooked(
            looked_on=THEN.date(),
            changes=(
                "asked for help: Amina Diallo",
                "now in Prepare: Amina Diallo",
                "worked on: 1 other project",
            ),
        )
    assert WORDS not in repr(since)


def test_who_began_to_share_and_who_submitted_are_named_and_many_are_counted(
    workspace: Workspace,
) -> None:
    make_project(workspace, sharing=Sharing.PROGRESS)
    cohort_progress(workspace.desk(CHLOE), visit="then")
    later = on(workspace, 2)
    make_project(later, BEN, title="B", sharing=Sharing.PROGRESS)
    hand_in(later, BEN)
    since = cohort_progress(later.desk(CHLOE), visit="now").since
    assert since is not None
    assert since.changes == ("submitted: Ben Hart", "began to share: Ben Hart")


def test_a_leader_who_looks_elsewhere_is_told_of_their_own_last_look(workspace: Workspace) -> None:
    project = make_project(workspace, DEV, sharing=Sharing.PROGRESS)
    cohort_progress(workspace.desk(CHLOE), visit="hers")
    later = on(workspace, 2)
    write(later, project, "priority", DEV)
    assert cohort_progress(later.desk(EFUA), visit="another’s").since is None


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_has_each_project_once_and_only_reasons_come_before_names(
    workspace: Workspace, order: str
) -> None:
    for actor, title in ((BEN, "A"), (AMINA, "B"), (AMINA, "C")):
        make_project(workspace, actor, title=title, sharing=Sharing.PROGRESS)
    late = make_project(workspace, title="Z", sharing=Sharing.PROGRESS)
    write(workspace, late, "milestone", what="Begin", due_on=dt.date(2025, 11, 6))
    soon = make_project(workspace, title="Y", sharing=Sharing.PROGRESS)
    write(workspace, soon, "milestone", what="Begin", due_on=dt.date(2025, 11, 20))
    facts = cohort_progress(on(workspace, 9).desk(CHLOE)).listed
    titles = [fact.title for fact in in_order(facts, order)]
    assert (
        titles
        == {
            "conversation": ["Z", "A", "B", "C", "Y"],
            "place": ["A", "B", "C", "Y", "Z"],
            "name": ["B", "C", "Y", "Z", "A"],
            "next": ["Y", "A", "B", "C", "Z"],
        }[order]
    )


def test_the_picture_draws_what_is_listed_with_the_dates_and_no_word_that_was_written(
    workspace: Workspace,
) -> None:
    project = make_project(workspace, title="Shown", sharing=Sharing.PROGRESS)
    write(workspace, project, "priority", priority=WORDS)
    make_project(workspace, BEN, title="Kept")
    set_date(workspace, "review", 30)
    later = on(workspace, 40)
    cohort = cohort_progress(later.desk(CHLOE))
    chart = picture_of_strips(later, cohort, cohort.listed)
    assert chart.table.reset_index().iloc[0].tolist() == [
        "Amina Diallo", "Shown", "Explore from 5 November 2025", "not yet", "",
        "Nothing recorded since 5 November 2025",
    ]  # fmt: skip
    assert "Review: 5 December 2025" in chart.alt
    assert WORDS not in f"{chart.figure.to_json()} {chart.alt}"
    assert "Kept" not in chart.figure.to_json()


def test_narrowing_the_page_leaves_the_dates_and_the_news_as_they_are(workspace: Workspace) -> None:
    make_project(workspace, sharing=Sharing.PROGRESS)
    make_project(workspace, DEV, title="B", sharing=Sharing.PROGRESS)
    set_date(workspace, "submission", 9)
    whole = cohort_progress(workspace.desk(CHLOE))
    few = cohort_progress(workspace.desk(CHLOE), CohortFilter(school="Elmwood School"))
    assert len(few.listed) < len(whole.listed)
    assert (few.next_date, few.phases) == (whole.next_date, whole.phases)


def test_what_is_taken_back_is_gone_from_strips_and_news_at_once(workspace: Workspace) -> None:
    project = make_project(workspace, sharing=Sharing.PROGRESS)
    cohort_progress(workspace.desk(CHLOE), visit="then")
    later = on(workspace, 2)
    write(later, project, "priority")
    place = levels.levels_of(later.desk(AMINA), project.id)[0]
    levels.share_progress(
        later.desk(AMINA), project.id, cohort_id=place.cohort_id, sharing=Sharing.PRIVATE
    )
    seen = cohort_progress(later.desk(CHLOE), visit="now")
    assert seen.listed == ()
    assert seen.since == SinceLooked(looked_on=THEN.date(), changes=())
    share(later, project, Sharing.PROGRESS)
    assert cohort_progress(later.desk(CHLOE)).since == SinceLooked(
        looked_on=THEN.date(), changes=("worked on: 1 other project",)
    )
