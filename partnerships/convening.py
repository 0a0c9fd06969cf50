"""Meetings of a body: called, changed and called off; and whether their papers went out in time."""

import datetime as dt

import pghistory
from django.db import transaction

from coproduce.accounts.models import User

from .models import Meeting


class ConveningError(Exception):
    """Why a meeting cannot be so, in words for the person who tried; `field` of the form."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field or None


@transaction.atomic
def convene(meeting: Meeting, *, by: User, today: dt.date) -> Meeting:
    """Keep a new meeting."""
    refuse_unfit(meeting, today=today)
    keep(meeting, by=by)
    return meeting


@transaction.atomic
def change(meeting: Meeting, *, by: User, today: dt.date) -> None:
    """Save it as it has been changed."""
    if meeting.is_cancelled:
        raise ConveningError("This meeting has been cancelled, so it can no longer be changed.")
    refuse_unfit(meeting, today=today)
    keep(meeting, by=by)


@transaction.atomic
def send_papers(meeting: Meeting, *, on: dt.date, by: User, today: dt.date) -> str:
    """Note the day they went out; late papers are noted too, and told."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    meeting.papers_sent = on
    change(meeting, by=by, today=today)
    return papers_told(meeting)


@transaction.atomic
def cancel(meeting: Meeting, *, reason: str, by: User, today: dt.date) -> None:
    """Call it off. It stays to be seen, as cancelled and why."""
    meeting.refresh_from_db(from_queryset=Meeting.objects.select_for_update())
    if meeting.is_cancelled:
        raise ConveningError("This meeting has been cancelled already.")
    if meeting.on < today:
        raise ConveningError("Its day has passed, so it cannot be cancelled.")
    if not reason.strip():
        raise ConveningError("Say why it is cancelled.", "reason")
    meeting.cancelled_on, meeting.cancel_reason = today, reason.strip()
    keep(meeting, by=by)


def papers_told(meeting: Meeting) -> str:
    """When papers went out, or are due; late ones by how much."""
    if meeting.papers_sent is None:
        return f"Papers due by {meeting.papers_due_on:%-d %B %Y}"
    given, asked = meeting.clear_days_given, meeting.clear_days_asked
    ahead = f"{given} clear day{'' if given == 1 else 's'} ahead"
    if meeting.papers_were_late:
        return f"Papers sent {ahead}, {asked} asked for"
    return f"Papers sent in time, {ahead}"


def refuse_unfit(meeting: Meeting, *, today: dt.date) -> None:
    if not meeting.body.is_current(meeting.on):
        raise ConveningError(f"{meeting.body} is not in being on that day.", "on")
    same_day = Meeting.objects.of_body(meeting.body).not_cancelled().on_day(meeting.on)
    if same_day.exclude(pk=meeting.pk).exists():
        raise ConveningError("This body has a meeting on that day already.", "on")
    if meeting.papers_due and meeting.papers_due >= meeting.on:
        raise ConveningError("Papers are due before the day of the meeting.", "papers_due")
    if meeting.papers_sent and meeting.papers_sent > today:
        raise ConveningError("The day papers were sent must be today or earlier.", "papers_sent")


def keep(meeting: Meeting, *, by: User) -> None:
    """Save it, with who did it in the history also when no web request tells."""
    with pghistory.context(user=by.pk):
        meeting.save()
