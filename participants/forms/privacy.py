"""Forms of what a person chooses, asks to have deleted or copied, and of how long things are kept."""

from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms

from coproduce.ui.fields import DateField
from coproduce.ui.forms import WordedForm
from participants import agreeing, monitoring, register, retention
from participants.models import EqualityAnswer, Through, Topic
from participants.models.consent import MESSAGES

THROUGH = [(way.value, way.label) for way in (Through.PHONE, Through.PAPER)]
TOPICS = (*MESSAGES, Topic.BUDGET, Topic.PUBLICATION, Topic.OBJECTION)


class PreferencesForm(WordedForm, forms.Form):
    """What the person themselves sees and sets; nothing in it says who they are."""

    submit_text = "Save my choices"
    nouns: ClassVar[dict[str, str]] = {str(topic): "one of the answers" for topic in TOPICS}

    preferred_way = forms.ChoiceField(
        label="How would you like to be reached?",
        choices=register.WAYS,
        required=False,
        widget=forms.RadioSelect,
    )
    preferred_format = forms.ChoiceField(label="How would you like your papers?", choices=register.FORMATS)
    preferred_language = forms.CharField(
        label="Which language would you like?",
        max_length=60,
        required=False,
        help_text="If not English, such as Gaelic or Polish",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_fields({str(topic): self.choice(topic) for topic in TOPICS})

    def choice(self, topic: Topic) -> forms.ChoiceField:
        label, choices = agreeing.WORDINGS[topic], list(agreeing.CHOICES[topic])
        return forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect)

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(*self.parts())
        return helper

    def parts(self) -> list[Fieldset]:
        return [
            Fieldset("Messages", *map(str, MESSAGES)),
            Fieldset("How often", str(Topic.BUDGET)),
            Fieldset("How to reach you", *register.PREFERENCES),
            Fieldset("What you say", str(Topic.PUBLICATION)),
            Fieldset("If you want no contact at all", str(Topic.OBJECTION)),
        ]

    @property
    def choices(self) -> dict[str, str]:
        return {str(topic): self.cleaned_data[topic] for topic in TOPICS}

    @property
    def preferences(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in register.PREFERENCES}


class RecordPreferencesForm(PreferencesForm):
    """The same as staff record it; the words are read out, or are on the sheet."""

    submit_text = "Record their choices"

    through = forms.ChoiceField(label="How did they say so?", choices=THROUGH, widget=forms.RadioSelect)
    told = forms.BooleanField(
        label="I have told them why we keep their details, and that they can object",
        required=False,
        help_text=agreeing.WORDINGS[Topic.REGISTER],
    )

    def parts(self) -> list[Fieldset]:
        return [*super().parts(), Fieldset("What you record", "through", "told")]


class ForgetMeForm(WordedForm, forms.Form):
    submit_text = "Forget me now"
    nouns: ClassVar[dict[str, str]] = {"sure": "the box, if you are sure"}

    sure = forms.BooleanField(
        label="I want you to forget me. I know that this cannot be undone",
        error_messages={"required": "Tick the box if you are sure. Nothing has been deleted"},
    )


class WishForm(WordedForm, forms.Form):
    submit_text = "Record that they asked"

    through = forms.ChoiceField(label="How did they ask?", choices=THROUGH, widget=forms.RadioSelect)


class ForgetThemForm(WordedForm, forms.Form):
    submit_text = "Forget them now"

    sure = forms.BooleanField(
        label="I have made sure that they asked for this themselves. I know that it cannot be undone",
        error_messages={"required": "Tick the box if you have made sure. Nothing has been deleted"},
    )


class CopyForm(WordedForm, forms.Form):
    submit_text = "Make the copy"

    reason = forms.CharField(
        label="Why do you make a copy for them?",
        min_length=5,
        max_length=300,
        help_text="The person can read this, and so can other leads. Name nobody here",
    )
    kind = forms.ChoiceField(
        label="Which file?",
        choices=[("html", "A page to read or print"), ("json", "A file for a computer (JSON)")],
        initial="html",
        widget=forms.RadioSelect,
    )


class RetentionForm(WordedForm, forms.Form):
    """One number for each class, and a day to look at them again."""

    submit_text = "Save these periods"

    def __init__(self, *args: Any, periods: list[retention.Period], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.periods = periods
        self.add_fields({period.kind.value: self.months(period) for period in periods})
        self.add_fields(
            {
                "review_by": DateField(label="Look at this again by", help_text="In the next three years"),
                "why": forms.CharField(
                    label="What it rests on",
                    max_length=300,
                    required=False,
                    help_text="Such as a line of your retention schedule",
                ),
            }
        )

    def months(self, period: retention.Period) -> forms.IntegerField:
        bounds = period.bounds
        return forms.IntegerField(
            label=f"{period.kind.label}: months",
            min_value=bounds.least,
            max_value=bounds.most,
            initial=period.months,
            widget=forms.TextInput({"inputmode": "numeric"}),
            help_text=f"Between {bounds.least} and {bounds.most}, at first {bounds.months}. {bounds.source}",
        )

    @property
    def wanted(self) -> dict[str, int]:
        return {period.kind.value: self.cleaned_data[period.kind.value] for period in self.periods}


class EqualityForm(WordedForm, forms.ModelForm[EqualityAnswer]):
    """Nothing is asked for but one answer to each, and each may be “prefer not to say”."""

    submit_text = "Send my answers"
    nouns: ClassVar[dict[str, str]] = dict.fromkeys(monitoring.QUESTIONS, "one of the answers")

    class Meta:
        model = EqualityAnswer
        fields: ClassVar[list[str]] = [*monitoring.QUESTIONS]
        widgets: ClassVar[dict[str, type[forms.Widget]]] = dict.fromkeys(
            monitoring.QUESTIONS, forms.RadioSelect
        )
        labels: ClassVar[dict[str, str]] = {
            "ethnic_group": "What is your ethnic group?",
            "belief": "What is your religion or belief?",
            "disability": "Are you a disabled person?",
            "orientation": "What is your sexual orientation?",
            "age_band": "How old are you?",
            "sex": "What is your sex?",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in monitoring.QUESTIONS:
            field = self.fields[name]
            field.choices = [(value, label) for value, label in field.choices if value]  # type: ignore[attr-defined]
