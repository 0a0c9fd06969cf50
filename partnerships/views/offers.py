"""Support that organisations offer: finding it, saying what there is, withdrawing it, offering it again."""

from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import DetailView, UpdateView

from coproduce.accounts.access import PUBLIC, Allowed, capability, public_rows
from coproduce.accounts.models import User
from coproduce.ui.lists import SearchedList
from coproduce.ui.once import CreateOnce
from partnerships import offering
from partnerships.forms.searches import SupportOfferFilter
from partnerships.forms.support import SupportOfferCreateForm, SupportOfferEditForm
from partnerships.models import Organisation, SupportOffer
from partnerships.models.offers import SupportOfferQuerySet
from partnerships.models.organisations import OrganisationQuerySet


class SupportOfferList(SearchedList[SupportOffer]):
    """What can be asked for today; withdrawn offers keep their pages and are listed nowhere."""

    access = PUBLIC
    queryset = SupportOffer.objects.with_organisation()
    filter_class = SupportOfferFilter
    template_name = "partnerships/support_offer_list.html"
    context_object_name = "offers"

    def get_queryset(self) -> SupportOfferQuerySet:
        return cast(SupportOfferQuerySet, super().get_queryset()).open(timezone.localdate())


class SupportOfferDetail(Allowed, DetailView[SupportOffer]):
    access = public_rows("partnerships.view_supportoffer")
    queryset = SupportOffer.objects.with_organisation()
    template_name = "partnerships/support_offer_detail.html"
    context_object_name = "offer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = timezone.localdate()
        return super().get_context_data(
            is_open=self.object.is_open(today), is_stale=self.object.organisation.is_stale(today), **kwargs
        )


class SupportOfferCreate(Allowed, CreateOnce[SupportOfferCreateForm]):
    """The row this page is about is the organisation. An entry merged into another one offers nothing."""

    access = capability("partnerships.offer_support")
    form_class = SupportOfferCreateForm
    template_name = "partnerships/support_offer_form.html"
    saved = "It is offered. Everyone can find it now."

    def get_queryset(self) -> OrganisationQuerySet:
        return Organisation.objects.standing()

    @cached_property
    def organisation(self) -> Organisation:
        return cast(Organisation, self.get_object())

    def get_form_kwargs(self) -> dict[str, Any]:
        row = SupportOffer(organisation=self.organisation)
        initial = {"council_areas": self.organisation.council_areas.all()}
        return {**super().get_form_kwargs(), "instance": row, "initial": initial}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(organisation=self.organisation, **kwargs)


class SupportOfferEdit(Allowed, UpdateView[SupportOffer, SupportOfferEditForm]):
    access = capability("partnerships.change_supportoffer")
    queryset = SupportOffer.objects.with_organisation()
    form_class = SupportOfferEditForm
    template_name = "partnerships/support_offer_form.html"
    context_object_name = "offer"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = self.object.is_open(timezone.localdate())
        return super().get_context_data(organisation=self.object.organisation, is_open=is_open, **kwargs)

    def form_valid(self, form: SupportOfferEditForm) -> HttpResponse:
        saved = super().form_valid(form)
        messages.success(self.request, "What you offer is saved.")
        return saved


class SupportOfferWithdraw(Allowed, DetailView[SupportOffer]):
    """Asks first, and says what becomes of its page."""

    access = capability("partnerships.change_supportoffer")
    queryset = SupportOffer.objects.with_organisation()
    template_name = "partnerships/support_offer_withdraw.html"
    context_object_name = "offer"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        offer = self.get_object()
        offering.withdraw(offer, by=cast(User, request.user), today=timezone.localdate())
        messages.success(request, "It is withdrawn. Its page says so, and no list leads there.")
        return redirect(offer)


class SupportOfferRenew(Allowed, DetailView[SupportOffer]):
    """Asks first, so that nobody offers again what was right years ago."""

    access = capability("partnerships.change_supportoffer")
    queryset = SupportOffer.objects.with_organisation()
    template_name = "partnerships/support_offer_renew.html"
    context_object_name = "offer"

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        offer = self.get_object()
        offering.offer_again(offer, by=cast(User, request.user))
        messages.success(request, "It is offered again. Everyone can find it now.")
        return redirect(offer)
