"""Plans in Django admin."""

from django.contrib import admin

from partnerships.models import StageEvidence, StrategicPlan

from .base import RegisterAdmin


@admin.register(StrategicPlan)
class StrategicPlanAdmin(RegisterAdmin):
    list_display = ("title", "partnership", "starts_on", "changed_at")
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")


@admin.register(StageEvidence)
class StageEvidenceAdmin(RegisterAdmin):
    list_display = ("plan", "stage", "dated", "finishes")
    list_select_related = ("plan", "stage")
