"""Coverage of a plan: for staff with the evidence of each cell, for everyone with small numbers held back."""

from typing import Any

from django.utils import timezone
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability, public_rows
from participants import coverage
from partnerships.models import StrategicPlan


class Coverage(Allowed, DetailView[StrategicPlan]):
    access = capability("participants.view_coverage")
    queryset = StrategicPlan.objects.with_partnership()
    template_name = "participants/coverage.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matrix = coverage.matrix(self.object, on=timezone.localdate())
        return super().get_context_data(matrix=matrix, states=coverage.State, **kwargs)


class CoveragePublic(Allowed, DetailView[StrategicPlan]):
    access = public_rows("partnerships.view_strategicplan")
    queryset = StrategicPlan.objects.with_partnership()
    template_name = "participants/coverage_public.html"
    context_object_name = "plan"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        matrix = coverage.matrix(self.object, on=timezone.localdate())
        threshold = self.object.partnership.small_number_threshold
        edition = coverage.public(matrix, threshold=threshold)
        return super().get_context_data(
            matrix=edition, not_heard=matrix.not_heard(), states=coverage.State, **kwargs
        )
