"""What the pages of files and formats share: the row below its case study, and what is refused."""

from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability, get_allowed
from coproduce.accounts.models import User
from learning import attaching
from learning.attaching import AttachingError
from learning.models import CaseStudy

from .gone import gone

#: Asked of the case study, by whoever adds something to it.
ACCOMPANYING = capability("learning.accompany_casestudy")


class Below(Allowed):
    """The row stands below its case study, which the verb locks first: it is not locked here."""

    def get_object(self, queryset: Any = None) -> Any:
        rows = cast(Any, self).get_queryset() if queryset is None else queryset
        return get_allowed(self.request.user, self.access.permission, rows, **self.row_lookup())

    def row_lookup(self) -> dict[str, Any]:
        return {"pk": self.kwargs["pk"], "case_study__slug": self.kwargs["slug"]}


class GoneWithItsCaseStudy(Below):
    """What readers of a case study can open; once that is withdrawn, the answer says so."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except Http404:
            if not CaseStudy.objects.gone(kwargs["slug"]):
                raise
            return gone(request)


class SavedOrRefused:
    """A form whose verb may refuse; what was typed stays."""

    saved = ""

    def form_valid(self: Any, form: Any) -> HttpResponse:
        try:
            with transaction.atomic():
                form.save()
        except AttachingError as refusal:
            form.add_error(None, str(refusal))
            return cast(HttpResponse, self.form_invalid(form))
        messages.success(self.request, self.saved)
        return redirect(self.back())


class Removing(Below, DetailView[Any]):
    """Asks once more, then removes it."""

    template_name = "learning/companion_remove.html"
    context_object_name = "companion"
    back = ""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(case_study=self.object.case_study, back=self.back, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        row = self.get_object()
        told = f"“{row}” goes with the next revision." if row.case_study.revision >= row.since else "Removed."
        try:
            attaching.remove(row, by=cast(User, request.user))
            messages.success(request, told)
        except AttachingError as refusal:
            messages.error(request, str(refusal))
        return redirect(self.back, row.slug)


def keep(request: HttpRequest, row: Any, *, back: str) -> HttpResponse:
    """Take back a removal that has not come before readers."""
    try:
        attaching.keep(row, by=cast(User, request.user))
        messages.success(request, f"“{row}” stays.")
    except AttachingError as refusal:
        messages.error(request, str(refusal))
    return redirect(back, row.slug)
