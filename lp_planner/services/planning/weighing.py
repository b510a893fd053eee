"""Options side by side, and how ready people are: what the records say, never an average."""

from lp_planner.domain.planning.toolkit import Strand, StrandCheck
from lp_planner.domain.planning.weighing import (
    FitProfile,
    GroupReadiness,
    fit_profile,
    readiness_by_group,
)
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.options import FitRating, Option
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Frozen
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.voices.ratings import fit_ratings_unchecked
from lp_planner.wording import counted, day_in_words

NOT_YET = "not_yet"
COSTS = ("", "very low", "low", "moderate", "high", "very high")
SECURITY = ("too few studies", "very limited", "limited", "moderate", "extensive", "very extensive")


class OptionView(Frozen):
    """One option beside the others."""

    option: Option
    published: tuple[str, ...]
    """What a published summary says of approaches like it, each line with its date or doubt."""
    link: str
    profile: FitProfile


def options_side_by_side(desk: Desk, project_id: str) -> tuple[OptionView, ...]:
    """The options of a project of the actor's, in the order they were written."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        options = reader.find(Option, project_id=project_id)
        ratings = reader.find(FitRating, project_id=project_id)
        ratings += fit_ratings_unchecked(reader, project_id, desk.now())
    toolkit = desk.library.toolkit
    return tuple(
        OptionView(
            option=option,
            published=strand_lines(strand) if strand else (),
            link=strand.link if strand else "",
            profile=fit_profile(option, ratings),
        )
        for option in options
        for strand in [toolkit.by_key.get(option.strand)]
    )


def strand_lines(strand: Strand) -> tuple[str, ...]:
    """What is published about a family of approaches, with every doubt beside the figure.

    The months are the publisher's average against comparison groups elsewhere; they are never a
    forecast for one school.
    """
    if strand.months is None and strand.security:
        lines = [f"{strand.name}: no figure in months could be read; please look at the page"]
    elif strand.months is None:
        lines = [f"{strand.name}: no reliable estimate of progress (which is not the same as none)"]
    else:
        lines = [
            f"{strand.name}: {_months(strand.months)} on average in published studies elsewhere"
        ]
        if strand.other_months is not None:
            lines.append(f"An older reading of the same page says {_months(strand.other_months)}")
    lines.append(
        f"Evidence: {SECURITY[strand.security]}; cost: {COSTS[strand.cost]}; "
        f"looked up on {day_in_words(strand.looked_up)}, from: {strand.read_as}"
    )
    if strand.other_security is not None:
        lines.append(
            f"An older reading calls the evidence {SECURITY[strand.other_security]}; "
            "please look at the page itself"
        )
    elif strand.check is StrandCheck.UNCONFIRMED:
        lines.append(
            "We could not check this row against the page; please look before you rely on it"
        )
    lines += [
        f"What it is: {strand.what}",
        f"What makes it work: {strand.works_when}",
        f"Look out for: {strand.look_out_for}",
    ]
    return tuple(lines)


def _months(number: int) -> str:
    sign = "+" if number > 0 else "−" if number < 0 else ""
    return f"{sign}{counted(abs(number), 'month', 'months')} of progress"


class ReadinessView(Frozen):
    """How ready each group is, and what stands around it."""

    groups: tuple[GroupReadiness, ...]
    is_not_yet: bool
    """Whether the latest verdict says "not yet"."""
    improvement_plan_link: str


def readiness_of(desk: Desk, project_id: str) -> ReadinessView:
    """How ready each group is, from its latest rating."""
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        ratings = reader.find(ReadinessRating, project_id=project_id)
        priorities = reader.find(Priority, project_id=project_id)
    latest = max(ratings, key=lambda r: (r.rated_on, r.created_at), default=None)
    return ReadinessView(
        groups=readiness_by_group(ratings),
        is_not_yet=latest is not None and latest.verdict == NOT_YET,
        improvement_plan_link=priorities[-1].improvement_plan_link if priorities else "",
    )
