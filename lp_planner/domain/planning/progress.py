"""How far a project has come, always with the reason; never a percentage."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from math import ceil

from lp_planner.domain.planning.pathway import Item, Pathway, Phase, Step
from lp_planner.domain.records.catalogue import record_model
from lp_planner.domain.records.options import AdoptionChoice, AdoptionDecision
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.sustaining import SustainChoice, SustainDecision
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

    def is_open(self, asked: Collection[str] = (), chosen: str = "") -> bool:
        """Whether it stands open in its item; what does not goes deeper, one click away.

        Open are the core, what holds something already, the steps that a question of the planner
        ``asked`` for, and the one that the person has ``chosen``.
        """
        key = self.step.key
        has_something = self.records > 0 or self.is_passed
        return self.step.is_core or has_something or key in asked or key == chosen


class ItemState(Frozen):
    """One of the guidance's items with the state of each of its steps."""

    item: Item
    steps: tuple[StepState, ...]
    noted_at: StepState | None = None
    """For an item without steps of its own: the step whose records speak of it too."""

    @property
    def is_done(self) -> bool:
        """Whether its core has what it asks for; without a core, whether any step of it has."""
        core = [state for state in self.steps if state.step.is_core]
        return all(s.is_done for s in core) if core else any(s.is_done for s in self.steps)

    def open_steps(self, asked: Collection[str] = (), chosen: str = "") -> tuple[StepState, ...]:
        """The steps that stand open, in order (see :class:`StepState`)."""
        return tuple(state for state in self.steps if state.is_open(asked, chosen))

    def deeper_steps(self, asked: Collection[str] = (), chosen: str = "") -> tuple[StepState, ...]:
        """The steps that go deeper, in order."""
        return tuple(state for state in self.steps if not state.is_open(asked, chosen))


class CurrentPhase(Frozen):
    """Where the project stands, and why we say so."""

    key: str
    name: str
    reason: str
    is_stopped: bool = False


class PhaseSince(Frozen):
    """The day from which a project stood where it then stood."""

    phase: CurrentPhase
    from_on: dt.date


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
    pathway: Pathway, kinds: Collection[str], decision: AdoptionChoice | None
) -> CurrentPhase:
    """Where a project stands, from the ``kinds`` of record it holds and the latest decision.

    A decision to adopt opens Prepare; "stop" and "not now" end the journey for now. Any other phase
    is reached with the first record of its core once the whole core of the phase before is begun,
    and else once half of its own core is: one stray record moves nothing.
    """
    if decision is not None and not decision.goes_ahead:
        word = "stop" if decision is AdoptionChoice.STOP else "not do it now"
        return CurrentPhase(
            key="explore",
            name="Decided to stop" if decision is AdoptionChoice.STOP else "Not now",
            reason=f"It was decided to {word}",
            is_stopped=True,
        )
    first = here = pathway.phases[0]
    begun, was_reached, whole_before = 0, True, False
    for phase in pathway.phases:
        core = [step.kind for step in phase.steps if step.is_core]
        held = sum(kind in kinds for kind in core)
        needed = 1 if whole_before else ceil(len(core) / 2)
        is_opened = phase is first or (phase.key == "prepare" and decision is not None)
        is_reached = is_opened or (held >= needed and (was_reached or held > 1))
        if is_reached:
            here, begun = phase, held
        was_reached, whole_before = is_reached, held == len(core)
    if here.key == "prepare" and decision is not None:
        reason = "The adoption decision opened this phase"
    elif here.key == "sustain":
        reason = "The decision on what becomes of it opened this phase"
    elif begun:
        core_steps = counted(sum(step.is_core for step in here.steps), "core step", "core steps")
        reason = f"{begun} of its {core_steps} {'is' if begun == 1 else 'are'} begun"
    else:
        reason = "Every project starts here"
    return CurrentPhase(key=here.key, name=here.name, reason=reason)


def phases_over_time(
    pathway: Pathway, first_days: Mapping[str, dt.date], decisions: Sequence[AdoptionDecision]
) -> tuple[PhaseSince, ...]:
    """Where a project stood from which day on, as :func:`current_phase` would have said it then.

    ``first_days`` says of each kind of record when the first that is still there was written.
    """
    days = {*first_days.values(), *(decision.created_at.date() for decision in decisions)}
    found: list[PhaseSince] = []
    for day in sorted(days):
        kinds = {kind for kind, first in first_days.items() if first <= day}
        decided = latest_decision([d for d in decisions if d.created_at.date() <= day])
        phase = current_phase(pathway, kinds, decided.decision if decided else None)
        if not found or (found[-1].phase.key, found[-1].phase.name) != (phase.key, phase.name):
            found.append(PhaseSince(phase=phase, from_on=day))
    return tuple(found)


def latest_decision(records: Sequence[Record]) -> AdoptionDecision | None:
    """The decision that counts: the latest by its date, then by when it was written."""
    decisions = [record for record in records if isinstance(record, AdoptionDecision)]
    return max(decisions, key=lambda d: (d.decided_on, d.created_at), default=None)


def latest_end(records: Sequence[Record]) -> SustainDecision | None:
    """What was decided in the end, as it counts: by the same rule."""
    ends = [record for record in records if isinstance(record, SustainDecision)]
    return max(ends, key=lambda d: (d.decided_on, d.created_at), default=None)


def was_stopped(decision: AdoptionDecision | None, end: SustainDecision | None) -> bool:
    """Whether it was decided not to go on, for now or for good; the end has the last word."""
    if end is not None:
        return end.decision in {SustainChoice.PAUSE, SustainChoice.STOP}
    return decision is not None and not decision.decision.goes_ahead
