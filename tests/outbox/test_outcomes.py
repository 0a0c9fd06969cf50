"""Outcomes: how long to wait, when to give up, and what must be written down whatever the database does."""

import datetime as dt
from typing import Any

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from coproduce.outbox import claims, outcomes
from coproduce.outbox.models import Email, Lane, Status
from tests.factories.outbox import email

pytestmark = pytest.mark.django_db


def sender_of(row: Email) -> claims.Sender:
    sender = claims.Sender(4711, 0)
    Email.objects.filter(pk=row.pk).update(
        status=Status.CLAIMED, owner=sender.owner, claimed_at=timezone.now(), claims=1
    )
    return sender


@pytest.mark.parametrize(("attempts", "minutes"), list(enumerate([1, 5, 15, 60, 240, 720])))
def test_each_further_attempt_waits_longer_at_most(
    attempts: int, minutes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("random.random", lambda: 1.0)
    row = email(attempts=attempts)
    assert outcomes.later(row, sender_of(row), Email.Phase.RCPT, "451 later") == Status.QUEUED
    row.refresh_from_db()
    assert row.not_before - row.since == dt.timedelta(minutes=minutes)
    assert (row.attempts, row.claims) == (attempts + 1, 0)


def test_the_wait_is_spread_over_its_whole_length() -> None:
    waits = [outcomes.jitter(dt.timedelta(minutes=5)) for _ in range(200)]
    assert min(waits) < dt.timedelta(minutes=1) < dt.timedelta(minutes=4) < max(waits)


def test_after_seven_tries_it_has_failed_and_says_why() -> None:
    row = email(attempts=6)
    assert outcomes.later(row, sender_of(row), Email.Phase.RCPT, "451 later") == Status.FAILED
    row.refresh_from_db()
    assert row.reason == "Tried 7 times, last: 451 later"


def test_a_row_that_is_someone_elses_by_now_is_not_touched() -> None:
    row = email()
    sender_of(row)
    outcomes.later(row, claims.Sender(1, 0), Email.Phase.RCPT, "451 later")
    row.refresh_from_db()
    assert (row.status, row.owner) == (Status.CLAIMED, 4711)


@pytest.mark.parametrize("settled", [Status.HELD, Status.IN_DOUBT, Status.QUEUED, Status.FAILED])
def test_sent_is_true_even_if_others_settled_the_row_meanwhile(settled: Status) -> None:
    row = email(status=settled)
    outcomes.sent(row)
    row.refresh_from_db()
    assert row.status == Status.SENT


def test_sent_does_not_overrule_what_has_ended() -> None:
    row = email(status=Status.ABORTED)
    outcomes.sent(row)
    row.refresh_from_db()
    assert row.status == Status.ABORTED


@pytest.mark.django_db(transaction=True)
def test_a_sent_message_is_recorded_when_the_connection_breaks_just_then() -> None:
    row = email(lane=Lane.DIGEST)
    sender_of(row)
    with connection.cursor() as cursor, pytest.raises((OperationalError, InterfaceError)):
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(outcomes.SessionLostError, match="a new sender will go on"):
        outcomes.sent(row)
    row.refresh_from_db()
    assert row.status == Status.SENT


def test_a_database_that_stays_away_is_not_waited_for_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: Any, **__: Any) -> None:
        raise OperationalError

    row = email()
    monkeypatch.setattr(outcomes, "PATIENCE", (0.0, 0.01))
    monkeypatch.setattr(connection, "close", lambda: None)
    monkeypatch.setattr("django.db.models.query.QuerySet.update", away)
    with pytest.raises(outcomes.SessionLostError, match="held as in doubt"):
        outcomes.sent(row)
