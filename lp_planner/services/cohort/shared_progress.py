"""What can be said of a project without a word of what was written: phase, dates and counts.

The cohort page, the shared view and its mirror all say these facts from here.
"""

import datetime as dt
from collections.abc import Sequence

from lp_planner.domain.accounts.people import Person, School
from lp_planner.domain.cohort.sharing import HelpRequest, KeptBack, QuietAnswer, QuietChoice
from lp_planner.domain.evidence.claims import ClaimStatus, EvidenceClaim
from lp_planner.domain.planning.progress import (
    CurrentPhase,
    PhaseSince,
    current_phase,
    latest_decision,
    phases_over_time,
)
from lp_planner.domain.records.delivery import (
    FidelityObservation,
    FidelityVisit,
    UnderstandingCheck,
)
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.measures import Measure
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.preparation import Milestone
from lp_planner.domain.records.project import Project, SharedProject, Sharing
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Frozen, Stamped
from lp_planner.services.cohort.keeping_back import kept_back_ids_unchecked
from lp_planner.services.desk.workspace import Workspace
from lp_planner.services.measures.main_measure import few_words_unchecked, main_measure_unchecked
from lp_planner.services.measures.series import READ_FOR_A_SERIES
from lp_planner.services.measures.verdicts import use_unchecked
from lp_planner.storage.erasing import with_hangers
from lp_planner.storage.frames import (
    last_activity,
    latest_submissions,
    record_counts,
    standards_evidenced,
)
from lp_planner.storage.reader import Reader
from lp_planner.wording import day_in_words

QUIET_AFTER = dt.timedelta(days=28)
"""Four weeks without a change: long enough for a holiday, short enough to ask (our design)."""
DEMO_TITLE = "demonstration data"
NO_THEME = "Not said yet"


SPEAK_OF_PROGRESS: tuple[type[Stamped], ...] = (
    ActiveIngredient,
    AdoptionDecision,
    FidelityObservation,
    FidelityVisit,
    HelpRequest,
    KeptBack,
    Measure,
    Milestone,
    Priority,
    QuietAnswer,
    ReadinessRating,
    UnderstandingCheck,
)
"""What these facts are read from, for all projects at once."""


class SharedProgress(Frozen):
    """One project in phase, dates and counts. Readiness and use are empty below a shared plan."""

    project_id: str
    owner_id: str
    title: str
    lead: str
    role: str
    school: str
    theme: str
    phase: str
    course: tuple[PhaseSince, ...]
    """Where it stood from which day on, as it was written; the last is where it stands."""
    submitted_on: dt.date | None
    """When its lead last submitted a portfolio; never what is in it."""
    sharing: Sharing
    next_milestone: dt.date | None
    last_activity: dt.date
    quiet_since: dt.date | None
    """The last activity, where it lies four weeks back and nothing has been said about it since."""
    answer_to_quiet: str
    standards_evidenced: int
    readiness: str
    use: str
    asked_on: dt.date | None
    """Since when its lead waits for an answer of this leader's."""
    moved: str
    """What the readings of its main measure say, without a figure; empty below shared evidence."""
    conversation: tuple[str, ...]
    """Why the lead practitioner might welcome a conversation: dates and counts only."""


