"""Reminders over weeks of a faked clock: missed nights, moved meetings, and both changes of the clocks."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import reminders
from participants.models import Participant
from partnerships.models import Engagement, Partnership
from tests.factories.participants import IdentityFactory, InvolvementFactory, ParticipantFactory
from tests.factories.partnerships import EngagementFactory, someone

from .conftest import mails

BEGIN = dt.datetime(2026, 3, 1, 6, tzinfo=dt.UTC)
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
days = st.integers(2, 28)
meetings = st.lists(st.tuples(days, st.integers(0, 23)), min_size=1, max_size=3)
#: Each day the sweep runs at some hour, or not at all.
worked = st.lists(st.sets(st.integers(0, 23), max_size=1), min_size=31, max_size=31)


def meet(agnes: Participant, starts_at: dt.datetime, *, by: Any) -> Engagement:
    row: Engagement = EngagementFactory(
        partnership=agnes.partnership, starts_at=starts_at, published=True, created_by=by
    )
    InvolvementFactory(
        participant=agnes, engagement=row, accepted=True, invited_at=BEGIN - DAY, invited_by=by
    )
    return row


def sweeps(hours: list[set[int]]) -> list[dt.datetime]:
    return [BEGIN + day * DAY + hour * HOUR for day, some in enumerate(hours) for hour in sorted(some)]


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(planned=meetings, hours=worked)
def test_a_month_of_skipped_nights_reminds_once_whenever_a_sweep_ran_in_time(
    agnes: Participant, planned: Any, hours: Any
) -> None:
    with transaction.atomic():
        by = someone()
        starts = [BEGIN + day * DAY + hour * HOUR for day, hour in planned]
        for starts_at in starts:
            meet(agnes, starts_at, by=by)
        moments = sweeps(hours)
        told = sum(reminders.plan(now=moment) for moment in moments)
        seen = [any(start - DAY <= moment < start for moment in moments) for start in starts]
        assert told == sum(seen)
        transaction.set_rollback(True)


@pytest.mark.parametrize("change", [dt.date(2026, 3, 29), dt.date(2026, 10, 25), dt.date(2027, 3, 28)])
@pytest.mark.parametrize("hour", [0, 1, 9])
def test_a_change_of_the_clocks_neither_doubles_nor_loses_a_reminder(
    agnes: Participant, change: dt.date, hour: int
) -> None:
    starts_at = dt.datetime.combine(change, dt.time(hour), dt.UTC)
    engagement = meet(agnes, starts_at, by=someone())
    InvolvementFactory._meta.model.objects.update(answered_at=starts_at - 9 * DAY)
    moments = [starts_at - 30 * HOUR + dt.timedelta(minutes=57 * step) for step in range(36)]
    assert sum(reminders.plan(now=moment) for moment in moments) == 1
    assert mails(reminders.REMINDER)[0].expires_at == engagement.starts_at


def test_a_meeting_moved_week_by_week_is_reminded_of_each_week(agnes: Participant) -> None:
    engagement = meet(agnes, BEGIN + 7 * DAY, by=someone())
    for week in range(1, 4):
        assert reminders.plan(now=BEGIN + week * 7 * DAY - HOUR) == 1
        engagement.starts_at += 7 * DAY
        engagement.ends_at += 7 * DAY
        engagement.save()


def test_many_people_of_one_evening_hear_once_each(fife: Partnership) -> None:
    by = someone()
    engagement = EngagementFactory(partnership=fife, starts_at=BEGIN + 7 * DAY, published=True, created_by=by)
    for number in range(1, 31):
        person = ParticipantFactory(partnership=fife, number=number, enrolled_by=by)
        IdentityFactory(participant=person, email=f"canary.{number}@example.org")
        InvolvementFactory(
            participant=person, engagement=engagement, accepted=True, invited_at=BEGIN, invited_by=by
        )
    assert [reminders.plan(now=BEGIN + 6 * DAY + n * HOUR) for n in range(3)] == [30, 0, 0]
    assert len({mail.recipient for mail in mails(reminders.REMINDER)}) == 30
