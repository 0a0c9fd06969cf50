"""What accompanies plans, in Django admin: dates, decisions, reports; reviews and withdrawals to be read."""

from django.contrib import admin

from partnerships.models import (
    EvidenceWithdrawal,
    LocalityDecision,
    PerformanceReport,
    PlannedStage,
    PlanReview,
    SchemeReview,
    SignificantDecision,
)

from .base import RegisterAdmin


@admin.register(PlannedStage)
class PlannedStageAdmin(RegisterAdmin):
    list_display = ("stage", "plan", "opens_on", "due_on")
    list_select_related = ("stage", "plan")
    search_fields = ("plan__title", "stage__label")


@admin.register(SignificantDecision)
class SignificantDecisionAdmin(RegisterAdmin):
    list_display = ("title", "partnership", "decided_on")
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")


@admin.register(LocalityDecision)
class LocalityDecisionAdmin(RegisterAdmin):
    list_display = ("title", "locality", "decided_on")
    list_select_related = ("locality",)
    search_fields = ("title", "locality__name")


@admin.register(PerformanceReport)
class PerformanceReportAdmin(RegisterAdmin):
    list_display = ("partnership", "year_ending", "published_on")
    list_select_related = ("partnership",)
    search_fields = ("partnership__name",)


@admin.register(SchemeReview)
class SchemeReviewAdmin(RegisterAdmin):
    list_display = ("partnership", "done_on")
    list_select_related = ("partnership",)
    search_fields = ("partnership__name",)


@admin.register(PlanReview)
class PlanReviewAdmin(RegisterAdmin):
    """Only added, on the plan's own page: read here, changed nowhere."""

    list_display = ("plan", "outcome", "decided_on")
    list_select_related = ("plan",)
    list_filter = ("outcome",)


@admin.register(EvidenceWithdrawal)
class EvidenceWithdrawalAdmin(RegisterAdmin):
    """Only added, beside the evidence it withdraws: read here, changed nowhere."""

    list_display = ("evidence", "withdrawn_at")
    list_select_related = ("evidence__stage", "evidence__plan")
