"""The questions a plan raises about itself, and the reasons for going on all the same."""

from collections.abc import Mapping

import pandas as pd

from lp_planner.charts.chart import Chart
from lp_planner.charts.logic_model import logic_model_chart
from lp_planner.domain.accounts.permissions import Action
from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.planning.calendar import SchoolPeriod
from lp_planner.domain.quality_checks.advisory import Advisory
from lp_planner.domain.quality_checks.catalogue import questions
from lp_planner.domain.quality_checks.golden_thread import (
    Column,
    Thread,
    broken_links,
    golden_thread,
)
from lp_planner.domain.quality_checks.plan import Plan, StrandFact
from lp_planner.domain.records.answers import AcceptedQuestion
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import Adaptation
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.checking import checked
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk, Workspace
from lp_planner.services.measures.groups import gaps_unchecked
from lp_planner.services.measures.looks import looks_unchecked
from lp_planner.services.planning.journey import STEP
from lp_planner.storage.reader import Reader
from lp_planner.storage.unit_of_work import UnitOfWork

CHANGED = "changed:"
"""How the code begins that a reason for a change is kept under; the version it made follows."""
COLUMNS = (
    (Column.PROBLEM.value, "Problem"),
    (Column.INGREDIENT.value, "Ingredients"),
    (Column.ACTION.value, "What helps"),
    (Column.MEASURE.value, "How well"),
    (Column.OUTCOME.value, "Results"),
)


class Answered(Frozen):
    """A question that still stands, and why the lead practitioner went on."""

    advisory: Advisory
    answer: AcceptedQuestion


class Questions(Frozen):
    """What a plan asks: open ones first by weight, then those that were answered."""

    open: tuple[Advisory, ...]
    answered: tuple[Answered, ...]

    def of_step(self, step: str) -> "Questions":
        """The questions that are answered at one step."""
        return Questions(
            open=tuple(a for a in self.open if a.step == step),
            answered=tuple(a for a in self.answered if a.advisory.step == step),
        )


def questions_about(desk: Desk, project_id: str) -> Questions:
    """What the records of a project of the actor's make one ask.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        plan = plan_unchecked(desk.workspace, reader, project)
        answers = {
            (a.code, a.about_id): a for a in reader.find(AcceptedQuestion, project_id=project_id)
        }
    found = questions(plan)
    return Questions(
        open=tuple(a for a in found if (a.code, a.about_id) not in answers),
        answered=tuple(
            Answered(advisory=a, answer=answers[(a.code, a.about_id)])
            for a in found
            if (a.code, a.about_id) in answers
        ),
    )


def thread_of(desk: Desk, project_id: str) -> Thread:
    """How the records of a project of the actor's hang together, from problem to outcome."""
    with desk.read() as reader:
        return golden_thread(
            plan_unchecked(desk.workspace, reader, project_for(reader, desk.actor, project_id))
        )


def logic_model(desk: Desk, project_id: str) -> Chart:
    """The same as a picture with its table."""
    thread = thread_of(desk, project_id)
    loose = {link.node.id for link in broken_links(thread)}
    nodes = pd.DataFrame(
        [(n.id, n.column.value, n.words, n.id in loose) for n in thread.nodes],
        columns=["id", "column", "words", "is_loose"],
    )
    edges = pd.DataFrame(
        [(edge.from_id, edge.to_id) for edge in thread.edges], columns=["from_id", "to_id"]
    )
    return logic_model_chart(nodes, edges, columns=COLUMNS)


def plan_unchecked(workspace: Workspace, reader: Reader, project: Project) -> Plan:
    """Everything the questions look at, read at once."""
    library = workspace.library
    parts = library.vocabularies["segment_kinds"].terms
    return Plan(
        today=workspace.today(),
        title=project.title,
        owner_id=project.owner_id,
        records={
            kind: tuple(reader.find(model, project_id=project.id))
            for kind, model in RECORD_KINDS.items()
        },
        claims=tuple(reader.find(EvidenceClaim, project_id=project.id)),
        final_constructs=frozenset(
            term.key for term in library.vocabularies["constructs"].terms if term.group == "final"
        ),
        strands={
            strand.key: StrandFact(
                key=strand.key,
                name=strand.name,
                months=strand.months,
                padlocks=strand.security,
                as_at=strand.looked_up,
            )
            for strand in library.toolkit.strands
        },
        periods=tuple(reader.find(SchoolPeriod, school_id=project.school_id)),
        segment_groups={
            group.key: frozenset(part.key for part in parts if group.key in part.groups)
            for group in library.vocabularies["mechanism_groups"].terms
        },
        groups_behind=frozenset(
            gap.count_id for gap in gaps_unchecked(reader, project.id) if gap.is_behind
        ),
        changed_when_secure=looks_unchecked(reader, project.id).changed_when_secure(
            reader.find(Adaptation, project_id=project.id)
        ),
    )


def go_on_because(
    desk: Desk,
    project_id: str,
    *,
    code: str,
    reason: str,
    about_id: str = "",
) -> AcceptedQuestion:
    """Answer a question (or pass a step) with a written reason; it stays in the history.

    Answering again replaces the words; what they were before is kept.

    Raises:
        NotFound: for a project that is not the actor's, or a code that names nothing.
        ValidationFailed: without a reason.
    """
    steps = {f"{STEP}{s.key}" for phase in desk.library.pathway.phases for s in phase.steps}
    if code.startswith(STEP) and code not in steps:
        raise NotFound
    answers = checked(
        desk.library,
        AcceptedQuestion,
        {"code": code, "about_id": about_id, "reason": reason},
    )

    def save(uow: UnitOfWork) -> AcceptedQuestion:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        known = uow.find(AcceptedQuestion, project_id=project_id, code=code, about_id=about_id)
        if known:
            return uow.change(known[0], **answers)
        return uow.add(AcceptedQuestion, project_id=project_id, **answers)

    return desk.write(save)


def ask_again(desk: Desk, project_id: str, *, code: str, about_id: str = "") -> None:
    """Take an answer back; the question is asked again, and the answer stays in the history."""

    def save(uow: UnitOfWork) -> None:
        project_for(uow, desk.actor, project_id, Action.WRITE_PROJECT)
        for known in uow.find(
            AcceptedQuestion, project_id=project_id, code=code, about_id=about_id
        ):
            uow.remove(known)

    desk.write(save)


def asks_why_it_changed(record: Record) -> str:
    """The code for why the latest change of a record was made; "" where nobody need ask.

    What a plan on a page says is asked about: whoever reads the plan later wonders.
    """
    return f"{CHANGED}{record.version}" if record.is_in_a_plan and record.version > 1 else ""


def why_it_changed(desk: Desk, project_id: str, record_id: str) -> Mapping[int, str]:
    """Why a record of the actor's was changed, by the version that each change made.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    with desk.read() as reader:
        project_for(reader, desk.actor, project_id)
        found = reader.find(AcceptedQuestion, project_id=project_id, about_id=record_id)
    return {
        int(answer.code.removeprefix(CHANGED)): answer.reason
        for answer in found
        if answer.code.startswith(CHANGED)
    }
