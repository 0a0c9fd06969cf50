"""Forms about what taking part costs: what is claimed, what is decided, and what a partnership pays."""

import datetime as dt
import uuid
from typing import Any, ClassVar

from django import forms

from coproduce.ui.fields import DateField, PoundsField
from coproduce.ui.forms import FilterForm, WordedForm
from participants import expenses
from participants.models import ExpenseKind, ExpenseRate, ExpenseState, Involvement, Participant, Through
from participants.models.expenses import MOST_PENCE, ExpenseQuerySet
from participants.models.involvement import InvolvementQuerySet

THROUGH = [(Through.PHONE, "By phone or face to face"), (Through.PAPER, "On paper, by post or in a message")]
WARNING = "I have read this, or had it read to me"


class MeetingField(forms.ModelChoiceField[Involvement]):
    """What it was for: an engagement they were invited to, with its day."""

    def label_from_instance(self, obj: Involvement) -> str:
        return f"{obj.engagement}, {obj.engagement.starts_at:%-d %B %Y}"


class ClaimForm(WordedForm, forms.Form):
    """`involvements` are those that a claim may be for."""

    submit_text = "Claim this"
    nouns: ClassVar[dict[str, str]] = {"on": "the day"}

    involvement = MeetingField(
        Involvement.objects.none(), label="What was it for?", required=False, empty_label="Something else"
    )
    on = DateField(
        label="Which day was it?", required=False, help_text="If it was for something else, like 27 3 2027"
    )
    kind = forms.ChoiceField(
        label="What did it cost you?", choices=ExpenseKind.choices, widget=forms.RadioSelect
    )
    pence = PoundsField(label="How much, in pounds?", most_pence=MOST_PENCE, help_text="Like 4.50")
    words = forms.CharField(
        label="Anything we need to know",
        required=False,
        max_length=200,
        help_text="Such as where from and where to. Leave out your bank account: whoever pays asks for it",
    )
    warned = forms.BooleanField(label=WARNING, required=False)

    def __init__(self, *args: Any, involvements: InvolvementQuerySet, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["involvement"].queryset = involvements  # type: ignore[attr-defined]
        hidden = forms.HiddenInput()
        self.fields["submission"] = forms.UUIDField(widget=hidden, required=False, initial=uuid.uuid4)

    def clean_words(self) -> str:
        words: str = self.cleaned_data["words"]
        try:
            expenses.refuse_bank_details(words)
        except expenses.ExpenseError as refusal:
            raise forms.ValidationError(str(refusal)) from refusal
        return words

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not cleaned.get("involvement") and "involvement" not in self.errors:
            self.ask_what_for(cleaned)
        if cleaned.get("kind") == ExpenseKind.TIME and not cleaned.get("warned"):
            self.add_error("warned", "Read what payment for time can mean, and tick the box")
        return cleaned

    def ask_what_for(self, cleaned: dict[str, Any]) -> None:
        if not cleaned.get("on") and "on" not in self.errors:
            self.add_error("on", "Enter the day, or choose a meeting above")
        if not cleaned.get("words") and "words" not in self.errors:
            self.add_error("words", "Say what it was for, or choose a meeting above")

    def claim(self) -> expenses.Claim:
        told = self.cleaned_data
        row: Involvement | None = told["involvement"]
        return expenses.Claim(
            kind=told["kind"],
            pence=told["pence"],
            on=row.engagement.starts_at.date() if row else told["on"],
            words=told["words"],
            warned=told["warned"],
            involvement=row,
        )


class ToldClaimForm(ClaimForm):
    """What someone said on the phone or wrote."""

    submit_text = "Record this claim"

    through = forms.ChoiceField(label="How they told you", choices=THROUGH, widget=forms.RadioSelect)
    field_order = ("involvement", "on", "kind", "pence", "words", "warned", "through", "submission")


class OfferForm(WordedForm, forms.Form):
    submit_text = "Offer to everyone who said yes"
    nouns: ClassVar[dict[str, str]] = {"kinds": "at least one kind"}

    kinds = forms.MultipleChoiceField(
        label="What we pay for", choices=ExpenseKind.choices, widget=forms.CheckboxSelectMultiple
    )


class RefusalForm(WordedForm, forms.Form):
    submit_text = "Do not approve"

    reason = forms.CharField(
        label="Why it is not approved", max_length=300, help_text="The person reads this on their own page"
    )


class PaidForm(WordedForm, forms.Form):
    submit_text = "Note as paid"
    nouns: ClassVar[dict[str, str]] = {"paid_on": "the day"}

    paid_on = DateField(label="Day on which it was paid", help_text="As the finance system has it")


class ToldForm(WordedForm, forms.Form):
    """That someone does not want what was offered, or takes back what they claimed."""

    submit_text = "Record this"

    through = forms.ChoiceField(label="How they told you", choices=THROUGH, widget=forms.RadioSelect)


class RateForm(WordedForm, forms.ModelForm[ExpenseRate]):
    submit_text = "Set this rate"
    nouns: ClassVar[dict[str, str]] = {"since": "the day"}

    pence = PoundsField(label="Amount in pounds", most_pence=MOST_PENCE, help_text="Like 0.45")
    since = DateField(label="From which day", help_text="A rate of the same kind ends on that day")
    field_order = ("kind", "pence", "per", "since", "words")

    class Meta:
        model = ExpenseRate
        fields: ClassVar[list[str]] = ["kind", "pence", "per", "since", "words"]
        labels = {"kind": "What for", "per": "For each", "words": "Anything people need to know (optional)"}

    def clean_words(self) -> str:
        return str(self.cleaned_data["words"]).strip()


class ExpenseFilter(FilterForm, forms.Form):
    submit_text = "Show"

    show = forms.ChoiceField(
        label="Which",
        choices=[("", "To approve"), ("approved", "To pay"), ("offered", "Offered"), ("all", "All")],
    )
    kind = forms.ChoiceField(label="What for", choices=[("", "Everything"), *ExpenseKind.choices])

    def narrow(self, queryset: ExpenseQuerySet) -> ExpenseQuerySet:  # type: ignore[override]
        show, kind = self.cleaned_data.get("show"), self.cleaned_data.get("kind")
        rows = queryset.of_kind(kind) if kind else queryset
        if show == "all":
            return rows.newest_first()
        return rows.at(show or ExpenseState.CLAIMED).longest_waiting_first()


def claimable(participant: Participant, now: dt.datetime) -> InvolvementQuerySet:
    """What they may claim for: what they said yes to and has begun, and whatever they came to."""
    rows = Involvement.objects.of_participant(participant).begun(now)
    return rows.not_declined().select_related("engagement").order_by("-engagement__starts_at")
