"""Consents of a case study, for those who write it: what is agreed, what is given and what is taken back."""

from typing import Any, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, FormView
from django.views.generic.detail import SingleObjectMixin

from coproduce.accounts.access import Allowed, capability
from coproduce.accounts.models import User
from coproduce.ui.once import CreateOnce
from learning import agreeing, consents, revising, withdrawing
from learning.forms.consents import GrantForm, WithdrawalForm
from learning.models import CaseStudy, Teller, Through, Use
from learning.models.consents import TellerQuerySet


class ConsentList(Allowed, DetailView[CaseStudy]):
    """What is shown, what is agreed, until when, and what is missing; names only for those who write."""

    access = capability("learning.follow_up_consent")
    queryset = CaseStudy.objects.with_publisher().with_consent()
    template_name = "learning/consent_list.html"
    context_object_name = "case_study"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tellers = Teller.objects.visible_to(self.request.user).of(self.object).with_grants()
        return super().get_context_data(
            today=timezone.localdate(),
            standing=consents.standing(self.object, timezone.localdate()),
            tellers=tellers,
            gone_out=withdrawing.gone_out(self.object),
            base_url=settings.BASE_URL,
            **kwargs,
        )


class ConsentRecord(Allowed, SingleObjectMixin[CaseStudy], CreateOnce[GrantForm]):
    access = capability("learning.record_consent")
    queryset = CaseStudy.objects.with_publisher()
    form_class = GrantForm
    template_name = "learning/consent_record.html"
    context_object_name = "case_study"
    saved = "What they agreed to is recorded. Give them the link to their own page."

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().post(*args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "case_study": self.object}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        missing = consents.missing(self.object)
        return super().get_context_data(
            missing=[consents.THEIRS[use] for use in missing],
            wording=agreeing.whole_wording(self.object, on=timezone.localdate()),
            **kwargs,
        )

    def form_valid(self, form: GrantForm) -> HttpResponse:
        agreeing.record(
            self.object,
            form.agreement(),
            teller=form.chosen,
            name=form.cleaned_data["name"],
            by=cast(User, self.request.user),
            now=timezone.now(),
            submission=form.cleaned_data["submission"] or form.instance.submission,
        )
        messages.success(self.request, self.saved)
        return redirect(self.page_of(form.instance))

    def page_of(self, row: Any) -> str:
        return reverse("learning:consent_list", args=[self.object.slug])


class OfTeller(Allowed):
    """A page on one person, beside the case study that tells of them."""

    model = Teller

    def get_queryset(self) -> TellerQuerySet:
        return Teller.objects.with_grants()

    def get_object(self, queryset: Any = None) -> Teller:
        if self.request.method == "POST":
            revising.hold(self.kwargs["slug"])
        teller: Teller = super().get_object(queryset)
        return teller

    def row_lookup(self) -> dict[str, Any]:
        return {"case_study__slug": self.kwargs["slug"], "pk": self.kwargs["pk"]}


class ConsentSheet(OfTeller, DetailView[Teller]):
    """A page to print for someone without email: what they agreed to, and how they take it back."""

    access = capability("learning.hand_over_consent")
    template_name = "learning/consent_sheet.html"
    context_object_name = "teller"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            said=consents.told(self.object, timezone.localdate()), link=consents.link(self.object), **kwargs
        )


class ConsentWithdraw(OfTeller, FormView[WithdrawalForm]):
    """Records that someone took it back without their link, or that they had never agreed."""

    access = capability("learning.withdraw_consent")
    form_class = WithdrawalForm
    template_name = "learning/consent_withdraw.html"

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        return super().get(*args, **kwargs)

    def post(self, *args: Any, **kwargs: Any) -> HttpResponse:
        self.object = self.get_object()
        if consents.is_over_with(self.request.POST.getlist("uses"), self.uses):
            messages.success(self.request, "That had been recorded already.")
            return redirect("learning:consent_list", self.object.slug)
        return super().post(*args, **kwargs)

    @property
    def uses(self) -> list[Use]:
        return consents.told(self.object, timezone.localdate()).uses

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "uses": self.uses}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        gone_out = withdrawing.gone_out(self.object.case_study)
        return super().get_context_data(teller=self.object, gone_out=gone_out, **kwargs)

    def form_valid(self, form: WithdrawalForm) -> HttpResponse:
        uses = [Use(use) for use in form.cleaned_data["uses"]]
        through = Through(form.cleaned_data["through"])
        by, now = cast(User, self.request.user), timezone.now()
        if through == Through.MISTAKE:
            withdrawing.strike_out(self.object, uses, by=by, now=now)
            messages.success(self.request, "It no longer counts. Nothing else has changed.")
        else:
            withdrawing.withdraw(self.object, uses, through=through, by=by, now=now)
            messages.success(self.request, done(uses))
        return redirect("learning:consent_list", self.object.case_study.slug)


def done(uses: list[Use]) -> str:
    if withdrawing.takes_all(uses):
        return "The case study is withdrawn and its words are erased. Below is what cannot be called back."
    return "It is taken out of the case study. The rest stays as it is."
