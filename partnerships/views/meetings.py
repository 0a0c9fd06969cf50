"""Meetings of a body: all of them, called, changed and called off."""

from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from coproduce.accounts.access import capability
from coproduce.accounts.models import User
from partnerships import convening
from partnerships.forms.meetings import MeetingCancelForm, MeetingCreateForm, MeetingEditForm
from partnerships.models import Body, Meeting

from .seats import NewRow, RowForm


class MeetingCreate(NewRow):
    access = capability("partnerships.add_meeting")
    rows = Body.objects.with_partnership()
    form_class = MeetingCreateForm
    title = "Add a meeting"

    def new_row(self) -> Meeting:
        return Meeting(body=self.row)


class MeetingEdit(RowForm):
    access = capability("partnerships.change_meeting")
    rows = Meeting.objects.with_body()
    form_class: type[BaseForm] = MeetingEditForm
    title = "Edit the meeting"

    def back(self) -> str:
        address: str = self.row.body.get_absolute_url()
        return address

    def save(self, form: Any) -> HttpResponse:
        form.save()
        messages.success(self.request, f"The meeting is saved. {convening.papers_told(form.instance)}.")
        return redirect(self.back())


class MeetingCancel(MeetingEdit):
    form_class = MeetingCancelForm
    title = "Cancel the meeting"
    intro = "It stays to be seen as cancelled, with the reason. This cannot be undone."

    def new_row(self) -> None:
        return None

    def save(self, form: Any) -> HttpResponse:
        by, today = cast(User, self.request.user), timezone.localdate()
        convening.cancel(self.row, reason=form.cleaned_data["reason"], by=by, today=today)
        messages.success(self.request, "The meeting is cancelled. Its page says so.")
        return redirect(self.back())
