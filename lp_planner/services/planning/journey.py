"""Where a project stands, what is done and with what reason, and what to do next."""

import datetime as dt
from functools import cached_property

from lp_planner.domain.planning.pathway import Phase
from lp_planner.domain.planning.progress import (
    CurrentPhase,
    ItemState,
    StepState,
    current_phase,
    latest_decision,
    step_state,
)
from lp_planner.domain.records.answers import AcceptedQuestion
from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.options import AdoptionDecision
from lp_planner.domain.records.project import Project
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.services.desk.projects import project_for
from lp_planner.services.desk.workspace import Desk

STEP = "step:"
"""Before a step's key: the code under which the reason for passing it is kept."""


class Journey(Frozen):
    """A project and its steps, in order."""

    project: Project
    current: CurrentPhase
    steps: tuple[StepState, ...]
    priority: Priority | None = None
    """What it is for, once that was written: what gets better, for pupils and for colleagues."""
    kept_at: dt.datetime
    """When anything in it was last saved."""

    @cached_property
    def next_step(self) -> StepState | None:
        """The first step of the core still to do, then the first that goes deeper and is asked for.

        ``None`` when all are done, and for a project that was stopped.
        """
        left = [s for s in self.steps if not s.is_done and not s.step.is_optional]
        first = next((s for s in left if s.step.is_core), left[0] if left else None)
        return None if self.current.is_stopped else first

    def of_phase(self, phase: str) -> tuple[StepState, ...]:
        """The steps of one phase."""
        return tuple(state for state in self.steps if state.phase == phase)

    def is_phase_done(self, phase: str) -> bool:
        """Whether the core of a phase has what it asks for."""
        return all(state.is_done for state in self.of_phase(phase) if state.step.is_core)

    def first_of(self, phase: str) -> StepState:
        """Where a phase opens: at its first core step still to do, else at its first core step."""
        core = [state for state in self.of_phase(phase) if state.step.is_core]
        return next((state for state in core if not state.is_done), core[0])

    def items_of(self, phase: Phase) -> tuple[ItemState, ...]:
        """The items of a phase, each with the state of its steps."""
        states = {state.step.key: state for state in self.steps}
        return tuple(
            ItemState(
                item=item,
                steps=tuple(states[step.key] for step in item.steps),
                noted_at=states.get(item.noted_at),
            )
            for item in phase.items
        )


def project_journey(desk: Desk, project_id: str) -> Journey:
    """How far a project of the actor's has come, judged from its records.

    Raises:
        NotFound: for an unknown project and for somebody else's alike.
    """
    library = desk.library
    with desk.read() as reader:
        project = project_for(reader, desk.actor, project_id)
        found: list[Record] = [
            record
            for kind in library.pathway.text_by_kind
            if kind in RECORD_KINDS
            for record in reader.find(RECORD_KINDS[kind], project_id=project_id)
        ]
        found_answers = reader.find(AcceptedQuestion, project_id=project_id)
    passed = {
        answer.code.removeprefix(STEP): answer.reason
        for answer in found_answers
        if answer.code.startswith(STEP)
    }
    by_step: dict[str, list[Record]] = {}
    for record in found:
        _, step = library.place_of(record)
        by_step.setdefault(step.key, []).append(record)
    decision = latest_decision([r for r in found if isinstance(r, AdoptionDecision)])
    priorities = [r for r in found if isinstance(r, Priority)]
    return Journey(
        project=project,
        priority=priorities[-1] if priorities else None,
        kept_at=max(record.updated_at for record in (project, *found)),
        current=current_phase(
            library.pathway,
            {record.kind for record in found},
            decision.decision if decision else None,
        ),
        steps=tuple(
            step_state(phase, step, by_step.get(step.key, []), passed.get(step.key, ""))
            for phase in library.pathway.phases
            for step in phase.steps
        ),
    )
