"""What an engagement serves: a plan and its stage, decisions and localities, all of its own partnership."""

import datetime as dt
from typing import Any, cast

from django import forms
from django.db.models import Q, QuerySet, Value

from coproduce.accounts.models import User
from coproduce.ui.forms import WordedForm
from partnerships.models import (
    Engagement,
    Locality,
    LocalityDecision,
    Partnership,
    PlanStage,
    SignificantDecision,
    StrategicPlan,
)


class ServingForm(WordedForm, forms.ModelForm[Engagement]):
    """Offers what the officer's partnerships have, and refuses a mixture of two partnerships."""

    localities = forms.ModelMultipleChoiceField(
        Locality.objects.none(),
        label="Localities",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: it is for the whole area",
    )
    plan = forms.ModelChoiceField(
        StrategicPlan.objects.none(),
        label="Strategic plan",
        required=False,
        empty_label="None: it serves something else",
    )
    stage = forms.ModelChoiceField(
        PlanStage.objects.all(), label="Stage of the plan", required=False, empty_label="None in particular"
    )
    significant_decision = forms.ModelChoiceField(
        SignificantDecision.objects.none(),
        label="Significant decision outside the plan",
        required=False,
        empty_label="None",
        help_text="Act s.36",
    )
    locality_decision = forms.ModelChoiceField(
        LocalityDecision.objects.none(),
        label="Decision about a locality",
        required=False,
        empty_label="None",
        help_text="Act s.41",
    )

    def offer_of_partnerships(self, user: User, today: dt.date) -> None:
        """Localities in force, and decisions; a question that has no answer to choose is not asked."""
        plans = StrategicPlan.objects.of_officer(user).with_partnership()
        self.fields["plan"].queryset = plans  # type: ignore[attr-defined]
        mine = Partnership.objects.of_officer(user)
        if self.instance.pk:
            mine = mine.filter(pk=self.instance.partnership_id)
        localities = Q(pk__in=Locality.objects.current(today))
        if self.instance.pk:
            localities |= Q(pk__in=self.instance.localities.all())
        rows = Locality.objects.filter(localities, partnership__in=mine)
        self.offer("localities", rows, [(row.pk, str(row)) for row in rows])
        significant = SignificantDecision.objects.filter(partnership__in=mine)
        local = LocalityDecision.objects.filter(locality__partnership__in=mine)
        found = [
            *titled(significant, "significant_decision").union(titled(local, "locality_decision"), all=True)
        ]
        for name, decisions in (("significant_decision", significant), ("locality_decision", local)):
            self.offer(name, decisions, [(key, title) for kind, key, title in found if kind == name])

    def offer(self, name: str, rows: QuerySet[Any], found: list[tuple[int, str]]) -> None:
        if not found:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.queryset = rows
        field.choices = found if name == "localities" else [("", field.empty_label), *found]

    def check_plan(self, cleaned: dict[str, Any]) -> None:
        plan, partnership_key = cleaned.get("plan"), self.partnership_key(cleaned)
        if plan and partnership_key and plan.partnership_id != partnership_key:
            self.add_error("plan", "Choose a plan of the same partnership")
        if cleaned.get("stage") and not plan and "plan" not in self.errors:
            self.add_error("plan", "Choose the plan that the stage belongs to, or no stage")

    def partnership_key(self, cleaned: dict[str, Any]) -> int | None:
        partnership = cleaned.get("partnership", self.instance.partnership_id)
        key: int | None = getattr(partnership, "pk", partnership)
        return key

    def check_partnership(self, cleaned: dict[str, Any]) -> None:
        """Localities and decisions are those of the engagement's own partnership."""
        key = self.partnership_key(cleaned)
        if key is None:
            return
        if any(locality.partnership_id != key for locality in cleaned.get("localities") or ()):
            self.add_error("localities", "Choose localities of the same partnership")
        significant, local = cleaned.get("significant_decision"), cleaned.get("locality_decision")
        if significant and significant.partnership_id != key:
            self.add_error("significant_decision", "Choose a decision of the same partnership")
        if local and local.locality.partnership_id != key:
            self.add_error("locality_decision", "Choose a decision of the same partnership")


def titled(rows: QuerySet[Any], kind: str) -> QuerySet[Any, tuple[str, int, str]]:
    """Both kinds of decision in one look: the page has many lists already."""
    told = rows.order_by().annotate(kind=Value(kind)).values_list("kind", "pk", "title")
    return cast("QuerySet[Any, tuple[str, int, str]]", told)
