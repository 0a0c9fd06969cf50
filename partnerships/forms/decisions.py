"""Forms of decisions outside the plan and for localities, of performance reports and of scheme reviews."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.ui.dated import HasHappened
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships.models import (
    LocalityDecision,
    PerformanceReport,
    SchemeReview,
    SignificantDecision,
    StatutoryGroup,
)

from .offers import WebAddressField

SEEN = "Everyone can read this. Name nobody"
LINK = "A paper, minute or page that shows it. Everyone can see this link"


class DecisionFields(HasHappened, forms.ModelForm[SignificantDecision]):
    happened = "decided_on"

    decided_on = DateField(label="Day it was decided")
    planning_group_asked_on = DateField(label="Day the strategic planning group was asked", required=False)
    link = WebAddressField(label="Link", required=False, help_text=LINK)

    class Meta:
        model = SignificantDecision
        fields: ClassVar[list[str]] = [
            "title", "decided_on", "reason", "planning_group_asked_on", "planning_group_views",
            "users_involved", "link",
        ]  # fmt: skip
        labels = {"title": "What was decided"}
        help_texts = dict.fromkeys(("title", "reason", "planning_group_views", "users_involved"), SEEN)


class DecisionCreateForm(OnceForm, DecisionFields):
    submit_text = "Record the decision"


class DecisionEditForm(FreshForm, DecisionFields):
    submit_text = "Save the decision"


class LocalityDecisionFields(HasHappened, forms.ModelForm[LocalityDecision]):
    happened = "decided_on"

    decided_on = DateField(label="Day it was decided")
    link = WebAddressField(label="Link", required=False, help_text=LINK)
    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label="Groups that were consulted",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = LocalityDecision
        fields: ClassVar[list[str]] = [
            "locality", "title", "decided_on", "groups", "consulted", "contributed", "link",
        ]  # fmt: skip
        labels = {"title": "What was decided"}
        help_texts = dict.fromkeys(("title", "consulted", "contributed"), SEEN)

    def __init__(self, *args: Any, localities: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["locality"].queryset = localities  # type: ignore[attr-defined]


class LocalityDecisionCreateForm(OnceForm, LocalityDecisionFields):
    submit_text = "Record the decision"
    field_order = ("locality",)


class LocalityDecisionEditForm(FreshForm, LocalityDecisionFields):
    submit_text = "Save the decision"


class PerformanceReportFields(HasHappened, forms.ModelForm[PerformanceReport]):
    happened = "published_on"

    year_ending = DateField(label="Last day of the reporting year", help_text="Always 31 March")
    published_on = DateField(label="Day it was published")
    link = WebAddressField(label="Link", help_text=LINK)

    class Meta:
        model = PerformanceReport
        fields: ClassVar[list[str]] = ["year_ending", "published_on", "link"]

    def clean_year_ending(self) -> dt.date:
        ending: dt.date = self.cleaned_data["year_ending"]
        if (ending.month, ending.day) != (3, 31):
            raise ValidationError("A reporting year ends on 31 March")
        others = self.instance.partnership.performance_reports.exclude(pk=self.instance.pk)
        if others.filter(year_ending=ending).exists():
            raise ValidationError("The report to that day is recorded already")
        return ending

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        ending, published = cleaned.get("year_ending"), cleaned.get("published_on")
        if ending and published and published <= ending:
            self.add_error("published_on", "A report is published after its year has ended")
        return cleaned


class PerformanceReportCreateForm(OnceForm, PerformanceReportFields):
    submit_text = "Record the report"


class PerformanceReportEditForm(FreshForm, PerformanceReportFields):
    submit_text = "Save the report"


class SchemeReviewFields(HasHappened, forms.ModelForm[SchemeReview]):
    happened = "done_on"

    done_on = DateField(label="Day the integration scheme was approved or reviewed")
    link = WebAddressField(label="Link", required=False, help_text=LINK)

    class Meta:
        model = SchemeReview
        fields: ClassVar[list[str]] = ["done_on", "note", "link"]
        help_texts = {"note": SEEN}

    def clean_done_on(self) -> dt.date:
        done_on: dt.date = self.cleaned_data["done_on"]
        others = self.instance.partnership.scheme_reviews.exclude(pk=self.instance.pk)
        if others.filter(done_on=done_on).exists():
            raise ValidationError("An approval or review on that day is recorded already")
        return done_on


class SchemeReviewCreateForm(OnceForm, SchemeReviewFields):
    submit_text = "Record it"


class SchemeReviewEditForm(FreshForm, SchemeReviewFields):
    submit_text = "Save it"
