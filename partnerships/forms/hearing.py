"""Forms of what an engagement heard: numbers, views and their answers, and its account at the end."""

import datetime as dt
from typing import Any, ClassVar

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

from coproduce.accounts.models import User
from coproduce.ui.fields import DateField
from coproduce.ui.forms import FreshForm, OnceForm, WordedForm
from partnerships import hearing
from partnerships.hearing import FEEDBACK_WITHIN, Account, Numbers, Verdict
from partnerships.models import (
    Answer,
    Engagement,
    ExpressedView,
    Promise,
    StatutoryGroup,
    TakingPart,
    Turnout,
)

MOST = 1_000_000


class TurnoutForm(WordedForm, forms.Form):
    """Two numbers for each group; those that were sought or counted come first."""

    submit_text = "Save the numbers"

    def __init__(self, *args: Any, engagement: Engagement, **kwargs: Any) -> None:
        self.groups: list[StatutoryGroup | None] = [*StatutoryGroup.objects.consultees(), None]
        self.counted: dict[int | None, Turnout] = {row.group_id: row for row in engagement.turnouts.all()}
        self.sought = {group.pk for group in engagement.groups.all()}
        super().__init__(*args, **kwargs)
        for group in self.groups:
            self.add_fields(self.number_fields(group))

    def number_fields(self, group: StatutoryGroup | None) -> dict[str, forms.Field]:
        row = self.counted.get(key_of(group))
        return {
            number_name(column, group): forms.IntegerField(
                label=f"{words}: {label_of(group)}",
                min_value=0,
                max_value=MOST,
                required=False,
                initial=getattr(row, column, None),
                widget=forms.TextInput({"inputmode": "numeric", "class": "ds_input--fixed-5"}),
            )
            for column, words in (("invited", "Invited"), ("took_part", "Took part"))
        }

    def numbers(self) -> dict[StatutoryGroup | None, Numbers]:
        told = self.cleaned_data
        return {
            group: (told[number_name("invited", group)], told[number_name("took_part", group)])
            for group in self.groups
        }

    def is_first(self, group: StatutoryGroup | None) -> bool:
        return group is None or group.pk in self.sought or group.pk in self.counted

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        first = [group for group in self.groups if self.is_first(group)]
        others = [group for group in self.groups if not self.is_first(group)]
        helper.layout = Layout(*map(fieldset_of, first), HTML(OTHERS), *map(fieldset_of, others))
        return helper


OTHERS = "<h2>Other groups</h2><p>You did not seek them out. Leave empty whoever you did not meet.</p>"


def fieldset_of(group: StatutoryGroup | None) -> Fieldset:
    names = (number_name("invited", group), number_name("took_part", group))
    return Fieldset(label_of(group), *names, css_class="co_pair")


def key_of(group: StatutoryGroup | None) -> int | None:
    return group.pk if group else None


def label_of(group: StatutoryGroup | None) -> str:
    return str(group) if group else "Group not known"


def number_name(column: str, group: StatutoryGroup | None) -> str:
    return f"{column}_{group.code if group else 'not_known'}"


