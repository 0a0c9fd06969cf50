"""What a link alone does not open for long: a copy of everything, and being forgotten."""

import datetime as dt
from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from .page import Own

#: A link that was mailed longer ago may have been passed on; a new one shows who reads that address now.
FRESH = dt.timedelta(hours=1)


class FreshOwn(Own):
    """Whoever holds an older link is asked to have a new one sent to the address that we know."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        page: HttpResponse | None = self.stale(request)
        return page or cast(Any, super()).get(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.stale(request) or super().post(request, *args, **kwargs)

    def stale(self, request: HttpRequest) -> HttpResponse | None:
        if self.link.made_at > self.now - FRESH:
            return None
        context = {"token": self.kwargs["token"], "partnership": self.participant.partnership}
        return render(request, "participants/own_stale.html", context, status=403)
