"""Forms of strategic plans and of the evidence for their stages."""

import datetime as dt
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from partnerships import planning, reviewing
from partnerships.models import PlannedStage, PlanReview, StageEvidence, StatutoryGroup, StrategicPlan
from partnerships.models.plans import CONSULTATION, Duty

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
        fields: ClassVar[list[str]] = ["partnership", *PlanForm.Meta.fields, "replaces"]

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_partnerships(self, user)
        mine = StrategicPlan.objects.of_officer(user).filter(replaced_by=None)
        self.fields["replaces"].queryset = mine  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        refuse_plans_of_others(self)
        return cleaned


def refuse_plans_of_others(form: forms.ModelForm[StrategicPlan]) -> None:
    """A plan takes the place of one of the same partnership."""
    replaced, partnership = form.cleaned_data.get("replaces"), form.cleaned_data.get("partnership")
    if replaced and partnership and replaced.partnership_id != partnership.pk:
        form.add_error("replaces", "Choose a plan of the same partnership")


class PlanAdminForm(forms.ModelForm[StrategicPlan]):
    """In Django admin, which tells it the `user`; the partnership is there to choose for a new plan alone."""

    user: ClassVar[User]

    class Meta:
        model = StrategicPlan
        fields: ClassVar[list[str]] = ["partnership", "title", "summary", "starts_on", "replaces"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        refuse_plans_of_others(self)
        partnership = cleaned.get("partnership")
        asked = StrategicPlan(partnership=partnership) if partnership else None
        if asked and not self.user.has_perm("partnerships.add_strategicplan", asked):
            self.add_error("partnership", "Choose a partnership whose plans you may keep")
        return cleaned


class PlanEditForm(FreshForm, PlanForm):
    submit_text = "Save plan"


class EvidenceFields(forms.ModelForm[StageEvidence]):
    """`today` is the last day that something can have been done; saving goes through the order of the law."""

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
    to_all = forms.BooleanField(label="Sent to all of them", required=False)
    groups = forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label="To whom was the second draft sent?",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="The stage is done when its evidence names a representative of every group",
    )

    class Meta:
        model = StageEvidence
        fields: ClassVar[list[str]] = ["dated", "statement", "link", "to_all", "groups", "finishes"]
        labels = {"statement": "What was done"}
        help_texts = {"statement": "Everyone can read this. Do not name people who took part"}

    def __init__(self, *args: Any, by: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today
        self.initial.pop("finishes", None)
        if self.instance.stage.code != CONSULTATION:
            del self.fields["groups"], self.fields["to_all"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("to_all"):
            cleaned["groups"] = StatutoryGroup.objects.consultees()
        if "groups" in self.fields and not cleaned.get("groups"):
            self.add_error("groups", "Choose the groups to whom it was sent")
        dated = cleaned.get("dated")
        if dated and dated > self.today:
            self.add_error("dated", "The day it was done must be today or earlier")
        elif dated and (words := self.obstacle(dated, finishes=bool(cleaned.get("finishes")))):
            self.add_error(None, words)
        return cleaned

    def obstacle(self, dated: dt.date, *, finishes: bool) -> str:
        row = self.instance
        return planning.obstacle(row.plan, row.stage, dated=dated, finishes=finishes, today=self.today)

    def save(self, commit: bool = True) -> StageEvidence:  # noqa: FBT001, FBT002  Django's own signature
        groups = self.cleaned_data.get("groups", ())
        return planning.record(self.instance, groups=groups, by=self.by, today=self.today)


class EvidenceForm(OnceForm, EvidenceFields):
    submit_text = "Record evidence"
    nouns: ClassVar[dict[str, str]] = {"finishes": "where this leaves the stage"}


class WithdrawForm(WordedForm, forms.Form):
    submit_text = "Withdraw this evidence"

    reason = forms.CharField(
        label="Why it is withdrawn",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Everyone can read this. Name nobody",
    )


class DatesForm(FreshForm, forms.ModelForm[PlannedStage]):
    submit_text = "Save dates"

    opens_on = DateField(label="Day it opens", required=False)
    due_on = DateField(label="Day by which it is to be done", required=False)

    class Meta:
        model = PlannedStage
        fields: ClassVar[list[str]] = ["opens_on", "due_on", "not_applicable_because"]
        labels = {"not_applicable_because": "Why it does not apply to this plan"}
        help_texts = {"not_applicable_because": "Leave empty if it applies. Everyone can read this"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.stage.duty == Duty.MANDATORY:
            del self.fields["not_applicable_because"]

    def version(self) -> str:
        return super().version() if self.instance.pk else "new"

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        opens_on, due_on = cleaned.get("opens_on"), cleaned.get("due_on")
        if opens_on and due_on and due_on < opens_on:
            self.add_error("due_on", "It cannot be due before it opens")
        if cleaned.get("not_applicable_because"):
            self.instance.not_applicable_because = cleaned["not_applicable_because"]
            if words := planning.dates_obstacle(self.instance):
                self.add_error("not_applicable_because", words)
        return cleaned


class ReviewFields(forms.ModelForm[PlanReview]):
    decided_on = DateField(label="Day it was decided")
    link = WebAddressField(label="Link", required=False, help_text="The paper or minute. Everyone can see it")

    class Meta:
        model = PlanReview
        fields: ClassVar[list[str]] = ["decided_on", "outcome", "planning_group_views", "reason", "link"]
        widgets = {"outcome": forms.RadioSelect}
        labels = {"outcome": "What was decided"}
        help_texts = {"planning_group_views": "On how well the plan works, and whether to replace it"}

    def __init__(self, *args: Any, by: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today

    def clean_decided_on(self) -> dt.date:
        self.instance.decided_on = self.cleaned_data["decided_on"]
        if words := reviewing.obstacle(self.instance, self.today):
            raise ValidationError(words)
        return self.instance.decided_on

    def save(self, commit: bool = True) -> PlanReview:  # noqa: FBT001, FBT002  Django's own signature
        return reviewing.record(self.instance, by=self.by, today=self.today)


class ReviewForm(OnceForm, ReviewFields):
    submit_text = "Record the review"
