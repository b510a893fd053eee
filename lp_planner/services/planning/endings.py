"""What a phase came to: what was decided, what it rests on, what is still open, whom to thank."""

from collections.abc import Iterator, Sequence

from lp_planner.domain.records.catalogue import RECORD_KINDS
from lp_planner.domain.records.delivery import Adaptation, ReviewMeeting
from lp_planner.domain.records.diagnosis import Priority
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.fields import FieldKind, field_specs
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import DeliveryProblem, NetworkContact, PeerSession
from lp_planner.domain.records.options import AdoptionDecision, FitRating
from lp_planner.domain.records.preparation import Milestone, SharedUnderstanding, TeamMember
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Frozen, Record
from lp_planner.domain.records.sustaining import HandoverPlan, ReachStep, SustainDecision
from lp_planner.services.desk.workspace import Desk
from lp_planner.services.planning.journey import project_journey
from lp_planner.storage.reader import Reader
from lp_planner.wording import counted, day_in_words, joined, shortened

DECIDES = {
    "explore": (AdoptionDecision,),
    "prepare": (ActiveIngredient, ReadinessRating),
    "deliver": (ReviewMeeting, Adaptation),
    "sustain": (SustainDecision, HandoverPlan),
}
"""The kinds that say what was decided in a phase."""
LATEST_ONLY = frozenset({AdoptionDecision, SustainDecision})
THANKED: dict[type[Record], str] = {
    Priority: "sponsor",
    FitRating: "rater",
    AdoptionDecision: "decided_by",
    TeamMember: "who",
    SharedUnderstanding: "agreed_with",
    Milestone: "owner",
    PeerSession: "who",
    DeliveryProblem: "owner",
    NetworkContact: "whom",
    SustainDecision: "decided_by",
    HandoverPlan: "successor",
    ReachStep: "witness",
}
"""Where a record names somebody who had a part in it; who was coached is named nowhere."""
MOST = 8


class OpenStep(Frozen):
    """A step that a phase ends without, and why where somebody wrote it."""

    key: str
    name: str
    reason: str


class Ending(Frozen):
    """What a phase came to."""

    phase: str
    name: str
    decided: tuple[str, ...]
    rests_on: tuple[str, ...]
    still_open: tuple[OpenStep, ...]
    thanks: tuple[str, ...]
    next_phase: str = ""
    next_name: str = ""


def ending_of(desk: Desk, project_id: str, phase_key: str) -> Ending:
    """What a phase of a project of the actor's came to, whether or not it is whole.

    Raises:
        NotFound: for an unknown project and for somebody else's alike, and for an unknown phase.
    """
    journey = project_journey(desk, project_id)
    pathway = desk.library.pathway
    if phase_key not in pathway.phase_by_key:
        raise NotFound
    place = [phase.key for phase in pathway.phases].index(phase_key)
    phase, later = pathway.phases[place], pathway.phases[place + 1 : place + 2]
    states = journey.of_phase(phase_key)
    with desk.read() as reader:
        found = {
            model: _in_phase(desk, reader, project_id, model, phase_key)
            for model in {*DECIDES[phase_key], *THANKED}
        }
    return Ending(
        phase=phase_key,
        name=phase.name,
        decided=tuple(_decided(desk, phase_key, found)),
        rests_on=tuple(
            _how_many(desk, state.step.kind, state.records)
            for state in states
            if state.records and RECORD_KINDS[state.step.kind] not in DECIDES[phase_key]
        ),
        still_open=tuple(
            OpenStep(key=state.step.key, name=state.step.name, reason=state.reason)
            for state in states
            if state.is_passed or not (state.is_done or state.step.is_optional)
        ),
        thanks=tuple(_names(found)),
        next_phase=later[0].key if later else "",
        next_name=later[0].name if later else "",
    )


def _in_phase(
    desk: Desk, reader: Reader, project_id: str, model: type[Record], phase: str
) -> list[Record]:
    records = reader.find(model, project_id=project_id)
    return [record for record in records if desk.library.phase_of(record) == phase]


def _how_many(desk: Desk, kind: str, number: int) -> str:
    text = desk.library.pathway.text_by_kind[kind]
    return counted(number, text.name, text.plural)


def _decided(desk: Desk, phase: str, found: dict[type[Record], list[Record]]) -> Iterator[str]:
    """A line for each decision, the latest first."""
    for model in DECIDES[phase]:
        records = sorted(found[model], key=lambda r: (r.happened_on, r.created_at), reverse=True)
        for record in records[: 1 if model in LATEST_ONLY else MOST]:
            choice = _choice(desk, record)
            day = day_in_words(record.happened_on) if record.date_field else ""
            line = shortened(record.headline, 160)
            yield joined(f"{choice}: {line}" if choice else line, day)


def _choice(desk: Desk, record: Record) -> str:
    """The first answer of a record that was chosen and had to be."""
    for spec in field_specs(type(record)):
        if spec.kind is FieldKind.CHOICE and spec.required and spec.vocabulary:
            return desk.library.term_label(spec.vocabulary, str(getattr(record, spec.name)))
    return ""


def _names(found: dict[type[Record], list[Record]]) -> Sequence[str]:
    """Everybody who is named, once, in the order in which they came in."""
    named = [
        (record.created_at, shortened(str(getattr(record, THANKED[model])), 60))
        for model, records in found.items()
        if model in THANKED
        for record in records
    ]
    once = {name.casefold(): name for _, name in sorted(named, reverse=True) if name}
    return list(reversed(once.values()))[:MOST]
