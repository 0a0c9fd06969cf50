"""Decisions outside the plan (Act s.36) and decisions for a locality (Act s.41)."""

from typing import Any

from django.db.models import Model, QuerySet
from django.views.generic import DetailView

from coproduce.accounts.access import Allowed, capability, public_rows
from partnerships.forms.decisions import (
    DecisionCreateForm,
    DecisionEditForm,
    LocalityDecisionCreateForm,
    LocalityDecisionEditForm,
)
from partnerships.models import Locality, LocalityDecision, Partnership, SignificantDecision

from .duties import OfPartnershipCreate, OfPartnershipEdit


class DecisionList(Allowed, DetailView[Partnership]):
    """The row this page is about is the partnership."""

    access = public_rows("partnerships.view_partnership")
    queryset = Partnership.objects.all()
    template_name = "partnerships/decision_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = SignificantDecision.objects.of_partnership(self.object)
        return super().get_context_data(decisions=rows, **kwargs)


class DecisionCreate(OfPartnershipCreate[DecisionCreateForm]):
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


class DecisionEdit(OfPartnershipEdit[SignificantDecision, DecisionEditForm]):
    access = capability("partnerships.change_significantdecision")
    queryset = SignificantDecision.objects.with_partnership()
    form_class = DecisionEditForm
    title = "Edit the decision"
    saved = "The decision is saved."
    list_name = "decision_list"


class LocalityDecisionList(Allowed, DetailView[Partnership]):
    """The row this page is about is the partnership."""

    access = public_rows("partnerships.view_partnership")
    queryset = Partnership.objects.all()
    template_name = "partnerships/locality_decision_list.html"
    context_object_name = "partnership"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        rows = LocalityDecision.objects.of_partnership(self.object).prefetch_related("groups")
        return super().get_context_data(decisions=rows, **kwargs)


class LocalityDecisionCreate(OfPartnershipCreate[LocalityDecisionCreateForm]):
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


class LocalityDecisionEdit(OfPartnershipEdit[LocalityDecision, LocalityDecisionEditForm]):
    access = capability("partnerships.change_localitydecision")
    queryset = LocalityDecision.objects.with_locality()
    form_class = LocalityDecisionEditForm
    title = "Edit the decision"
    saved = "The decision is saved."
    list_name = "locality_decision_list"

    @property
    def partnership(self) -> Partnership:
        return self.object.locality.partnership

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "localities": localities_of(self.partnership)}


def localities_of(partnership: Partnership) -> QuerySet[Locality]:
    return Locality.objects.of_partnership(partnership)
