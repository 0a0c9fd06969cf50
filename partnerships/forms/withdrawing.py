"""The form in which a view that was written down by mistake is taken back."""

from django import forms

from coproduce.ui.forms import WordedForm


class WithdrawForm(WordedForm, forms.Form):
    submit_text = "Take it back"

    reason = forms.CharField(
        label="Why it is taken back",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Such as: written down twice. Only your team and national auditors read it. Name nobody",
    )
