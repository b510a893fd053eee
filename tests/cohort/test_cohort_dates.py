"""A cohort's dates: its leader sets them, its members read them, nobody else does either."""

import datetime as dt

import pytest

from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.records.errors import NotFound, PermissionDenied, ValidationFailed
from lp_planner.services.cohort import cohort_dates, memberships
from lp_planner.services.cohort.dates_export import dates_report, make_calendar
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CAST, CHLOE, DEV, EFUA
from tests.factories import make_project

REVIEW = dt.date(2026, 2, 4)
START = dt.date(2025, 10, 1)


@pytest.fixture
def cohort_id(workspace: Workspace) -> str:
    return next(iter(memberships.led_cohorts(workspace.desk(CHLOE))))


def set_both(workspace: Workspace, cohort_id: str) -> str:
    """A review and a start; the id of the review."""
    review = cohort_dates.set_date(
        workspace.desk(CHLOE), cohort_id, kind="review", on=REVIEW, note=" Half an hour each "
    )
    cohort_dates.set_date(workspace.desk(CHLOE), cohort_id, kind="start", on=START)
    return review.id


def test_leader_and_members_read_the_same_dates_in_their_order(
    workspace: Workspace, cohort_id: str
) -> None:
    set_both(workspace, cohort_id)
    led = cohort_dates.dates_i_set(workspace.desk(CHLOE))
    assert [(d.what, d.on, d.is_past) for d in led] == [
        ("Start", START, True),
        ("Review · Half an hour each", REVIEW, False),
    ]
    for member in (AMINA, BEN):
        assert cohort_dates.dates_of_mine(workspace.desk(member)) == led
    assert cohort_dates.dates_of_mine(workspace.desk(DEV)) == ()
    assert cohort_dates.dates_i_set(workspace.desk(EFUA)) == ()


def test_who_left_reads_them_no_more(workspace: Workspace, cohort_id: str) -> None:
    set_both(workspace, cohort_id)
    memberships.leave_cohort(workspace.desk(AMINA), cohort_id)
    assert cohort_dates.dates_of_mine(workspace.desk(AMINA)) == ()


def test_the_same_date_twice_is_one_and_one_taken_away_is_gone(
    workspace: Workspace, cohort_id: str
) -> None:
    review = set_both(workspace, cohort_id)
    set_both(workspace, cohort_id)
    assert len(cohort_dates.dates_i_set(workspace.desk(CHLOE))) == 2
    cohort_dates.take_date_away(workspace.desk(CHLOE), review)
    assert [d.what for d in cohort_dates.dates_of_mine(workspace.desk(BEN))] == ["Start"]
    with pytest.raises(NotFound):
        cohort_dates.take_date_away(workspace.desk(CHLOE), review)


def test_another_leader_s_cohort_and_its_dates_read_as_unknown(
    workspace: Workspace, cohort_id: str
) -> None:
    review = set_both(workspace, cohort_id)
    said = set()
    for id_ in (cohort_id, "no-such-cohort"):
        with pytest.raises(NotFound) as refused:
            cohort_dates.set_date(workspace.desk(EFUA), id_, kind="review", on=REVIEW)
        said.add(refused.value.message)
    for id_ in (review, "no-such-date"):
        with pytest.raises(NotFound) as refused:
            cohort_dates.take_date_away(workspace.desk(EFUA), id_)
        said.add(refused.value.message)
    assert len(said) == 1
    assert len(cohort_dates.dates_i_set(workspace.desk(CHLOE))) == 2


@pytest.mark.parametrize(
    "actor", [a for a in CAST if a not in (CHLOE, EFUA)], ids=lambda a: a.person_id
)
def test_only_who_leads_a_cohort_sets_dates(
    workspace: Workspace, cohort_id: str, actor: Actor
) -> None:
    review = set_both(workspace, cohort_id)
    for attempt in (
        lambda: cohort_dates.set_date(workspace.desk(actor), cohort_id, kind="review", on=REVIEW),
        lambda: cohort_dates.take_date_away(workspace.desk(actor), review),
        lambda: cohort_dates.dates_i_set(workspace.desk(actor)),
    ):
        with pytest.raises(PermissionDenied):
            attempt()


@pytest.mark.parametrize(
    ("answers", "field"), [({"kind": "party"}, "kind"), ({"note": "x" * 300}, "note")]
)
def test_what_a_date_is_for_is_asked_and_a_note_stays_short(
    workspace: Workspace, cohort_id: str, answers: dict[str, str], field: str
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        cohort_dates.set_date(
            workspace.desk(CHLOE), cohort_id, **{"kind": "review", **answers}, on=REVIEW
        )
    assert set(refused.value.errors) == {field}


def test_they_stand_in_the_calendar_of_each_member_under_one_name(
    workspace: Workspace, cohort_id: str
) -> None:
    review = set_both(workspace, cohort_id)
    first, second = make_project(workspace), make_project(workspace, title="Another")
    entries = [e for e in dates_report(workspace.desk(AMINA), first.id).entries if e.on == REVIEW]
    assert [e.what for e in entries] == ["Cohort: Review · Half an hour each"]
    assert entries[0] in dates_report(workspace.desk(AMINA), second.id).entries
    cohort_dates.take_date_away(workspace.desk(CHLOE), review)
    calendar = make_calendar(workspace.desk(AMINA), first.id)[1].decode()
    assert calendar.count("STATUS:CANCELLED") == 1
    assert "Half an hour each" not in calendar
