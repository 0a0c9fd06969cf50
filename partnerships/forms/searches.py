"""The searches above the lists, sent by GET."""

import datetime as dt
from typing import Any

from django import forms

from coproduce.ui.forms import FilterForm
from partnerships.models import OrganisationKind, Partnership, Promise, Topic
from partnerships.models.engagements import EngagementQuerySet
from partnerships.models.organisations import OrganisationQuerySet
from partnerships.models.partnerships import PartnershipQuerySet
from partnerships.models.plans import StrategicPlanQuerySet


class WordsFilter(FilterForm, forms.Form):
    q = forms.CharField(label="Search", max_length=200)

    @property
    def words(self) -> str:
        words: str = self.cleaned_data.get("q", "")
        return words

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())


class PartnershipFilter(WordsFilter):
    q = forms.CharField(
        label="Search partnerships", max_length=200, help_text="A partnership, council area or health board"
    )

    def narrow(self, queryset: PartnershipQuerySet) -> PartnershipQuerySet:  # type: ignore[override]
        return queryset.matching(self.words)


class PlanFilter(WordsFilter):
    q = forms.CharField(
        label="Search plans", max_length=200, help_text="Words from a title, or a partnership"
    )

    def narrow(self, queryset: StrategicPlanQuerySet) -> StrategicPlanQuerySet:  # type: ignore[override]
        return queryset.matching(self.words)


class OrganisationFilter(WordsFilter):
    q = forms.CharField(
        label="Search organisations", max_length=200, help_text="Words from a name, or a council area"
    )
    kind = forms.ChoiceField(label="Kind", choices=[("", "Every kind"), *OrganisationKind.choices])

    def narrow(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:  # type: ignore[override]
        kind = self.cleaned_data.get("kind")
        return (queryset.of_kind(kind) if kind else queryset).matching(self.words)


class EngagementFilter(WordsFilter):
    """Upcoming ones unless past ones are asked for."""

    q = forms.CharField(
        label="Search engagements", max_length=200, help_text="Words from a title, purpose or place"
    )
    partnership = forms.ModelChoiceField(
        Partnership.objects.all(), to_field_name="slug", empty_label="Every partnership"
    )
    topic = forms.ChoiceField(label="Topic", choices=[("", "Every topic"), *Topic.choices])
    promise = forms.ChoiceField(label="Promise", choices=[("", "Every promise"), *Promise.choices])
    when = forms.ChoiceField(
        label="When",
        choices=[
            ("", "Coming up"),
            ("past", "Past"),
            ("open", "Past, and not closed yet"),
            ("closed", "Closed: everyone was answered"),
        ],
    )

    def __init__(self, *args: Any, now: dt.datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now

    @property
    def is_past(self) -> bool:
        return bool(self.cleaned_data.get("when"))

    def narrow(self, queryset: EngagementQuerySet) -> EngagementQuerySet:  # type: ignore[override]
        partnership = self.cleaned_data.get("partnership")
        rows = queryset.of_partnership(partnership) if partnership else queryset
        if topic := self.cleaned_data.get("topic"):
            rows = rows.about([topic])
        if promise := self.cleaned_data.get("promise"):
            rows = rows.promising(promise)
        return self.at_the_time(rows.matching(self.words))

    def at_the_time(self, rows: EngagementQuerySet) -> EngagementQuerySet:
        match self.cleaned_data.get("when"):
            case "past":
                return rows.past(self.now)
            case "open":
                return rows.open(self.now).latest_first()
            case "closed":
                return rows.closed().latest_first()
            case _:
                return rows.upcoming(self.now)
