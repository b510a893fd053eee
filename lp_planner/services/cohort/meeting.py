"""One page for a conversation: where a project stands, what changed, what comes, what to ask.

It is drawn from the view that a leader has of a project at its level, so that it says no more.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.accounts.people import CohortDate
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.cohort.sharing import HelpRequest
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.project import SharedProject, Sharing
from lp_planner.exports.catalogue import MEETING_EXPORTS, Export, file_name
from lp_planner.exports.report import SummaryReport, SummarySection
from lp_planner.services.cohort.cohort_dates import (
    KINDS,
    cohorts_unchecked,
    in_words_of,
)
from lp_planner.services.cohort.countdown import Countdown, countdown_unchecked
from lp_planner.services.cohort.keeping_back import as_shared
from lp_planner.services.cohort.sharing import (
    SharedView,
    open_shared,
    shared_project_for,
    shared_view_unchecked,
)
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, day_in_words, joined, shortened

SUBJECT = "For the conversation"
SIX_WEEKS = dt.timedelta(weeks=6)
"""What changed is told since the last date of the cohort, or for so long (our own suggestion)."""
MOST_LINES = 5
MOST_QUESTIONS = 3
LONGEST = 160
NO_DATE = "No date is set yet."
ALL_BEGUN = "All that it asks for has begun."
NOTHING_IN_VIEW = "Which standards is the project meant to show? None is in view yet."
NOTHING_ASKED = "Nothing is asked for just now."
LIMITS = (
    "Drawn from what was recorded. It ranks nobody and is never part of appraisal.",
    "What was said in coaching stays with the people concerned.",
)


def meeting_exports() -> tuple[Export[SummaryReport], ...]:
    """The documents that the page can leave as."""
    return MEETING_EXPORTS


def my_meeting_page(desk: Desk, project_id: str) -> SummaryReport:
    """The page on a project of the actor's, as a leader reads it who sees plan and evidence.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        own = project_for(reader, desk.actor, project_id, Action.EXPORT_PROJECT)
        project = SharedProject.of(own, Sharing.PLAN_AND_EVIDENCE)
        view = shared_view_unchecked(desk.workspace, reader, project)
        cohorts = cohorts_unchecked(reader, own.owner_id)
        told = countdown_unchecked(desk.workspace, reader, project, cohorts)
        return _page(desk.workspace, reader, project, view, told)


def shared_meeting_page(desk: Desk, project_id: str, *, visit: str) -> SummaryReport:
    """The page on a project that is shared with the actor, at its level; the look is logged.

    Raises:
        NotFound: as :func:`~lp_planner.services.cohort.sharing.open_shared` does.
    """
    view = open_shared(desk, project_id, visit=visit)
    with desk.read() as reader:
        project = shared_project_for(reader, desk.actor, project_id)
        return _page(desk.workspace, reader, project, view, view.countdown)


def make_my_meeting_page(
    desk: Desk, project_id: str, export: Export[SummaryReport]
) -> tuple[str, bytes]:
    """The file name and the bytes of the page on a project of the actor's.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
        NotTypeset: when a PDF cannot be made just now.
    """
    return meeting_name(desk, export), export.make(my_meeting_page(desk, project_id))


def make_shared_meeting_page(
    desk: Desk, project_id: str, export: Export[SummaryReport], *, visit: str
) -> tuple[str, bytes]:
    """The same on a project that is shared with the actor.

    Raises:
        NotFound: as :func:`~lp_planner.services.cohort.sharing.open_shared` does.
        NotTypeset: when a PDF cannot be made just now.
    """
    page = shared_meeting_page(desk, project_id, visit=visit)
    return meeting_name(desk, export), export.make(page)


def meeting_name(desk: Desk, export: Export[SummaryReport]) -> str:
    """The file name of the page; it says nothing of what is in it."""
    return file_name("project", export, made_on=desk.today(), is_demo=desk.workspace.is_demo)


def _page(
    workspace: Workspace,
    reader: Reader,
    project: SharedProject,
    view: SharedView,
    told: Countdown,
) -> SummaryReport:
    dates = _dates(reader, project)
    since, why = _since(workspace, dates)
    return SummaryReport(
        name=view.facts.title,
        subject=SUBJECT,
        made_on=workspace.today(),
        is_demo=workspace.is_demonstration(project),
        intro=f"{joined(view.facts.lead, view.facts.role, view.facts.school)}.",
        sections=(
            SummarySection("Where it stands", lines=_stands(view)),
            SummarySection(f"What changed {why}", lines=_changed(reader, project, view, since)),
            _next_date(workspace, dates, told),
            _open_requests(reader, project),
            SummarySection("Questions worth a minute each", lines=_questions(view, told)),
        ),
        limits=LIMITS,
        limits_title="How to read this page",
    )


