"""Engagements and what they heard, in Django admin: to be read; they are worked on in their own pages."""

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from partnerships.models import Engagement, ExpressedView, StandardJudgement, Turnout

from .base import RegisterAdmin, RowInline


class ReadInline(RowInline):
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


class TurnoutInline(ReadInline):
    """A moderator holds a role in some team, and reads no counts: so the rows are asked here too."""

    model = Turnout

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Turnout]:
        return Turnout.objects.visible_to(request.user)


class ExpressedViewInline(ReadInline):
    model = ExpressedView


class StandardJudgementInline(ReadInline):
    """A moderator reads them once everyone may, so the rows are asked, not only the verb."""

    model = StandardJudgement

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[StandardJudgement]:
        return StandardJudgement.objects.visible_to(request.user)


@admin.register(Engagement)
class EngagementAdmin(RegisterAdmin):
    list_display = ("title", "partnership", "starts_at", "state", "closed_at")
    list_filter = ("state",)
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")
    inlines = (TurnoutInline, ExpressedViewInline, StandardJudgementInline)
