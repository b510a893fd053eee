"""Every kind of record, once: forms, tables, content and exports all walk this list."""

from collections.abc import Mapping
from types import MappingProxyType

from lp_planner.domain.answers import AcceptedQuestion
from lp_planner.domain.delivery import (
    Activity,
    Adaptation,
    CoachingSession,
    FidelityObservation,
    FidelityVisit,
    ReviewMeeting,
    UnderstandingCheck,
)
from lp_planner.domain.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    Priority,
    ProblemStatement,
    RivalExplanation,
)
from lp_planner.domain.errors import NotFound
from lp_planner.domain.ingredients import ActiveIngredient
from lp_planner.domain.leading import (
    DeliveryProblem,
    LeadershipNote,
    NetworkContact,
    PeerSession,
)
from lp_planner.domain.measures import Measure, MeasureRebase, Reading, SurveyRound
from lp_planner.domain.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.preparation import (
    DevelopmentGoal,
    InfrastructureItem,
    Milestone,
    Resource,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.readiness import ReadinessRating
from lp_planner.domain.records import Record
from lp_planner.domain.strategies import Strategy, TrainingSession
from lp_planner.domain.sustaining import HandoverPlan, ReachStep, ScalingPlan, SustainDecision

RECORD_KINDS: Mapping[str, type[Record]] = MappingProxyType(
    {
        model.kind: model
        for model in (
            Priority,
            DiagnosisSource,
            ProblemStatement,
            RivalExplanation,
            Baseline,
            FocusCheck,
            Option,
            FitRating,
            AdoptionDecision,
            ActiveIngredient,
            Strategy,
            Measure,
            TeamMember,
            Stakeholder,
            ReadinessRating,
            SharedUnderstanding,
            InfrastructureItem,
            Resource,
            Risk,
            Milestone,
            DevelopmentGoal,
            TrainingSession,
            CoachingSession,
            FidelityVisit,
            FidelityObservation,
            UnderstandingCheck,
            Reading,
            MeasureRebase,
            SurveyRound,
            Adaptation,
            ReviewMeeting,
            PeerSession,
            LeadershipNote,
            DeliveryProblem,
            NetworkContact,
            SustainDecision,
            HandoverPlan,
            ScalingPlan,
            ReachStep,
            Activity,
            AcceptedQuestion,
        )
    }
)


def record_model(kind: str) -> type[Record]:
    """The model of a kind named in a link; an unknown kind reads like an unknown record."""
    try:
        return RECORD_KINDS[kind]
    except KeyError:
        raise NotFound from None
