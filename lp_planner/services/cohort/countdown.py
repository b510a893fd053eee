"""What has to have begun by when for the standards in view, counted back from a cohort's dates.

It tells a day by what was written by then, so that a history can be told again day by day.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TypeVar

from pydantic import Field

from lp_planner.content.library import Library
from lp_planner.domain.accounts.people import Cohort, CohortDate, CohortDateKind
from lp_planner.domain.planning.countdown import Hour, ToBegin, countdown, weeks_left
from lp_planner.domain.planning.progress import latest_decision, latest_end, was_stopped
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.diagnosis import FocusCheck
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.project import Project, SharedProject
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.sustaining import SustainDecision
from lp_planner.services.cohort.cohort_dates import cohorts_unchecked, in_words_of
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.school_year import periods_unchecked
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words

R = TypeVar("R", bound=Record)


class PlaceToBegin(Frozen):
    """Where a line is begun."""

    phase: str
    step: str


class BeforeADate(Frozen):
    """One date of a cohort and what has to have begun before it; each line stands once."""

    what: str
    cohort: str
    on: dt.date
    left: str
    """How much school lies before it, in words."""
    lines: tuple[ToBegin, ...]
    leads_to: str = ""
    """The later date that the lines are counted back from, where it is another one."""


class Countdown(Frozen):
    """A project before the dates of its cohort. It is empty with no date, or nothing in view."""

    in_view: tuple[str, ...] = ()
    dates: tuple[BeforeADate, ...] = ()
    places: Mapping[str, PlaceToBegin] = Field(default_factory=dict)
    """Where each line is begun, by its key."""

    @property
    def lines(self) -> tuple[ToBegin, ...]:
        """Every line before every date."""
        return tuple(line for date in self.dates for line in date.lines)

    @property
    def next_line(self) -> ToBegin | None:
        """What is to begin next: the nearest day to come, else the latest that has gone by."""
        lines = [line for line in self.lines if line.is_open]
        coming = [line for line in lines if line.hour in {Hour.AHEAD, Hour.NEAR}]
        gone = [line for line in lines if line.hour is Hour.USUALLY_BEGUN]
        if coming:
            return min(coming, key=lambda line: (line.begin_by, line.on))
        return max(gone, key=lambda line: (line.begin_by, line.on), default=None)


def countdown_of(desk: Desk, project_id: str) -> Countdown:
    """What has to have begun by when in a project of the actor's.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        cohorts = cohorts_unchecked(reader, project.owner_id)
        return countdown_unchecked(desk.workspace, reader, project, cohorts, whole=True)


def shared_countdown_unchecked(
    workspace: Workspace, reader: Reader, project: SharedProject
) -> Countdown:
    """The same as a leader may read it, before the dates of their own cohorts."""
    led = cohorts_unchecked(reader, project.owner_id)
    cohorts = [cohort for cohort in led if cohort.leader_id == project.leader_id]
    return countdown_unchecked(workspace, reader, project, cohorts)


def countdown_unchecked(
    workspace: Workspace,
    reader: Reader,
    project: Project,
    cohorts: Sequence[Cohort],
    *,
    whole: bool = False,
) -> Countdown:
    """What a project has to have begun, as others may read it; ``whole`` for its owner's eyes.

    What rests on a private kind, such as coaching, stays with the lead practitioner: for others no
    line says whether it has begun.
    """
    seen = reader if whole else as_shared(reader, [project.id])
    today = workspace.today()
    looks = _by_then(seen.find(FocusCheck, project_id=project.id), today)
    in_view = looks[-1].standards_in_view if looks else ()
    lines = [
        (standard, line)
        for standard, line in workspace.library.countdown_for(in_view)
        if whole or not any(RECORD_KINDS[kind].is_private for kind in line.kinds)
    ]
    names = {cohort.id: cohort.name for cohort in cohorts}
    dates = sorted(
        (
            date
            for date in reader.find(CohortDate, cohort_id=list(names))
            if date.kind is not CohortDateKind.START and date.on >= today
        ),
        key=lambda date: (date.on, date.id),
    )
    if not lines or not dates:
        return Countdown(in_view=in_view)
    if _is_stopped(seen, project.id, today):
        return Countdown(in_view=in_view)
    kinds = sorted({kind for _, line in lines for kind in line.kinds})
    records = {
        kind: _by_then(seen.find(RECORD_KINDS[kind], project_id=project.id), today)
        for kind in kinds
    }
    periods = periods_unchecked(workspace, reader, project.school_id)
    found = []
    said: set[tuple[str, str, str]] = set()
    for date in dates:
        goal = _goal(date, dates)
        told = countdown(lines, records, on=goal.on, today=today, periods=periods)
        its = tuple(
            line
            for line in told
            if (goal is date or line.begin_by <= date.on)
            and (goal.id, line.standard, line.line.key) not in said
        )
        said |= {(goal.id, line.standard, line.line.key) for line in its}
        if its:
            found.append(
                BeforeADate(
                    what=in_words_of(date),
                    cohort=names[date.cohort_id],
                    on=date.on,
                    left=weeks_left(today, date.on, periods),
                    lines=its,
                    leads_to=""
                    if goal is date
                    else f"{in_words_of(goal)} on {day_in_words(goal.on)}",
                )
            )
    return Countdown(
        in_view=in_view,
        dates=tuple(found),
        places={line.key: _place(workspace.library, line.shown_by[0]) for _, line in lines},
    )


def _is_stopped(reader: Reader, project_id: str, today: dt.date) -> bool:
    """Whether it was decided by then not to take it on, or not to go on."""
    taken_on = reader.find(AdoptionDecision, project_id=project_id)
    ends = reader.find(SustainDecision, project_id=project_id)
    return was_stopped(
        latest_decision(_by_then(taken_on, today)), latest_end(_by_then(ends, today))
    )


def _goal(date: CohortDate, dates: Sequence[CohortDate]) -> CohortDate:
    """The date that lines are counted back from: the submission that a review leads to, or it."""
    after = (
        other
        for other in dates
        if other.kind is CohortDateKind.SUBMISSION
        and other.cohort_id == date.cohort_id
        and other.on >= date.on
    )
    return date if date.kind is CohortDateKind.SUBMISSION else next(after, date)


def _by_then(records: Sequence[R], today: dt.date) -> tuple[R, ...]:
    return tuple(record for record in records if record.created_at.date() <= today)


def _place(library: Library, shown: str) -> PlaceToBegin:
    kind = shown.partition(".")[0]
    return next(
        PlaceToBegin(phase=phase.key, step=step.key)
        for phase in library.pathway.phases
        for step in phase.steps
        if step.kind == kind
    )
