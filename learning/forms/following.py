"""The weekly mail."""

from django import forms

from coproduce.ui.forms import WordedForm


class WeeklyForm(WordedForm, forms.Form):
    """Whether the weekly mail comes; which themes are in it is chosen theme by theme."""

    submit_text = "Save"
    weekly = forms.BooleanField(
        label="Send me the weekly email",
        required=False,
        help_text="Tuesdays at 08:00. No email comes in a week without news.",
    )
