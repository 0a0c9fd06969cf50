"""The statement of what was done under section 33, published with the plan (Act s.35(2))."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from . import progress
from .models import Engagement, StatutoryGroup, StrategicPlan
from .models.plans import CONSULTATION

#: The stages that the statement tells of, in the order of the law.
TOLD = (
    "proposals_prepared",
    "spg_views_on_proposals",
    "first_draft",
    "spg_views_on_first_draft",
    "second_draft",
    CONSULTATION,
    "consultation_views",
    "finalised",
)


@dataclass(frozen=True)
class Statement:
    """No number of people is in it: a total could give away a small group's."""

    stages: Sequence[progress.Standing]
    named: Sequence[StatutoryGroup]
    missing_groups: Sequence[StatutoryGroup]
    engagements: Sequence[Engagement]

    @property
    def missing(self) -> list[progress.Standing]:
        """What it cannot tell yet."""
        return [row for row in self.stages if not row.is_done]


def statement(plan: StrategicPlan, on: dt.date) -> Statement:
    """From the evidence that stands, and the engagements that were announced for the plan."""
    by_code = progress.by_code(progress.standing(plan, on))
    stages = [by_code[code] for code in TOLD if code in by_code]
    sent = by_code.get(CONSULTATION)
    missing = sent.missing if sent else []
    named = [group for group in sent.groups if group not in missing] if sent else []
    announced = Engagement.objects.filter(plan=plan, published_at__date__lte=on).published()
    held = announced.prefetch_related("groups")
    return Statement(stages, named, missing, list(held.order_by("starts_at", "pk")))
