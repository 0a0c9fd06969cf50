"""Forms of engagements: what it is about, who it is for, when and where; and why one is cancelled."""

import datetime as dt
from typing import Any, ClassVar, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Value
from django.forms.utils import from_current_timezone
from django.utils.timezone import localtime

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField, TimeField
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from partnerships.models import (
    Engagement,
    Locality,
    LocalityDecision,
    Partnership,
    PlanStage,
    Promise,
    SignificantDecision,
    StatutoryGroup,
    StrategicPlan,
    Topic,
)
from partnerships.models.promises import Method

from .offers import WebAddressField, offer_partnerships


class EngagementForm(WordedForm, forms.ModelForm[Engagement]):
    """What creating and editing share. Days and times are those of Scotland."""

    nouns: ClassVar[dict[str, str]] = {"on": "the day it starts"}

    promise = forms.ChoiceField(
        label="Promise to people",
        choices=Promise.choices,
        widget=forms.RadioSelect,
        help_text="What people are offered. No promise is better than another: choose the one you can keep",
    )
    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Groups you want to hear from",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The standard consultees of SSI 2014/283. The picture of who has been heard counts these",
    )
    topics = forms.MultipleChoiceField(
        label="Topics",
        choices=Topic.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Partnerships that ask about the same find each other by them",
    )
    localities = forms.ModelMultipleChoiceField(
        Locality.objects.none(),
        label="Localities",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="None chosen: it is for the whole area",
    )
    methods = forms.MultipleChoiceField(
        label="How people take part",
        choices=Method.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
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
    on = DateField(label="Day")
    starts = TimeField(label="Start time", help_text="Like 14:30")
    ends = TimeField(label="End time", help_text="Like 16:00")
    until = DateField(
        label="Last day", required=False, help_text="Only if it runs over more than one day, like a survey"
    )
    online_link = WebAddressField(
        label="Link to join online",
        required=False,
        help_text="Everyone can see this link once the engagement is published",
    )

    class Meta:
        model = Engagement
        fields: ClassVar[list[str]] = [
            "title",
            "purpose",
            "result_use",
            "promise",
            "topics",
            "groups",
            "localities",
            "plan",
            "stage",
            "significant_decision",
            "locality_decision",
            "place",
            "online_link",
            "support_offered",
            "methods",
            "quality_domain",
            "cost_range",
        ]
        labels = {
            "support_offered": "Support offered",
            "quality_domain": "Domain of the Quality Framework",
            "cost_range": "What it costs, roughly",
        }
        help_texts = {
            "result_use": "Who will look at what people say, and what it can still change",
            "purpose": "What you want to find out, and what will be decided with it",
            "place": "A building and its address",
            "support_offered": "Such as travel costs, an interpreter, respite care, someone to come along",
        }

    def __init__(self, *args: Any, user: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = StrategicPlan.objects.of_officer(user).with_partnership()
        self.fields["plan"].queryset = mine  # type: ignore[attr-defined]
        self.initial.update(self.times())
        self.offer_of_partnerships(user, today)

    def offer_of_partnerships(self, user: User, today: dt.date) -> None:
        """Localities in force, and decisions; a question that has no answer to choose is not asked."""
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

    def times(self) -> dict[str, Any]:
        """Day and times as the form shows them, from the row's moments."""
        if not self.instance.pk:
            return {}
        starts, ends = to_the_minute(self.instance.starts_at), to_the_minute(self.instance.ends_at)
        until = None if self.instance.is_one_day else ends.date()
        return {"on": starts.date(), "starts": starts.time(), "ends": ends.time(), "until": until}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        self.check_times(cleaned)
        self.check_plan(cleaned)
        self.check_partnership(cleaned)
        somewhere = {"place", "online_link"} & (
            set(self.errors) | {name for name in cleaned if cleaned[name]}
        )
        if self.instance.is_published and not somewhere:
            self.add_error("place", "Enter a place or a link: people have been told that it takes place")
        return cleaned

    def check_times(self, cleaned: dict[str, Any]) -> None:
        on, starts, ends = cleaned.get("on"), cleaned.get("starts"), cleaned.get("ends")
        if on is None or starts is None or ends is None or "until" in self.errors:
            return
        starts_at = self.moment("starts", on, starts)
        ends_at = self.moment("ends", cleaned.get("until") or on, ends)
        if starts_at is None or ends_at is None:
            return
        if ends_at <= starts_at:
            self.refuse_order(backwards=(cleaned.get("until") or on) < on)
        self.instance.starts_at, self.instance.ends_at = starts_at, ends_at

    def refuse_order(self, *, backwards: bool) -> None:
        if backwards:
            self.add_error("until", "The last day must not be before the first")
        else:
            self.add_error("ends", "The end time must be after the start time")

    def moment(self, name: str, day: dt.date, time: dt.time) -> dt.datetime | None:
        """The moment meant, unless the clocks change then and it comes twice or not at all."""
        try:
            return from_current_timezone(dt.datetime.combine(day, time))
        except ValidationError:
            self.add_error(name, f"The clocks change at {time:%H:%M} on that day. Choose another time")
            return None

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

    def asked(self, *names: str) -> list[str]:
        return [name for name in names if name in self.fields]

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        where = ["partnership"] if "partnership" in self.fields else []
        helper.layout = Layout(
            Fieldset("What it is about", *where, "title", "purpose", "result_use", "promise"),
            Fieldset("Who it is for", *self.asked("groups", "localities")),
            Fieldset(
                "When and where", "on", "starts", "ends", "until", "place", "online_link", "support_offered"
            ),
            Fieldset(
                "What it serves, if you know yet",
                *self.asked("plan", "stage", "significant_decision", "locality_decision"),
            ),
            Fieldset("More about it, if you like", "topics", "methods", "quality_domain", "cost_range"),
        )
        return helper


def titled(rows: QuerySet[Any], kind: str) -> QuerySet[Any, tuple[str, int, str]]:
    """Both kinds of decision in one look: the page has many lists already."""
    told = rows.order_by().annotate(kind=Value(kind)).values_list("kind", "pk", "title")
    return cast("QuerySet[Any, tuple[str, int, str]]", told)


def to_the_minute(moment: dt.datetime) -> dt.datetime:
    return localtime(moment).replace(second=0, microsecond=0)


class EngagementCreateForm(OnceForm, EngagementForm):
    submit_text = "Save as draft"

    class Meta(EngagementForm.Meta):
        fields: ClassVar[list[str]] = ["partnership", *EngagementForm.Meta.fields]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, user=user, **kwargs)
        offer_partnerships(self, user)


class EngagementEditForm(FreshForm, EngagementForm):
    submit_text = "Save engagement"

    def clean(self) -> dict[str, Any] | None:
        if self.instance.is_cancelled:
            self.add_error(None, "This engagement has been cancelled, so it can no longer be changed.")
        if self.instance.is_closed:
            self.add_error(None, "This engagement is closed. Reopen it before you change it.")
        return super().clean()

    @property
    def has_moved(self) -> bool:
        """Whether the day or the time is another than before."""
        return bool({"on", "starts", "ends", "until"} & set(self.changed_data))
