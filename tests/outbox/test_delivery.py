"""Delivery against a real relay and a real database: each message once, whatever happens on the way."""

import datetime as dt

import pytest
from django.utils import timezone
from pytest_django import Settings

from coproduce.outbox import delivery, preferences
from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Email, Lane, Status, Suppression
from tests.factories.outbox import email, suppression
from tests.outbox.sink import DATA, MAIL, RCPT, Sink
from tests.threads import at_once

pytestmark = pytest.mark.django_db


def status_of(row: Email) -> str:
    row.refresh_from_db()
    return row.status


# --- The plain case ---
def test_what_is_due_goes_out_once_and_is_recorded(sink: Sink) -> None:
    row = email()
    deliver()
    deliver()
    assert status_of(row) == Status.SENT
    assert (row.sent_at is not None, row.owner, row.attempts) == (True, None, 0)
    assert [message["Message-ID"] for message in sink.taken] == [row.message_id]


def test_the_report_says_what_was_done(sink: Sink) -> None:
    email()
    email()
    assert str(deliver()) == "2 sent."
    assert str(deliver()) == "Nothing was due."


def test_many_messages_share_one_session_with_a_reset_between(sink: Sink) -> None:
    for _ in range(25):
        email()
    deliver()
    assert (len(sink.taken), sink.sessions) == (25, 1)


def test_what_was_asked_for_goes_first_then_reminders_then_digests(sink: Sink) -> None:
    email(lane=Lane.DIGEST, subject="third")
    email(lane=Lane.REMINDER, subject="second")
    email(lane=Lane.ASKED_FOR, subject="first")
    deliver()
    assert sink.subjects == ["first", "second", "third"]


def test_a_sender_can_be_kept_for_one_lane(sink: Sink) -> None:
    digest = email(lane=Lane.DIGEST)
    asked_for = email(lane=Lane.ASKED_FOR)
    deliver(lanes=[Lane.ASKED_FOR])
    assert (status_of(asked_for), status_of(digest)) == (Status.SENT, Status.QUEUED)


def test_a_message_waits_for_its_time(sink: Sink) -> None:
    row = email(not_before=timezone.now() + dt.timedelta(hours=1))
    deliver()
    assert status_of(row) == Status.QUEUED


def test_a_message_whose_time_is_over_lapses(sink: Sink) -> None:
    row = email(expires_at=timezone.now() - dt.timedelta(seconds=1))
    deliver()
    assert (status_of(row), sink.taken) == (Status.LAPSED, [])


def test_a_run_that_is_told_to_stop_gives_back_what_it_had_not_begun(sink: Sink) -> None:
    rows = [email() for _ in range(3)]
    answers = iter([True, False])
    report = deliver(keep_going=lambda: next(answers))
    assert report.cut_short
    assert [status_of(row) for row in rows] == [Status.SENT, Status.QUEUED, Status.QUEUED]
    assert [row.claims for row in rows[1:]] == [0, 0]


def test_a_run_for_some_seconds_ends_after_them() -> None:
    assert delivery.for_seconds(60)()
    assert not delivery.for_seconds(-1)()


# --- Nobody gets what they do not want ---
def test_an_unsubscribed_address_is_not_even_offered_to_the_relay(sink: Sink) -> None:
    row = email()
    suppression(row.recipient, "trial_news")
    deliver()
    assert (status_of(row), sink.commands[RCPT]) == (Status.SUPPRESSED, 0)


@pytest.mark.django_db(transaction=True)
def test_unsubscribing_while_the_recipient_is_being_named_is_in_time(sink: Sink) -> None:
    row = email()
    sink.hooks[RCPT] = lambda: at_once(lambda: preferences.stop(row.recipient, row.topic))
    deliver()
    assert (status_of(row), sink.taken, sink.commands[DATA]) == (Status.SUPPRESSED, [], 0)


def test_unsubscribing_stops_no_code_that_was_asked_for(sink: Sink) -> None:
    row = email(lane=Lane.ASKED_FOR)
    suppression(row.recipient)
    deliver()
    assert status_of(row) == Status.SENT


