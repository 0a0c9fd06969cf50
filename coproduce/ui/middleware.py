"""What wraps every request: its id in the log, refusals in words, maintenance, and what a browser may keep.

The log is configured from here before any app is loaded, so nothing in this module may import a model.
"""

import logging
import secrets
from collections.abc import Callable, Iterable
from contextvars import ContextVar

from django.conf import settings
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from . import errors

Respond = Callable[[HttpRequest], HttpResponse]

current_request_id: ContextVar[str] = ContextVar("current_request_id", default="-")
#: They must answer while everything else says "maintenance".
PROBES = ("/healthz", "/readyz")
#: Powers of the browser that no page here uses; WebAuthn needs its own.
PERMISSIONS_POLICY = (
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), "
    "publickey-credentials-create=(self), publickey-credentials-get=(self)"
)


class RequestIdMiddleware:
    """Numbers each request; the answer says the number, and so does every line of the log about it."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        number = secrets.token_hex(8)
        current_request_id.set(number)
        response = self.get_response(request)
        response["X-Request-ID"] = number
        return response


class RequestIdFilter(logging.Filter):
    """Gives every log record the id of the request it belongs to."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id.get()
        return True


class MaintenanceMiddleware:
    """Says in words that the service is being worked on, or that its database cannot be reached."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.MAINTENANCE and request.path not in PROBES:
            return errors.unavailable(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        unreachable = isinstance(exception, OperationalError | InterfaceError)
        return errors.unavailable(request) if unreachable else None


#: Bytes of one request. A file may have 10 MB; whoever sends one of 20 is told so beside the field.
MOST_SENT, AT_A_TIME = 32 * 1024 * 1024, 64 * 1024


class RefusalMiddleware:
    """Refuses requests that no page could read, and says in words that a page is gone."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if any("\0" in part for part in spoken_parts(request)):
            return errors.bad_request(request, errors.Unreadable())
        if sent(request) > MOST_SENT:
            while request.read(AT_A_TIME):  # a browser shows no answer before it has sent all
                continue
            return errors.bad_request(request, errors.FarTooLarge())
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.gone(request, exception) if isinstance(exception, errors.Gone) else None


def sent(request: HttpRequest) -> int:
    """Bytes that the request says it brings; without a number the server reads none."""
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isdecimal() else 0


def spoken_parts(request: HttpRequest) -> Iterable[str]:
    """What came with the address: path, query and cookies. Forms refuse their own fields in words."""
    yield request.path
    yield from request.COOKIES.values()
    for name, values in request.GET.lists():
        yield name
        yield from values


class PrivatePagesMiddleware:
    """Pages for someone who is signed in, or who holds a signed link, are kept by no browser and no proxy."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if is_private(request):
            response["Cache-Control"] = "no-store, private"
        return response


def is_private(request: HttpRequest) -> bool:
    """Judged by the session cookie, without a query: whoever is signed in has one."""
    view = request.resolver_match.func if request.resolver_match else None
    access = getattr(view, "access", None)
    return settings.SESSION_COOKIE_NAME in request.COOKIES or getattr(access, "kind", "") == "signed link"
