"""The countdown: counted back from a cohort's dates, and never too late for what then happened."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Actor
from lp_planner.domain.planning.countdown import (
    DAYS_IN_A_WEEK,
    Hour,
    ToBegin,
    countdown,
    days_off_of,
    is_school_day,
    weeks_before,
)
from lp_planner.domain.quality_checks.catalogue import CHECKS
from lp_planner.domain.quality_checks.sustain_and_evidence import SIX_WEEKS
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project, Sharing
from lp_planner.domain.records.records import Records
from lp_planner.services.cohort import cohort_dates, levels, memberships, sharing
from lp_planner.services.cohort.countdown import Countdown, countdown_of
from lp_planner.services.desk.workspace import Workspace
from tests.cast import AMINA, BEN, CHLOE
from tests.factories import make_project, write

SUBMISSION = dt.date(2026, 7, 10)
ENDS_OF_HALVES = tuple(
    dt.date(*day)
    for day in ((2025, 12, 19), (2026, 2, 13), (2026, 3, 27), (2026, 5, 22), (2026, 6, 26))
)
FOUR_WEEKS = 28


def on_the(workspace: Workspace, day: dt.date) -> Workspace:
    return replace(workspace, clock=lambda: dt.datetime.combine(day, dt.time(16), dt.UTC))


def asks(workspace: Workspace, day: dt.date, project_id: str, actor: Actor = AMINA) -> Countdown:
    return countdown_of(on_the(workspace, day).desk(actor), project_id)


def in_view(workspace: Workspace, *standards: str) -> str:
    """A project of Amina's with these standards in view, before a submission."""
    project = make_project(workspace)
    write(workspace, project, "focus_check", standards_in_view=standards)
    cohort = next(iter(memberships.led_cohorts(workspace.desk(CHLOE))))
    cohort_dates.set_date(workspace.desk(CHLOE), cohort, kind="submission", on=SUBMISSION)
    return project.id


def write_in(workspace: Workspace, project_id: str, kind: str, **answers: object) -> None:
    with workspace.store.read() as reader:
        project = reader.get(Project, project_id)
    write(workspace, project, kind, AMINA, **answers)


def line_of(found: Countdown, key: str) -> ToBegin:
    return next(line for line in found.lines if line.line.key == key)


def test_the_next_coach_begins_six_weeks_of_school_before_the_submission(
    planner: Workspace,
) -> None:
    project_id = in_view(planner, "LP8")
    found = asks(planner, dt.date(2026, 3, 2), project_id)
    line = line_of(found, "next_coach")
    assert line.in_words() == "By 22 May 2026: somebody you coached begins to coach"
    off = days_off_of(planner.library.calendar.periods)
    between = [line.begin_by + dt.timedelta(n) for n in range((SUBMISSION - line.begin_by).days)]
    assert sum(is_school_day(day, off) for day in between) == 6 * DAYS_IN_A_WEEK
    assert any(not is_school_day(day, off) and day.weekday() < 5 for day in between)
    assert line.asked().endswith("?")


def test_nothing_is_said_of_a_standard_that_is_not_in_view(planner: Workspace) -> None:
    project_id = in_view(planner, "LP8", "LP9")
    assert {line.standard for line in asks(planner, dt.date(2026, 3, 2), project_id).lines} == {
        "LP8",
        "LP9",
    }


def test_without_a_standard_in_view_or_without_a_date_nothing_is_asked(
    planner: Workspace,
) -> None:
    bare = make_project(planner, AMINA).id
    assert not asks(planner, dt.date(2026, 3, 2), bare).dates
    project_id = in_view(planner, "LP8")
    assert asks(planner, dt.date(2026, 3, 2), project_id).dates
    assert not asks(planner, SUBMISSION + dt.timedelta(1), project_id).dates


def test_what_has_begun_is_said_with_its_day_and_shows_what_comes_before_it(
    planner: Workspace,
) -> None:
    project_id = in_view(planner, "LP8")
    held_on = dt.date(2025, 11, 4)
    write_in(planner, project_id, "coaching_session", held_on=held_on, now_coaches_others=True)
    found = asks(planner, dt.date(2026, 3, 2), project_id)
    assert {line.hour for line in found.lines} == {Hour.BEGUN}
    assert line_of(found, "step_held").in_words().startswith("Begun on 4 November 2025")
    assert found.next_line is None