def _stands(view: SharedView) -> tuple[str, ...]:
    facts = view.facts
    standards = counted(facts.standards_evidenced, "standard has", "standards have")
    said = (
        f"{facts.phase}; {standards} evidence.",
        f"In use: {facts.use}" if facts.use else "",
        f"Readings: {facts.moved}" if facts.moved else "",
        f"Ready: {facts.readiness}" if facts.readiness else "",
        f"Next date of its own: {day_in_words(facts.next_milestone)}"
        if facts.next_milestone
        else "",
    )
    return tuple(line for line in said if line)


def _dates(reader: Reader, project: SharedProject) -> list[CohortDate]:
    """The dates of the lead's cohorts, those of this leader where it is a leader's page."""
    cohorts = [
        cohort.id
        for cohort in cohorts_unchecked(reader, project.owner_id)
        if project.leader_id in {"", cohort.leader_id}
    ]
    return sorted(reader.find(CohortDate, cohort_id=cohorts), key=lambda date: (date.on, date.id))


def _since(workspace: Workspace, dates: Sequence[CohortDate]) -> tuple[dt.date, str]:
    """The last of these dates that has gone by, or some weeks ago."""
    today = workspace.today()
    gone = [date for date in dates if date.on < today]
    if not gone:
        return today - SIX_WEEKS, "in the last six weeks"
    last = max(gone, key=lambda date: date.on)
    return last.on, f"since the {KINDS[last.kind.value].lower()} on {day_in_words(last.on)}"


def _changed(
    reader: Reader, project: SharedProject, view: SharedView, since: dt.date
) -> tuple[str, ...]:
    """What came of it since then, the latest first, as far as the level goes."""
    found = []
    if project.level.holds(Sharing.PLAN):
        found += [
            (milestone.done_on, f"Done: {milestone.what}")
            for milestone in as_shared(reader, [project.id]).find(Milestone, project_id=project.id)
            if milestone.done_on and milestone.done_on >= since
        ]
    claims: dict[str, tuple[dt.date, str]] = {}
    for line in view.evidence:
        if line.happened_on >= since:
            changed = f" What changed: {line.what_changed}" if line.what_changed else ""
            claims.setdefault(line.claim, (line.happened_on, f"{line.claim}{changed}"))
    found += claims.values()
    found.sort(key=lambda one: one[0], reverse=True)
    lines = [f"{day_in_words(day)}: {shortened(said, LONGEST)}" for day, said in found]
    more = len(lines) - MOST_LINES
    if more > 0:
        lines = [*lines[:MOST_LINES], f"And {more} more."]
    return (*lines, f"Last written on {day_in_words(view.facts.last_activity)}.")


def _next_date(
    workspace: Workspace, dates: Sequence[CohortDate], told: Countdown
) -> SummarySection:
    """The next date of the cohort that asks for something, else the next one there is."""
    title = "What the next date asks"
    waiting = [date for date in told.dates if any(line.is_open for line in date.lines)]
    date = next(iter(waiting or told.dates), None)
    if date is None:
        coming = [d for d in dates if d.on >= workspace.today()]
        return SummarySection(title, _coming(coming[0]) if coming else NO_DATE)
    left = [f"{line.in_words()} ({line.standard})" for line in date.lines if line.is_open]
    rest = "Not begun yet, as far as it was written down:" if left else ALL_BEGUN
    said = f"{date.what}, {day_in_words(date.on)}: {date.left}. {rest}"
    return SummarySection(title, said, lines=tuple(left[:MOST_LINES]))


def _coming(date: CohortDate) -> str:
    return f"{in_words_of(date)}, {day_in_words(date.on)}. {NOTHING_IN_VIEW}"


def _open_requests(reader: Reader, project: SharedProject) -> SummarySection:
    """What is still asked: of this leader, or of anybody where it is the lead's own page."""
    asked = [
        request
        for request in reader.find(HelpRequest, project_id=project.id)
        if not request.answer and (not project.leader_id or project.leader_id in request.asked_of)
    ]
    lines = [
        f"{day_in_words(request.created_at.date())}: {shortened(request.asked, LONGEST)}"
        for request in asked
    ]
    said = "" if lines else NOTHING_ASKED
    return SummarySection("Open requests for help", said, lines=tuple(lines[:MOST_LINES]))


def _questions(view: SharedView, told: Countdown) -> tuple[str, ...]:
    """What is to begin next, asked; then what went well and what would help."""
    asked = [line.asked() for line in told.lines if line.is_open]
    thanked = "What went better than you had thought, and who is to be thanked?"
    helped = "What would help most before we speak again?"
    if view.facts.quiet_since:
        asked.insert(0, "It has been quiet here, which can be a good sign. How is it going?")
    return (*dict.fromkeys((*asked[: MOST_QUESTIONS - 2], thanked, helped)),)
