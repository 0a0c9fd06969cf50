"""Who looked at the person's record and why, a copy of all that is kept, and being forgotten."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.generic import FormView, TemplateView

from participants import downloading, erasing, looking
from participants.forms import ForgetMeForm

from .fresh import FreshOwn
from .page import Own


class OwnLooked(Own, TemplateView):
    template_name = "participants/own_looked.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(looks=looking.looks(self.participant), **kwargs)


class OwnCopyPage(TemplateView):
    """Its POST is a file."""

    template_name = "participants/own_copy.html"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        view: Any = self
        tables = downloading.copy(view.participant)
        return file_of(request, tables, request.POST.get("kind", "html"), view.participant, view.now)


class OwnCopy(FreshOwn, OwnCopyPage):
    pass


class OwnForget(FreshOwn, FormView[ForgetMeForm]):
    """Done at once: nobody else has to agree, and the page says it for the last time."""

    form_class = ForgetMeForm
    template_name = "participants/own_forget.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(goes=erasing.goes(), stays=erasing.stays(), **kwargs)

    def form_valid(self, form: ForgetMeForm) -> HttpResponse:
        partnership = self.participant.partnership
        erasing.forget_me(self.participant, now=self.now)
        context = {"partnership": partnership, "goes": erasing.goes(), "stays": erasing.stays()}
        return render(self.request, "participants/own_forgotten.html", context)


def file_of(request: HttpRequest, tables: Any, kind: str, participant: Any, now: Any) -> HttpResponse:
    """The copy as a file that is saved, in either form; its name tells nobody's name."""
    name = f"everything-about-{participant.reference}.{'json' if kind == 'json' else 'html'}"
    if kind == "json":
        answer = HttpResponse(downloading.as_json(tables, now=now), content_type="application/json")
    else:
        context = {"tables": tables, "participant": participant, "now": now}
        answer = render(request, "participants/copy.html", context)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
