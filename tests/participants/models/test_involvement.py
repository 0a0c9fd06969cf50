"""Involvement: what the database refuses, and which rows a reminder or a call is about."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone

from participants.models import Answer, Attendance, Barrier, Involvement, Participant, Through
from partnerships.models import Engagement, StatutoryGroup
from tests.factories.participants import InvolvementFactory
from tests.factories.partnerships import EngagementFactory, someone
from tests.participants.conftest import history

HOUR = dt.timedelta(hours=1)
DAY = dt.timedelta(days=1)
NOON = dt.datetime(2026, 5, 12, 12, tzinfo=dt.UTC)


def invited_to(agnes: Participant, *, starts_at: dt.datetime, **values: Any) -> Involvement:
    traits = {"cancelled": True} if values.pop("cancelled", False) else {"published": True}
    meeting = EngagementFactory(partnership=agnes.partnership, starts_at=starts_at, **traits)
    return InvolvementFactory(participant=agnes, engagement=meeting, **values)


def test_nobody_is_invited_twice_to_the_same(agnes: Participant) -> None:
    first = InvolvementFactory(participant=agnes)
    with pytest.raises(IntegrityError, match="one_involvement_per_engagement_and_participant"):
        InvolvementFactory(participant=agnes, engagement=first.engagement)


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"answer": Answer.ACCEPTED}, "answered_iff_answered_at_and_through"),
        ({"answered_at": NOON}, "answered_iff_answered_at_and_through"),
        (
            {"answer": Answer.ACCEPTED, "answered_at": NOON, "answered_through": Through.PHONE},
            "answer_by_phone_or_paper_has_a_recorder",
        ),
        ({"barrier": Barrier.COST}, "barrier_only_when_declined"),
        ({"attendance": Attendance.CAME}, "attendance_iff_recorded_by_someone"),
        ({"attendance_recorded_at": NOON}, "attendance_iff_recorded_by_someone"),
    ],
)
def test_the_database_refuses_half_a_fact(
    agnes: Participant, broken: dict[str, Any], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        InvolvementFactory(participant=agnes, **broken)


def test_a_link_has_no_recorder(agnes: Participant) -> None:
    with pytest.raises(IntegrityError, match="answer_by_phone_or_paper_has_a_recorder"):
        InvolvementFactory(participant=agnes, accepted=True, answer_recorded_by=someone())


@pytest.mark.parametrize(
    ("before_start", "is_due"),
    [(25 * HOUR, False), (24 * HOUR, True), (HOUR, True), (0 * HOUR, False), (-HOUR, False)],
)
def test_a_reminder_is_due_from_a_day_before_until_the_start(
    agnes: Participant, before_start: dt.timedelta, is_due: bool
) -> None:
    row = invited_to(agnes, starts_at=NOON, accepted=True, invited_at=NOON - 9 * DAY)
    assert list(Involvement.objects.reminder_due(NOON - before_start)) == [row] * is_due


@pytest.mark.parametrize(
    ("answered", "is_due"), [(NOON - 25 * HOUR, True), (NOON - DAY, True), (NOON - 23 * HOUR, False)]
)
def test_who_said_yes_after_the_due_moment_needs_no_reminder(
    agnes: Participant, answered: dt.datetime, is_due: bool
) -> None:
    invited_to(agnes, starts_at=NOON, accepted=True, answered_at=answered)
    assert Involvement.objects.reminder_due(NOON - HOUR).exists() is is_due


@pytest.mark.parametrize("trait", ["declined", "unanswered"])
def test_only_those_who_accepted_are_reminded(agnes: Participant, trait: str) -> None:
    invited_to(agnes, starts_at=NOON, declined=trait == "declined", invited_at=NOON - 9 * DAY)
    assert not Involvement.objects.reminder_due(NOON - HOUR).exists()


def test_a_cancelled_engagement_reminds_nobody(agnes: Participant) -> None:
    invited_to(agnes, starts_at=NOON, cancelled=True, accepted=True, invited_at=NOON - 9 * DAY)
    assert not Involvement.objects.reminder_due(NOON - HOUR).exists()


@pytest.mark.parametrize(("moment", "is_told"), [(NOON - DAY, True), (NOON, False), (NOON + DAY, False)])
def test_a_cancellation_is_told_until_it_would_have_started(
    agnes: Participant, moment: dt.datetime, is_told: bool
) -> None:
    invited_to(agnes, starts_at=NOON, cancelled=True)
    assert Involvement.objects.called_off(moment).exists() is is_told


def test_who_declined_is_not_told_of_a_cancellation(agnes: Participant) -> None:
    invited_to(agnes, starts_at=NOON, cancelled=True, declined=True)
    assert not Involvement.objects.called_off(NOON - DAY).exists()


def test_who_has_ended_is_left_out(agnes: Participant, engagement: Engagement) -> None:
    InvolvementFactory(participant=agnes, engagement=engagement)
    agnes.until = timezone.localdate()
    agnes.save()
    assert not Involvement.objects.of_current_participants(timezone.localdate()).exists()


def test_counts_tell_answers_and_attendance(engagement: Engagement, fife: Any) -> None:
    for trait in ("accepted", "declined", "came"):
        InvolvementFactory(engagement=engagement, participant__partnership=fife, **{trait: True})
    counts = Involvement.objects.of_engagement(engagement).counted()
    assert counts == {"invited": 3, "accepted": 1, "declined": 1, "came": 1, "absent": 0}


def test_who_speaks_for_two_groups_counts_in_both(
    agnes: Participant, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    agnes.groups.add(users)
    InvolvementFactory(participant=agnes, accepted=True)
    counted = Involvement.objects.counted_by_group()
    assert {group: counts["accepted"] for group, counts in counted.items()} == {carers.pk: 1, users.pk: 1}


def test_for_whom_they_spoke_stays_when_their_groups_change(
    agnes: Participant, carers: StatutoryGroup, users: StatutoryGroup
) -> None:
    row = InvolvementFactory(participant=agnes)
    agnes.groups.set([users])
    assert list(row.groups.all()) == [carers]
    assert list(Involvement.objects.speaking_for(carers)) == [row]


def test_a_barrier_is_not_kept_in_the_history(agnes: Participant) -> None:
    row = InvolvementFactory(participant=agnes, declined=True, barrier=Barrier.COST)
    assert "barrier" not in {field.name for field in history(row).model._meta.get_fields()}
