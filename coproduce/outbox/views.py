"""Leaving without signing in: GET shows what would stop and what goes on, POST does it.

The signed link is the authority, and no cookie is read or set, so there is nothing for a forged request to
abuse: both views do without the CSRF token. Mail scanners that follow links change nothing by GET.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from coproduce.accounts.access import SIGNED_LINK, declare

from . import preferences
from .links import UnknownLinkError, email_of
from .models import Email


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@declare(SIGNED_LINK)
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """The page behind the link at the end of a mail."""
    try:
        email = email_of(signed)
    except UnknownLinkError:
        return unknown_link(request)
    choice = request.POST.get("choice", "")
    if request.method == "POST":
        choose(email, choice)
    return page(request, email, choice)


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@declare(SIGNED_LINK)
def unsubscribe_at_once(request: HttpRequest, signed: str) -> HttpResponse:
    """What a mail program asks for by itself (RFC 8058): one POST, a plain yes, no redirect and no cookie."""
    try:
        email = email_of(signed)
    except UnknownLinkError:
        return unknown_link(request)
    if request.method != "POST":
        return page(request, email)
    if request.POST.get("List-Unsubscribe") != "One-Click":
        return HttpResponse("This address expects List-Unsubscribe=One-Click.\n", "text/plain", 400)
    choose(email, "topic")
    return HttpResponse("You will not get these emails any more.\n", "text/plain")


def choose(email: Email, choice: str) -> None:
    """Anything else that a form might say changes nothing; the page then shows the choices again."""
    if choice == "topic":
        preferences.stop(email.recipient, email.topic)
    elif choice == "everything":
        preferences.stop(email.recipient, preferences.EVERYTHING)
    elif choice == "again":
        preferences.start_again(email.recipient, email.topic)


def page(request: HttpRequest, email: Email, done: str = "") -> HttpResponse:
    stopped = preferences.stopped(email)
    context = {
        "topic": preferences.words(email.topic),
        "address": email.masked_recipient,
        "done": done,
        "topic_stopped": bool(stopped),
        "everything_stopped": preferences.EVERYTHING in stopped,
    }
    return render(request, "outbox/unsubscribe.html", context)


def unknown_link(request: HttpRequest) -> HttpResponse:
    return render(request, "outbox/unknown_link.html", status=410)