class SaidFields(forms.ModelForm[ExpressedView]):
    by: User

    class Meta:
        model = ExpressedView
        fields: ClassVar[list[str]] = ["said"]
        labels = {"said": "What people said"}
        help_texts = {
            "said": "One theme, in a sentence or two. Everyone can read it once the engagement is published: "
            "name nobody, and nothing by which someone could be known"
        }

    def __init__(self, *args: Any, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by


class SaidForm(OnceForm, SaidFields):
    submit_text = "Add this view"

    def save(self, commit: bool = True) -> ExpressedView:  # noqa: FBT001, FBT002  Django's own signature
        row, said = self.instance, self.cleaned_data["said"]
        view: ExpressedView = hearing.say(row.engagement, said, by=self.by, submission=self.submission_key())
        return view


class RewordForm(FreshForm, SaidFields):
    submit_text = "Save the wording"

    def save(self, commit: bool = True) -> ExpressedView:  # noqa: FBT001, FBT002  Django's own signature
        view: ExpressedView = self.instance
        hearing.reword(view, self.cleaned_data["said"], by=self.by)
        return view


class AnswerForm(FreshForm, forms.ModelForm[ExpressedView]):
    submit_text = "Save the answer"
    nouns: ClassVar[dict[str, str]] = {"answer": "what was decided", "response": "what you did, or will do"}

    answer = forms.ChoiceField(label="What was decided", choices=Answer.choices, widget=forms.RadioSelect)
    response = forms.CharField(label="What you did, or will do", max_length=2000, widget=forms.Textarea)
    reason = forms.CharField(
        label="Why not, or not all of it",
        max_length=2000,
        widget=forms.Textarea,
        required=False,
        help_text="Unless you did all of it. People can live with a no that has a reason",
    )
    decided_on = DateField(label="Day of the decision")
    feedback_due = DateField(
        label="Day by which people are told",
        required=False,
        help_text="Left empty, it is 30 days after the decision",
    )

    class Meta:
        model = ExpressedView
        fields: ClassVar[list[str]] = ["answer", "response", "reason", "decided_on", "feedback_due"]

    def __init__(self, *args: Any, by: User, today: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by, self.today = by, today

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean() or self.cleaned_data
        answer, decided, due = (cleaned.get(name) for name in ("answer", "decided_on", "feedback_due"))
        if answer in {Answer.PARTLY, Answer.NOT_FOLLOWED} and not cleaned.get("reason", "").strip():
            self.say_why()
        if decided and decided > self.today:
            self.add_error("decided_on", "The day of the decision must not be in the future")
        if decided and due and due < decided and not self.is_decided_anew():
            self.add_error("feedback_due", "People are told after the decision, not before it")
        if decided and "feedback_due" not in self.errors and (due is None or self.is_decided_anew()):
            cleaned["feedback_due"] = decided + FEEDBACK_WITHIN
        return cleaned

    def is_decided_anew(self) -> bool:
        """On another day than before, and the day to tell people by was left as the page showed it."""
        return "decided_on" in self.changed_data and "feedback_due" not in self.changed_data

    def say_why(self) -> None:
        if "reason" not in self.errors:
            self.add_error("reason", "Say why it was not followed, or not in full")

    def save(self, commit: bool = True) -> ExpressedView:  # noqa: FBT001, FBT002  Django's own signature
        names = ("response", "decided_on", "reason", "feedback_due")
        told = {name: self.cleaned_data[name] for name in names}
        verdict = Verdict(answer=Answer(self.cleaned_data["answer"]), **told)
        view: ExpressedView = self.instance
        hearing.answer(view, verdict, by=self.by)
        return view


class FeedbackForm(WordedForm, forms.Form):
    submit_text = "Save"

    on = DateField(label="Day people were told")
    channel = forms.CharField(
        label="How they were told",
        max_length=300,
        help_text="Such as: at the next meeting, by letter to those who came, on our website. Name nobody",
    )

    def __init__(self, *args: Any, today: dt.date, decided_on: dt.date | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.decided_on = today, decided_on

    def clean_on(self) -> dt.date:
        on: dt.date = self.cleaned_data["on"]
        if on > self.today:
            raise forms.ValidationError("The day people were told must not be in the future")
        if self.decided_on and on < self.decided_on:
            raise forms.ValidationError("People cannot have been told before the decision was made")
        return on


class CloseForm(WordedForm, forms.Form):
    """What was done in the end, beside what was promised."""

    submit_text = "Close the engagement"
    nouns: ClassVar[dict[str, str]] = {"promise_kept": "what was done in the end"}

    promise_kept = forms.ChoiceField(
        label="What was done in the end", choices=Promise.choices, widget=forms.RadioSelect
    )
    promise_account = forms.CharField(
        label="How the promise was kept, or why not",
        max_length=2000,
        widget=forms.Textarea,
        help_text="In plain words. Less than was promised is no shame if you say why. Name nobody",
    )
    who_decided = forms.CharField(
        label="Who decided in the end?",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as: six carers and the locality manager, together. Name nobody",
    )
    took_part_in = forms.MultipleChoiceField(
        label="Where people took part",
        choices=TakingPart.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("promise_kept") == Promise.CO_PRODUCE:
            for name, words in CO_PRODUCED.items():
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return cleaned

    @property
    def account(self) -> Account:
        told = self.cleaned_data
        return Account(**{**told, "promise_kept": Promise(told["promise_kept"])})

    @property
    def helper(self) -> FormHelper:
        helper = super().helper
        helper.layout = Layout(
            Fieldset("The promise", "promise_kept", "promise_account"),
            Fieldset("Needed if it was co-produced", "who_decided", "took_part_in"),
        )
        return helper


CO_PRODUCED = {
    "who_decided": "Say who decided: what is co-produced is decided together",
    "took_part_in": "Choose at least one of design, delivery and evaluation",
}
