"""What accompanies plans, in Django admin: decisions are kept; what a verb of law makes is read."""

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

from .base import ReadHere, RegisterAdmin


@admin.register(PlannedStage)
class PlannedStageAdmin(ReadHere):
    note = "Dates are set on the plan’s page, which knows the stages that every plan must go through."
    list_display = ("stage", "plan", "opens_on", "due_on")
    list_select_related = ("stage", "plan")
    search_fields = ("plan__title", "stage__label")


@admin.register(SignificantDecision)
class SignificantDecisionAdmin(RegisterAdmin):
    """Whose decision it is stays once it is recorded."""

    keys = ("partnership",)
    list_display = ("title", "partnership", "decided_on")
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")


@admin.register(LocalityDecision)
class LocalityDecisionAdmin(RegisterAdmin):
    keys = ("locality",)
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
class PlanReviewAdmin(ReadHere):
    note = "A review is recorded on the plan’s page, together with its evidence. It is never changed."
    list_display = ("plan", "outcome", "decided_on")
    list_select_related = ("plan",)
    list_filter = ("outcome",)


@admin.register(EvidenceWithdrawal)
class EvidenceWithdrawalAdmin(ReadHere):
    note = "Evidence is withdrawn on the plan’s page. A withdrawal is never changed."
    list_display = ("evidence", "withdrawn_at")
    list_select_related = ("evidence__stage", "evidence__plan")
