"""A usual run of a cohort's dates: launch, meetings, help with the application, gateway."""

import datetime as dt
from dataclasses import replace

import pytest

from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.records.errors import NotFound, PermissionDenied
from lp_planner.services.cohort import cohort_dates, memberships, usual_dates
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, CHLOE, EFUA
from tests.page_script import Opener, words


def test_it_has_a_launch_a_meeting_each_half_term_help_and_a_gateway_in_this_order(
    planner: Workspace,
) -> None:
    found = usual_dates.usual_dates(planner.desk(CHLOE))
    assert [(d.kind.value, d.note.partition(",")[0].partition(":")[0]) for d in found] == [
        ("start", "Launch"),
        ("review", "We meet"),
        ("review", "We meet"),
        ("review", "We meet"),
        ("review", "Application support"),
        ("submission", "Gateway"),
    ]
    assert [d.on for d in found] == sorted(d.on for d in found)
    assert found[0].on > planner.today()


def test_every_day_is_one_on_which_the_school_is_open_and_each_half_term_has_its_meeting(
    planner: Workspace,
) -> None:
    periods = planner.library.calendar.periods
    halves = [p for p in periods if p.period_kind is PeriodKind.HALF_TERM]
    closed = [p for p in periods if p.period_kind in {PeriodKind.HOLIDAY, PeriodKind.INSET}]
    days = [d.on for d in usual_dates.usual_dates(planner.desk(CHLOE))]
    for day in days:
        assert day.weekday() < 5
        assert not any(p.from_on <= day <= p.to_on for p in closed), day
    places = [next(p.name for p in halves if p.from_on <= day <= p.to_on) for day in days]
    assert len(set(places)) == usual_dates.HALVES


def test_one_click_sets_them_once_for_one_s_own_cohort_and_members_read_them(
    planner: Workspace,
) -> None:
    desk = planner.desk(CHLOE)
    cohort_id = next(iter(memberships.led_cohorts(desk)))
    assert usual_dates.set_usual_dates(desk, cohort_id) == 6
    usual_dates.set_usual_dates(desk, cohort_id)
    mine = cohort_dates.dates_of_mine(planner.desk(AMINA))
    assert [d.on for d in mine] == [d.on for d in usual_dates.usual_dates(desk)]
    with pytest.raises(NotFound):
        usual_dates.set_usual_dates(planner.desk(EFUA), cohort_id)
    with pytest.raises(PermissionDenied):
        usual_dates.usual_dates(planner.desk(AMINA))


def test_a_calendar_that_ends_too_soon_suggests_nothing(planner: Workspace) -> None:
    late = replace(planner, clock=lambda: dt.datetime(2029, 5, 1, tzinfo=dt.UTC))
    assert usual_dates.usual_dates(late.desk(CHLOE)) == ()


def test_a_leader_finds_them_on_the_cohort_page_and_takes_them_in_a_click(opened: Opener) -> None:
    app = opened("demo:hannah", "cohort", tab="Look after it")
    assert "Gateway: the term in which portfolios go in" in words(app)
    button = next(b for b in app.button if str(b.key).startswith("cohort_date|usual|"))
    button.click().run()
    assert not app.exception
    assert words(app).count("Gateway: the term in which portfolios go in") == 2
