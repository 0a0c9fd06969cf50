"""Attendance: recorded in so many words, after it started, for the people of that engagement."""

import datetime as dt

import pytest

from coproduce.accounts.models import User
from participants import attendance
from participants.attendance import AttendanceError
from participants.models import Attendance, Involvement, Participant
from partnerships.models import Engagement
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory


@pytest.fixture
def row(agnes: Participant, past: Engagement) -> Involvement:
    return InvolvementFactory(participant=agnes, engagement=past)


def test_attendance_is_kept_with_who_recorded_it(
    row: Involvement, officer: User, past: Engagement, now: dt.datetime
) -> None:
    assert attendance.record(past, {row.pk: Attendance.LEFT_EARLY}, by=officer, now=now) == 1
    row.refresh_from_db()
    assert (row.attendance, row.attendance_recorded_by, row.attendance_recorded_at) == (
        Attendance.LEFT_EARLY,
        officer,
        now,
    )


def test_a_mistake_can_be_taken_back(
    row: Involvement, officer: User, past: Engagement, now: dt.datetime
) -> None:
    for mark in (Attendance.ABSENT, Attendance.NONE):
        attendance.record(past, {row.pk: mark}, by=officer, now=now)
    row.refresh_from_db()
    assert (row.attendance, row.attendance_recorded_by) == (Attendance.NONE, None)


def test_recording_the_same_again_keeps_who_was_first(
    row: Involvement, officer: User, lead: User, past: Engagement, now: dt.datetime
) -> None:
    attendance.record(past, {row.pk: Attendance.CAME}, by=officer, now=now)
    assert attendance.record(past, {row.pk: Attendance.CAME}, by=lead, now=now) == 0
    row.refresh_from_db()
    assert row.attendance_recorded_by == officer


def test_people_of_another_engagement_are_not_touched(
    row: Involvement, engagement: Engagement, officer: User, past: Engagement, now: dt.datetime
) -> None:
    stranger = InvolvementFactory(participant=row.participant, engagement=engagement)
    assert attendance.record(past, {stranger.pk: Attendance.CAME}, by=officer, now=now) == 0


def test_nobody_has_come_before_it_started(engagement: Engagement, officer: User, now: dt.datetime) -> None:
    with pytest.raises(AttendanceError, match="not started yet"):
        attendance.record(engagement, {}, by=officer, now=now)


def test_nobody_comes_to_what_is_cancelled(officer: User, now: dt.datetime) -> None:
    with pytest.raises(AttendanceError, match="is cancelled"):
        attendance.record(EngagementFactory(cancelled=True), {}, by=officer, now=now)