def test_a_bounced_address_gets_nothing_at_all(sink: Sink) -> None:
    row = email(lane=Lane.ASKED_FOR)
    suppression(row.recipient, reason=Suppression.Reason.BOUNCED)
    deliver()
    assert (status_of(row), sink.taken) == (Status.SUPPRESSED, [])


@pytest.mark.django_db(transaction=True)
def test_a_message_that_expires_while_the_relay_dawdles_lapses(sink: Sink) -> None:
    row = email()
    past = timezone.now() - dt.timedelta(minutes=1)
    sink.hooks[RCPT] = lambda: at_once(lambda: Email.objects.update(expires_at=past))
    deliver()
    assert (status_of(row), sink.taken) == (Status.LAPSED, [])


def test_the_kind_is_asked_once_more_before_the_content_leaves(sink: Sink, settings: Settings) -> None:
    settings.OUTBOX_RECHECKS = {"trial_news": "tests.outbox.test_delivery.is_about_something"}
    due, off = email(about="accounts.team:1"), email()
    deliver()
    assert (status_of(due), status_of(off), len(sink.taken)) == (Status.SENT, Status.LAPSED, 1)


def is_about_something(row: Email) -> bool:
    return row.about != ""


def test_a_recheck_that_fails_delays_its_own_message_only(sink: Sink, settings: Settings) -> None:
    settings.OUTBOX_RECHECKS = {"broken": "tests.outbox.test_delivery.fails"}
    broken, fine = email(kind="broken"), email()
    deliver()
    assert (status_of(broken), status_of(fine)) == (Status.QUEUED, Status.SENT)
    assert broken.reason == "ValueError: no such thing"
    assert broken.attempts == 1


def fails(row: Email) -> bool:
    raise ValueError("no such thing")


# --- The relay says no ---
@pytest.mark.parametrize("phase", [MAIL, RCPT, DATA])
@pytest.mark.parametrize("answer", ["450 try later", "451 greylisted", "421 too many"])
def test_a_temporary_refusal_in_any_phase_is_tried_again_later(sink: Sink, phase: str, answer: str) -> None:
    row = email()
    sink.answers[phase] = answer
    deliver()
    assert (status_of(row), row.attempts, row.reason) == (Status.QUEUED, 1, answer)
    sink.answers.clear()
    Email.objects.update(not_before=timezone.now())
    deliver()
    assert (status_of(row), len(sink.taken)) == (Status.SENT, 1)


def test_a_recipient_refused_for_good_fails_and_gets_nothing_more(sink: Sink) -> None:
    row = email()
    later = email(recipient=row.recipient, lane=Lane.ASKED_FOR, not_before=timezone.now() + dt.timedelta(1))
    sink.answers[RCPT] = f"550 5.1.1 <{row.recipient}> unknown"
    deliver()
    assert (status_of(row), row.phase) == (Status.FAILED, "rcpt")
    Email.objects.filter(pk=later.pk).update(not_before=timezone.now())
    deliver()
    assert (status_of(later), sink.commands[RCPT]) == (Status.SUPPRESSED, 1)


def test_the_reason_does_not_repeat_the_address(sink: Sink) -> None:
    row = email()
    sink.answers[RCPT] = f"550 5.1.1 <{row.recipient.upper()}> unknown"
    deliver()
    row.refresh_from_db()
    assert row.recipient.upper() not in row.reason.upper()
    assert row.reason.startswith("550 5.1.1 <u…@example.org>")


def test_a_refusal_by_rule_fails_the_message_but_does_not_blame_the_address(sink: Sink) -> None:
    row = email()
    sink.answers[RCPT] = "554 5.7.1 relaying denied"
    deliver()
    assert (status_of(row), Suppression.objects.count()) == (Status.FAILED, 0)


def test_a_refused_sender_is_our_own_trouble_and_tried_again(sink: Sink) -> None:
    row = email()
    sink.answers[MAIL] = "553 sender not allowed"
    deliver()
    assert (status_of(row), Suppression.objects.count()) == (Status.QUEUED, 0)


