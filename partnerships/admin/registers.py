"""Places, partnerships, organisations and the rules of law in Django admin."""

from django.contrib import admin

from coproduce.accounts.models import TeamKind
from partnerships.forms.registers import IntegrationModelFormSet
from partnerships.models import (
    CouncilArea,
    HealthBoard,
    IntegrationModel,
    Organisation,
    Partnership,
    PlanStage,
    StatutoryGroup,
    StatutoryRule,
)

from .base import RegisterAdmin, RowInline, TeamedAdmin


class IntegrationModelInline(RowInline):
    model = IntegrationModel
    formset = IntegrationModelFormSet


class StatutoryRuleInline(RowInline):
    """The rules of one group, past and coming: a change of the law ends one row and begins the next."""

    model = StatutoryRule


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
    list_display = ("label", "applies_to", "order")
    list_filter = ("applies_to",)
    search_fields = ("label",)
    inlines = (StatutoryRuleInline,)


@admin.register(StatutoryRule)
class StatutoryRuleAdmin(RegisterAdmin):
    list_display = ("group", "provision", "minimum", "voting", "since", "until")
    list_filter = ("group__applies_to", "voting")
    list_select_related = ("group",)
    search_fields = ("group__label", "instrument", "provision")


@admin.register(PlanStage)
class PlanStageAdmin(RegisterAdmin):
    keys = ("code",)
    list_display = ("order", "label", "phase", "provision", "duty")
    list_display_links = ("label",)
