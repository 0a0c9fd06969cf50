"""Looks at capacity in Django admin: the occasion is kept; levels, sharing and actions are read."""

from django.contrib import admin

from partnerships.models import CapacityAssessment, CapacityJudgement, ImprovementAction

from .base import RegisterAdmin
from .engagements import ReadInline


class CapacityJudgementInline(ReadInline):
    model = CapacityJudgement


class ImprovementActionInline(ReadInline):
    model = ImprovementAction


@admin.register(CapacityAssessment)
class CapacityAssessmentAdmin(RegisterAdmin):
    """That it is shared is the lead's word, given on the page that says who will be able to read it."""

    readonly_fields = ("partnership", "shared_at", "created_by")
    list_display = ("partnership", "made_on", "shared_at")
    list_select_related = ("partnership",)
    search_fields = ("partnership__name",)
    inlines = (CapacityJudgementInline, ImprovementActionInline)
