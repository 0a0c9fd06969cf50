"""Localities, bodies, seats, tenures and meetings in Django admin; evaluations to be read."""

from django.contrib import admin

from partnerships.models import Body, Evaluation, Locality, Meeting, Seat, Tenure

from .base import RegisterAdmin


@admin.register(Locality)
class LocalityAdmin(RegisterAdmin):
    list_display = ("name", "partnership", "since", "until")
    list_select_related = ("partnership",)
    search_fields = ("name", "gaelic_name", "partnership__name")


@admin.register(Body)
class BodyAdmin(RegisterAdmin):
    list_display = ("name", "kind", "partnership", "since", "until")
    list_filter = ("kind",)
    list_select_related = ("partnership",)
    search_fields = ("name", "partnership__name")


@admin.register(Seat)
class SeatAdmin(RegisterAdmin):
    list_display = ("title", "body", "filling", "since", "until")
    list_select_related = ("body",)
    filter_horizontal = ("groups",)
    search_fields = ("title", "body__name")


@admin.register(Tenure)
class TenureAdmin(RegisterAdmin):
    """Ended by a date: nobody deletes one, and the database would refuse."""

    list_display = ("seat", "standing", "since", "until")
    list_filter = ("standing",)
    list_select_related = ("seat",)
    raw_id_fields = ("seat",)


@admin.register(Meeting)
class MeetingAdmin(RegisterAdmin):
    list_display = ("body", "on", "place", "papers_sent", "cancelled_on")
    list_select_related = ("body",)


@admin.register(Evaluation)
class EvaluationAdmin(RegisterAdmin):
    """Kept as it was found: read here, changed nowhere."""

    list_display = ("body", "on", "kept_at")
    list_select_related = ("body",)
