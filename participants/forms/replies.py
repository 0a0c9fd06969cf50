"""The answer of someone who came by their link: two buttons, and a question that may stay unanswered."""

from django import forms

from coproduce.ui.forms import WordedForm
from participants.models import Answer, Barrier


class ReplyForm(WordedForm, forms.Form):
    answer = forms.ChoiceField(
        choices=[(Answer.ACCEPTED, "Yes"), (Answer.DECLINED, "No")],
        error_messages={"required": "Choose yes or no", "invalid_choice": "Choose yes or no"},
    )
    barrier = forms.ChoiceField(
        label="What stood in the way?",
        choices=Barrier.choices,
        required=False,
        widget=forms.RadioSelect,
        help_text="You do not have to say. It helps us to do better next time",
    )
