"""Plain functions that make records and plans, with defaults that are enough."""

import datetime as dt
from itertools import count
from typing import Any, TypeVar

from lp_planner.domain.evidence.claims import EvidenceClaim
from lp_planner.domain.planning.calendar import PeriodKind, SchoolPeriod
from lp_planner.domain.quality_checks.plan import Plan, StrandFact
from lp_planner.domain.records.delivery import (
    Activity,
    Adaptation,
    CoachingSession,
    FidelityObservation,
    FidelityVisit,
    ReviewMeeting,
)
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    Priority,
    ProblemStatement,
    RivalExplanation,
)
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import (
    DeliveryProblem,
    LeadershipNote,
    NetworkContact,
    PeerSession,
)
from lp_planner.domain.records.measures import GroupCount, Measure, Reading
from lp_planner.domain.records.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.records.preparation import (
    InfrastructureItem,
    Milestone,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.domain.records.sustaining import HandoverPlan, ScalingPlan, SustainDecision
from lp_planner.services.measures.looks import Looks

R = TypeVar("R", bound=Record)
Made = Record | EvidenceClaim | SchoolPeriod

TODAY = dt.date(2026, 3, 16)
FINAL = frozenset({"pupil_outcome", "staff_outcome"})
SEGMENT_GROUPS = {
    "build_knowledge": frozenset({"retrieval_quiz", "knowledge_sharing"}),
    "motivate": frozenset({"discussion", "exit_ticket"}),
    "develop_techniques": frozenset({"model_resource", "rehearsal", "discussion"}),
    "embed": frozenset({"exit_ticket", "follow_up"}),
}
STRANDS = {
    "phonics": StrandFact(
        key="phonics", name="Phonics", months=5, padlocks=5, as_at=dt.date(2025, 6, 1)
    ),
    "oral_language": StrandFact(
        key="oral_language", name="Oral language", months=6, padlocks=4, as_at=dt.date(2025, 6, 1)
    ),
    "uniform": StrandFact(
        key="uniform", name="School uniform", padlocks=0, as_at=dt.date(2025, 6, 1)
    ),
}

DEFAULTS: dict[type[Record], dict[str, Any]] = {
    Activity: {"activity_type": "share_wins", "happened_on_day": TODAY, "what": "A word of thanks"},
    Adaptation: {
        "what": "Cards are read in pairs",
        "outcome": "made",
        "decided_on": TODAY,
        "why": "Pairs talk more",
    },
    CoachingSession: {"held_on": TODAY, "coachee": "C. Obi", "action_step": "Pause after asking"},
    FidelityVisit: {"visited_on": TODAY, "place": "Oak class"},
    FidelityObservation: {"rating": "seen"},
    ReviewMeeting: {"held_on": TODAY, "looked_at": "Visits and one pulse", "decision": "keep"},
    Baseline: {"name": "Words read correctly in a minute", "taken_on": TODAY, "value": 21.0},
    DiagnosisSource: {
        "source_kind": "assessment_data",
        "gathered_on": TODAY,
        "says": "A third of the class guess from the first letter",
    },
    FocusCheck: {"verdict": "just_right", "reason": "One year group and four adults"},
    Priority: {"priority": "Children who fall behind catch up the same day"},
    ProblemStatement: {
        "staff_behaviour": "Help comes when somebody is free",
        "pupil_behaviour": "Pupils guess instead of blending",
        "pupil_outcome": "One in four does not read fluently by June",
    },
    RivalExplanation: {"explanation": "Perhaps they are often absent"},
    ActiveIngredient: {
        "behaviour": "An adult models the sound and the child repeats it",
        "fixedness": "tight",
        "who": "Each teaching assistant",
        "how_often": "Every day",
    },
    DeliveryProblem: {"raised_on": TODAY, "problem": "The room was in use"},
    LeadershipNote: {"noted_on": TODAY, "leadership_kind": "thanks", "what": "Thanked the team"},
    NetworkContact: {"whom": "A nearby school", "contact_on": TODAY, "what_they_did": "The same"},
    PeerSession: {"held_on": TODAY, "who": "Two pairs", "purpose": "Watch one another once"},
    Measure: {
        "name": "Sessions held as planned",
        "outcome_construct": "fidelity",
        "instrument": "Tally on the wall",
        "collector": "Class teacher",
        "target": 0.8,
        "due_on": TODAY + dt.timedelta(weeks=8),
        "response_if_missed": "We look at cover together",
    },
    GroupCount: {"group_name": "Disadvantaged pupils", "counted_on": TODAY},
    Reading: {"taken_on": TODAY, "value": 0.5},
    AdoptionDecision: {
        "decision": "adopt",
        "decided_by": "Deputy head and I",
        "decided_on": TODAY,
        "reasons": "It meets the need and costs little",
        "what_stops": "The Friday booster",
    },
    FitRating: {"rater": "Class teacher", "rated_on": TODAY},
    Option: {"name": "Same-day help", "option_kind": "do_something"},
    InfrastructureItem: {"what": "A quiet room", "infrastructure_kind": "room"},
    Milestone: {"what": "First session", "due_on": TODAY},
    Risk: {"what": "Cover falls away", "response": "A second person knows the routine"},
    SharedUnderstanding: {
        "whom": "Teaching assistants",
        "expected": "One short session a day",
        "supported": "Cards and a watched first go",
        "recognised": "A thank you in briefing",
    },
    Stakeholder: {"group_described": "Families", "engagement": "involved"},
    TeamMember: {"who": "Phase leader"},
    ReadinessRating: {
        "whose": "Teaching assistants",
        "rated_on": TODAY,
        "motivation": 4,
        "skill": 4,
        "room": 4,
        "verdict": "ready",
    },
    Strategy: {"strategy_kind": "coaching", "what": "Watch and talk once a week"},
    TrainingSession: {"title": "Twilight on blending", "held_on": TODAY},
    HandoverPlan: {
        "successor": "Phase leader",
        "induction_route": "A morning with the team",
        "policy_home": "Reading policy",
    },
    ScalingPlan: {"to_whom": "Year 2"},
    SustainDecision: {
        "decision": "continue",
        "decided_on": TODAY,
        "decided_by": "Deputy head and I",
        "reasons": "It holds and people want it",
        "stable_use": "Seen in most visits since September",
    },
}

_numbers = count(1)


def stamp(day: dt.date) -> dict[str, Any]:
    """Who wrote something on a day, in the order in which it was made."""
    number = next(_numbers)
    at = dt.datetime.combine(day, dt.time(8), dt.UTC) + dt.timedelta(milliseconds=number)
    return {
        "id": f"n{number}",
        "created_at": at,
        "created_by": "owner",
        "updated_at": at,
        "updated_by": "owner",
    }


def a(model: type[R], written: dt.date = TODAY, **values: Any) -> R:
    """A record of a kind, with what is usual where nothing else is said."""
    made = model.model_validate(
        {**stamp(written), "project_id": "p", **DEFAULTS[model], **values}, strict=False
    )
    assert isinstance(made, model)
    return made


def a_claim(record: Record, written: dt.date = TODAY, **values: Any) -> EvidenceClaim:
    """A record put forward for a standard."""
    usual = {"standard": "LP6", "claim": "I planned how colleagues learn.", "reach": "own_team"}
    subject = {"project_id": "p", "record_kind": record.kind, "record_id": record.id}
    return EvidenceClaim.model_validate({**stamp(written), **subject, **usual, **values})


def a_period(kind: PeriodKind, first: dt.date, last: dt.date, name: str) -> SchoolPeriod:
    """A stretch of the school year."""
    return SchoolPeriod(
        **stamp(first), school_id="s", name=name, period_kind=kind, from_on=first, to_on=last
    )


def visits(day: dt.date, ingredient: ActiveIngredient, *ratings: str) -> list[Record]:
    """One visit a day from ``day`` on, each with its rating of one ingredient."""
    made: list[Record] = []
    for number, rating in enumerate(ratings):
        on = day + dt.timedelta(days=number)
        visit = a(FidelityVisit, on, visited_on=on, place=f"Room {number % 4}")
        seen = a(
            FidelityObservation, on, visit_id=visit.id, ingredient_id=ingredient.id, rating=rating
        )
        made += [visit, seen]
    return made


def plan_of(*made: Made, today: dt.date = TODAY, **facts: Any) -> Plan:
    """A plan that holds what was made."""
    records: dict[str, tuple[Record, ...]] = {}
    for record in made:
        if isinstance(record, Record):
            records[record.kind] = (*records.get(record.kind, ()), record)
    plan = Plan(
        **{
            "today": today,
            "owner_id": "owner",
            "records": records,
            "claims": tuple(m for m in made if isinstance(m, EvidenceClaim)),
            "periods": tuple(m for m in made if isinstance(m, SchoolPeriod)),
            "final_constructs": FINAL,
            "segment_groups": SEGMENT_GROUPS,
            "strands": STRANDS,
            **facts,
        }
    )
    return plan if "changed_when_secure" in facts else told_what_was_secure(plan)


def told_what_was_secure(plan: Plan) -> Plan:
    """The plan with what the services tell it about the days on which changes were decided."""
    looks = Looks(
        {v.id: v for v in plan.of(FidelityVisit)},
        plan.of(FidelityObservation),
        delivering={i.id: i.people_delivering for i in plan.of(ActiveIngredient)},
    )
    changed = looks.changed_when_secure(plan.of(Adaptation))
    return plan.model_copy(update={"changed_when_secure": changed})
