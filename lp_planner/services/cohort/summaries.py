"""One page for governors: what a cohort, or a trust, works on and has learned, in sums alone."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from lp_planner.analytics.disclosure import ALL, chosen_sum
from lp_planner.analytics.monthly import shown_sum
from lp_planner.domain.accounts.people import Cohort
from lp_planner.domain.accounts.permissions import Action, can, check_can
from lp_planner.domain.cohort.month_sums import PlaceSums
from lp_planner.exports.catalogue import SUMMARY_EXPORTS, Export, file_name
from lp_planner.exports.report import SummaryReport, SummarySection
from lp_planner.services.cohort.cohort_dates import dates_i_set
from lp_planner.services.cohort.month_sums import sums_of_my_cohorts
from lp_planner.services.cohort.shared_results import shared_comparisons
from lp_planner.services.cohort.trust import (
    grid_sums,
    phase_names,
    trust_sums,
)
from lp_planner.services.desk.workspace import Desk
from lp_planner.small_groups import (
    AREAS_LEFT_OUT,
    HELD_BACK,
    NEEDS_FIVE,
    ROUNDED,
    WHY_HELD_BACK_IN_SHORT,
    at_least,
    is_too_few,
)
from lp_planner.wording import day_in_words

SUBJECT = "Summary for governors"
TOO_EARLY = (
    "Too early to tell: no result with a comparison group has been shared yet. A change from "
    "before to after alone does not say what caused it."
)
NO_DATES = "None has been set yet."
WHAT_THEY_DO = (
    "Each chooses one problem that matters here, leads a change with colleagues and shows what "
    "became different for pupils. They gather evidence for the Lead Practitioner standards on the "
    "way. Stopping what does not help counts as good leadership."
)
OF_A_FEW = (
    "What lead practitioners work on and how, without numbers, names of staff or titles of "
    "projects."
)
FEW_SHARE = (
    "In a small group any number could point to one person. Numbers appear once enough projects "
    "are shared, and move once a month."
)
WORTH_ASKING = (
    "Which priority of the school does this work serve, and who decided that?",
    "What has the school stopped doing to make room for it?",
    "What time, cover or money would help most before the next date?",
    "What have we learned that did not work, and who has heard of it?",
)
MANY = 10
"""From so many lines on, those held back are named by their first word."""
LIMITS = (
    f"Numbers count shared projects, {ROUNDED}.",
    WHY_HELD_BACK_IN_SHORT,
    "Sharing is each person’s own choice, so a small number says nothing about how much is done.",
    "These are no measure of a school, a team or a person, and never part of appraisal.",
)


def summary_exports() -> tuple[Export[SummaryReport], ...]:
    """The documents that a summary can leave as."""
    return SUMMARY_EXPORTS


def cohort_summary(desk: Desk) -> SummaryReport:
    """A page on the actor's cohorts: no name, no title and no word that was written.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
    """
    check_can(desk.actor, Action.READ_COHORT)
    with desk.read() as reader:
        cohorts = reader.find(Cohort, leader_id=desk.actor.person_id)
    told = sums_of_my_cohorts(desk).of()
    if told is None or is_too_few(told.projects):
        return SummaryReport(
            name=_named(cohorts),
            subject=SUBJECT,
            made_on=desk.today(),
            is_demo=desk.workspace.is_demo,
            intro=OF_A_FEW,
            sections=_of_a_few(desk),
            limits=LIMITS[-2:],
            limits_title="How to read this page",
        )
    return SummaryReport(
        name=_named(cohorts),
        subject=SUBJECT,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        intro=_as_they_stood([told.as_of]),
        sections=(
            _works_on(desk, told),
            _where_they_are(desk, told),
            _standards_of(desk, told),
            _dates(desk),
            _learned(desk),
        ),
        limits=LIMITS,
    )


def _named(cohorts: Sequence[Cohort]) -> str:
    return " and ".join(cohort.name for cohort in cohorts) or "Cohort"


def _of_a_few(desk: Desk) -> tuple[SummarySection, ...]:
    """What can be said where few share: how the work goes, its days, and what is worth asking.

    It says the same whoever takes part and whatever they do, so it gives nobody away.
    """
    phases = desk.library.pathway.phases
    learned = _learned(desk)
    return (
        SummarySection("What lead practitioners do", WHAT_THEY_DO),
        SummarySection(
            "How a change goes, in four phases",
            lines=tuple(f"{phase.name}: {phase.purpose}" for phase in phases),
        ),
        _dates(desk),
        *([learned] if learned.said != TOO_EARLY else []),
        SummarySection("Why there are no numbers yet", FEW_SHARE),
        SummarySection("Questions that governors might ask", lines=WORTH_ASKING),
    )


def _works_on(desk: Desk, told: PlaceSums) -> SummarySection:
    terms = desk.library.vocabularies["priority_themes"].terms
    areas = [term.label for term in terms if term.key in told.areas]
    said = "; ".join(areas) + "." if areas else AREAS_LEFT_OUT
    return SummarySection("What the cohort works on", said)


def _where_they_are(desk: Desk, told: PlaceSums) -> SummarySection:
    title = "Where the projects are"
    sums = grid_sums(("phase",), {(p,): told.phases.get(p, 0) for p in phase_names(desk.workspace)})
    shown = {p: chosen_sum(sums, {"phase": p}) for p in phase_names(desk.workspace)}
    return _counted(title, {"All phases": chosen_sum(sums, {}), **shown})


def _standards_of(desk: Desk, told: PlaceSums) -> SummarySection:
    title = "Standards with evidence"
    return _counted(
        title,
        {
            f"{s.key} {s.title}": shown_sum(told.standards.get(s.key, 0), told.projects)
            for s in desk.library.framework.standards
        },
    )


def _counted(title: str, sums: Mapping[str, int | None]) -> SummarySection:
    """The sums that can be shown, and in one sentence which cannot."""
    shown = tuple((label, at_least(number)) for label, number in sums.items() if number is not None)
    if not shown:
        return SummarySection(title, NEEDS_FIVE)
    hidden = [label.split(" ")[0] if len(sums) >= MANY else label for label in sums]
    hidden = [name for name, number in zip(hidden, sums.values(), strict=True) if number is None]
    said = f"{HELD_BACK.capitalize()}: {', '.join(hidden)}." if hidden else ""
    return SummarySection(title, said, shown)


def _dates(desk: Desk) -> SummarySection:
    """The days that the cohort itself has set, which say nothing about anybody in it."""
    said = [f"{day_in_words(date.on)}: {date.what}" for date in dates_i_set(desk)]
    return SummarySection("Dates of the cohort", ". ".join(said) + "." if said else NO_DATES)


def trust_summary(desk: Desk) -> SummaryReport:
    """A page on the schools side by side, in the sums that the trust lead sees.

    Raises:
        PermissionDenied: for everybody but a trust lead.
    """
    sums = trust_sums(desk)
    phases = {phase: sums.in_phase(phase=phase) for phase in sums.phases}
    standards = {f"{key} {title}": sums.with_evidence(key, ALL) for key, title in sums.standards}
    return SummaryReport(
        name="Our schools",
        subject=SUBJECT,
        made_on=desk.today(),
        is_demo=desk.workspace.is_demo,
        intro=_as_they_stood(sums.as_of.values()),
        sections=(
            _counted("Where the projects are", {"All schools": sums.in_phase(), **phases}),
            _counted("School by school", {school: sums.in_phase(school) for school in sums.as_of}),
            _counted("Standards with evidence", standards),
        ),
        limits=LIMITS,
    )


def make_cohort_summary(desk: Desk, export: Export[SummaryReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the page on the actor's cohorts.

    Raises:
        PermissionDenied: for a role that does not look after a cohort.
        NotTypeset: when a PDF cannot be made just now.
    """
    return _made(desk, cohort_summary(desk), export)


