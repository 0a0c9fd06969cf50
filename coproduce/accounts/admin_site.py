"""Django admin behind the platform's own sign-in, open to national roles only."""

from functools import update_wrapper
from typing import Any, ClassVar, cast

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from rules.contrib.admin import ObjectPermissionsModelAdmin

from .access import Scoped

LIBRARIES = ("django.", "allauth.")


class Site(AdminSite):
    site_header = "Coproduce administration"
    site_title = "Coproduce administration"
    index_title = "Registers, library and accounts"
    site_url = "/"

    def register(self, model_or_iterable: Any, admin_class: type[Any] | None = None, **options: Any) -> None:
        """Classes that obey our permissions come in; those of libraries (groups, keys, sessions) stay out."""
        if not (admin_class or ModelAdmin).__module__.startswith(LIBRARIES):
            super().register(model_or_iterable, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.use_admin")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:  # noqa: FBT001, FBT002  Django's signature
        """Whoever is signed in without the role is told so; others go to the one sign-in page there is."""
        guarded = super().admin_view(view, cacheable)

        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            return guarded(request, *args, **kwargs) if self.has_permission(request) else self.login(request)

        return update_wrapper(page, view)

    def get_urls(self) -> list[Any]:
        """Without the page that leads from any model's key to its row: it asks nobody who may see it."""
        kept = [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]
        for url in kept:
            view: Any = getattr(url, "callback", None)
            if hasattr(view, "login_url"):
                view.login_url = settings.LOGIN_URL  # where LoginRequiredMiddleware sends people
        return kept

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Send people to the one sign-in page; who is signed in without the role is told so."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next") or request.path)

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")


class ScopedAdmin(ObjectPermissionsModelAdmin):
    """Rows are those the person may see; verbs are permissions like `view_` and `change_`."""

    actions = None
    #: What saving the form asks for, where it is another verb than `change_`.
    change_permission: ClassVar[str] = ""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if self.change_permission:
            return request.user.has_perm(self.change_permission, obj)
        return bool(super().has_change_permission(request, obj))  # type: ignore[no-untyped-call]

    def lookup_allowed(self, lookup: str, value: Any, request: HttpRequest | None = None) -> bool:
        """No pattern of one's own in the address: PostgreSQL refuses a wrong one, and suffers from some."""
        return not lookup.endswith("regex") and super().lookup_allowed(lookup, value, cast(Any, request))

    def has_module_permission(self, request: HttpRequest) -> bool:
        return bool(self.has_view_permission(request))  # type: ignore[no-untyped-call]

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        page = getattr(obj, "get_absolute_url", None)
        return page() if page is not None and self.view_on_site else None

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        rows: models.QuerySet[Any] = cast(Scoped, super().get_queryset(request)).visible_to(request.user)
        return rows
