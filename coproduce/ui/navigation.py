"""What the header offers to this person on this page, from the entries declared in settings."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True)
class Entry:
    """A link of the header; `current` is the value of aria-current, empty elsewhere."""

    text: str
    url: str
    current: str = ""


def navigation(request: HttpRequest) -> dict[str, Any]:
    """Context processor: what base.html shows on every page."""
    return {
        "home": "/",
        "navigation": partial(entries, request),
        "demo": settings.DEMO,
        "mail_catcher_url": settings.MAIL_CATCHER_URL,
        "contact_email": settings.CONTACT_EMAIL,
    }


def entries(request: HttpRequest) -> list[Entry]:
    """The entries this person may open, the one they are in marked."""
    offered = [(text, url) for text, url, permission in addresses() if may_open(request, permission)]
    section = max((url for _, url in offered if request.path.startswith(url)), key=len, default="")
    return [Entry(text, url, current(request, url) if url == section else "") for text, url in offered]


def addresses() -> Iterator[tuple[str, str, str]]:
    """Declared entries with their addresses; one whose page does not exist is left out (a test names it)."""
    for text, name, permission in settings.NAVIGATION:
        try:
            yield text, reverse(name), permission
        except NoReverseMatch:
            continue


def may_open(request: HttpRequest, permission: str) -> bool:
    return not permission or getattr(request, "user", AnonymousUser()).has_perm(permission)


def current(request: HttpRequest, url: str) -> str:
    return "page" if request.path == url else "true"
