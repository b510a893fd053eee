"""A project's dates for a calendar, those of its lead's cohort among them."""

import datetime as dt
from collections.abc import Callable, Mapping
from types import MappingProxyType

from lp_planner.domain.accounts.people import CohortDate
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import Adaptation, CoachingSession, ReviewMeeting
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.preparation import DevelopmentGoal, InfrastructureItem, Milestone
from lp_planner.domain.records.records import Record, Stamped
from lp_planner.domain.records.strategies import TrainingSession
from lp_planner.domain.records.sustaining import HandoverPlan, SustainDecision
from lp_planner.exports.catalogue import CALENDAR_EXPORTS, file_name
from lp_planner.exports.report import CalendarEntry, CalendarReport
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked, in_words_of
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk

Words = Callable[[Record], str]


def _about(before: str) -> Words:
    return lambda record: f"{before}: {record.headline}"


def _only(words: str) -> Words:
    return lambda _: words


DATES: Mapping[tuple[str, str], Words] = MappingProxyType(
    {
        (Milestone.kind, "due_on"): lambda record: record.headline,
        (TrainingSession.kind, "held_on"): _about("Training session"),
        (TrainingSession.kind, "follow_up_on"): _about("Ask what became of the promises"),
        # A calendar is seen by many: no name and no word from coaching or of one's own growth.
        (CoachingSession.kind, "check_back_on"): _only("Coaching: look again at the step agreed"),
        (DevelopmentGoal.kind, "due_on"): _only("Look again at a goal of your own"),
        (Measure.kind, "due_on"): _about("Reading due"),
        (Adaptation.kind, "review_on"): _about("Look at what the adaptation did"),
        (InfrastructureItem.kind, "needed_by"): _about("To be in place"),
        (ReviewMeeting.kind, "held_on"): _about("Review"),
        (SustainDecision.kind, "review_on"): _only("Look again at what was decided"),
        (HandoverPlan.kind, "handover_on"): _only("Handover"),
    }
)
"""The days that go into a calendar, and what it says of each; the keys are part of their names."""


GONE = "No longer planned"


def calendar_name(desk: Desk, project_id: str) -> str:
    """The file name of the dates of a project of the actor's."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    export = CALENDAR_EXPORTS[0]
    return file_name(project.title, export, made_on=desk.today(), is_demo=desk.workspace.is_demo)


def dates_report(desk: Desk, project_id: str) -> CalendarReport:
    """The days of a project of the actor's: dates, check-backs, readings due and reviews.

    The dates of the cohort that its lead belongs to are among them.

    A record that was removed stays as an entry to strike out, without its words.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        found = [
            _entry(record, kind, field, words)
            for (kind, field), words in DATES.items()
            for record in reader.find(
                RECORD_KINDS[kind], project_id=project.id, include_removed=True
            )
            if getattr(record, field) is not None
        ]
        cohorts = [cohort.id for cohort in cohorts_unchecked(reader, project.owner_id)]
        dates = reader.find(CohortDate, cohort_id=cohorts, include_removed=True)
        found += [_cohort_entry(date) for date in dates]
    return CalendarReport(
        project_title=project.title,
        is_demo=desk.workspace.is_demo,
        entries=tuple(sorted(found, key=lambda entry: (entry.on, entry.key))),
    )


def make_calendar(desk: Desk, project_id: str) -> tuple[str, bytes]:
    """The file name and the bytes of the dates of a project of the actor's.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    report = dates_report(desk, project_id)
    name = calendar_name(desk, project_id)
    return name, CALENDAR_EXPORTS[0].make(report)


def _entry(record: Record, kind: str, field: str, words: Words) -> CalendarEntry:
    return _dated(record, f"{kind}:{record.id}:{field}", getattr(record, field), words(record))


def _cohort_entry(date: CohortDate) -> CalendarEntry:
    return _dated(date, f"cohort_date:{date.id}:on", date.on, f"Cohort: {in_words_of(date)}")


def _dated(thing: Stamped, key: str, on: dt.date, what: str) -> CalendarEntry:
    is_gone = thing.deleted_at is not None
    return CalendarEntry(
        key=key,
        on=on,
        what=GONE if is_gone else what,
        changes=thing.version - 1,
        changed_at=thing.updated_at,
        is_gone=is_gone,
    )
