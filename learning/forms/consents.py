"""What someone agreed to, and what they take back."""

import datetime as dt
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.timezone import localdate

from coproduce.ui.fields import DateField
from coproduce.ui.forms import OnceForm, WordedForm
from learning import agreeing, consents
from learning.models import CaseStudy, Channel, Grant, How, Teller, Through, Use

SOMEONE_NEW = "new"


def ticks(label: str, choices: Any, required: str, help_text: str = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=help_text,
        error_messages={"required": required},
    )


class GrantForm(OnceForm, forms.Form):
    """One person's agreement, to one use or several, all in the same channels and until the same day."""

    submit_text = "Record what they agreed to"
    teller = forms.ChoiceField(label="Who agreed", widget=forms.RadioSelect)
    name = forms.CharField(
        label="Whose story it is, or who is shown",
        max_length=200,
        help_text="Only those who write for your organisation can read it. Readers and moderators cannot.",
        error_messages={"required": "Enter whose story it is, or who is shown"},
    )
    agreed_for_them = forms.CharField(
        label="Who agreed on their behalf, and why they may",
        required=False,
        max_length=300,
        help_text="Such as: her daughter, who holds the power of attorney. Empty if they agreed themselves.",
    )
    uses = ticks("What they agreed to", Use.choices, "Choose what they agreed to")
    channels = ticks(
        "Where it may be seen",
        Channel.choices,
        "Choose where it may be seen",
        "Tick only what they were asked and said yes to. Without the first one readers cannot see it at all.",
    )
    how = forms.ChoiceField(label="How they agreed", choices=How.choices, widget=forms.RadioSelect)
    agreed_on = DateField(label="Day on which they agreed", initial=localdate)
    expires_on = DateField(
        label="Last day on which it may be shown",
        required=False,
        help_text=f"{agreeing.USUAL_YEARS} years later if you leave it empty; {agreeing.MOST_YEARS} at most",
    )

    def __init__(self, *args: Any, case_study: CaseStudy, **kwargs: Any) -> None:
        self.case_study, self.instance = case_study, Grant()
        self.tellers = {str(one.pk): one for one in Teller.objects.of(case_study)}
        super().__init__(*args, **kwargs)
        if self.tellers:
            teller = self.fields["teller"]
            assert isinstance(teller, forms.ChoiceField)
            named = [(key, one.name) for key, one in self.tellers.items()]
            teller.choices = [*named, (SOMEONE_NEW, "Someone else")]
            self.fields["name"].help_text = f"If it is someone else. {self.fields['name'].help_text}"
            self.fields["name"].required = False
        else:
            del self.fields["teller"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.is_new and not cleaned.get("name") and not {"name", "teller"} & set(self.errors):
            self.add_error("name", "Enter whose story it is, or who is shown")
        if not self.errors:
            self.refuse_impossible()
        return cleaned

    def refuse_impossible(self) -> None:
        reason = agreeing.refusal(self.case_study, self.agreement(), self.chosen, today=localdate())
        if reason:
            raise ValidationError(reason)

    @property
    def is_new(self) -> bool:
        return bool(self.cleaned_data.get("teller", SOMEONE_NEW) == SOMEONE_NEW)

    @property
    def chosen(self) -> Teller | None:
        return self.tellers.get(self.cleaned_data.get("teller", SOMEONE_NEW))

    def agreement(self) -> agreeing.Agreement:
        cleaned = self.cleaned_data
        agreed_on: dt.date = cleaned["agreed_on"]
        return agreeing.Agreement(
            uses=tuple(Use(use) for use in cleaned["uses"]),
            channels=tuple(Channel(channel) for channel in cleaned["channels"]),
            how=How(cleaned["how"]),
            agreed_on=agreed_on,
            expires_on=cleaned["expires_on"] or agreeing.usual_end(agreed_on),
            agreed_for_them=cleaned["agreed_for_them"],
        )


def uses_field(uses: list[Use], label: str, words: dict[Use, str]) -> forms.MultipleChoiceField:
    return ticks(label, [(use.value, words[use]) for use in uses], "Choose what is taken back")


def capital(words: str) -> str:
    return f"{words[0].upper()}{words[1:]}"


class WithdrawalForm(WordedForm, forms.Form):
    """A withdrawal that came by phone, letter or in person, or a grant that was a mistake."""

    submit_text = "Record that they took it back"
    through = forms.ChoiceField(
        label="How it reached you",
        choices=[(one.value, one.label) for one in Through if one != Through.LINK],
        widget=forms.RadioSelect,
        help_text="You need not ask them why. After a mistake nothing is erased.",
    )

    def __init__(self, *args: Any, uses: list[Use], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {use: str(use.label) for use in Use}
        self.add_fields({"uses": uses_field(uses, "What they take back", labels)})
        self.order_fields(["uses", "through"])


class TakeBackForm(WordedForm, forms.Form):
    """The person's own withdrawal: first what, then a clear yes."""

    confirmed = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, uses: list[Use], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {use: capital(words) for use, words in consents.YOURS.items()}
        self.add_fields({"uses": uses_field(uses, "What do you want to take back?", labels)})
        self.fields["uses"].error_messages["required"] = "Choose what you want to take back"
