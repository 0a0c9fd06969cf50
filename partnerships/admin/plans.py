"""Plans in Django admin, under the rules of their own pages; what the law puts in order is only read here."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest

from partnerships.forms.plans import PlanAdminForm
from partnerships.models import StageEvidence, StrategicPlan

from .base import ReadHere, RegisterAdmin


@admin.register(StrategicPlan)
class StrategicPlanAdmin(RegisterAdmin):
    """How far a plan has come is nowhere to be typed: it follows from the evidence."""

    form = PlanAdminForm
    keys = ("partnership", "replaces")
    list_display = ("title", "partnership", "starts_on", "changed_at")
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")

    def get_form(
        self, request: HttpRequest, obj: StrategicPlan | None = None, *args: Any, **kwargs: Any
    ) -> type[ModelForm[StrategicPlan]]:
        form: type[ModelForm[StrategicPlan]] = super().get_form(request, obj, *args, **kwargs)
        return type("Plan", (form,), {"user": request.user})


@admin.register(StageEvidence)
class StageEvidenceAdmin(ReadHere):
    note = (
        "Evidence is recorded on the plan’s page, where the order of the law is kept. It is never changed; "
        "what is wrong is withdrawn there, with a reason."
    )
    list_display = ("plan", "stage", "dated", "finishes")
    list_select_related = ("plan", "stage")
