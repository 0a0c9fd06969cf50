"""Refusals in words: why something did not work, whether anything was saved, and how to go on."""

import sys

from django.core.exceptions import (
    BadRequest,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

#: Seconds after which a browser or a search engine may ask again.
TRY_AGAIN = "120"


class Gone(Exception):  # noqa: N818  named as the answer it causes
    """Was here and is not any more: an expired link, a withdrawn page. The message is shown to the reader."""


class Unreadable(BadRequest):
    """The address holds characters that nothing here could store or find."""


class FarTooLarge(BadRequest):
    """Larger than any form takes: nothing of it is kept, not even for a moment."""


#: What to say about a request that could not be read, by the kind of exception.
READING: dict[type[Exception], str] = {
    RequestDataTooBig: "What you sent is larger than this service can take. Send less at once.",
    TooManyFieldsSent: "What you sent has more fields than this service can take at once.",
    TooManyFilesSent: "What you sent has more files than this service can take at once.",
    FarTooLarge: "What you sent is far larger than this service can take. A file may have 10 MB at most.",
    Unreadable: "The address holds characters that cannot be read. It may have been cut or changed.",
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    general = "Your browser sent something that this service could not read."
    return render(request, "400.html", {"reason": READING.get(type(exception), general)}, status=400)


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "403.html", {"reason": str(exception or "")}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form was too old, or cookies are off."""
    return render(request, "ui/form_expired.html", status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return render(request, "404.html", status=404)


def gone(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "410.html", {"reason": str(exception)}, status=410)


def server_error(request: HttpRequest) -> HttpResponse:
    """Rendered without the request, so that it works when sessions or the database are what failed."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        return unavailable(request)
    return HttpResponse(render_to_string("500.html"), status=500)


def unavailable(request: HttpRequest) -> HttpResponse:
    return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": TRY_AGAIN})
