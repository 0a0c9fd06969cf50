"""Localities, bodies, seats, tenures and meetings in Django admin; evaluations to be read."""

from django.contrib import admin

from partnerships.models import Body, Evaluation, Locality, Meeting, Seat, Tenure

from .base import BelowAdmin, ReadHere


@admin.register(Locality)
class LocalityAdmin(BelowAdmin):
    parent = "partnership"
    list_display = ("name", "partnership", "since", "until")
    list_select_related = ("partnership",)
    search_fields = ("name", "gaelic_name", "partnership__name")


@admin.register(Body)
class BodyAdmin(BelowAdmin):
    parent = "partnership"
    list_display = ("name", "kind", "partnership", "since", "until")
    list_filter = ("kind",)
    list_select_related = ("partnership",)
    search_fields = ("name", "partnership__name")


@admin.register(Seat)
class SeatAdmin(BelowAdmin):
    parent = "body"
    list_display = ("title", "body", "filling", "since", "until")
    list_select_related = ("body",)
    filter_horizontal = ("groups",)
    search_fields = ("title", "body__name")


@admin.register(Tenure)
class TenureAdmin(BelowAdmin):
    """Ended by a date: nobody deletes one, and the database would refuse."""

    parent = "seat"
    list_display = ("seat", "standing", "since", "until")
    list_filter = ("standing",)
    list_select_related = ("seat",)
    raw_id_fields = ("seat",)


@admin.register(Meeting)
class MeetingAdmin(BelowAdmin):
    parent = "body"
    list_display = ("body", "on", "place", "papers_sent", "cancelled_on")
    list_select_related = ("body",)


@admin.register(Evaluation)
class EvaluationAdmin(ReadHere):
    note = "An evaluation is kept on the body’s page as it was found that day, and changed nowhere."
    list_display = ("body", "on", "kept_at")
    list_select_related = ("body",)
