"""How far a project has come, always with the reason; never a percentage."""

from collections.abc import Mapping, Sequence

from lp_planner.domain.planning.pathway import Pathway, Phase, Step
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.options import AdoptionChoice, AdoptionDecision
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.wording import counted


class StepState(Frozen):
    """Whether a step has what it asks for, and why we say so."""

    step: Step
    phase: str
    is_done: bool
    records: int
    reason: str
    is_passed: bool = False
    """Whether it counts as done because of a written reason alone."""


class CurrentPhase(Frozen):
    """Where the project stands, and why we say so."""

    key: str
    name: str
    reason: str
    is_stopped: bool = False


def step_state(
    phase: Phase, step: Step, records: Sequence[Record], passed_because: str = ""
) -> StepState:
    """Judge one step from the records it holds.

    ``passed_because`` is the reason for which the lead practitioner went on without it; it counts
    as done, and the reason stands beside it.
    """
    is_done, reason = record_model(step.kind).enough(records)
    is_passed = not is_done and bool(passed_because)
    return StepState(
        step=step,
        phase=phase.key,
        is_done=is_done or is_passed,
        records=len(records),
        reason=f"You went on because: {passed_because}" if is_passed else reason,
        is_passed=is_passed,
    )


def current_phase(
    pathway: Pathway, counts: Mapping[str, int], decision: AdoptionChoice | None
) -> CurrentPhase:
    """Where a project stands, from how many records each phase holds and the latest decision.

    ``counts`` maps a phase's key to its number of records. The latest phase with records is the
    current one; a decision to adopt opens Prepare; "stop" and "not now" end the journey for now.
    """
    phases = pathway.phase_by_key
    if decision is not None and not decision.goes_ahead:
        word = "stop" if decision is AdoptionChoice.STOP else "not do it now"
        return CurrentPhase(
            key="explore",
            name="Stopped well" if decision is AdoptionChoice.STOP else "Not now",
            reason=f"It was decided to {word}",
            is_stopped=True,
        )
    reached = [phase for phase in pathway.phases if counts.get(phase.key, 0) > 0]
    latest = reached[-1] if reached else pathway.phases[0]
    if latest.key == "explore" and decision is not None:
        latest = phases["prepare"]
        return CurrentPhase(
            key=latest.key, name=latest.name, reason="The adoption decision opened this phase"
        )
    number = counts.get(latest.key, 0)
    reason = (
        f"{counted(number, 'thing', 'things')} recorded in {latest.name}"
        if number
        else "Every project starts here"
    )
    return CurrentPhase(key=latest.key, name=latest.name, reason=reason)


def latest_decision(records: Sequence[Record]) -> AdoptionDecision | None:
    """The decision that counts: the latest by its date, then by when it was written."""
    decisions = [record for record in records if isinstance(record, AdoptionDecision)]
    return max(decisions, key=lambda d: (d.decided_on, d.created_at), default=None)
