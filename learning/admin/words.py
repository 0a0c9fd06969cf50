"""The words that administrators keep: terms of each taxonomy, and words that mean the same."""

from django.contrib import admin
from django.http import HttpRequest

from coproduce.accounts.admin_site import ScopedAdmin
from learning.models import Synonyms, Term


@admin.register(Term)
class TermAdmin(ScopedAdmin):
    """A term is switched off rather than deleted; the slug is part of addresses, so it stays once chosen."""

    list_display = ("name", "taxonomy", "definition", "is_in_use")
    list_filter = ("taxonomy", "is_in_use")
    search_fields = ("name", "definition")

    def get_readonly_fields(self, request: HttpRequest, obj: Term | None = None) -> tuple[str, ...]:
        return ("slug", "taxonomy") if obj else ()


@admin.register(Synonyms)
class SynonymsAdmin(ScopedAdmin):
    """Kept by administrators, read by moderators; a group is switched off rather than deleted."""

    list_display = ("__str__", "is_in_use")
    list_filter = ("is_in_use",)
    search_fields = ("words",)
