"""The form in which an engagement is called off."""

from django import forms

from coproduce.ui.forms import WordedForm


class CancelForm(WordedForm, forms.Form):
    submit_text = "Cancel the engagement"

    reason = forms.CharField(
        label="Reason",
        max_length=500,
        widget=forms.Textarea,
        help_text="Shown on the engagement's page. Do not name anyone",
    )
