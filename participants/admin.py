"""References and involvement in Django admin, for national oversight to read; who people are is not here."""

from django.contrib import admin

from coproduce.accounts.admin_site import ScopedAdmin

from .models import Involvement, Participant


@admin.register(Participant)
class ParticipantAdmin(ScopedAdmin):
    list_display = ("reference", "partnership", "organisation", "since", "until")
    list_filter = ("partnership",)
    list_select_related = ("partnership", "organisation")
    search_fields = ("=number", "partnership__name")
    fields = ("partnership", "number", "groups", "organisation", "since", "until", "enrolled_by")


@admin.register(Involvement)
class InvolvementAdmin(ScopedAdmin):
    """Without attendance and barriers: absence is for the person and their partnership to know."""

    list_display = ("participant", "partnership", "engagement", "invited_at", "answer", "answered_through")
    list_filter = ("answer", "participant__partnership")
    list_select_related = ("participant__partnership", "engagement")
    search_fields = ("engagement__title", "=participant__number")
    fields = (
        "participant",
        "engagement",
        "groups",
        "invited_at",
        "invited_by",
        "answer",
        "answered_at",
        "answered_through",
        "answer_recorded_by",
    )
