"""Decisions by hand: kept with name and reason, and only about what waits for one."""

import pytest

from coproduce.accounts.models import User
from coproduce.outbox import operations
from coproduce.outbox.delivery import deliver
from coproduce.outbox.models import Intervention, Status, Suppression
from tests.factories.outbox import email, suppression
from tests.outbox.sink import Sink

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", [Status.HELD, Status.FAILED])
def test_a_message_sent_again_goes_out_under_its_own_message_id(
    sink: Sink, administrator: User, status: Status
) -> None:
    row = email(status=status, attempts=7, doubts=1)
    operations.send_again(row, by=administrator, reason="The relay says it has none")
    deliver()
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Status.SENT, 0)
    assert [message["Message-ID"] for message in sink.taken] == [row.message_id]


def test_a_message_given_up_never_goes_out(sink: Sink, administrator: User) -> None:
    row = email(status=Status.HELD)
    operations.abort(row, by=administrator, reason="They have been phoned")
    deliver()
    row.refresh_from_db()
    assert (row.status, sink.taken) == (Status.ABORTED, [])


def test_each_decision_is_kept_with_its_reason(administrator: User) -> None:
    row = email(status=Status.HELD)
    operations.abort(row, by=administrator, reason="They have been phoned")
    kept = Intervention.objects.get()
    assert (kept.email, kept.by, kept.decision) == (row, administrator, "abort")
    assert str(kept) == "Give it up: They have been phoned"


@pytest.mark.parametrize("status", [Status.QUEUED, Status.LAPSED, Status.SUPPRESSED, Status.ABORTED])
def test_what_does_not_wait_for_a_decision_gets_none(administrator: User, status: Status) -> None:
    row = email(status=status)
    with pytest.raises(operations.DecidedError):
        operations.send_again(row, by=administrator, reason="Again")
    row.refresh_from_db()
    assert (row.status, Intervention.objects.count()) == (status, 0)


def test_a_message_without_an_address_cannot_be_sent_again(administrator: User) -> None:
    with pytest.raises(operations.DecidedError):
        operations.send_again(email(status=Status.FAILED, recipient=""), by=administrator, reason="Again")


def test_a_lifted_suppression_is_over_but_kept() -> None:
    row = suppression("una@example.org", reason=Suppression.Reason.BOUNCED)
    operations.lift(row)
    row.refresh_from_db()
    assert row.until is not None
    assert not Suppression.objects.current().exists()
