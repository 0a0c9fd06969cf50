"""The calendar feed of a person's duties and meetings, and the page that gives its address."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from coproduce.accounts.access import SIGNED_IN, SIGNED_LINK, Declared
from coproduce.accounts.models import User
from partnerships import calendars


class CalendarPage(Declared, TemplateView):
    """The address is made on asking, so that looking changes nothing."""

    access = SIGNED_IN
    template_name = "partnerships/calendar_page.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = calendars.key_of(cast(User, self.request.user))
        path = reverse("partnerships:calendar_feed", args=[key.key]) if key else ""
        address = self.request.build_absolute_uri(path) if path else ""
        return super().get_context_data(address=address, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        calendars.renew(cast(User, request.user), now=timezone.now())
        messages.success(request, "Here is your new address. An older one no longer works.")
        return redirect("partnerships:calendar_page")


class CalendarFeed(Declared, View):
    access = SIGNED_LINK

    def get(self, request: HttpRequest, key: UUID) -> HttpResponse:
        found = calendars.opened_by(key)
        if found is None:
            raise Http404("This calendar address no longer works.")
        site = request.build_absolute_uri("/").rstrip("/")
        body = calendars.feed(found, on=timezone.localdate(), site=site)
        answer = HttpResponse(body, content_type="text/calendar; charset=utf-8")
        answer["Cache-Control"] = "private, no-store"
        return answer
