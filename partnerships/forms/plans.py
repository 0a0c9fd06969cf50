"""Forms of strategic plans and of the evidence for their stages."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships.models import StageEvidence, StrategicPlan

from .offers import WebAddressField, offer_partnerships


class PlanForm(forms.ModelForm[StrategicPlan]):
    starts_on = DateField(
        label="Day the plan starts",
        required=False,
        help_text="Leave empty until it is decided. A review is due within three years of this day",
    )

    class Meta:
        model = StrategicPlan
        fields: ClassVar[list[str]] = ["title", "summary", "starts_on"]
        labels = {"summary": "What the plan is about"}


class PlanCreateForm(OnceForm, PlanForm):
    submit_text = "Add plan"

    class Meta(PlanForm.Meta):
        fields: ClassVar[list[str]] = ["partnership", *PlanForm.Meta.fields]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_partnerships(self, user)


class PlanEditForm(FreshForm, PlanForm):
    submit_text = "Save plan"


class EvidenceForm(OnceForm, forms.ModelForm[StageEvidence]):
    """`today` is the last day that something can have been done."""

    submit_text = "Record evidence"
    nouns: ClassVar[dict[str, str]] = {"finishes": "where this leaves the stage"}

    dated = DateField(label="Day it was done")
    link = WebAddressField(
        label="Link",
        required=False,
        help_text="A minute, a draft or a page that shows it. Everyone can see this link",
    )
    finishes = forms.TypedChoiceField(
        label="Where does this leave the stage?",
        choices=[("yes", "The stage is done"), ("no", "There is more to do")],
        coerce=lambda answer: answer == "yes",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where this leaves the stage"},
    )

    class Meta:
        model = StageEvidence
        fields: ClassVar[list[str]] = ["dated", "statement", "link", "finishes"]
        labels = {"statement": "What was done"}
        help_texts = {"statement": "Everyone can read this. Do not name people who took part"}

    def __init__(self, *args: Any, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.initial.pop("finishes", None)

    def clean_dated(self) -> dt.date:
        dated: dt.date = self.cleaned_data["dated"]
        if dated > self.today:
            raise ValidationError("The day it was done must be today or earlier")
        return dated
