"""Rows carry the point of their kind: who, what, when again, what was seen and claimed."""

import datetime as dt

import pytest

from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.planning import recording, rows
from lp_planner.services.planning.next_steps import due_now
from lp_planner.services.planning.rows import Row
from lp_planner.wording import short_day
from tests.cast import AMINA
from tests.factories import make_project, visit, write


@pytest.fixture
def project(planner: Workspace) -> Project:
    return make_project(planner)


def row_of(planner: Workspace, project: Project, record: Record) -> Row:
    desk = planner.desk(AMINA)
    records = recording.records_of(desk, project.id, record.kind)
    found = rows.rows_of(desk, project.id, records, due_now(desk, project.id))
    return next(row for row in found if row.record_id == record.id)


def test_a_coaching_row_says_who_what_and_since_when_it_waits(
    planner: Workspace, project: Project
) -> None:
    today = planner.today()
    note = write(
        planner, project, "coaching_session",
        held_on=today - dt.timedelta(days=9), coachee="TA-B", action_step="Swap list by nine",
        check_back_on=today - dt.timedelta(days=2),
    )  # fmt: skip
    row = row_of(planner, project, note)
    assert (row.lead, row.says) == ("TA-B", "Swap list by nine")
    assert row.is_late
    assert row.due == f"was due {short_day(today - dt.timedelta(days=2), today)}"
    assert row.tags == ()
    assert "swap list" in row.told


def test_what_lies_ahead_is_due_and_what_is_done_says_so(
    planner: Workspace, project: Project
) -> None:
    today = planner.today()
    ahead = today + dt.timedelta(days=9)
    date = write(planner, project, "milestone", what="Cards are printed", due_on=ahead)
    assert row_of(planner, project, date).due == f"due {short_day(ahead, today)}"
    met = write(planner, project, "milestone", what="Met", due_on=ahead, done_on=today)
    assert row_of(planner, project, met).due == ""
    assert row_of(planner, project, met).tags == (f"done {short_day(today, today)}",)


def test_an_ingredient_says_whether_it_holds_and_its_limits(
    planner: Workspace, project: Project
) -> None:
    loose = write(
        planner, project, "active_ingredient",
        behaviour="Seating is free", fixedness="loose", limits="Within the room",
    )  # fmt: skip
    row = row_of(planner, project, loose)
    assert row.tags == ("Loose: it may vary",)
    assert row.note == "Within the room"


def test_a_visit_shows_what_it_saw_in_the_order_of_the_ingredients(
    planner: Workspace, project: Project
) -> None:
    first, second = (
        write(planner, project, "active_ingredient", behaviour=words).id
        for words in ("Wait", "Ask")
    )
    saved = visit(planner, project, planner.today(), {second: "not_seen", first: "seen"})
    assert row_of(planner, project, saved).mark.seen == ("seen", "not_seen")


def test_a_measure_shows_its_line_and_its_last_value(planner: Workspace, project: Project) -> None:
    measure = write(planner, project, "measure", name="Ready by nine", unit="%")
    for day, value in ((2, 60.0), (1, 50.0)):
        write(
            planner, project, "reading", measure_id=measure.id, value=value,
            taken_on=planner.today() - dt.timedelta(days=9 - day),
        )  # fmt: skip
    mark = row_of(planner, project, measure).mark
    assert mark.line == (50.0, 60.0)
    assert mark.latest == "60%"


def test_a_day_names_its_year_only_where_another_one_is_nearer() -> None:
    today = dt.date(2026, 1, 10)
    assert short_day(dt.date(2025, 11, 5), today) == "5 Nov"
    assert short_day(dt.date(2025, 6, 5), today) == "5 June 2025"
