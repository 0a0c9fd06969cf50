"""Support offered, in Django admin: kinds are ticked, and an offer is withdrawn, never deleted."""

from django.contrib import admin

from partnerships.forms.support import KindsForm
from partnerships.models import SupportOffer

from .base import RegisterAdmin


@admin.register(SupportOffer)
class SupportOfferAdmin(RegisterAdmin):
    form = KindsForm
    list_display = ("title", "organisation", "cost", "withdrawn_on")
    list_filter = ("cost",)
    list_select_related = ("organisation",)
    search_fields = ("title", "organisation__name")
    autocomplete_fields = ("organisation",)
    filter_horizontal = ("council_areas",)
