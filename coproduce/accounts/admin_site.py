"""Django admin behind the platform's own sign-in, open to national roles only."""

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse


class Site(AdminSite):
    site_header = "Coproduce administration"
    site_title = "Coproduce administration"
    index_title = "Registers, library and accounts"
    site_url = "/"

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("accounts.use_admin")

    def login(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponseBase:
        """Send people to the one sign-in page; who is signed in without the role is told so."""
        if request.user.is_authenticated:
            return HttpResponse(status=403)
        return redirect(f"{reverse('account_login')}?next={request.path}")
