"""Meetings of a body: all of them, called, changed and called off."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any, cast

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.generic import ListView

from coproduce.accounts.access import Allowed, capability, public_rows
from coproduce.accounts.models import User
from partnerships import convening
from partnerships.forms.meetings import MeetingCancelForm, MeetingCreateForm, MeetingEditForm
from partnerships.models import Body, Meeting
from partnerships.models.meetings import MeetingQuerySet

from .seats import NewRow, RowForm


def told_of(body: Body, meetings: Iterable[Meeting]) -> list[tuple[Meeting, str]]:
    """Each meeting, knowing the body that is here already, and what there is to say of its papers."""
    rows = list(meetings)
    for row in rows:
        row.body = body
    return [(row, convening.papers_told(row)) for row in rows]


class MeetingList(Allowed, ListView[Meeting]):
    """All of one body, the latest first."""

    access = public_rows("partnerships.view_body")
    template_name = "partnerships/body_meetings.html"
    paginate_by = 25

    @cached_property
    def body(self) -> Body:
        body: Body = self.get_object(Body.objects.with_partnership())
        return body

    def get_queryset(self) -> MeetingQuerySet:
        return Meeting.objects.of_body(self.body).latest_first()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(body=self.body, today=timezone.localdate(), **kwargs)
        return {**context, "meetings": told_of(self.body, context["object_list"])}


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

    @property
    def above(self) -> Any:
        return self.row.body

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