def test_refused_content_fails_without_blaming_the_address(sink: Sink) -> None:
    row = email()
    sink.answers[DATA] = "554 looks like spam"
    deliver()
    assert (status_of(row), Suppression.objects.count()) == (Status.FAILED, 0)


def test_a_refusal_does_not_hold_up_the_others(sink: Sink) -> None:
    sink.answers[RCPT] = "550 5.1.1 unknown"
    refused = email()
    deliver()
    sink.answers.clear()
    fine = email()
    deliver()
    assert (status_of(refused), status_of(fine)) == (Status.FAILED, Status.SENT)


# --- The relay is gone ---
def test_a_relay_that_is_down_costs_the_message_nothing_but_a_minute(settings: Settings) -> None:
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    first, second = email(), email()
    report = deliver()
    assert "does not answer" in report.trouble
    assert (status_of(first), first.attempts, first.claims) == (Status.QUEUED, 0, 0)
    assert (status_of(second), second.reason, second.claims) == (Status.QUEUED, "", 0)


def test_mail_goes_out_when_the_relay_is_back(sink: Sink, settings: Settings) -> None:
    row = email()
    settings.EMAIL_PORT = 1
    deliver()
    settings.EMAIL_PORT = sink.port
    Email.objects.update(not_before=timezone.now())
    deliver()
    assert (status_of(row), len(sink.taken)) == (Status.SENT, 1)


@pytest.mark.parametrize("phase", [MAIL, RCPT])
def test_a_conversation_that_breaks_before_the_content_is_begun_again_later(sink: Sink, phase: str) -> None:
    row = email()
    sink.drops_at = phase
    deliver()
    assert (status_of(row), row.attempts, row.phase) == (Status.QUEUED, 1, phase.lower())
    assert sink.commands[DATA] == 0


@pytest.fixture(params=[True, False], ids=["after taking it", "before taking it"])
def breaks_at_content(request: pytest.FixtureRequest, sink: Sink) -> Sink:
    sink.drops_at, sink.takes_before_drop = DATA, request.param
    return sink


@pytest.mark.parametrize("lane", [Lane.REMINDER, Lane.DIGEST])
def test_a_reminder_that_may_have_gone_out_is_held_and_never_doubled(
    breaks_at_content: Sink, lane: Lane
) -> None:
    row = email(lane=lane)
    deliver()
    breaks_at_content.drops_at = ""
    deliver()
    assert (status_of(row), row.doubts) == (Status.HELD, 1)
    assert "broke off" in row.reason
    assert len(breaks_at_content.taken) <= 1


def test_what_was_asked_for_goes_once_more_under_the_same_message_id(breaks_at_content: Sink) -> None:
    row = email(lane=Lane.ASKED_FOR)
    deliver()
    breaks_at_content.drops_at = ""
    Email.objects.update(not_before=timezone.now())
    deliver()
    assert status_of(row) == Status.SENT
    assert {message["Message-ID"] for message in breaks_at_content.taken} == {row.message_id}


def test_what_was_asked_for_is_held_when_it_breaks_off_a_second_time(sink: Sink) -> None:
    row = email(lane=Lane.ASKED_FOR)
    sink.drops_at = DATA
    deliver()
    Email.objects.update(not_before=timezone.now())
    deliver()
    assert (status_of(row), row.doubts) == (Status.HELD, 2)


def test_a_relay_that_never_answers_the_content_leaves_it_in_doubt(sink: Sink, settings: Settings) -> None:
    settings.EMAIL_TIMEOUT = 0.3
    row = email()
    _, released = sink.wait_at(DATA)
    deliver()
    released.set()
    assert status_of(row) == Status.HELD


def test_a_session_that_the_relay_ended_meanwhile_is_opened_anew(sink: Sink) -> None:
    first, second = email(), email()
    sink.answers[RCPT] = "421 4.3.2 closing"
    deliver()
    sink.answers.clear()
    Email.objects.update(not_before=timezone.now())
    deliver()
    assert (status_of(first), status_of(second)) == (Status.SENT, Status.SENT)
