"""Places, partnerships, organisations, bodies, plans and engagements; nothing here names a participant."""

from .bodies import Body, BodyKind, Evaluation, Filling, Seat, Standing, Tenure
from .capacity import CapacityAssessment, CapacityJudgement, ImprovementAction
from .engagements import Engagement, EngagementState
from .groups import Constitution, Kind, StatutoryGroup, StatutoryRule, Substitute, Voting
from .hearing import Answer, ExpressedView, Standard, StandardJudgement, Turnout
from .localities import Locality
from .meetings import Meeting
from .offers import Cost, Support, SupportOffer
from .organisations import Organisation, OrganisationKind
from .partnerships import IntegrationModel, Model, Partnership
from .places import CouncilArea, HealthBoard
from .planning import (
    CalendarKey,
    EvidenceWithdrawal,
    LocalityDecision,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    SchemeReview,
    SignificantDecision,
)
from .plans import Phase, PlanStage, StageEvidence, StrategicPlan
from .promises import Promise, TakingPart, Topic
from .ties import Claim, Identifier, Merge, OrganisationImport, OtherName, Part, PartnershipPart, Scheme

__all__ = [
    "Answer",
    "Body",
    "BodyKind",
    "CalendarKey",
    "CapacityAssessment",
    "CapacityJudgement",
    "Claim",
    "Constitution",
    "Cost",
    "CouncilArea",
    "Engagement",
    "EngagementState",
    "Evaluation",
    "EvidenceWithdrawal",
    "ExpressedView",
    "Filling",
    "HealthBoard",
    "Identifier",
    "ImprovementAction",
    "IntegrationModel",
    "Kind",
    "Locality",
    "LocalityDecision",
    "Meeting",
    "Merge",
    "Model",
    "Organisation",
    "OrganisationImport",
    "OrganisationKind",
    "OtherName",
    "Part",
    "Partnership",
    "PartnershipPart",
    "PerformanceReport",
    "Phase",
    "PlanReview",
    "PlanStage",
    "PlannedStage",
    "Promise",
    "Scheme",
    "SchemeReview",
    "Seat",
    "SignificantDecision",
    "StageEvidence",
    "Standard",
    "StandardJudgement",
    "Standing",
    "StatutoryGroup",
    "StatutoryRule",
    "StrategicPlan",
    "Substitute",
    "Support",
    "SupportOffer",
    "TakingPart",
    "Tenure",
    "Topic",
    "Turnout",
    "Voting",
]
