"""The page of someone whose story is told: no account, no name; only a confirmed POST takes anything back."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.generic import FormView

from coproduce.accounts.access import SIGNED_LINK, Declared
from learning import consents, withdrawing
from learning.forms.consents import TakeBackForm
from learning.models import Teller, Through, Use


class Story(Declared, FormView[TakeBackForm]):
    access = SIGNED_LINK
    form_class = TakeBackForm
    template_name = "learning/story.html"

    @cached_property
    def teller(self) -> Teller:
        return consents.teller_of(self.kwargs["token"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Whatever the method, the link is looked at first; no search engine keeps the page."""
        try:
            self.teller  # noqa: B018  a property that refuses
            answer = super().dispatch(request, *args, **kwargs)
        except consents.UnknownCodeError:
            answer = render(request, "learning/story_unknown.html", status=404)
        answer["X-Robots-Tag"] = "noindex"
        return answer

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "uses": self.said.uses}

    @cached_property
    def said(self) -> consents.Told:
        return consents.told(self.teller, timezone.localdate())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Pressed twice, the page says what the first press did."""
        if consents.is_over_with(request.POST.getlist("uses"), self.said.uses):
            return redirect(self.teller)
        return super().post(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            teller=self.teller,
            case_study=self.teller.case_study,
            organisation=self.teller.organisation,
            can_be_read=consents.can_be_read(self.teller.case_study),
            said=self.said,
            gone_out=withdrawing.gone_out(self.teller.case_study),
            **kwargs,
        )

    def form_valid(self, form: TakeBackForm) -> HttpResponse:
        uses = [Use(use) for use in form.cleaned_data["uses"]]
        if form.cleaned_data["confirmed"]:
            withdrawing.withdraw(self.teller, uses, through=Through.LINK, now=timezone.now())
            return redirect(self.teller)
        takes_all = withdrawing.takes_all(uses)
        goes = [(use, consents.YOURS[use]) for use in (self.said.uses if takes_all else uses)]
        context = self.get_context_data(form=form, uses=goes, takes_all=takes_all)
        return render(self.request, "learning/story_confirm.html", context)
