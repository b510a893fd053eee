"""How far a project has come, always with the reason; never a percentage."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from lp_planner.domain.planning.pathway import Pathway, Phase, Step
from lp_planner.domain.records.diagnosis import DiagnosisSource
from lp_planner.domain.records.ingredients import ActiveIngredient, Fixedness
from lp_planner.domain.records.options import AdoptionChoice, AdoptionDecision
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.wording import counted

ENOUGH_SOURCES = 2
ENOUGH_OPTIONS = 2


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


StepRule = Callable[[Sequence[Record]], tuple[bool, str]]


def _sources(records: Sequence[Record]) -> tuple[bool, str]:
    kinds = {r.source_kind for r in records if isinstance(r, DiagnosisSource)}
    if len(records) < ENOUGH_SOURCES:
        return False, "Who or what else could tell you whether this is the problem?"
    if len(kinds) < ENOUGH_SOURCES:
        return False, "Your sources are all of one kind. Could you look from another side?"
    return True, f"{len(records)} sources of {len(kinds)} kinds"


def _options(records: Sequence[Record]) -> tuple[bool, str]:
    if len(records) < ENOUGH_OPTIONS:
        return False, "A choice needs an alternative. What else could you do, or stop doing?"
    return True, f"{len(records)} options side by side"


def _ingredients(records: Sequence[Record]) -> tuple[bool, str]:
    tight = [
        r for r in records if isinstance(r, ActiveIngredient) and r.fixedness is Fixedness.TIGHT
    ]
    if not records:
        return False, "What will you see people doing when it is working?"
    if not tight:
        return False, "Nothing is marked tight yet. Which part must hold for it to work?"
    return True, f"{len(records)} named, {len(tight)} of them tight"


RULES: Mapping[str, StepRule] = MappingProxyType(
    {
        "diagnosis_source": _sources,
        "option": _options,
        "active_ingredient": _ingredients,
    }
)
"""Steps that ask for more than one record; every other step is done with its first."""


def step_state(
    phase: Phase, step: Step, records: Sequence[Record], passed_because: str = ""
) -> StepState:
    """Judge one step from the records it holds.

    ``passed_because`` is the reason for which the lead practitioner went on without it; it counts
    as done, and the reason stands beside it.
    """
    rule = RULES.get(step.kind)
    if rule:
        is_done, reason = rule(records)
    else:
        is_done = bool(records)
        reason = f"{len(records)} recorded" if records else "Nothing recorded yet"
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
