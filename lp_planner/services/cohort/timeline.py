"""A project over its days: the school's year, its phases and every date it has."""

import datetime as dt
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from lp_planner.charts import theme
from lp_planner.charts.chart import Chart
from lp_planner.charts.timeline import Band, Moment, SchoolDays, timeline_chart
from lp_planner.domain.planning.calendar import PeriodKind
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.exports.report import CalendarEntry
from lp_planner.services.cohort.dates_export import entries_unchecked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.school_year import Period, periods_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.planning.calendar import period_of

ROWS: Mapping[str, str] = MappingProxyType(
    {
        "milestone": "Milestones",
        "infrastructure_item": "Milestones",
        "training_session": "Training",
        "measure": "Readings due",
        "cohort_date": "Cohort",
    }
)
LOOKS_AGAIN = "Looking again"
ORDER = ("Milestones", "Training", "Readings due", LOOKS_AGAIN, "Cohort")


class DatedThing(Frozen):
    """One day of a project, and where what stands behind it is written."""

    on: dt.date
    what: str
    row: str
    during: str
    """The half-term, the holiday or the busy week that holds it; empty where none does."""
    is_ahead: bool
    place: tuple[str, str, str] = ("", "", "")
    """Phase, step and record; all empty for a date of the cohort."""


class PhaseDays(Frozen):
    """From the first to the latest thing written in a phase."""

    key: str
    name: str
    from_on: dt.date
    to_on: dt.date


class Timeline(Frozen):
    """A project over its days."""

    today: dt.date
    year: tuple[Period, ...]
    phases: tuple[PhaseDays, ...]
    things: tuple[DatedThing, ...]

    @property
    def ahead(self) -> tuple[DatedThing, ...]:
        """What is to come, the nearest first."""
        return tuple(thing for thing in self.things if thing.is_ahead)


def timeline_of(desk: Desk, project_id: str) -> Timeline:
    """The phases and every date of a project of the actor's, those of its cohort among them.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    today = desk.today()
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        year = periods_unchecked(desk.workspace, reader, desk.actor.school_id)
        records: list[Record] = [
            record for model in RECORD_KINDS.values()
            if model.kind in desk.library.pathway.text_by_kind
            for record in reader.find(model, project_id=project_id)
        ]  # fmt: skip
        entries = entries_unchecked(reader, desk.library, project, with_gone=False)
    by_id = {record.id: record for record in records}
    things = [_thing(desk.workspace, entry, by_id, year) for entry in entries]
    return Timeline(
        today=today,
        year=year,
        phases=_phases(desk.workspace, records, today),
        things=tuple(sorted(things, key=lambda thing: (thing.on, thing.what))),
    )


def _thing(
    workspace: Workspace,
    entry: CalendarEntry,
    by_id: Mapping[str, Record],
    year: Sequence[Period],
) -> DatedThing:
    period = period_of(year, entry.on)
    record = by_id.get(entry.record_id)
    place = ("", "", "")
    if record is not None:
        phase, step = workspace.library.place_of(record)
        place = (phase, step.key, record.id)
    return DatedThing(
        on=entry.on,
        what=entry.what,
        row=ROWS.get(entry.kind, LOOKS_AGAIN),
        during=period.name if period else "",
        is_ahead=entry.on >= workspace.today(),
        place=place,
    )


def _phases(
    workspace: Workspace, records: Sequence[Record], today: dt.date
) -> tuple[PhaseDays, ...]:
    days: dict[str, list[dt.date]] = {}
    for record in records:
        if record.happened_on <= today:
            days.setdefault(workspace.library.phase_of(record), []).append(record.happened_on)
    return tuple(
        PhaseDays(
            key=phase.key, name=phase.name, from_on=min(days[phase.key]), to_on=max(days[phase.key])
        )
        for phase in workspace.library.pathway.phases
        if phase.key in days
    )


def picture_of(timeline: Timeline) -> Chart:
    """The picture of a timeline, with its words and its table."""
    return timeline_chart(
        [
            Band(p.name, p.from_on, p.to_on, theme.PHASE_COLOURS.get(p.key, theme.TEAL))
            for p in timeline.phases
        ],
        [
            Moment(thing.on, thing.what, thing.row, thing.during)
            for thing in sorted(timeline.things, key=lambda thing: ORDER.index(thing.row))
        ],
        school=SchoolDays(
            halves=_bands(timeline.year, PeriodKind.HALF_TERM),
            holidays=_bands(timeline.year, PeriodKind.HOLIDAY),
        ),
        today=timeline.today,
    )


def _bands(year: Sequence[Period], kind: PeriodKind) -> tuple[Band, ...]:
    return tuple(Band(p.name, p.from_on, p.to_on) for p in year if p.period_kind is kind)
