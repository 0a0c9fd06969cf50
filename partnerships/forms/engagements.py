"""Forms of engagements: what it is about, who it is for, when and where."""

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.accounts.models import User
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships.models import Engagement, Promise, StatutoryGroup, Topic
from partnerships.models.promises import Method

from .occasions import OccasionForm
from .offers import WebAddressField, offer_partnerships
from .serving import ServingForm


class EngagementForm(OccasionForm, ServingForm):
    """What creating and editing share."""

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
    methods = forms.MultipleChoiceField(
        label="How people take part",
        choices=Method.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
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
        self.initial.update(self.times())
        self.offer_of_partnerships(user, today)

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
