"""Forms about whether it is right that someone took part, and about groups that need not be heard."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms

from coproduce.ui.forms import FilterForm, WordedForm
from participants.models import Through, Verdict
from participants.models.confirmations import EvidenceKind
from partnerships.models import PlanStage, StatutoryGroup

FOR_THEM = [
    (Verdict.CONFIRMED, "Yes, that is right"),
    (Verdict.CORRECTED, "I was there, but something is to be put right"),
    (Verdict.DISPUTED, "No, I did not take part"),
]
AS_TOLD = [
    (Verdict.CONFIRMED, "Yes, that is right"),
    (Verdict.CORRECTED, "They were there, but something is to be put right"),
    (Verdict.DISPUTED, "No, they did not take part"),
]


def verdict_field(label: str, choices: list[tuple[Verdict, str]]) -> forms.ChoiceField:
    chosen = {"required": "Choose one of the three answers"}
    return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, error_messages=chosen)


def groups_field(label: str) -> forms.ModelMultipleChoiceField[StatutoryGroup]:
    return forms.ModelMultipleChoiceField(
        StatutoryGroup.objects.consultees(),
        label=label,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Only if that is what is to be put right",
    )


class AnswerClaimForm(WordedForm, forms.Form):
    """The person's own word on what is recorded."""

    submit_text = "Send this"
    nouns: ClassVar[dict[str, str]] = {"groups": "groups"}

    verdict = verdict_field("Is it right that you took part?", FOR_THEM)
    groups = groups_field("Whom did you speak for?")
    words = forms.CharField(
        label="What is to be put right, or what was it like?",
        required=False,
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text="You do not have to say anything here. Officers of the partnership read it",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        says_nothing = not cleaned.get("words") and not cleaned.get("groups")
        if cleaned.get("verdict") == Verdict.CORRECTED and says_nothing and not self.errors:
            self.add_error("words", "Say what is to be put right, or tick whom you spoke for")
        return cleaned


class ToldAnswerForm(AnswerClaimForm):
    """What they said on the phone or wrote, with the code of their sheet."""

    submit_text = "Record what they say"

    verdict = verdict_field("Do they say that they took part?", AS_TOLD)
    groups = groups_field("Whom do they say they spoke for?")
    code = forms.CharField(label="Code on their sheet", max_length=20, help_text="Six letters and figures")
    through = forms.ChoiceField(
        label="How they told you",
        choices=[
            (Through.PHONE, "By phone or face to face"),
            (Through.PAPER, "On paper, by post or in a message"),
        ],
        widget=forms.RadioSelect,
    )
    field_order = ("verdict", "groups", "words", "code", "through")


class EvidenceForm(WordedForm, forms.Form):
    submit_text = "Add this evidence"

    kind = forms.ChoiceField(
        label="What stands behind it", choices=EvidenceKind.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label="Where it can be found",
        required=False,
        max_length=300,
        help_text="Such as “Minutes of 3 May, item 4”. Name nobody here",
    )


class WithdrawEvidenceForm(WordedForm, forms.Form):
    submit_text = "Withdraw this evidence"

    reason = forms.CharField(
        label="Why it does not count any more", max_length=300, help_text="Name nobody here"
    )


class OpenCellForm(FilterForm, forms.Form):
    """Any cell, also one with nothing behind it."""

    submit_text = "Open"

    stage = forms.ModelChoiceField(PlanStage.objects.all(), label="Stage", empty_label="Choose a stage")
    group = forms.ModelChoiceField(
        StatutoryGroup.objects.consultees(), label="Group", empty_label="Choose a group"
    )

    def offer(self, stages: Iterable[PlanStage], groups: Iterable[StatutoryGroup]) -> None:
        """Choices that the page has read already."""
        for name, rows in (("stage", stages), ("group", groups)):
            field: Any = self.fields[name]
            field.choices = [("", field.empty_label), *((row.pk, str(row)) for row in rows)]

    @property
    def cell(self) -> tuple[PlanStage, StatutoryGroup] | None:
        """What was chosen; None unless both were."""
        stage, group = (self.cleaned_data.get(name) for name in ("stage", "group"))
        return (stage, group) if stage and group else None


class SetAsideForm(WordedForm, forms.Form):
    submit_text = "Not applicable"

    reason = forms.CharField(
        label="Why this group need not be heard at this stage",
        max_length=300,
        help_text="Everyone can read this with the plan. Whoever takes part all the same still counts",
    )
