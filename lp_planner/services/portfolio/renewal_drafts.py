"""What a case study begins with: its owner's own words, taken from records that may leave."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

from lp_planner.content.library import Library
from lp_planner.domain.evidence.evidence_lines import PublicLine
from lp_planner.domain.portfolio.renewal import since, what_changed, what_was_done
from lp_planner.domain.records.diagnosis import Priority, ProblemStatement
from lp_planner.domain.records.preparation import DevelopmentGoal, Resource
from lp_planner.domain.records.reach import Reach
from lp_planner.domain.records.sustaining import ReachStep, ScalingPlan, SustainDecision
from lp_planner.storage.reader import Reader
from lp_planner.wording import ended, listed

OWN = {Reach.OWN_PRACTICE, Reach.OWN_TEAM}


def drafts_unchecked(
    reader: Reader, library: Library, everything: Sequence[PublicLine], awarded: dt.date
) -> Mapping[str, str]:
    """A draft for each part, by its key; "" where the records say nothing of it.

    ``reader`` sees what may leave and nothing else; ``everything`` is the evidence of one person.
    """
    lines = since(everything, awarded)
    titles = {line.project_id: line.project for line in lines}
    projects = list(titles)
    before = {x.project_id for x in everything if x.happened_on <= awarded} & titles.keys()
    return {
        "theme": listed([f"“{title}”" for title in titles.values()]),
        "why": "\n\n".join(
            _why(reader, project, carries_on=project in before) for project in projects
        ),
        "done": what_was_done(lines),
        "changed": what_changed(lines),
        "others": "\n".join(dict.fromkeys(_others(reader, projects))),
        "next": "\n".join(dict.fromkeys(_next(reader, library, projects))),
    }


def _why(reader: Reader, project_id: str, *, carries_on: bool) -> str:
    said = ["It carries on from work that I had begun before the award."] if carries_on else []
    for priority in reader.find(Priority, project_id=project_id):
        said += [priority.priority, priority.why_here]
    for problem in reader.find(ProblemStatement, project_id=project_id):
        said += [problem.pupil_outcome, problem.staff_behaviour]
    return " ".join(ended(words) for words in said if words)


def _others(reader: Reader, projects: Sequence[str]) -> Iterator[str]:
    """What others took up, then what lies ready to be taken."""
    for step in reader.find(ReachStep, project_id=projects):
        if step.rung not in OWN:
            used = f" {ended(step.who_used_it)}" if step.who_used_it else ""
            yield f"{ended(step.practice)}{used}"
    for resource in reader.find(Resource, project_id=projects):
        used = f" Used by: {ended(resource.who_uses_it)}" if resource.who_uses_it else ""
        yield f"{ended(resource.name)}{used}"


def _next(reader: Reader, library: Library, projects: Sequence[str]) -> Iterator[str]:
    decided = reader.find(SustainDecision, project_id=projects)
    latest = {d.project_id: d for d in sorted(decided, key=lambda d: (d.decided_on, d.created_at))}
    for decision in latest.values():
        what = library.term_label("sustain_decisions", decision.decision.value)
        yield f"{what}: {ended(decision.reasons)}"
    for plan in reader.find(ScalingPlan, project_id=projects):
        yield f"To take it to: {ended(plan.to_whom)}"
    for goal in reader.find(DevelopmentGoal, project_id=projects):
        if goal.outcome == "open":
            yield ended(goal.goal)
