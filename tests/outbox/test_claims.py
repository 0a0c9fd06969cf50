"""Claims: whose row it is, and what happens to rows whose owner is gone."""

import datetime as dt

import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from coproduce.outbox import claims
from coproduce.outbox.models import Email, Lane, Status
from tests.factories.outbox import email

LANES = tuple(Lane)
NOBODY = 4711


def claimed(**fields: object) -> Email:
    """Left behind by a sender that is no more."""
    fields = {"owner": NOBODY, "status": Status.CLAIMED, "claimed_at": timezone.now(), "claims": 1, **fields}
    return email(**fields)


@pytest.mark.django_db
def test_a_claim_takes_a_batch_and_no_more() -> None:
    for _ in range(claims.BATCH + 5):
        email()
    with claims.at_work() as sender:
        assert len(claims.claim(sender, LANES)) == claims.BATCH
        assert Email.objects.claimed().filter(owner=sender.owner).count() == claims.BATCH


@pytest.mark.django_db
def test_a_claim_costs_the_same_for_one_row_and_for_twenty(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with claims.at_work() as sender:
        for rows in (1, 20):
            for _ in range(rows):
                email()
            with django_assert_num_queries(4):
                claims.claim(sender, LANES)


@pytest.mark.django_db(transaction=True)
def test_a_row_that_another_session_is_looking_at_is_passed_over() -> None:
    mine, theirs = email(), email()
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1 FROM outbox_email WHERE id = %s FOR UPDATE", [theirs.pk])
        with claims.at_work() as sender:
            assert claims.claim(sender, LANES) == [mine]
    finally:
        other.close()


@pytest.mark.django_db
def test_the_fence_lets_a_claimed_row_pass_once_and_marks_it() -> None:
    row = email()
    with claims.at_work() as sender:
        claims.claim(sender, LANES)
        assert claims.pass_fence(row, sender) is None
    row.refresh_from_db()
    assert (row.status, row.phase) == (Status.CLAIMED, Email.Phase.DATA)


@pytest.mark.django_db
def test_the_fence_stops_whoever_does_not_own_the_row() -> None:
    row = claimed()
    with claims.at_work() as sender:
        assert claims.pass_fence(row, sender) == Status.CLAIMED
    row.refresh_from_db()
    assert (row.owner, row.phase) == (NOBODY, Email.Phase.WAITING)


@pytest.mark.django_db
def test_the_fence_stops_a_sender_whose_connection_was_lost_and_came_back() -> None:
    """Its lock is gone with the session, so others may have settled its rows."""
    row = email()
    with claims.at_work() as sender:
        claims.claim(sender, LANES)
        returned = claims.Sender(sender.owner, sender.session + 1)
        assert claims.pass_fence(row, returned) == Status.CLAIMED
        assert claims.claim(returned, LANES) == []


@pytest.mark.django_db
def test_what_a_dead_sender_had_not_handed_over_is_queued_again_at_once() -> None:
    row = claimed(phase=Email.Phase.CONNECT)
    claims.settle()
    row.refresh_from_db()
    assert (row.status, row.owner, row.claims) == (Status.QUEUED, None, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("lane", "doubts", "status"),
    [
        (Lane.ASKED_FOR, 0, Status.QUEUED),
        (Lane.ASKED_FOR, 1, Status.HELD),
        (Lane.REMINDER, 0, Status.HELD),
        (Lane.DIGEST, 0, Status.HELD),
    ],
)
def test_what_a_dead_sender_was_handing_over_is_settled_by_policy(
    lane: Lane, doubts: int, status: Status
) -> None:
    row = claimed(phase=Email.Phase.DATA, lane=lane, doubts=doubts)
    claims.settle()
    row.refresh_from_db()
    assert (row.status, row.owner, row.doubts) == (status, None, doubts + 1)


@pytest.mark.django_db
def test_a_row_that_keeps_killing_its_senders_is_held() -> None:
    row = claimed(claims=claims.POISONOUS)
    claims.settle()
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.HELD, "Taken up 3 times without an outcome.")


@pytest.mark.django_db(transaction=True)
def test_rows_of_a_sender_whose_session_lives_are_left_alone() -> None:
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [NOBODY])
        row = claimed()
        claims.settle()
        row.refresh_from_db()
        assert row.status == Status.CLAIMED
    finally:
        other.close()


@pytest.mark.django_db
def test_expired_rows_lapse_without_being_claimed() -> None:
    row = email(expires_at=timezone.now() - dt.timedelta(minutes=1))
    claims.settle()
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.LAPSED, "Its time was over before it could be sent.")


@pytest.mark.django_db
def test_a_sender_lets_go_of_its_lock() -> None:
    with claims.at_work() as sender:
        assert locks_of(sender) == 1
    assert locks_of(sender) == 0


@pytest.mark.django_db
def test_a_sender_that_cannot_give_back_its_rows_lets_go_of_its_lock(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(_: claims.Sender) -> None:
        raise OperationalError("deadlock detected")

    monkeypatch.setattr(claims, "let_go", fails)
    with claims.at_work() as sender:
        pass
    assert locks_of(sender) == 0


def locks_of(sender: claims.Sender) -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_locks"
            " WHERE locktype = 'advisory' AND (classid::bigint << 32 | objid::bigint) = %s",
            [sender.owner],
        )
        return int(cursor.fetchone()[0])
