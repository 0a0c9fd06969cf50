"""How someone is getting on, on their own page: a picture over time that belongs to them."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.generic import FormView, TemplateView, View

from participants import journeying
from participants.forms.capacity import JourneyForm
from participants.models import CapacityEntry

from .page import Own


class OwnCapacity(Own, TemplateView):
    template_name = "participants/own_capacity.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(pictures=journeying.pictures(self.participant), **kwargs)


class OwnCapacityRecord(Own, FormView[JourneyForm]):
    form_class = JourneyForm
    template_name = "participants/own_capacity_record.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "partnership": self.participant.partnership}

    def form_valid(self, form: JourneyForm) -> HttpResponse:
        said = form.cleaned_data
        more = {"helped_by": said["helped_by"], "plan": said["plan"]}
        journeying.record(self.participant, form.told, now=self.now, **more)
        messages.success(self.request, "Thank you. It is yours: nobody else sees it as yours.")
        return redirect(self.url("own_capacity"))


class OneEntry(Own):
    """Of their own entries; someone else's are not there."""

    def entry(self) -> CapacityEntry:
        return get_object_or_404(CapacityEntry.objects.of_participant(self.participant), pk=self.kwargs["pk"])


class OwnCapacityHide(OneEntry, View):
    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return redirect(self.url("own_capacity"))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hidden = "show" not in request.POST
        journeying.hide(self.entry(), hidden=hidden)
        said = "It is hidden, and counts nowhere." if hidden else "It is shown again, and counts."
        messages.success(request, said)
        return redirect(self.url("own_capacity"))


class OwnCapacityDelete(OneEntry, TemplateView):
    """Asks once; deleted is deleted."""

    template_name = "participants/own_capacity_delete.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(entry=self.entry(), **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        journeying.delete(self.entry())
        messages.success(request, "It is deleted.")
        return redirect(self.url("own_capacity"))
