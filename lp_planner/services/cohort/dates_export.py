"""A project's dates for a calendar, those of its lead's cohort among them."""

import datetime as dt

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import CohortDate
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.fields import InCalendar, field_specs
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Record, Stamped
from lp_planner.exports.calendar_file import once_a_day
from lp_planner.exports.catalogue import CALENDAR_EXPORTS, file_name
from lp_planner.exports.report import CalendarEntry, CalendarReport
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked, in_words_of
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.storage.reader import Reader

GONE = "No longer planned"


def calendar_name(desk: Desk, project_id: str) -> str:
    """The file name of the dates of a project of the actor's."""
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
    export = CALENDAR_EXPORTS[0]
    is_demo = desk.workspace.is_demonstration(project)
    return file_name(project.title, export, made_on=desk.today(), is_demo=is_demo)


def dates_report(desk: Desk, project_id: str) -> CalendarReport:
    """The days of a project of the actor's: dates, check-backs, readings due and reviews.

    The dates of the cohort that its lead belongs to are among them.

    A record that was removed stays as an entry to strike out, without its words. Of lines
    that read alike, those still to come are told, once a day.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        entries = entries_unchecked(reader, desk.library, project, with_gone=True)
    return CalendarReport(
        project_title=project.title,
        is_demo=desk.workspace.is_demonstration(project),
        entries=once_a_day(entries, desk.today()),
    )


def entries_unchecked(
    reader: Reader, library: Library, project: Project, *, with_gone: bool
) -> tuple[CalendarEntry, ...]:
    """The days of a project and of its lead's cohorts, ``with_gone`` those that were removed too.

    None says what stays in.
    """
    leaving = reader.as_it_leaves()
    found = [
        _entry(library, record, spec.name, spec.in_calendar)
        for model in RECORD_KINDS.values()
        for spec in field_specs(model)
        if spec.in_calendar
        for record in leaving.find(model, project_id=project.id, include_removed=with_gone)
        if getattr(record, spec.name) is not None
    ]
    cohorts = [cohort.id for cohort in cohorts_unchecked(reader, project.owner_id)]
    dates = reader.find(CohortDate, cohort_id=cohorts, include_removed=with_gone)
    found += [_cohort_entry(date) for date in dates]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.key)))


def make_calendar(desk: Desk, project_id: str) -> tuple[str, bytes]:
    """The file name and the bytes of the dates of a project of the actor's.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    report = dates_report(desk, project_id)
    name = calendar_name(desk, project_id)
    return name, CALENDAR_EXPORTS[0].make(report)


def _entry(library: Library, record: Record, field: str, mark: InCalendar) -> CalendarEntry:
    """One day of a record; its key is part of its name in calendars, so it never changes."""
    headline = "" if mark.is_silent else record.headline
    words = ": ".join(part for part in (mark.words, headline) if part)
    if not words:
        words = library.pathway.text_by_kind[record.kind].name.capitalize()
    return _dated(record, f"{record.kind}:{record.id}:{field}", getattr(record, field), words)


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
