"""Places, partnerships, organisations and the rules of law in Django admin."""

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest

from coproduce.accounts.models import TeamKind
from partnerships.forms.registers import IntegrationModelFormSet
from partnerships.models import (
    Claim,
    CouncilArea,
    HealthBoard,
    Identifier,
    IntegrationModel,
    Organisation,
    OtherName,
    Partnership,
    PartnershipPart,
    PlanStage,
    StatutoryGroup,
    StatutoryRule,
)

from .base import ReadHere, RegisterAdmin, RowInline, TeamedAdmin


class IntegrationModelInline(RowInline):
    model = IntegrationModel
    formset = IntegrationModelFormSet


class StatutoryRuleInline(RowInline):
    """The rules of one group, past and coming: a change of the law ends one row and begins the next."""

    model = StatutoryRule


class EntryInline(RowInline):
    """Public with the entry they belong to; kept by whoever may change that entry."""

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("partnerships.change_organisation", obj)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.has_change_permission(request, obj)


class OtherNameInline(EntryInline):
    model = OtherName


class IdentifierInline(EntryInline):
    model = Identifier


class PartnershipPartInline(EntryInline):
    """Ended by a date and never deleted. The partnership says who has one, not the lead."""

    model = PartnershipPart

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return request.user.has_perm("partnerships.add_organisation")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


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
    inlines = (OtherNameInline, IdentifierInline, PartnershipPartInline)


@admin.register(Claim)
class ClaimAdmin(ReadHere):
    note = "Claims are decided on their own page, which keeps who decided and why."
    list_display = ("organisation", "user", "made_at", "outcome", "decided_at")
    list_filter = ("outcome",)
    list_select_related = ("organisation", "user")
    search_fields = ("organisation__name",)


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