def test_a_session_that_is_only_planned_has_not_begun(planner: Workspace) -> None:
    project_id = in_view(planner, "LP6")
    write_in(planner, project_id, "training_session", held_on=dt.date(2026, 5, 1))
    before, after = dt.date(2026, 4, 30), dt.date(2026, 5, 1)
    assert line_of(asks(planner, before, project_id), "session").is_open
    assert not line_of(asks(planner, after, project_id), "session").is_open


def test_a_review_asks_for_what_is_to_begin_before_it_and_each_line_stands_once(
    planner: Workspace,
) -> None:
    project_id = in_view(planner, "LP8")
    cohort = next(iter(memberships.led_cohorts(planner.desk(CHLOE))))
    review = dt.date(2026, 4, 30)
    cohort_dates.set_date(planner.desk(CHLOE), cohort, kind="review", on=review)
    first, second = asks(planner, dt.date(2026, 1, 12), project_id).dates
    assert (first.on, first.leads_to) == (review, "Submission on 10 July 2026")
    assert all(line.begin_by <= review for line in first.lines)
    assert [line.line.key for line in second.lines] == ["next_coach"]


def test_only_its_owner_reads_it_and_a_leader_where_the_plan_is_shared(
    planner: Workspace,
) -> None:
    project_id = in_view(planner, "LP8", "LP9")
    with pytest.raises(NotFound):
        countdown_of(planner.desk(BEN), project_id)
    cohort = next(iter(memberships.led_cohorts(planner.desk(CHLOE))))
    for level, standards in ((Sharing.PROGRESS, set()), (Sharing.PLAN, {"LP9"})):
        levels.share_progress(planner.desk(AMINA), project_id, cohort_id=cohort, sharing=level)
        view = sharing.open_shared(planner.desk(CHLOE), project_id, visit=level.value)
        # What rests on coaching stays with the lead practitioner.
        assert {line.standard for line in view.countdown.lines} == standards


def test_the_weeks_are_those_of_the_questions_that_the_lines_name(library: Library) -> None:
    lines = {line.key: line for line in library.countdown.lines}
    asked_after = SIX_WEEKS.days // 7
    assert lines["said"].question == "Q44"
    assert {lines["used_by_others"].question, lines["next_coach"].question} == {"Q43"}
    assert {lines[key].usual_weeks for key in ("said", "used_by_others", "next_coach")} == {
        asked_after
    }
    assert all(line.question in CHECKS for line in lines.values() if line.question)


def told_by(demo: Workspace) -> Iterator[tuple[Project, Records]]:
    """Every project of the demo schools with all that it will ever hold."""
    kinds = {kind for line in demo.library.countdown.lines for kind in line.kinds}
    with demo.store.read() as reader:
        for project in reader.find(Project):
            yield (
                project,
                {kind: reader.find(RECORD_KINDS[kind], project_id=project.id) for kind in kinds},
            )


def test_day_by_day_it_never_says_too_late_of_something_that_then_happened(
    demo: Workspace,
) -> None:
    lines = demo.library.countdown_for(demo.library.framework.by_key)
    periods = demo.library.calendar.periods
    wrong, warned, watched = [], 0, 0
    for project, records in told_by(demo):
        for on in (*ENDS_OF_HALVES, SUBMISSION):
            ended = countdown(lines, records, on=on, today=on, periods=periods)
            by_standard: dict[str, list[ToBegin]] = {}
            for line in ended:
                by_standard.setdefault(line.standard, []).append(line)
            happened = {
                key for key, its in by_standard.items() if not any(line.is_open for line in its)
            }
            for number in range(FOUR_WEEKS + 1):
                day = on - dt.timedelta(days=number)
                known = {
                    kind: [r for r in found if r.created_at.date() <= day]
                    for kind, found in records.items()
                }
                for line in countdown(lines, known, on=on, today=day, periods=periods):
                    watched += line.is_open
                    if line.hour is not Hour.LITTLE_TIME:
                        continue
                    warned += 1
                    if line.standard in happened:
                        wrong.append((project.title, on, day, line.line.key))
    assert wrong == []
    assert 0 < warned < watched


def test_weeks_of_school_leave_the_holidays_out(library: Library) -> None:
    off = days_off_of(library.calendar.periods)
    monday_after_easter = dt.date(2026, 4, 13)
    assert weeks_before(monday_after_easter, 1, off) == dt.date(2026, 3, 23)
    assert weeks_before(dt.date(2026, 4, 4), 0, off) == dt.date(2026, 3, 27)
