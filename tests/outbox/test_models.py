"""The table: what the database itself refuses, and who sees which rows."""

import datetime as dt

import pytest
from django.db import IntegrityError, InternalError, connection, transaction
from django.utils import timezone

from coproduce.accounts.models import User
from coproduce.outbox.models import ENDED, Email, Intervention, Lane, Status, Suppression
from coproduce.outbox.models.suppressions import masked
from tests.factories.outbox import email, suppression

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("constraint", "fields"),
    [
        ("email_has_a_key", {"key": ""}),
        ("email_lane_is_known", {"lane": 3}),
        ("email_status_is_known", {"status": "posted"}),
        ("email_has_an_owner_iff_claimed", {"status": Status.CLAIMED}),
        ("email_has_an_owner_iff_claimed", {"owner": 1}),
        ("email_has_sent_at_iff_sent", {"status": Status.SENT}),
        ("email_has_sent_at_iff_sent", {"sent_at": dt.datetime(2026, 1, 1, tzinfo=dt.UTC)}),
    ],
)
def test_the_database_refuses_what_cannot_be(constraint: str, fields: dict[str, object]) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        email(**fields)


@pytest.mark.parametrize("field", ["key", "message_id"])
def test_an_occasion_and_a_message_id_exist_once(field: str) -> None:
    with pytest.raises(IntegrityError):
        email(**{field: getattr(email(), field)})


def ended(status: Status) -> Email:
    return email(status=status, sent_at=timezone.now() if status == Status.SENT else None)


@pytest.mark.parametrize("status", ENDED)
def test_what_has_ended_cannot_be_changed(status: Status) -> None:
    row = ended(status)
    for change in ({"status": Status.QUEUED, "sent_at": None}, {"key": "another"}, {"lane": Lane.ASKED_FOR}):
        with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
            Email.objects.filter(pk=row.pk).update(**change)


@pytest.mark.parametrize("status", ENDED)
def test_what_an_ended_message_said_and_to_whom_can_be_blanked(status: Status) -> None:
    row = ended(status)
    Email.objects.filter(pk=row.pk).update(subject="", text="", html="", recipient="", reason="")
    row.refresh_from_db()
    assert (row.text, row.recipient, row.status) == ("", "", status)


def test_a_failed_message_can_still_be_decided_about() -> None:
    row = email(status=Status.FAILED)
    Email.objects.filter(pk=row.pk).update(status=Status.QUEUED)
    assert Email.objects.queued().get() == row


def test_a_decision_cannot_be_rewritten(administrator: User) -> None:
    made = Intervention.objects.create(
        email=email(), decision=Intervention.Decision.ABORT, reason="Wrong town", by=administrator
    )
    with pytest.raises(InternalError, match="Cannot update"), transaction.atomic():
        Intervention.objects.filter(pk=made.pk).update(reason="Another reason")


def test_a_suppression_cannot_end_before_it_starts() -> None:
    with pytest.raises(IntegrityError, match="suppression_ends_after_it_starts"):
        suppression("una@example.org", until=timezone.now() - dt.timedelta(days=1))


def test_administrators_alone_see_emails_and_suppressions(
    administrator: User, auditor: User, moderator: User, lead: User, newcomer: User
) -> None:
    email()
    suppression("una@example.org")
    for rows in (Email.objects, Suppression.objects):
        assert rows.visible_to(administrator).count() == 1
        for person in (auditor, moderator, lead, newcomer):
            assert not rows.visible_to(person).exists()


@pytest.mark.parametrize(
    ("address", "shown"),
    [("una.example@example.org", "u…@example.org"), ("", "no address")],
)
def test_an_address_is_shown_to_be_recognised_not_learned(address: str, shown: str) -> None:
    assert masked(address) == shown


def test_the_queue_is_read_from_its_own_index() -> None:
    for _ in range(50):
        email(status=Status.FAILED)
    email()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "email_queued_by_lane" in Email.objects.due().explain()
