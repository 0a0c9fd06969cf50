"""Looks at capacity in Django admin."""

from django.contrib import admin

from partnerships.models import CapacityAssessment, CapacityJudgement, ImprovementAction

from .base import RegisterAdmin, RowInline


class CapacityJudgementInline(RowInline):
    model = CapacityJudgement


class ImprovementActionInline(RowInline):
    model = ImprovementAction


@admin.register(CapacityAssessment)
class CapacityAssessmentAdmin(RegisterAdmin):
    list_display = ("partnership", "made_on", "shared_at")
    list_select_related = ("partnership",)
    search_fields = ("partnership__name",)
    inlines = (CapacityJudgementInline, ImprovementActionInline)