def progress_unchecked(
    workspace: Workspace, reader: Reader, projects: Sequence[SharedProject]
) -> dict[str, SharedProgress]:
    """The facts of each project by its id, for services that have asked who may see them."""
    ids = [project.id for project in projects]
    people = {p.id: p for p in reader.find(Person, id=sorted({p.owner_id for p in projects}))}
    schools = {s.id: s.name for s in reader.find(School)}
    reader.gather(ids, dict.fromkeys([*SPEAK_OF_PROGRESS, *READ_FOR_A_SERIES]))
    kept = kept_back_ids_unchecked(reader, ids)
    narrower = reader.without(kept).as_it_leaves()
    seen = last_activity(reader, ids, unseen=with_hangers(reader, kept))
    active = dict(zip(seen["project_id"], seen["last_activity_at"], strict=True))
    shown = standards_evidenced(reader, ids)
    evidenced = dict(zip(shown["project_id"], shown["standards"], strict=True))
    phases = phases_unchecked(workspace, reader, ids)
    courses = _courses(workspace, reader, ids)
    handed_in = latest_submissions(reader, sorted(people))
    submitted = dict(zip(handed_in["person_id"], handed_in["submitted_at"], strict=True))
    found = {}
    for project in projects:
        lead, phase = people[project.owner_id], phases[project.id]
        last = active.get(project.id, project.created_at).date()
        answer = _answer(reader, project.id, last)
        is_quiet = not phase.is_stopped and _is_quiet(workspace.today(), last, answer)
        plan_is_shared = project.level.holds(Sharing.PLAN)
        ratings = narrower.find(ReadinessRating, project_id=project.id) if plan_is_shared else []
        verdict = max(ratings, key=lambda r: (r.rated_on, r.created_at)).verdict if ratings else ""
        found[project.id] = SharedProgress(
            project_id=project.id,
            owner_id=project.owner_id,
            title=_title(workspace, project),
            lead=lead.name,
            role=lead.job_title,
            school=schools[project.school_id],
            theme=_theme(workspace, narrower, project.id),
            phase=phase.name,
            course=courses[project.id]
            or (PhaseSince(phase=phase, from_on=project.created_at.date()),),
            submitted_on=submitted[project.owner_id].date()
            if project.owner_id in submitted
            else None,
            sharing=project.level,
            next_milestone=_next_milestone(workspace, narrower, project.id),
            last_activity=last,
            quiet_since=last if is_quiet else None,
            answer_to_quiet=answer.choice.value if answer else "",
            standards_evidenced=_standards(narrower, project.id)
            if kept
            else int(evidenced.get(project.id, 0)),
            readiness=workspace.library.term_label("readiness_verdicts", verdict),
            use=_use(workspace, narrower, project.id) if plan_is_shared else "",
            asked_on=min((h.created_at.date() for h in _open(reader, project)), default=None),
            moved=_moved(workspace, reader, narrower, project.id)
            if project.level.holds(Sharing.PLAN_AND_EVIDENCE)
            else "",
            conversation=()
            if phase.is_stopped
            else _reasons(workspace, narrower, project, last if is_quiet else None),
        )
    return found


def quiet_since_unchecked(workspace: Workspace, reader: Reader, project: Project) -> dt.date | None:
    """Since when a project has been quiet and its lead has not said what now; else ``None``."""
    own = SharedProject.of(project, Sharing.PRIVATE)
    return progress_unchecked(workspace, reader, [own])[project.id].quiet_since


def _title(workspace: Workspace, project: Project) -> str:
    """The title; what came from the demo school says so beside the work of others."""
    is_strange = project.is_from_demo and not workspace.is_demo
    return f"{project.title} ({DEMO_TITLE})" if is_strange else project.title


def _is_quiet(today: dt.date, last: dt.date, answer: QuietAnswer | None) -> bool:
    """Whether to ask: paused and stopped projects rest; "continue" rests for four weeks."""
    if answer is not None and answer.choice is not QuietChoice.CONTINUE:
        return False
    spoken = max(last, answer.created_at.date()) if answer else last
    return today - spoken >= QUIET_AFTER


def _answer(reader: Reader, project_id: str, last: dt.date) -> QuietAnswer | None:
    """The latest answer, unless there was work on the project after it."""
    answers = reader.find(QuietAnswer, project_id=project_id)
    return answers[-1] if answers and answers[-1].created_at.date() >= last else None


def _standards(narrower: Reader, project_id: str) -> int:
    """How many standards have evidence, without what is left out."""
    claims = narrower.find(EvidenceClaim, project_id=project_id, status=ClaimStatus.CONFIRMED)
    return len({claim.standard for claim in claims})


def _theme(workspace: Workspace, reader: Reader, project_id: str) -> str:
    themes = [p.theme for p in reader.find(Priority, project_id=project_id) if p.theme]
    label = workspace.library.term_label("priority_themes", themes[-1]) if themes else NO_THEME
    known = {term.label for term in workspace.library.vocabularies["priority_themes"].terms}
    return label if label in known else NO_THEME


