"""The school year: whole, with its INSET days and national weeks, and pasted in by a school."""

import datetime as dt

import pytest

from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.records.errors import PermissionDenied, ValidationFailed
from lp_planner.interchange.term_dates import read_term_dates
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import calendar
from tests.cast import AMINA, DEV, GWEN

YEARS = (2025, 2026, 2027, 2028)
ONE_DAY = dt.timedelta(days=1)


def days(first: dt.date, last: dt.date) -> list[dt.date]:
    return [first + ONE_DAY * n for n in range((last - first).days + 1)]


def test_no_weekday_of_the_four_years_lies_in_no_period(planner: Workspace) -> None:
    periods = calendar.school_year(planner.desk(AMINA))
    every = days(dt.date(2025, 9, 1), dt.date(2029, 8, 31))
    lost = [d for d in every if d.weekday() < 5 and calendar.period_of(periods, d) is None]
    assert lost == []


@pytest.mark.parametrize("year", YEARS)
def test_each_year_has_five_inset_days_in_term_eight_bank_holidays_and_its_national_weeks(
    planner: Workspace, year: int
) -> None:
    first, last = dt.date(year, 9, 1), dt.date(year + 1, 8, 31)
    periods = [p for p in planner.library.calendar.periods if first <= p.from_on <= last]
    terms = [p for p in periods if p.period_kind is PeriodKind.HALF_TERM]
    inset = [p.from_on for p in periods if p.period_kind is PeriodKind.INSET]
    assert len(terms) == 6
    assert len(inset) == len(set(inset)) == 5
    for day in inset:
        assert day.weekday() < 5
        assert any(t.from_on <= day <= t.to_on for t in terms)
    bank = [p for p in periods if p.period_kind is PeriodKind.HOLIDAY and p.from_on == p.to_on]
    assert len(bank) == 8
    assert next(p.from_on for p in bank if "Early May" in p.name).weekday() == 0
    national = {p.name.split(" (")[0] for p in periods if p.period_kind is PeriodKind.BUSY}
    assert national == {
        "SATs, Key Stage 2", "Phonics screening check", "GCSE and A-level exams",
    }  # fmt: skip


def test_a_national_week_that_nobody_confirmed_says_so_and_each_says_as_at_when(
    planner: Workspace,
) -> None:
    weeks = [p for p in planner.library.calendar.periods if p.period_kind is PeriodKind.BUSY]
    assert all("30 November 2026" in week.note for week in weeks)
    doubted = {week.from_on.year for week in weeks if "not confirmed" in week.name}
    assert doubted == {2027, 2028, 2029}
    assert all(("confirmed" in w.name) == ("No date" in w.note) for w in weeks)
    sats = next(w for w in weeks if w.name == "SATs, Key Stage 2")
    assert (sats.from_on, sats.to_on) == (dt.date(2026, 5, 11), dt.date(2026, 5, 14))


LIST = """
Autumn Term 2027

INSET days: 1 and 2 September
Term starts: Friday 3 September
Half-term: Monday 25 October – Friday 29 October
Term ends: Friday 17 December
Christmas holiday: 20 December to Tuesday 4 January 2028
Mock exams 10/01/2028 - 21/01/2028
Spring Term 2028
First half-term: Wednesday 5th January to Friday 11th February
Half-term: 14-18 February
May Day: Monday 1 May
We look forward to seeing everybody
"""


def test_a_list_of_term_dates_is_read_as_schools_write_it() -> None:
    read = read_term_dates(LIST)
    found = {
        (p.period_kind.value, p.from_on.isoformat(), p.to_on.isoformat()) for p in read.periods
    }
    assert found == {
        ("inset", "2027-09-01", "2027-09-01"),
        ("inset", "2027-09-02", "2027-09-02"),
        ("half_term", "2027-09-03", "2027-10-22"),
        ("holiday", "2027-10-25", "2027-10-29"),
        ("half_term", "2027-11-01", "2027-12-17"),
        ("holiday", "2027-12-20", "2028-01-04"),
        ("busy", "2028-01-10", "2028-01-21"),
        ("half_term", "2028-01-05", "2028-02-11"),
        ("holiday", "2028-02-14", "2028-02-18"),
        ("holiday", "2028-05-01", "2028-05-01"),
    }
    assert read.left_over == ("We look forward to seeing everybody",)


@pytest.mark.parametrize(
    "line", ["Half-term: 31 February 2028", "Sports day: 4 June 2028", "Term ends: 4 June 2028"]
)
def test_what_is_not_understood_is_given_back_and_never_guessed(line: str) -> None:
    read = read_term_dates(line)
    assert read.periods == ()
    assert read.left_over in {(line,), ()}


def test_pasted_dates_take_the_place_of_the_earlier_ones_and_busy_weeks_stay(
    planner: Workspace,
) -> None:
    calendar.take_term_dates(planner.desk(AMINA), read_term_dates(LIST).periods)
    own = calendar.school_year(planner.desk(AMINA))
    assert calendar.is_own(own)
    in_september = calendar.period_of(own, dt.date(2027, 9, 2))
    assert in_september is not None
    assert in_september.period_kind is PeriodKind.INSET
    mock = calendar.period_of(own, dt.date(2028, 1, 12))
    assert mock is not None
    assert mock.period_kind is PeriodKind.BUSY
    assert not any(p.name == "Autumn, first half" and p.from_on.year == 2027 for p in own)
    assert any(p.name == "Autumn, first half" and p.from_on.year == 2026 for p in own)
    assert any(p.name == "Boxing Day, on the Tuesday" for p in own)
    assert not calendar.is_own(calendar.school_year(planner.desk(DEV)))


def test_nothing_pasted_is_refused_and_a_trust_lead_keeps_no_calendar(planner: Workspace) -> None:
    with pytest.raises(ValidationFailed, match="no dates"):
        calendar.take_term_dates(planner.desk(AMINA), ())
    with pytest.raises(PermissionDenied):
        calendar.take_term_dates(planner.desk(GWEN), read_term_dates(LIST).periods)
