"""Who came: recorded for each person in so many words, because silence is not absence."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from coproduce.accounts.models import User
from partnerships.models import Engagement

from . import reminders
from .models import Attendance, Involvement


class AttendanceError(Exception):
    """Nothing was recorded; the message says why and can be shown."""


def require_started(engagement: Engagement, *, now: dt.datetime) -> None:
    if not engagement.is_published:
        state = engagement.get_state_display().lower()
        raise AttendanceError(f"This engagement is {state}, so nobody can have come.")
    if engagement.starts_at > now:
        raise AttendanceError("It has not started yet, so attendance cannot be recorded.")


@transaction.atomic
def record(engagement: Engagement, marks: Mapping[int, str], *, by: User, now: dt.datetime) -> int:
    """Set attendance by the key of the involvement; how many changed. What is not mentioned stays."""
    require_started(engagement, now=now)
    rows = Involvement.objects.with_participant().select_for_update(of=("self",))
    rows = rows.filter(engagement=engagement, pk__in=marks)
    changed = [row for row in rows if row.attendance != marks[row.pk]]
    for row in changed:
        row.attendance = marks[row.pk]
        known = row.attendance != Attendance.NONE
        row.attendance_recorded_at = now if known else None
        row.attendance_recorded_by = by if known else None
        row.save()
        if row.has_come:
            reminders.ask_to_confirm(row, by=by, now=now)
    return len(changed)