def _next_milestone(workspace: Workspace, reader: Reader, project_id: str) -> dt.date | None:
    days = [m.due_on for m in reader.find(Milestone, project_id=project_id) if m.done_on is None]
    return min((day for day in days if day >= workspace.today()), default=None)


def _use(workspace: Workspace, reader: Reader, project_id: str) -> str:
    state = use_unchecked(reader, project_id, workspace.today()).state.value
    return state[0].upper() + state[1:]


def _moved(workspace: Workspace, reader: Reader, narrower: Reader, project_id: str) -> str:
    """In the words of the measure's own finding, under the name of what was measured."""
    measure = main_measure_unchecked(narrower, project_id)
    words = few_words_unchecked(reader, measure, narrower) if measure else ""
    if measure is None or not words:
        return ""
    about = workspace.library.term_label("constructs", measure.outcome_construct).partition(":")[0]
    return f"{about}: {words}"


def _reasons(
    workspace: Workspace, reader: Reader, project: SharedProject, quiet: dt.date | None
) -> tuple[str, ...]:
    reasons = [
        f"Asked for help on {day_in_words(asked.created_at.date())}"
        for asked in _open(reader, project)
    ]
    if quiet:
        reasons.append(f"Nothing recorded since {day_in_words(quiet)}")
    missed = [
        m.due_on
        for m in reader.find(Milestone, project_id=project.id)
        if m.done_on is None and m.due_on < workspace.today()
    ]
    if missed:
        reasons.append(f"A date has passed: {day_in_words(min(missed))}")
    return tuple(reasons)


def _open(reader: Reader, project: SharedProject) -> list[HelpRequest]:
    """What its lead asked of this leader and waits for."""
    return [
        asked
        for asked in reader.find(HelpRequest, project_id=project.id)
        if not asked.answer and project.leader_id in asked.asked_of
    ]


def _courses(
    workspace: Workspace, reader: Reader, project_ids: list[str]
) -> dict[str, tuple[PhaseSince, ...]]:
    """Where each project stood from which day on, without what its lead leaves out."""
    kept = kept_back_ids_unchecked(reader, project_ids)
    decisions: dict[str, list[AdoptionDecision]] = {id_: [] for id_ in project_ids}
    for decision in reader.without(kept).find(AdoptionDecision, project_id=project_ids):
        decisions[decision.project_id].append(decision)
    first: dict[str, dict[str, dt.date]] = {id_: {} for id_ in project_ids}
    counts = record_counts(reader, project_ids, unseen=kept)
    for id_, kind, at in zip(counts["project_id"], counts["kind"], counts["first_at"], strict=True):
        first[id_][kind] = at.date()
    return {
        id_: phases_over_time(workspace.library.pathway, first[id_], decisions[id_])
        for id_ in project_ids
    }


def phases_unchecked(
    workspace: Workspace,
    reader: Reader,
    project_ids: list[str],
    *,
    before: dt.datetime | None = None,
) -> dict[str, CurrentPhase]:
    """Where each project stands, for services that have asked who may see it.

    With ``before``, where it stood by then, as far as what is kept can say. Records that their
    leads leave out of what they share say nothing here either.
    """
    kept = kept_back_ids_unchecked(reader, project_ids)
    decisions: dict[str, list[AdoptionDecision]] = {id_: [] for id_ in project_ids}
    for decision in reader.without(kept).find(AdoptionDecision, project_id=project_ids):
        if before is None or decision.created_at < before:
            decisions[decision.project_id].append(decision)
    kinds: dict[str, set[str]] = {id_: set() for id_ in project_ids}
    counts = record_counts(reader, project_ids, before=before, unseen=kept)
    for id_, kind in zip(counts["project_id"], counts["kind"], strict=True):
        kinds[id_].add(kind)
    found = {}
    for id_ in project_ids:
        decided = latest_decision(decisions[id_])
        found[id_] = current_phase(
            workspace.library.pathway, kinds[id_], decided.decision if decided else None
        )
    return found
