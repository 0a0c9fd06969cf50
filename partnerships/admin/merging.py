"""Merges and imports in Django admin: to be read; they are made on their own pages alone."""

from django.contrib import admin

from partnerships.models import Merge, OrganisationImport

from .base import RegisterAdmin


@admin.register(Merge)
class MergeAdmin(RegisterAdmin):
    list_display = ("merged", "kept", "made_at")
    list_select_related = ("kept", "merged")
    search_fields = ("kept__name", "merged__name")


@admin.register(OrganisationImport)
class OrganisationImportAdmin(RegisterAdmin):
    exclude = ("text",)
    list_display = ("file_name", "made_at", "imported_at")
    search_fields = ("file_name",)
