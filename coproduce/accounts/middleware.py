"""Second factor before anything else opens, and who is behind each change in the history."""

from collections.abc import Callable
from typing import Any

import pghistory
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect

from .access import SAFE
from .demo import DEMO_SESSION
from .models import User

#: What opens without a second factor, by the start of the URL's name: one's own account, signing out, and
#: pages that say the same to everyone.
OPEN_WITHOUT = ("account_", "mfa_", "usersessions_", "accounts:account", "accounts:demo", "ui:")

Handler = Callable[[HttpRequest], HttpResponseBase]


class SecondFactorMiddleware:
    """Whoever must have a second factor and has none is led to enrol one, whatever they asked for."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if not settings.DEMO and DEMO_SESSION in request.session:
            logout(request)
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name.startswith(OPEN_WITHOUT) or not lacks_second_factor(request):
            return None
        return redirect("mfa_index")


def lacks_second_factor(request: HttpRequest) -> bool:
    """Whether this person must enrol a second factor before the platform opens to them."""
    user = request.user
    if not isinstance(user, User) or (settings.DEMO and DEMO_SESSION in request.session):
        return False
    return user.needs_second_factor and not user.has_second_factor


class HistoryMiddleware:
    """Writes the account's key beside each change in the history. Never the URL, since links carry tokens."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in SAFE:
            return self.get_response(request)
        with pghistory.context(user=request.user.pk):
            return self.get_response(request)
