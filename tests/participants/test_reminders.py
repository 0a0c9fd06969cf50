"""Reminders: each once, at its time, to whoever it is still about, and never about what is over."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.models import Email, Status
from participants import reminders
from participants.invitations import invite
from participants.models import Answer, Involvement, Participant
from participants.register import Details, correct
from participants.replies import reply
from partnerships.models import Engagement
from partnerships.scheduling import cancel
from tests.factories.participants import InvolvementFactory

from .conftest import CANARY, CANARY_EMAIL, looks, mails

HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)
INVITATION, REMINDER, CANCELLED = reminders.INVITATION, reminders.REMINDER, reminders.CANCELLED
Moment = dt.datetime


@pytest.fixture
def asked(engagement: Engagement, agnes: Participant, officer: User, now: Moment) -> Involvement:
    """Invited by a mail that has left."""
    invite(engagement, [agnes], by=officer, now=now)
    sent(INVITATION)
    return Involvement.objects.get()


@pytest.fixture
def coming(asked: Involvement, now: Moment) -> Involvement:
    reply(asked, Answer.ACCEPTED, now=now)
    return asked


def sent(kind: str) -> None:
    Email.objects.filter(kind=kind).update(status=Status.SENT, sent_at=timezone.now())


def move(engagement: Engagement, by: dt.timedelta) -> None:
    engagement.starts_at += by
    engagement.ends_at += by
    engagement.save()


def due(engagement: Engagement) -> Moment:
    return engagement.starts_at - DAY


# --- The day before
def test_who_accepted_is_reminded_a_day_before(coming: Involvement, engagement: Engagement) -> None:
    assert reminders.plan(now=due(engagement) - HOUR) == 0
    assert reminders.plan(now=due(engagement)) == 1
    [mail] = mails(REMINDER)
    assert (mail.recipient, mail.lane, mail.expires_at) == (CANARY_EMAIL, 1, engagement.starts_at)


def test_the_key_names_the_start_as_clocks_in_scotland_show_it(agnes: Participant) -> None:
    summer = dt.datetime(2026, 7, 1, 23, 30, tzinfo=dt.UTC)
    row = InvolvementFactory(participant=agnes, engagement__starts_at=summer)
    assert reminders.reminder_key(row) == f"engagement_reminder:{row.pk}:2026-07-02T00:30"


def test_a_day_of_sweeps_sends_one_reminder(coming: Involvement, engagement: Engagement) -> None:
    sweeps = [reminders.plan(now=due(engagement) + dt.timedelta(minutes=30 * n)) for n in range(-2, 48)]
    assert sum(sweeps) == 1


def test_a_missed_night_is_caught_up_and_the_past_is_not(coming: Involvement, engagement: Engagement) -> None:
    assert reminders.plan(now=engagement.starts_at) == 0
    assert reminders.plan(now=engagement.ends_at + 30 * DAY) == 0
    assert reminders.plan(now=engagement.starts_at - HOUR) == 1


def test_a_repeated_sweep_looks_at_no_address(coming: Involvement, engagement: Engagement) -> None:
    for _ in range(3):
        reminders.plan(now=due(engagement))
    assert [what for what, _ in looks()] == ["contact", "contact"]


def test_without_a_new_mail_there_was_no_look(coming: Involvement, engagement: Engagement) -> None:
    before = looks()
    assert not reminders.send(INVITATION, coming, key=reminders.invitation_key(coming))
    assert looks() == before


def test_a_moved_start_earns_a_new_reminder(coming: Involvement, engagement: Engagement) -> None:
    reminders.plan(now=due(engagement))
    move(engagement, 7 * DAY)
    assert reminders.plan(now=due(engagement)) == 1
    assert len({mail.key for mail in mails(REMINDER)}) == 2


def test_who_has_not_answered_or_declined_is_not_reminded(
    asked: Involvement, engagement: Engagement, now: Moment
) -> None:
    assert reminders.plan(now=due(engagement)) == 0
    reply(asked, Answer.DECLINED, now=now)
    assert reminders.plan(now=due(engagement)) == 0


def test_who_accepts_on_the_last_day_is_not_reminded(asked: Involvement, engagement: Engagement) -> None:
    reply(asked, Answer.ACCEPTED, now=due(engagement) + HOUR)
    assert reminders.plan(now=due(engagement) + 2 * HOUR) == 0


def test_people_without_email_are_left_to_staff(
    engagement: Engagement, bruce: Participant, now: Moment
) -> None:
    row = InvolvementFactory(participant=bruce, engagement=engagement, accepted=True)
    assert reminders.plan(now=due(engagement)) == 0
    assert list(reminders.to_contact(Involvement.objects.all())) == [row]


def test_who_has_ended_is_not_reminded(coming: Involvement, engagement: Engagement) -> None:
    Participant.objects.update(until=timezone.localdate())
    assert reminders.plan(now=due(engagement)) == 0


# --- Still due when it leaves?
@pytest.fixture
def reminder(coming: Involvement, engagement: Engagement) -> Email:
    reminders.plan(now=due(engagement))
    return mails(REMINDER)[0]


def test_a_reminder_that_nothing_overtook_goes_out(reminder: Email) -> None:
    assert reminders.still_due(reminder)


@pytest.mark.parametrize("change", ["moved an hour", "moved a day", "declined", "ended", "new address"])
def test_a_reminder_that_was_overtaken_stays(
    reminder: Email, coming: Involvement, engagement: Engagement, officer: User, change: str, now: Moment
) -> None:
    match change:
        case "moved an hour":
            move(engagement, HOUR)
        case "moved a day":
            move(engagement, DAY)
        case "declined":
            reply(coming, Answer.DECLINED, now=now)
        case "ended":
            Participant.objects.update(until=timezone.localdate())
        case "new address":
            correct(coming.participant, Details(name=CANARY, email="canary.new@example.org"), by=officer)
    assert not reminders.still_due(reminder)


def test_a_reminder_of_what_is_cancelled_stays(
    reminder: Email, engagement: Engagement, officer: User, now: Moment
) -> None:
    cancel(engagement, by=officer, reason="The hall is flooded.", now=now)
    assert not reminders.still_due(reminder)


def test_an_invitation_goes_out_unless_they_declined_meanwhile(asked: Involvement, now: Moment) -> None:
    [invitation] = mails(INVITATION)
    assert reminders.still_open(invitation)
    reply(asked, Answer.ACCEPTED, now=now)
    assert reminders.still_open(invitation)
    reply(asked, Answer.DECLINED, now=now)
    assert not reminders.still_open(invitation)


def test_an_invitation_that_a_newer_one_replaced_stays(asked: Involvement) -> None:
    Involvement.objects.update(invitation=2)
    assert not reminders.still_open(mails(INVITATION)[0])


def test_a_mail_about_nothing_that_is_known_stays(asked: Involvement) -> None:
    stray = Email(about="participants.involvement:x", recipient=CANARY_EMAIL)
    asks = (reminders.still_open, reminders.still_due, reminders.still_called_off)
    assert [ask(stray) for ask in asks] == [False, False, False]


# --- Cancelled
def called_off(engagement: Engagement, officer: User, now: Moment) -> int:
    cancel(engagement, by=officer, reason="The hall is flooded.", now=now)
    return reminders.plan(now=now)


def test_a_cancellation_is_told_once(
    asked: Involvement, engagement: Engagement, officer: User, now: Moment
) -> None:
    assert called_off(engagement, officer, now) == 1
    assert reminders.plan(now=now + HOUR) == 0
    [mail] = mails(CANCELLED)
    assert mail.key == f"engagement_cancelled:{asked.pk}"
    assert reminders.still_called_off(mail)


def test_who_declined_is_spared_the_cancellation(
    asked: Involvement, engagement: Engagement, officer: User, now: Moment
) -> None:
    reply(asked, Answer.DECLINED, now=now)
    assert called_off(engagement, officer, now) == 0


@pytest.mark.parametrize("status", [Status.QUEUED, Status.LAPSED, Status.SUPPRESSED, Status.FAILED])
def test_who_never_got_the_invitation_gets_no_cancellation(
    engagement: Engagement, agnes: Participant, officer: User, now: Moment, status: Status
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    Email.objects.update(status=status)
    assert called_off(engagement, officer, now) == 0


def test_a_cancellation_is_no_news_once_it_would_have_begun(
    asked: Involvement, engagement: Engagement, officer: User, now: Moment
) -> None:
    cancel(engagement, by=officer, reason="The hall is flooded.", now=now)
    assert reminders.plan(now=engagement.starts_at) == 0


# --- Whom staff call
@pytest.mark.parametrize(
    ("status", "is_called"),
    [
        (Status.QUEUED, False),
        (Status.SENT, False),
        (Status.IN_DOUBT, False),
        (Status.FAILED, True),
        (Status.SUPPRESSED, True),
        (Status.LAPSED, True),
    ],
)
def test_silence_goes_to_a_person(
    engagement: Engagement, agnes: Participant, officer: User, now: Moment, status: Status, is_called: bool
) -> None:
    invite(engagement, [agnes], by=officer, now=now)
    values = {"sent_at": now} if status == Status.SENT else {}
    Email.objects.update(status=status, **values)
    rows = Involvement.objects.all()
    row: Any = reminders.with_mail(rows).get()
    assert reminders.to_contact(rows).exists() is is_called
    assert reminders.counted(rows)["to_contact"] == is_called
    assert row.mailed is not is_called
