"""The searches above the lists, sent by GET."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.http import urlencode

from coproduce.ui.forms import FilterForm
from partnerships.models import OrganisationKind, Partnership, Promise, Support, Topic
from partnerships.models.engagements import EngagementQuerySet
from partnerships.models.offers import SupportOfferQuerySet
from partnerships.models.organisations import OrganisationQuerySet
from partnerships.models.partnerships import PartnershipQuerySet
from partnerships.models.plans import StrategicPlanQuerySet


class PartnershipField(forms.ModelChoiceField[Partnership]):
    """A partnership by the word that stands for it in addresses."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            Partnership.objects.all(), to_field_name="slug", empty_label="Every partnership", **kwargs
        )


class WordsFilter(FilterForm, forms.Form):
    q = forms.CharField(label="Search", max_length=200)

    @property
    def words(self) -> str:
        words: str = self.cleaned_data.get("q", "")
        return words

    @property
    def is_asking(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def wider(self) -> list[tuple[str, str]]:
        """What was asked, each with the query string that asks for all of it but that."""
        asked = [name for name in self.fields if self.cleaned_data.get(name)]
        return [(str(self[name].label), self.query_without(name)) for name in asked if len(asked) > 1]

    def query_without(self, *names: str) -> str:
        kept = [(name, self.data[name]) for name in self.fields if name in self.data and name not in names]
        return f"?{urlencode([(name, value) for name, value in kept if value])}"


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
    partnership = PartnershipField()
    confirmed = forms.ChoiceField(
        label="Confirmed",
        choices=[("", "Whenever"), ("stale", "Not in the last 12 months")],
        help_text="When somebody last said that the entry is correct",
    )

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, queryset: OrganisationQuerySet) -> OrganisationQuerySet:  # type: ignore[override]
        rows = queryset
        if kind := self.cleaned_data.get("kind"):
            rows = rows.of_kind(kind)
        if partnership := self.cleaned_data.get("partnership"):
            rows = rows.working_with(partnership, self.today)
        if self.cleaned_data.get("confirmed"):
            rows = rows.stale(self.today)
        return rows.matching(self.words)


class SupportOfferFilter(WordsFilter):
    q = forms.CharField(
        label="Search support offered",
        max_length=200,
        help_text="Words from what is offered or whom it is for, an organisation, or a council area",
    )
    kind = forms.ChoiceField(label="Kind of support", choices=[("", "Every kind"), *Support.choices])
    partnership = PartnershipField()
    cost = forms.ChoiceField(
        label="Cost", choices=[("", "Any cost"), ("free", "Free"), ("not_free", "With a charge, or ask")]
    )

    def narrow(self, queryset: SupportOfferQuerySet) -> SupportOfferQuerySet:  # type: ignore[override]
        rows = queryset
        if kind := self.cleaned_data.get("kind"):
            rows = rows.of_kind(kind)
        if partnership := self.cleaned_data.get("partnership"):
            rows = rows.serving(partnership).local_first()
        match self.cleaned_data.get("cost"):
            case "free":
                rows = rows.free()
            case "not_free":
                rows = rows.not_free()
        return rows.matching(self.words)


class EngagementFilter(WordsFilter):
    """Upcoming ones unless past ones are asked for."""

    q = forms.CharField(
        label="Search engagements", max_length=200, help_text="Words from a title, purpose or place"
    )
    partnership = PartnershipField()
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