def make_trust_summary(desk: Desk, export: Export[SummaryReport]) -> tuple[str, bytes]:
    """The file name and the bytes of the page on the schools.

    Raises:
        PermissionDenied: for everybody but a trust lead.
        NotTypeset: when a PDF cannot be made just now.
    """
    return _made(desk, trust_summary(desk), export)


def summary_name(desk: Desk, export: Export[SummaryReport]) -> str:
    """The file name of the actor's summary; it says nothing of what is in it."""
    name = "schools" if can(desk.actor, Action.READ_TRUST) else "cohort"
    return file_name(name, export, made_on=desk.today(), is_demo=desk.workspace.is_demo)


def _made(desk: Desk, report: SummaryReport, export: Export[SummaryReport]) -> tuple[str, bytes]:
    return summary_name(desk, export), export.make(report)


def _as_they_stood(days: Iterable[dt.date]) -> str:
    known = sorted(set(days))
    when = f"as they stood on {' or '.join(day_in_words(day) for day in known)}" if known else ""
    return (
        f"{' '.join(filter(None, ('Shared projects', when)))}: numbers only, without the names of "
        "staff or the titles of their projects."
    )


def _learned(desk: Desk) -> SummarySection:
    """What results with a comparison group say, each by what was measured and nothing else."""
    found = shared_comparisons(desk)
    title = "What has been learned so far"
    if found.empty:
        return SummarySection(title, TOO_EARLY)
    said = [
        f"{row['label']} (at least {row['people']} pupils a group): {row['estimate']:+.2f} "
        "standard deviations beside the comparison group, with 95% confidence "
        f"{row['low']:+.2f} to {row['high']:+.2f}"
        for row in found.to_dict("records")
    ]
    return SummarySection(title, ". ".join(said) + ". One result is no proof; look at the range.")
