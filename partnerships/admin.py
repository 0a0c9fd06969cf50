"""Registers, plans and engagements in Django admin, under the same permissions as the pages."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from rules.contrib.admin import ObjectPermissionsTabularInline

from coproduce.accounts.admin_site import ScopedAdmin
from coproduce.accounts.models import Team, TeamKind

from .forms.registers import IntegrationModelFormSet
from .models import (
    CouncilArea,
    Engagement,
    HealthBoard,
    IntegrationModel,
    Organisation,
    Partnership,
    PlanStage,
    StageEvidence,
    StatutoryGroup,
    StrategicPlan,
)


class RegisterAdmin(ScopedAdmin):
    """`keys` name the row in our data files and stay once it is there."""

    keys: ClassVar[tuple[str, ...]] = ()
    list_per_page = 50

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> tuple[str, ...]:
        return (*super().get_readonly_fields(request, obj), *(self.keys if obj else ()))

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs["assume_scheme"] = "https"
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)
        return field


class TeamedAdmin(RegisterAdmin):
    """A row with a team of its own, which is made with it and goes by its name."""

    team_kind: ClassVar[TeamKind]
    exclude = ("team",)

    def save_model(self, request: HttpRequest, obj: Any, form: ModelForm[Any], change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.team = Team(kind=self.team_kind)
        obj.team.name = obj.name
        obj.team.save()
        super().save_model(request, obj, form, change)


class IntegrationModelInline(ObjectPermissionsTabularInline):
    """The row that Django asks about is the partnership, so what is asked of an inline names none."""

    model = IntegrationModel
    formset = IntegrationModelFormSet
    extra = 0

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        allowed: bool = super().has_view_permission(request)  # type: ignore[no-untyped-call]
        return allowed


@admin.register(Partnership)
class PartnershipAdmin(TeamedAdmin):
    team_kind = TeamKind.PARTNERSHIP
    keys = ("gss_code", "slug")
    list_display = ("name", "health_board", "small_number_threshold")
    list_select_related = ("health_board",)
    search_fields = ("name", "alternative_name")
    inlines = (IntegrationModelInline,)


@admin.register(Organisation)
class OrganisationAdmin(TeamedAdmin):
    team_kind = TeamKind.ORGANISATION
    keys = ("slug",)
    list_display = ("name", "kind", "name_confirmed", "website_confirmed")
    list_filter = ("kind", "name_confirmed", "website_confirmed")
    search_fields = ("name",)
    filter_horizontal = ("council_areas",)


@admin.register(HealthBoard)
class HealthBoardAdmin(RegisterAdmin):
    keys = ("gss_code",)
    list_display = ("name", "gss_code")


@admin.register(CouncilArea)
class CouncilAreaAdmin(RegisterAdmin):
    keys = ("gss_code", "slug")
    list_display = ("name", "partnership", "health_board")
    list_select_related = ("partnership", "health_board")


@admin.register(StatutoryGroup)
class StatutoryGroupAdmin(RegisterAdmin):
    keys = ("code",)
    list_display = ("label", "applies_to", "instrument", "provision", "voting_status")
    list_filter = ("applies_to",)
    search_fields = ("label",)


@admin.register(PlanStage)
class PlanStageAdmin(RegisterAdmin):
    keys = ("code",)
    list_display = ("order", "label", "phase", "provision", "duty")
    list_display_links = ("label",)


@admin.register(StrategicPlan)
class StrategicPlanAdmin(RegisterAdmin):
    list_display = ("title", "partnership", "starts_on", "changed_at")
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")


@admin.register(StageEvidence)
class StageEvidenceAdmin(RegisterAdmin):
    list_display = ("plan", "stage", "dated", "finishes")
    list_select_related = ("plan", "stage")


@admin.register(Engagement)
class EngagementAdmin(RegisterAdmin):
    list_display = ("title", "partnership", "starts_at", "state")
    list_filter = ("state",)
    list_select_related = ("partnership",)
    search_fields = ("title", "partnership__name")
