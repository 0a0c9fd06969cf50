"""Decisions outside the plan (Act s.36) and decisions for a locality (Act s.41)."""

from typing import Any

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import DetailView, UpdateView
from django.views.generic.edit import FormMixin

from coproduce.accounts.access import Allowed, capability, public_rows
from partnerships.forms.decisions import (
    DecisionCreateForm,
    DecisionEditForm,
    LocalityDecisionCreateForm,
    LocalityDecisionEditForm,
)
from partnerships.models import Locality, LocalityDecision, Partnership, SignificantDecision

from .duties import OfPartnershipCreate


class UntilToday(FormMixin[Any]):
    """Beside a form's own base: nothing was decided tomorrow."""

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "today": timezone.localdate()}


class DecisionList(Allowed, DetailView[Partnership]):
    """The row this page is about is the partnership."""

    access = public_rows("partnerships.view_partnership")
    queryset = Partnership.objects.all()
    template_name = "partnerships/decision_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SignificantDecision.objects.of_partnership(self.object)
        return super().get_context_data(decisions=rows, **kwargs)


class DecisionCreate(UntilToday, OfPartnershipCreate[DecisionCreateForm]):
    access = capability("partnerships.keep_duties")
    form_class = DecisionCreateForm
    model = SignificantDecision
    title = "Record a significant decision outside the plan"
    hint = (
        "The law wants the strategic planning group’s views and users of the service involved (2014 Act "
        "s.36). The number of such decisions and the reasons belong in the performance report."
    )
    list_name = "decision_list"
    saved = "The decision is recorded."


class DecisionEdit(Allowed, UntilToday, UpdateView[SignificantDecision, DecisionEditForm]):
    access = capability("partnerships.change_significantdecision")
    queryset = SignificantDecision.objects.with_partnership()
    form_class = DecisionEditForm
    template_name = "partnerships/duty_form.html"

    def get_success_url(self) -> str:
        return reverse("partnerships:decision_list", args=[self.object.partnership.slug])

    def form_valid(self, form: DecisionEditForm) -> HttpResponse:
        messages.success(self.request, "The decision is saved.")
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {
            "partnership": self.object.partnership,
            "title": "Edit the decision",
            "back": self.get_success_url(),
        }
        return super().get_context_data(**told, **kwargs)


class LocalityDecisionList(Allowed, DetailView[Partnership]):
    """The row this page is about is the partnership."""

    access = public_rows("partnerships.view_partnership")
    queryset = Partnership.objects.all()
    template_name = "partnerships/locality_decision_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LocalityDecision.objects.of_partnership(self.object).prefetch_related("groups")
        return super().get_context_data(decisions=rows, **kwargs)


class LocalityDecisionCreate(UntilToday, OfPartnershipCreate[LocalityDecisionCreateForm]):
    access = capability("partnerships.keep_duties")
    form_class = LocalityDecisionCreateForm
    model = LocalityDecision
    title = "Record a decision for a locality"
    hint = (
        "Standard consultees and residents are involved and consulted (2014 Act s.41). What that contributed "
        "belongs in the performance report (SSI 2014/326 reg.6)."
    )
    list_name = "locality_decision_list"
    saved = "The decision is recorded."

    def new_row(self) -> Model:
        return LocalityDecision()

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "localities": localities_of(self.partnership)}


class LocalityDecisionEdit(Allowed, UntilToday, UpdateView[LocalityDecision, LocalityDecisionEditForm]):
    access = capability("partnerships.change_localitydecision")
    queryset = LocalityDecision.objects.with_locality()
    form_class = LocalityDecisionEditForm
    template_name = "partnerships/duty_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "localities": localities_of(self.object.locality.partnership)}

    def get_success_url(self) -> str:
        return reverse("partnerships:locality_decision_list", args=[self.object.locality.partnership.slug])

    def form_valid(self, form: LocalityDecisionEditForm) -> HttpResponse:
        messages.success(self.request, "The decision is saved.")
        return super().form_valid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        told = {"partnership": self.object.locality.partnership, "title": "Edit the decision"}
        return super().get_context_data(back=self.get_success_url(), **told, **kwargs)


def localities_of(partnership: Partnership) -> QuerySet[Locality]:
    return Locality.objects.of_partnership(partnership)
