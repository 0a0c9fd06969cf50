"""Equality questions: a form that does not know who answers, and what all the answers say together."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.generic import DetailView, FormView

from coproduce.accounts.access import SIGNED_LINK, Allowed, Declared, capability
from participants import monitoring
from participants.forms import EqualityForm
from partnerships.models import Engagement, Partnership


class Equality(Declared, FormView[EqualityForm]):
    """The address is the same for everyone, and no cookie or token is kept with the answers."""

    access = SIGNED_LINK
    form_class = EqualityForm
    template_name = "participants/equality.html"

    @cached_property
    def occasion(self) -> tuple[Partnership, Engagement | None]:
        return monitoring.occasion_of(self.kwargs["token"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.occasion  # noqa: B018  a property that refuses
        except monitoring.UnknownLinkError:
            return render(request, "participants/own_unknown.html", status=404)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        partnership, engagement = self.occasion
        return super().get_context_data(partnership=partnership, engagement=engagement, **kwargs)

    def form_valid(self, form: EqualityForm) -> HttpResponse:
        partnership, engagement = self.occasion
        on = timezone.localdate()
        monitoring.answer(partnership, form.cleaned_data, on=on, engagement=engagement)
        return render(self.request, "participants/equality_thanks.html", {"partnership": partnership})


class EqualityResults(Allowed, DetailView[Partnership]):
    access = capability("participants.view_equality")
    queryset = Partnership.objects.all()
    template_name = "participants/equality_results.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            periods=monitoring.results(self.object, today=timezone.localdate()),
            threshold=self.object.small_number_threshold,
            form_path=monitoring.path(self.object),
            **kwargs,
        )
