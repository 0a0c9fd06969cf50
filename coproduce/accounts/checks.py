"""What must hold before the platform starts: every view says who may open it, and a demo is not deployed."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import ImproperlyConfigured

from .access import routes


@register(Tags.urls)
def every_view_declares_access(**kwargs: Any) -> list[CheckMessage]:
    return [
        Error(
            f"{route.name or 'A nameless view'} at /{route.pattern} does not say who may open it.",
            hint="Give the view `access = ...`, or the function `@declare(...)`; see accounts/access.py.",
            id="accounts.E001",
        )
        for route in routes()
        if route.access is None
    ]


@register(Tags.security, deploy=True)
def demo_is_off(**kwargs: Any) -> list[CheckMessage]:
    if not settings.DEMO:
        return []
    words = "DEMO is on: anyone could sign in as anyone with one click."
    return [Error(words, hint="Unset DEMO, or set it to 0.", id="accounts.E002")]


def refuse_undeclared_views() -> None:
    """For doors that run no system checks, such as the web server's."""
    undeclared = every_view_declares_access()
    if undeclared:
        raise ImproperlyConfigured(" ".join(str(error.msg) for error in undeclared))
