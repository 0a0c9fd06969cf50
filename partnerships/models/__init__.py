"""Places, partnerships, organisations, groups, plans and engagements; nothing here names a participant."""

from .engagements import Engagement, EngagementState, Promise
from .groups import Kind, StatutoryGroup
from .organisations import Organisation, OrganisationKind
from .partnerships import IntegrationModel, Model, Partnership
from .places import CouncilArea, HealthBoard
from .plans import Phase, PlanStage, StageEvidence, StrategicPlan

__all__ = [
    "CouncilArea",
    "Engagement",
    "EngagementState",
    "HealthBoard",
    "IntegrationModel",
    "Kind",
    "Model",
    "Organisation",
    "OrganisationKind",
    "Partnership",
    "Phase",
    "PlanStage",
    "Promise",
    "StageEvidence",
    "StatutoryGroup",
    "StrategicPlan",
]
