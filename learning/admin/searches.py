"""The report of what people look for and do not find."""

from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone

from coproduce.accounts.admin_site import ScopedAdmin
from learning.models import Search
from learning.models.searches import FEWEST_SHOWN

#: How far back the report of searches goes, in days; the first is shown unless another is asked for.
PERIODS = {"30": "Last 30 days", "91": "Last three months", "395": "Last 13 months"}
MOST_REPORTED = 200


@admin.register(Search)
class SearchAdmin(ScopedAdmin):
    """What readers look for and do not find, added up; there is no page of a single search."""

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(self.changelist_view)
        return [path("", page, name="learning_search_changelist")]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not request.user.has_perm("learning.view_search"):
            raise PermissionDenied
        asked = request.GET.get("period", "")
        chosen = asked if asked in PERIODS else next(iter(PERIODS))
        since = timezone.localdate() - timedelta(days=int(chosen))
        context = {
            **self.admin_site.each_context(request),
            "title": "What people look for",
            "opts": self.opts,
            "rows": Search.objects.report(since=since)[:MOST_REPORTED],
            "periods": PERIODS.items(),
            "chosen": chosen,
            "fewest": FEWEST_SHOWN,
        }
        return TemplateResponse(request, "admin/learning/search_report.html", context)
