"""Forms of meetings: called, changed, called off."""

from typing import Any, ClassVar

from django import forms

from coproduce.ui.fields import DateField, TimeField
from coproduce.ui.forms import FreshForm, OnceForm
from partnerships import convening
from partnerships.models import Meeting

from .bodies import ActedForm
from .offers import WebAddressField


class MeetingForm(ActedForm, forms.ModelForm[Meeting]):
    on = DateField(label="Day")
    starts = TimeField(label="Start time", required=False, help_text="Like 14:30")
    papers_due = DateField(
        label="Papers due", required=False, help_text="Only if earlier than the body's clear days ask for"
    )
    papers_sent = DateField(
        label="Papers sent", required=False, help_text="The day they went out. Everyone can see it"
    )
    minutes_link = WebAddressField(label="Link to the minutes", required=False)

    class Meta:
        model = Meeting
        fields: ClassVar[list[str]] = ["on", "starts", "place", "papers_due", "papers_sent", "minutes_link"]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        on, due = self.cleaned_data.get("on"), self.cleaned_data.get("papers_due")
        if on and due and due >= on:
            self.add_error("papers_due", "Papers are due before the day of the meeting")
        return cleaned


class MeetingCreateForm(OnceForm, MeetingForm):
    submit_text = "Add meeting"

    def save(self, commit: bool = True) -> Meeting:  # noqa: FBT001, FBT002  Django's own signature
        self.instance.submission = self.submission_key() or self.instance.submission
        meeting: Meeting = convening.convene(self.instance, by=self.by, today=self.today)
        return meeting


class MeetingEditForm(FreshForm, MeetingForm):
    submit_text = "Save meeting"

    def save(self, commit: bool = True) -> Meeting:  # noqa: FBT001, FBT002  Django's own signature
        meeting: Meeting = self.instance
        convening.change(meeting, by=self.by, today=self.today)
        return meeting


class MeetingCancelForm(ActedForm, forms.Form):
    submit_text = "Cancel the meeting"

    reason = forms.CharField(
        label="Reason", max_length=500, help_text="Everyone can read it. Do not name anyone"
    )
