"""Every kind of record, once: forms, tables, content and exports all walk this list."""

from collections.abc import Mapping
from types import MappingProxyType

from lp_planner.domain.records.answers import AcceptedQuestion
from lp_planner.domain.records.delivery import (
    Activity,
    Adaptation,
    CoachingSession,
    FidelityObservation,
    FidelityVisit,
    ReviewMeeting,
    UnderstandingCheck,
)
from lp_planner.domain.records.diagnosis import (
    Baseline,
    DiagnosisSource,
    FocusCheck,
    Priority,
    ProblemStatement,
    RivalExplanation,
)
from lp_planner.domain.records.errors import NotFound
from lp_planner.domain.records.ingredients import ActiveIngredient
from lp_planner.domain.records.leading import (
    DeliveryProblem,
    LeadershipNote,
    NetworkContact,
    PeerSession,
)
from lp_planner.domain.records.measures import (
    GroupCount,
    Measure,
    MeasureRebase,
    Reading,
    SurveyRound,
)
from lp_planner.domain.records.options import AdoptionDecision, FitRating, Option
from lp_planner.domain.records.preparation import (
    DevelopmentGoal,
    InfrastructureItem,
    Milestone,
    Resource,
    Risk,
    SharedUnderstanding,
    Stakeholder,
    TeamMember,
)
from lp_planner.domain.records.readiness import ReadinessRating
from lp_planner.domain.records.records import Record
from lp_planner.domain.records.strategies import Strategy, TrainingSession
from lp_planner.domain.records.sustaining import (
    HandoverPlan,
    ReachStep,
    ScalingPlan,
    SustainDecision,
)

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
            GroupCount,
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
