"""Forms of plans, evidence and engagements, and the searches above the lists."""

from .cancelling import CancelForm
from .engagements import EngagementCreateForm, EngagementEditForm
from .plans import EvidenceForm, PlanCreateForm, PlanEditForm
from .searches import EngagementFilter, OrganisationFilter, PartnershipFilter, PlanFilter

__all__ = [
    "CancelForm",
    "EngagementCreateForm",
    "EngagementEditForm",
    "EngagementFilter",
    "EvidenceForm",
    "OrganisationFilter",
    "PartnershipFilter",
    "PlanCreateForm",
    "PlanEditForm",
    "PlanFilter",
]
