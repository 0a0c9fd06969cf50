"""Django admin behind the platform's own sign-in, open to national roles only."""

from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from rules.contrib.admin import ObjectPermissionsModelAdmin


class Site(AdminSite):
    site_header = "Coproduce administration"
    site_title = "Coproduce administration"
    index_title = "Registers, library and accounts"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.use_admin")

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send people to the one sign-in page; who is signed in without the role is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path)

    def password_change(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def password_change_done(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("account_logout")


class ScopedAdmin(ObjectPermissionsModelAdmin):  # type: ignore[misc]  rules ships no types
    """Rows are those the person may see; verbs are permissions like `view_` and `change_`."""

    actions = None

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = super().get_queryset(request).visible_to(request.user)
        return rows
