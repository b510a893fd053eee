"""The days of a project as a calendar file, for Outlook, Google and telephones.

Every entry is a whole day, so no time zone can move it; the calendar says Europe/London for those
that ask. An entry keeps its name for good: importing the file again moves it instead of doubling
it.
"""

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from icalendar import Calendar, Event

from lp_planner.exports.document_text import DEMO_NOTICE, on_one_line
from lp_planner.exports.report import CalendarEntry, CalendarReport

NAMESPACE = uuid.UUID("6a4f2c1e-8d36-5b7a-9e02-3f1d5c7b8a90")
"""Ours for good: with another one every entry in every calendar would double."""
ZONE = "Europe/London"
LONGEST = 180


def calendar_ics(report: CalendarReport) -> bytes:
    """Write the days of a project as a calendar file."""
    calendar = Calendar()
    calendar.add("prodid", "-//LP Planner//Dates of a project//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", on_one_line(report.project_title) or "Project")
    calendar.add("x-wr-timezone", ZONE)
    if report.is_demo:
        calendar.add("x-wr-caldesc", DEMO_NOTICE)
    for entry in report.entries:
        calendar.add_component(_event(entry, is_demo=report.is_demo))
    return bytes(calendar.to_ical())


def once_a_day(entries: Sequence[CalendarEntry], today: dt.date) -> tuple[CalendarEntry, ...]:
    """The entries in their order; of lines that read alike those to come, each day once."""
    often = Counter(entry.what for entry in entries if not entry.is_gone)
    alike = Counter((entry.on, entry.what) for entry in entries if not entry.is_gone)
    told: set[tuple[dt.date, str]] = set()
    found = []
    for entry in entries:
        line = (entry.on, entry.what)
        if not entry.is_gone and often[entry.what] > 1 and entry.on < today:
            continue
        if entry.is_gone:
            found.append(entry)
        elif line not in told:
            told.add(line)
            many = alike[line]
            found.append(replace(entry, what=f"{entry.what} ({many})" if many > 1 else entry.what))
    return tuple(found)


def _event(entry: CalendarEntry, *, is_demo: bool) -> Event:
    event = Event()
    event.add("uid", f"{uuid.uuid5(NAMESPACE, entry.key)}@lp-planner")
    event.add("dtstamp", entry.changed_at.astimezone(dt.UTC))
    event.add("last-modified", entry.changed_at.astimezone(dt.UTC))
    event.add("sequence", entry.changes)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + dt.timedelta(days=1))
    event.add("summary", on_one_line(entry.what)[:LONGEST])
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.is_gone else "CONFIRMED")
    if is_demo:
        event.add("description", DEMO_NOTICE)
    return event
